// Times our training in Chromium beside peers.json (native, one thread) and ml-random-forest in the same Chromium.
// Usage: node bench.mjs TABLES PEER.JS [ONLY]   Median of several fits; on both sides the fit alone: loading, scaling
// of the peers' columns, drawing and judging are not counted. Prints a table and writes it to bench.md.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { executablePath, flags } from "./browser.mjs";

const [, , tables, peerScript, only = ""] = process.argv;
const peers = JSON.parse(readFileSync(path.join(tables, "peers.json"), "utf8"));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const browser = await chromium.launch({ executablePath, args: flags });
const lines = [];
const wanted = (name) => name.startsWith(only);
const put = (name, ours, theirs, peer, asked, scores = ["", ""]) => {
  const ratio = theirs ? theirs / ours : undefined;
  lines.push([name, show(ours), theirs ? show(theirs) : "–", ratio ? `${ratio.toFixed(2)}×` : "–", asked, ...scores, peer]);
  console.log(lines.at(-1).join(" | "));
};
const show = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A page with the lab open, its worker fresh. */
async function lab() {
  const page = await browser.newPage();
  await page.goto(new URL("lab/train", url).href);
  await page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  await page.evaluate(() => void (window.lab.workers = 1));
  return page;
}

/** Loads a table; its reference, and how long reading and profiling took. */
async function load(page, name) {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
  await input.setInputFiles(path.join(tables, `${name}.csv`));
  return input.evaluate(async (element, name) => {
    const started = performance.now();
    const { dataset } = (await window.lab.call({ load: { name: `${name}.csv` } }, element.files[0])).load;
    return { dataset, millis: performance.now() - started };
  }, name);
}

/** Fits with one seed after the other; milliseconds of each, and the mean score. */
const fit = (page, dataset, model, repeats, scoring) =>
  page.evaluate(
    async ({ dataset, model, repeats, scoring }) => {
      const millis = [];
      let sum = 0;
      for (let seed = 0; seed < repeats; seed += 1) {
        const spec = { dataset, target: "y", split: { seed }, model };
        const answer = await window.lab.call(scoring === "r2" ? { regress: { spec, lean: true } } : { train: { spec, lean: true } });
        const report = (answer.train ?? answer.regress).report;
        millis.push(report.fit_millis);
        sum += report.scores[scoring];
      }
      return { millis, score: sum / repeats };
    },
    { dataset, model, repeats, scoring },
  );

const page = await lab();
const datasets = {};
for (const name of ["iris", "digits", "wide", "small", "line"]) datasets[name] = (await load(page, name)).dataset;
const trees = (count) => ({ random_forest: { n_estimators: count } });
const fits = [
  ["forest iris", "iris", trees(100), 15, "accuracy", "≥ 5×"],
  ["forest digits", "digits", trees(100), 7, "accuracy", "≥ 5×"],
  ["forest wide", "wide", trees(100), 3, "accuracy", "≥ 5×"],
  ["boosting wide", "wide", { hist_gradient_boosting: { max_iter: 100, max_leaf_nodes: 31, early_stopping: "False" } }, 5, "roc_auc", "≥ 0.67×"],
  ["logistic wide", "wide", { logistic_regression: {} }, 7, "accuracy", "≥ 1×"],
  ["logistic digits", "digits", { logistic_regression: { max_iter: 1000 } }, 7, "accuracy", "≥ 1×"],
  ["lasso line", "line", { lasso: { alpha: 0.1 } }, 7, "r2", ""],
];
for (const [name, data, model, repeats, scoring, asked] of fits.filter(([name]) => wanted(name))) {
  const ours = await fit(page, datasets[data], model, repeats, scoring);
  const peer = name.startsWith("boosting") ? "LightGBM" : "scikit-learn";
  const scores = [`${scoring} ${ours.score.toFixed(4)}`, peers[name]?.score.toFixed(4) ?? ""];
  put(name, median(ours.millis), peers[name]?.millis, peer, asked, scores);
}
if (wanted("k-means wide")) {
  const { dataset: own } = await load(page, "wide");
  const millis = await page.evaluate(async (dataset) => {
    const millis = [];
    const features = Array.from({ length: 20 }, (_, at) => `x${at}`);
    for (let seed = 0; seed < 9; seed += 1) {
      const spec = { dataset, features, method: { k_means: { n_clusters: 8, n_init: 1 } }, seed };
      millis.push((await window.lab.call({ cluster: { spec, lean: true } })).cluster.fit_millis);
    }
    return millis;
  }, own);
  put("k-means wide", median(millis), peers["k-means wide"]?.millis, "scikit-learn", "≥ 1×");
}
if (wanted("forest small")) {
  const ours = await fit(page, datasets.small, trees(25), 9, "accuracy");
  const text = readFileSync(path.join(tables, "small.csv"), "utf8").trim().split("\n").slice(1).map((line) => line.split(","));
  const blank = await browser.newPage();
  await blank.addScriptTag({ path: peerScript });
  const theirs = await blank.evaluate((rows) => {
    const [train, test] = [rows.slice(0, 800), rows.slice(800)];
    const numbers = (rows) => rows.map((row) => row.slice(0, -1).map(Number));
    const classes = (rows) => rows.map((row) => Number(row.at(-1).slice(1)));
    const millis = [];
    let right = 0;
    for (let seed = 0; seed < 3; seed += 1) {
      const forest = new window.peer.RandomForestClassifier({ nEstimators: 25, seed, maxFeatures: 3, replacement: true });
      const started = performance.now();
      forest.train(numbers(train), classes(train));
      millis.push(performance.now() - started);
      right += forest.predict(numbers(test)).filter((answer, at) => answer === classes(test)[at]).length / test.length;
    }
    return { millis, score: right / 3 };
  }, text);
  const scores = [`accuracy ${ours.score.toFixed(4)}`, theirs.score.toFixed(4)];
  put("forest small", median(ours.millis), median(theirs.millis), "ml-random-forest, same Chromium", "≥ 20×", scores);
}
await page.close();
if (wanted("csv")) {
  const [megabytes, millis] = [statSync(path.join(tables, "rows100000.csv")).size / 1e6, []];
  const fresh = await lab();
  // The first reading also compiles the worker.
  for (let round = 0; round < 4; round += 1) millis.push((await load(fresh, "rows100000")).millis);
  await fresh.close();
  millis.shift();
  lines.push([`csv ${megabytes.toFixed(1)} MB, read, typed, profiled`, `${(megabytes / (median(millis) / 1000)).toFixed(0)} MB/s`, "–", "–", "≥ 100 MB/s", "", "", ""]);
  console.log(lines.at(-1).join(" | "));
}
for (const rows of [1_000, 10_000, 100_000, 1_000_000]) {
  const name = `growth to ${rows} rows, 20 trees`;
  if (!wanted(name)) continue;
  const fresh = await lab();
  const { dataset } = await load(fresh, `rows${rows}`);
  const ours = await fit(fresh, dataset, trees(20), rows > 100_000 ? 1 : 3, "accuracy");
  put(name, median(ours.millis), undefined, "", "n log n", [`accuracy ${ours.score.toFixed(4)}`, ""]);
  await fresh.close();
}
await browser.close();
server.close();
const head = ["workload", "ours, ms", "peer, ms", "times as fast", "asked", "our score", "peer's score", "peer"];
const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
writeFileSync(new URL("../bench.md", import.meta.url), `${peers.versions}; ours in Chromium, one worker; fits alone, median.\n\n${table}\n`);
console.log("\nThe table is in bench.md.");
