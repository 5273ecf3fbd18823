// Starts the worker that watches a model in service.
importScripts("worker_start.js");
