// Starts the worker that watches a model in service.
importScripts("watch.js");
wasm_bindgen({ module_or_path: "watch_bg.wasm" });
