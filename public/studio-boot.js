// Starts the labs. Fetched by the page when a lab is shown for the first time.
import start from "./studio.js";
await start({ module_or_path: new URL("./studio_bg.wasm", import.meta.url) });
