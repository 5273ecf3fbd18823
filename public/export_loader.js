// Starts the worker that writes scripts.
importScripts("worker_start.js");
