// Times drift tests and detectors in Chromium, in a worker, beside Evidently and river on the same data, and writes bench-drift.md.
// Usage: node bench-drift.mjs DRIFT.WASM PEERS.JSON   (benches/drift built for wasm, the answer of scripts/bench/drift.py)
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { executablePath, flags } from "./browser.mjs";

const [, , module, answers] = process.argv;
const peers = JSON.parse(readFileSync(answers, "utf8"));
const browser = await chromium.launch({ executablePath, args: flags });
const page = await browser.newPage();

/** Runs in a worker of its own, as the site's engine does. */
const measure = `onmessage = async ({ data: { bytes, rows, detectors } }) => {
  const module = await WebAssembly.compile(bytes);
  // What the library could ask of a page is not asked here.
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === "function") (imports[from] ??= {})[name] = () => { throw new Error("called: " + name); };
  }
  const { exports: drift } = await WebAssembly.instantiate(module, imports);
  const timed = (rounds, work) => {
    const millis = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      work();
      millis.push(performance.now() - started);
    }
    return millis.sort((a, b) => a - b)[rounds >> 1];
  };
  const size = () => drift.memory.buffer.byteLength;
  const VALUES = 1_000_000;
  drift.stream(VALUES);
  // The first rounds also compile.
  const speeds = detectors.map((_, which) => {
    // KSWIN looks at a whole window for each value.
    const values = which === 2 ? 100_000 : VALUES;
    return values / timed(5, () => { if (drift.feed(which, values) !== values) throw new Error("a value was refused"); }) / 1000;
  });
  drift.lay_out(rows);
  const before = size();
  let drifted;
  const millis = timed(5, () => { drifted = drift.drifted(); });
  postMessage({ millis, drifted, speeds, before, after: size() });
}`;
const ours = await page.evaluate(
  async ({ code, measure, rows, detectors }) => {
    const address = URL.createObjectURL(new Blob([measure], { type: "text/javascript" }));
    const worker = new Worker(address);
    return new Promise((done, fail) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = ({ message }) => fail(new Error(message));
      worker.postMessage({ bytes: Uint8Array.from(atob(code), (char) => char.charCodeAt(0)), rows, detectors });
    });
  },
  { code: readFileSync(module).toString("base64"), measure, rows: peers.rows, detectors: peers.detectors.map(({ name }) => name) },
);
const version = browser.version();
await browser.close();
if (ours.drifted !== peers.drift.drifted) throw new Error(`${ours.drifted} columns drift here, ${peers.drift.drifted} by Evidently`);

const MEBI = 2 ** 20;
const row = (what, mine, theirs, times, asked) => [what, mine, theirs, `${times.toFixed(1)}×`, `≥ ${asked}×`, times >= asked ? "yes" : "no"];
const lines = [
  row(`20 columns × ${peers.rows} rows, default tests, ms`, ours.millis.toFixed(0), peers.drift.millis.toFixed(0), peers.drift.millis / ours.millis, 50),
  ...peers.detectors.map(({ name, millions }, at) =>
    row(`${name}, million values a second`, ours.speeds[at].toFixed(2), millions.toFixed(4), ours.speeds[at] / millions, 5)),
];
const table = [["workload", "ours", "peer", "times as fast", "asked", "met"], Array(6).fill("---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
const memory = `Memory: ${(ours.before / MEBI).toFixed(0)} MiB with both tables in it, ${((ours.after - ours.before) / MEBI).toFixed(0)} MiB more for the comparison.`;
const about = `${peers.versions}; ours in Chromium ${version}, one worker; medians of five. ${ours.drifted} columns drift on both sides.`;
const text = `${about}\n\n${table.join("\n")}\n\n${memory}\n`;
writeFileSync(new URL("../bench-drift.md", import.meta.url), text);
console.log(text);
