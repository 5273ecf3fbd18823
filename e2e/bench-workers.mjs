// How much sooner two workers are done than one, in Chromium: forests, cross-validation and a search for settings, the data
// read and the workers started beforehand. "whole" is from the request to the answer, so it counts what is not shared:
// preparing the rows, and judging the model. The first lines are what the machine itself gives: two workers that only count,
// and two pages, each with the whole of a forest to itself, that share nothing but processors, caches and memory.
// Usage: node bench-workers.mjs TABLES   (the tables of scripts/bench/data.py TABLES)
import path from "node:path";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { executablePath, flags } from "./browser.mjs";

const [, , tables] = process.argv;
const ROUNDS = 9;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const browser = await chromium.launch({ executablePath, args: flags });
/** A page with the training lab in it, and the data read. */
async function lab() {
  const page = await browser.newPage();
  await page.goto(new URL("lab/train", url).href);
  await page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  const input = await page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
  await input.setInputFiles(path.join(tables, "wide.csv"));
  const dataset = await input.evaluate(async (element) => (await window.lab.call({ load: { name: "wide.csv" } }, element.files[0])).load.dataset);
  return { page, dataset };
}
const { page, dataset } = await lab();
const lines = [];

function put(name, one, two, asked = "≥ 1.7×") {
  lines.push([name, (one / 1000).toFixed(2), (two / 1000).toFixed(2), `${(one / two).toFixed(2)}×`, asked]);
  console.log(lines.at(-1).join(" | "));
}

/** Milliseconds until so many workers have counted as far as one. */
async function counting(workers) {
  const blank = await browser.newPage();
  const millis = await blank.evaluate(async (workers) => {
    const code = "onmessage = () => { let x = 1; for (let i = 0; i < 1e9; i += 1) x = (Math.imul(x, 1103515245) + i) | 0; postMessage(x); }";
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const started = performance.now();
    const done = Array.from({ length: workers }, () => new Promise((end) => Object.assign(new Worker(address), { onmessage: end }).postMessage(0)));
    await Promise.all(done);
    return performance.now() - started;
  }, workers);
  await blank.close();
  return millis;
}
{
  const [one, two] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(await counting(1));
    two.push(await counting(2));
  }
  put("the machine: counting twice as far", 2 * median(one), median(two), "");
}

/** Milliseconds of one training by so many workers: from request to answer, and of the fit. */
const train = (workers, model, folds, seed, where = page) =>
  where.evaluate(
    async ({ spec, workers }) => {
      window.lab.workers = workers;
      const started = performance.now();
      const { train } = await window.lab.call({ train: { spec, lean: true } });
      return { whole: performance.now() - started, fit: train.report.fit_millis };
    },
    { spec: { dataset, target: "y", split: { seed }, model, folds }, workers },
  );
{
  const { page: other } = await lab();
  const forest = (seed, where) => train(1, { random_forest: { n_estimators: 100 } }, 0, seed, where);
  await Promise.all([forest(98, page), forest(98, other)]);
  const [one, two] = [[], []];
  for (let seed = 20; seed < 20 + ROUNDS; seed += 1) {
    one.push((await forest(seed, page)).whole);
    const started = performance.now();
    await Promise.all([forest(100 + seed, page), forest(200 + seed, other)]);
    two.push(performance.now() - started);
  }
  await other.close();
  put("the machine: a forest each in two pages", 2 * median(one), median(two), "");
}

const boosting = { hist_gradient_boosting: { max_iter: 100, early_stopping: "False" } };
for (const [name, model, folds] of [
  ["forest, 50,000 × 20 × 100 trees", { random_forest: { n_estimators: 100 } }, 0],
  ["forest of 20 trees, 5 folds", { random_forest: { n_estimators: 20 } }, 5],
  ["boosting, 5 folds", boosting, 5],
]) {
  await train(2, model, folds, 99);
  const [one, two] = [[], []];
  for (let seed = 0; seed < ROUNDS; seed += 1) {
    // By turns, so that a slow moment of the machine meets both. The worker remembers a model: each has a seed of its own.
    one.push(await train(1, model, folds, seed));
    two.push(await train(2, model, folds, 10 + seed));
  }
  const of = (times, what) => median(times.map((time) => time[what]));
  if (folds === 0) put(`${name}, fit`, of(one, "fit"), of(two, "fit"));
  put(`${name}, whole`, of(one, "whole"), of(two, "whole"));
}

/** A search by so many workers with a seed of its own, and its milliseconds, from the press to the page's word that it is over. */
async function search(workers, seed) {
  const fill = async (label, text) => {
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel(label, { exact: true }).press("Tab");
  };
  await fill("Workers", String(workers));
  await fill("Seed", String(seed));
  let millis;
  // A search of two trials starts the workers.
  for (const values of ["10, 11", "100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 210, 220, 230, 240, 250"]) {
    await fill("n_estimators, values", values);
    // Asked from outside again and again, the page would work for the answer.
    millis = await page.evaluate(
      (ending) =>
        new Promise((done) => {
          const said = document.querySelector(".lab-announcement");
          const started = performance.now();
          new MutationObserver((_, watch) => {
            if (said.textContent !== ending) return;
            watch.disconnect();
            done(performance.now() - started);
          }).observe(said, { childList: true, characterData: true, subtree: true });
          document.querySelector("#lab-search").click();
        }),
      `Finished: ${values.split(",").length} trials.`,
    );
    // A search is logged when it has ended: the store works for it, and would do so beside the next.
    await page.getByText("Logged.").waitFor();
  }
  return millis;
}
await page.goto(new URL("lab/tune?data=digits&model=random_forest", url).href);
await page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
await page.getByLabel("max_depth", { exact: true }).uncheck();
await search(2, 99);
const [one, two] = [[], []];
for (let seed = 0; seed < ROUNDS; seed += 1) {
  one.push(await search(1, seed));
  two.push(await search(2, 10 + seed));
}
put("search of 16 forests, 5 folds each", median(one), median(two));
await browser.close();
server.close();
