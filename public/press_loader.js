// Starts the worker that prints.
importScripts("worker_start.js");
