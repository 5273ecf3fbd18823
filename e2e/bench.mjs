// Times the lab in Chromium, one worker, beside its peers, and writes one table to bench.md.
// Usage: node bench.mjs TABLES PYTHON PEER.JS LINFA.WASM [ONLY]   Medians of several fits; on both sides the fit alone: loading,
// scaling of the peers' columns, drawing and judging are not counted. The lab and the native peers take turns, so that a slow
// moment of the machine meets both. Scores are means; "apart" is the difference of two accuracies in standard errors, those
// of two shares of the test rows.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { cluster, fit, load, memory, open } from "./bench-lab.mjs";
import { linfaEnsemble, mlRandomForest, nativePeers } from "./bench-peers.mjs";
import { executablePath, flags } from "./browser.mjs";

const [, , tables, python, peerScript, linfaModule, only = ""] = process.argv;
const compiled = JSON.parse(readFileSync(path.join(tables, "wasm_peer.json"), "utf8"));
const native = await nativePeers(python, tables);
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const browser = await chromium.launch({ executablePath, args: flags });
const wanted = (name) => name.startsWith(only);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** Several runs as one: the median of the milliseconds, the mean of the scores, all test rows. */
const together = (runs) => ({
  millis: median(runs.map((run) => run.millis)),
  score: runs.reduce((sum, run) => sum + run.score, 0) / runs.length,
  tested: runs.reduce((sum, run) => sum + run.tested, 0),
});
const show = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const lines = [];

/** A line of the table; `asked` is how many times as fast as the peer it should be, and `ratio` what is asked about if not that. */
function put(name, ours, theirs, peer, asked, ratio = theirs && theirs.millis / ours.millis) {
  // The peer's score without a number of test rows is another kind of figure.
  const both = [ours, theirs].filter((side) => side?.tested > 0 && side.score <= 1);
  const error = Math.sqrt(both.reduce((sum, { score, tested }) => sum + (score * (1 - score)) / tested, 0));
  const apart = both.length === 2 && ours.scoring === "accuracy" ? ((ours.score - theirs.score) / error).toFixed(1) : "";
  const met = asked === undefined || ratio === undefined ? "" : ratio >= asked ? "yes" : "no";
  const times = ratio === undefined ? "–" : `${ratio.toFixed(2)}×`;
  const score = (side) => (side?.tested > 0 ? side.score.toFixed(4) : "");
  const aim = asked === undefined ? "" : `≥ ${asked}×`;
  lines.push([name, show(ours.millis), theirs ? show(theirs.millis) : "–", times, aim, met, score(ours), score(theirs), apart, ours.note ?? "", peer]);
  console.log(lines.at(-1).join(" | "));
}

/** Runs of the lab and of the native peer, one after the other. */
async function byTurns(name, repeats, run) {
  const [ours, theirs] = [[], []];
  for (let seed = 0; seed < repeats; seed += 1) {
    ours.push(await run(seed));
    theirs.push(await native.run(name, seed));
  }
  return { ours: together(ours), theirs: together(theirs) };
}

const page = await open(browser, url);
const datasets = {};
for (const name of ["iris", "digits", "wide", "small", "line"]) datasets[name] = (await load(page, tables, name)).dataset;
const trees = (count) => ({ random_forest: { n_estimators: count } });
const boosting = { hist_gradient_boosting: { max_iter: 100, max_leaf_nodes: 31, early_stopping: "False" } };
const fits = [
  ["forest iris", "iris", trees(100), 15, {}, 5],
  ["forest digits", "digits", trees(100), 9, {}, 5],
  ["forest wide", "wide", trees(100), 3, {}, 5],
  ["forest small", "small", trees(25), 9, {}],
  ["prediction wide", "wide", trees(100), 7, { timed: "predict_millis", split: { test_share: 0.9 } }, 3],
  ["boosting prediction wide", "wide", boosting, 7, { timed: "predict_millis", split: { test_share: 0.9 } }],
  ["boosting wide", "wide", boosting, 5, { scoring: "roc_auc" }, 0.67],
  ["logistic wide", "wide", { logistic_regression: {} }, 9, {}, 1],
  ["logistic digits", "digits", { logistic_regression: { max_iter: 1000 } }, 9, {}, 1],
  ["lasso line", "line", { lasso: { alpha: 0.1 } }, 9, { scoring: "r2" }],
];
for (const [name, data, model, repeats, how, asked] of fits.filter(([name]) => wanted(name))) {
  const { ours, theirs } = await byTurns(name, repeats, (seed) => fit(page, datasets[data], model, seed, how));
  ours.scoring = how.scoring ?? "accuracy";
  put(name, ours, theirs, name.startsWith("boosting") ? "LightGBM" : "scikit-learn", asked);
  if (compiled[name]) put(name, ours, compiled[name], "scikit-learn in wasm");
  const count = { "forest iris": 100, "forest digits": 100, "forest small": 25 }[name];
  if (!count) continue;
  const linfa = await linfaEnsemble(browser, linfaModule, tables, data, count, 1);
  put(name, ours, { ...linfa, millis: median(linfa.millis) }, "linfa-ensemble, same Chromium");
  if (name !== "forest small") continue;
  const script = await mlRandomForest(browser, peerScript, tables, data, count, 3);
  put(name, ours, { ...script, millis: median(script.millis) }, "ml-random-forest, same Chromium", 20);
}
if (wanted("k-means wide")) {
  // What was read first may be gone by now.
  datasets.wide = (await load(page, tables, "wide")).dataset;
  const { ours, theirs } = await byTurns("k-means wide", 9, (seed) => cluster(page, datasets.wide, seed));
  put("k-means wide", ours, theirs, "scikit-learn", 1);
}
await page.close();

// From the file to a typed table in the worker, as pandas reads it; and with the profile, back in the page.
for (const [name, file] of [["csv numbers", "rows100000"], ["csv texts", "texts"]].filter(([name]) => wanted(name))) {
  const fresh = await open(browser, url);
  const megabytes = statSync(path.join(tables, `${file}.csv`)).size / 1e6;
  // The first readings also compile the worker.
  for (let round = 0; round < 2; round += 1) await load(fresh, tables, file, true);
  for (const lean of [true, false]) {
    const { ours, theirs } = await byTurns(name, 7, async () => ({ ...(await load(fresh, tables, file, lean)), score: 0, tested: 0 }));
    ours.note = `${(megabytes / (ours.millis / 1000)).toFixed(0)} MB/s${lean ? " of 100 asked" : ""}`;
    put(`${name}, ${megabytes.toFixed(1)} MB${lean ? "" : ", with profile"}`, ours, theirs, "pandas.read_csv");
  }
  await fresh.close();
}

// From one size to the next, n log n grows by this much; a table of a million rows needs a worker of its own.
let before;
for (const rows of [1_000, 10_000, 100_000, 1_000_000]) {
  const name = `growth to ${rows} rows, 20 trees`;
  if (!wanted(name)) continue;
  const fresh = await open(browser, url);
  const { dataset } = await load(fresh, tables, `rows${rows}`);
  const runs = [];
  for (let seed = 0; seed < (rows > 100_000 ? 1 : 3); seed += 1) runs.push(await fit(fresh, dataset, trees(20), seed));
  const found = together(runs);
  const { millis } = found;
  const allowed = before && (rows * Math.log(rows)) / (before.rows * Math.log(before.rows));
  const growth = before && `${(millis / before.millis).toFixed(1)} times the time, n log n is ${allowed.toFixed(1)}; `;
  const note = `${growth ?? ""}${((await memory(fresh)) / 2 ** 20).toFixed(0)} MiB of memory${rows === 1_000_000 ? " of 1024 asked" : ""}`;
  put(name, { ...found, note, scoring: "accuracy" }, undefined, "");
  before = { rows, millis };
  await fresh.close();
}
native.end();
await browser.close();
server.close();
const head = ["workload", "ours, ms", "peer, ms", "times as fast", "asked", "met", "our score", "peer's score", "apart", "note", "peer"];
const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const about = `${native.versions}; ${compiled.versions ?? "no scikit-learn in wasm"}; ours in Chromium ${browser.version()}, one worker; fits alone, median.`;
writeFileSync(new URL("../bench.md", import.meta.url), `${about}\n\n${table}\n`);
console.log("\nThe table is in bench.md.");
