// Starts the lab's worker.
importScripts("worker_start.js");
