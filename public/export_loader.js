// Starts the worker that writes scripts.
importScripts("export.js");
wasm_bindgen({ module_or_path: "export_bg.wasm" });
