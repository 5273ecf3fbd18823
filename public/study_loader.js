// Starts the study's worker.
importScripts("study.js");
wasm_bindgen({ module_or_path: "study_bg.wasm" });
