// Starts a worker's module, after whose loader it takes its name. What fails is told to the page at once: of a promise that
// is rejected in a worker a page hears nothing.
{
  const name = /(\w+)_loader\.js$/.exec(self.location.pathname)[1];
  const file = `${name}_bg.wasm`;
  /** Tells the page why the part did not start; `why` is one of the words in src/ui/lab/bridge/part.rs. */
  const tell = (why, detail) => self.postMessage({ unstarted: why, detail });
  const start = async () => {
    if (typeof WebAssembly !== "object") return tell("wasm", "WebAssembly is not defined");
    // Both files are fetched at once; a failure of the first leaves the second's unread.
    const fetched = fetch(file);
    fetched.catch(() => {});
    try {
      importScripts(`${name}.js`);
    } catch (error) {
      return tell(error.name === "NetworkError" ? "fetch" : "start", `${name}.js: ${error.message}`);
    }
    let response;
    try {
      response = await fetched;
    } catch (error) {
      return tell("fetch", `${file}: ${error.message}`);
    }
    if (!response.ok) return tell("missing", `${file}: status ${response.status}`);
    try {
      await wasm_bindgen({ module_or_path: response });
    } catch (error) {
      tell(error instanceof WebAssembly.CompileError ? "wasm" : error instanceof TypeError ? "fetch" : "start", `${file}: ${error.message ?? error}`);
    }
  };
  start();
}
