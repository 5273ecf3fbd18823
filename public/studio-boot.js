// Starts the labs, dressed. Fetched by the page when a lab is shown for the first time.
import start from "./studio.js";
const address = document.documentElement.dataset.labSheet;
const dressed = new Promise((resolve) => {
  if (!address || document.querySelector(`link[rel="stylesheet"][href="${address}"]`)) return resolve();
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: resolve, onerror: resolve });
  document.head.append(sheet);
});
await dressed;
await start({ module_or_path: new URL("./studio_bg.wasm", import.meta.url) });
