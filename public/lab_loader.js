// Starts the lab's worker.
importScripts("lab.js");
wasm_bindgen({ module_or_path: "lab_bg.wasm" });
