// Starts the worker that keeps the runs.
importScripts("store.js");
wasm_bindgen({ module_or_path: "store_bg.wasm" });
