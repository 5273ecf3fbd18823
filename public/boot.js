// Starts the page, and a lab's program once the page announces a place for the lab. What fails is shown at once: the document
// holds the sentences (src/ui/site/components/stopped.rs), the attribute `data-stopped` chooses among them.
const root = document.documentElement;
const here = (name) => new URL(name, import.meta.url);
// Which name each file has in this build: `prerender` writes the list here.
const files = {};
globalThis.buildFiles = files;
const built = (name) => here(files[name] ?? name);
const page = { js: built("page.js"), wasm: built("page_bg.wasm"), needs: [] };
const host = { js: built("host.js"), wasm: built("host_bg.wasm"), needs: [] };
const programs = {};

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

/** Fetches a program and what it needs, and starts it, once. */
function load(program) {
  program.loading ??= start(program).catch((error) => {
    program.loading = null;
    throw error;
  });
  return program.loading;
}

async function start(program) {
  program.tries = (program.tries ?? 0) + 1;
  if (typeof WebAssembly !== "object") throw new Stopped("wasm", program.wasm, "WebAssembly is not defined");
  const [{ start, response }] = await Promise.all([fetched(program), ...program.needs.map((need) => need())]);
  await start({ module_or_path: response }).catch((error) => {
    const why = error instanceof WebAssembly.CompileError ? "wasm" : error instanceof TypeError ? "fetch" : "start";
    throw new Stopped(why, program.wasm, error.message ?? error);
  });
}

/** Loads a program, and shows what fails. What could not be fetched is fetched again when the connection comes back. */
async function run(program) {
  try {
    await load(program);
    delete root.dataset.stopped;
  } catch (error) {
    if (program.told) return;
    console.error(error);
    program.told = true;
    root.dataset.stopped = error.why ?? "start";
    for (const place of document.querySelectorAll(".stopped-cause")) place.textContent = error.message;
    const again = () => {
      program.told = false;
      run(program);
    };
    if (error.why === "fetch" || error.why === "offline") addEventListener("online", again, { once: true });
  }
}

/** Runs the program of every place that waits for a lab; all of them need the one that runs the workers. */
function fill() {
  for (const { dataset } of document.querySelectorAll("[data-lab]:not([data-mounted])")) {
    const name = dataset.program;
    programs[name] ??= { js: built(`${name}.js`), wasm: built(`${name}_bg.wasm`), needs: [dressed, () => load(host)] };
    run(programs[name]);
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

addEventListener("lab-place", fill);
await run(page);
