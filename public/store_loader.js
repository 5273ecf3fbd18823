// Starts the worker that keeps the runs.
importScripts("worker_start.js");
