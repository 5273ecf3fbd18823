// Starts the study's worker.
importScripts("worker_start.js");
