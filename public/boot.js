// Starts the page, and the labs' views once the page announces a place for one. What fails is shown at once: the document
// holds the sentences (src/ui/site/components/stopped.rs), the attribute `data-stopped` chooses among them.
const root = document.documentElement;
const here = (name) => new URL(name, import.meta.url);
// The names of the page's files come in this module's own address, because they carry a hash.
const { searchParams } = new URL(import.meta.url);
const page = { js: here(searchParams.get("js")), wasm: here(searchParams.get("wasm")) };
const labs = { js: here("studio.js"), wasm: here("studio_bg.wasm"), before: dressed };

/** Why a program does not run: a word that the document has a sentence for, and the detail. */
class Stopped extends Error {
  constructor(why, file, detail) {
    super(`${file.pathname.split("/").pop()}: ${detail}`);
    this.why = why === "fetch" && !navigator.onLine ? "offline" : why;
  }
}

/** The program's two files. A browser may keep that a module failed, so it is asked for again under another address. */
async function fetched({ js, wasm, tries }) {
  const again = new URL(js);
  if (tries > 1) again.searchParams.set("again", tries);
  const named = (file) => (error) => {
    throw new Stopped(error instanceof SyntaxError ? "start" : "fetch", file, error.message);
  };
  const [program, response] = await Promise.all([import(again).catch(named(js)), fetch(wasm).catch(named(wasm))]);
  if (!response.ok) throw new Stopped("missing", wasm, `status ${response.status}`);
  return { start: program.default, response };
}

/** Fetches a program and starts it. What could not be fetched is fetched again when the connection comes back. */
async function run(program) {
  if (program.state) return;
  Object.assign(program, { state: "begun", tries: (program.tries ?? 0) + 1 });
  try {
    if (typeof WebAssembly !== "object") throw new Stopped("wasm", program.wasm, "WebAssembly is not defined");
    const [{ start, response }] = await Promise.all([fetched(program), program.before?.()]);
    delete root.dataset.stopped;
    await start({ module_or_path: response }).catch((error) => {
      const why = error instanceof WebAssembly.CompileError ? "wasm" : error instanceof TypeError ? "fetch" : "start";
      throw new Stopped(why, program.wasm, error.message ?? error);
    });
  } catch (error) {
    console.error(error);
    program.state = null;
    root.dataset.stopped = error.why ?? "start";
    for (const place of document.querySelectorAll(".stopped-cause")) place.textContent = error.message;
    if (error.why === "fetch" || error.why === "offline") addEventListener("online", () => run(program), { once: true });
  }
}

/** The labs' sheet is in the document. */
function dressed() {
  const address = root.dataset.labSheet;
  if (!address || document.querySelector(`link[rel="stylesheet"][href="${address}"]`)) return null;
  return new Promise((resolve) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: resolve, onerror: resolve }));
  });
}

addEventListener("lab-place", () => run(labs));
await run(page);
