// Starts the worker that prints.
importScripts("press.js");
wasm_bindgen({ module_or_path: "press_bg.wasm" });
