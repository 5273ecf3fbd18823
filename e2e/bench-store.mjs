// How long the tracking store takes in Chromium with 10,000 runs of 10 metrics, in the browser's private file system.
// Usage: node bench-store.mjs   (on the built site; `make build` first)
//
// The browser has a profile on disk, as a reader's has. A context of Playwright's own is a private window: there the files are
// in the browser's memory, every access is a message from process to process, and the same 10,000 runs take minutes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { executablePath, flags } from "./browser.mjs";

const [RUNS, BATCH, ROUNDS] = [10_000, 500, 9];
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const profile = await mkdtemp(join(tmpdir(), "bench-store-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath, args: flags });
const page = await browser.newPage();
await page.goto(new URL("about", url).href);

/** Starts a fresh worker in the page; the milliseconds until it has opened the store. */
const start = () => page.evaluate(async () => {
  window.store?.terminate();
  const started = performance.now();
  const files = globalThis.buildFiles;
  const worker = new Worker(`/${files["worker.js"]}`);
  const waiting = new Map();
  let last = 1;
  worker.onmessage = ({ data }) => { const event = JSON.parse(Array.isArray(data) ? data[0] : data); waiting.get(event.ready ? 0 : event.job)?.(event); };
  const send = (job, command) => worker.postMessage([JSON.stringify({ job, command: { store: command } })]);
  window.store = worker;
  window.ask = (command) => new Promise((resolve, reject) => { waiting.set((last += 1), ({ done, failed }) => (failed ? reject(new Error(failed.what)) : resolve(done.store))); send(last, command); });
  const ready = new Promise((resolve) => waiting.set(0, resolve));
  const module = await WebAssembly.compileStreaming(fetch(`/${files["store_bg.wasm"]}`));
  worker.postMessage({ script: `/${files["store.js"]}`, module, files });
  await ready;
  await window.ask({ access: {} });
  return performance.now() - started;
});
/** The median of some rounds of a request, after one that warms up. */
const time = async (name, command) => {
  const millis = await page.evaluate(async ([command, rounds]) => {
    const millis = [];
    for (let round = 0; round <= rounds; round += 1) {
      const started = performance.now();
      await window.ask(command);
      millis.push(performance.now() - started);
    }
    return millis.slice(1).sort((a, b) => a - b);
  }, [command, ROUNDS]);
  console.log(`${name.padEnd(52)} ${millis[Math.floor(ROUNDS / 2)].toFixed(1).padStart(8)} ms   (${millis[0].toFixed(1)} to ${millis.at(-1).toFixed(1)})`);
};

await start();
const saved = await page.evaluate(async ([runs, batch]) => {
  const started = performance.now();
  for (let from = 0; from < runs; from += batch) {
    const some = Array.from({ length: batch }, (_, at) => from + at).map((at) => ({
      run_name: `run ${at}`,
      start_time: 1_700_000_000_000 + at,
      end_time: 1_700_000_060_000 + at,
      params: { model: ["random_forest", "decision_tree", "mlp"][at % 3], seed: String(at), max_depth: String(at % 20) },
      metrics: ["accuracy", ...Array.from({ length: 9 }, (_, n) => `metric_${n}`)].map((key, n) => ({ key, value: ((at * 7919 + n * 104_729) % 10_007) / 10_007, step: 0 })),
    }));
    await window.ask({ log_runs: { runs: some } });
  }
  return performance.now() - started;
}, [RUNS, BATCH]);
const { status } = await page.evaluate(() => window.ask({ status: {} }));
console.log(`${status.runs} runs × 10 metrics, ${(status.bytes / 1e6).toFixed(1)} MB, saved in ${(saved / 1000).toFixed(1)} s, ${BATCH} at a time`);
const opened = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const millis = await start();
  opened.push(millis + await page.evaluate(async () => { const started = performance.now(); await window.ask({ search_runs: { limit: 100, spans: true } }); return performance.now() - started; }));
}
opened.sort((a, b) => a - b);
console.log(`${"fresh worker, store opened, first page of 100 runs".padEnd(52)} ${opened[Math.floor(ROUNDS / 2)].toFixed(1).padStart(8)} ms   (${opened[0].toFixed(1)} to ${opened.at(-1).toFixed(1)})`);
await time("first page of 100 runs, with least and greatest", { search_runs: { limit: 100, spans: true } });
await time("filter: accuracy > 0.9 and model = 'random_forest'", { search_runs: { filter: "metrics.accuracy > 0.9 and params.model = 'random_forest'", limit: 100 } });
await time("the same, best first", { search_runs: { filter: "metrics.accuracy > 0.9 and params.model = 'random_forest'", order_by: ["metrics.accuracy DESC"], limit: 100 } });
await time("all runs, best first", { search_runs: { order_by: ["metrics.accuracy DESC"], limit: 100 } });
await time("params.model ILIKE '%FOREST'", { search_runs: { filter: "params.model ILIKE '%FOREST'", limit: 100 } });
await time("columns of all runs", { run_columns: {} });
await time("one run saved", { log_runs: { runs: [{ run_name: "one more", params: { a: "1" }, metrics: [{ key: "accuracy", value: 0.5 }] }] } });

// The same as a reader sees it: the lab's own table, up to the frame in which it is drawn.
await page.close();
const lab = await browser.newPage();
/** Milliseconds from an act in the page, or from the navigation to it, to the frame in which the table's caption says this. */
const drawn = (act, caption) => lab.evaluate(async ([act, caption]) => {
  const wanted = new RegExp(caption);
  const shows = () => [...document.querySelectorAll("table caption")].some((found) => wanted.test(found.textContent) && found.checkVisibility());
  const started = act === "open" ? 0 : performance.now();
  if (act === "find") [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === "Find").click();
  if (act === "back") history.back();
  await new Promise((resolve) => { const look = () => requestAnimationFrame(shows() ? resolve : look); look(); });
  return performance.now() - started;
}, [act, caption]);
const [ALL, SOME] = ["^Runs 1 to 50 of 10,0\\d\\d$", "^Runs 1 to 50 of \\d{3}$"];
const seen = { open: [], back: [], find: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  await lab.goto(new URL("lab/track", url).href);
  seen.open.push(await drawn("open", ALL));
  await lab.locator("#track-filter").fill("metrics.accuracy > 0.9 and params.model = 'random_forest'");
  seen.find.push(await drawn("find", SOME));
  await lab.locator("#track-filter").fill("");
  await drawn("find", ALL);
  await lab.locator('a[href="/about"]').first().click();
  await lab.waitForURL("**/about");
  seen.back.push(await drawn("back", ALL));
}
const row = (name, millis) => {
  millis.sort((a, b) => a - b);
  console.log(`${name.padEnd(52)} ${millis[Math.floor(ROUNDS / 2)].toFixed(1).padStart(8)} ms   (${millis[0].toFixed(1)} to ${millis.at(-1).toFixed(1)})`);
};
row("the lab opened by its address, table drawn", seen.open);
row("the lab opened from another page, table drawn", seen.back);
row("filter in the lab, table drawn", seen.find);
await browser.close();
await rm(profile, { recursive: true, force: true });
server.close();
