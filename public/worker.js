// What every worker runs first. The page hands it the program: the script that starts it, the compiled module, and the names of the
// site's files in this build. What fails is told to the page at once: of a promise that is rejected in a worker a page hears nothing.
{
  /** Tells the page why the part did not start; `why` is one of the words in src/ui/client/part.rs. */
  const tell = (why, detail) => self.postMessage({ unstarted: why, detail });
  self.onmessage = async ({ data: { script, module, files } }) => {
    self.onmessage = null;
    self.buildFiles = files;
    const name = script.split("/").pop();
    try {
      importScripts(script);
    } catch (error) {
      return tell(error.name === "NetworkError" ? "fetch" : "start", `${name}: ${error.message}`);
    }
    try {
      await wasm_bindgen({ module_or_path: module });
    } catch (error) {
      tell(error instanceof WebAssembly.CompileError ? "wasm" : "start", `${name}: ${error.message ?? error}`);
    }
  };
}
