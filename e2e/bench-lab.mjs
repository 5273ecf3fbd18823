// What the bench asks of a page with a lab: loading a table, fitting, the size of the worker's memory.
import path from "node:path";

/** A page with a lab open, its worker fresh. */
export async function open(browser, url, route = "lab/train") {
  const page = await browser.newPage();
  await page.goto(new URL(route, url).href);
  await page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  // One worker, whatever the machine has: two against one is measured elsewhere.
  await page.evaluate(() => void (window.lab.workers = 1));
  return page;
}

/** Loads a table; its reference, and how long reading, typing and, unless it is lean, profiling took. */
export async function load(page, folder, name, lean = false) {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
  await input.setInputFiles(path.join(folder, `${name}.csv`));
  return input.evaluate(
    async (element, { name, lean }) => {
      const started = performance.now();
      const { load } = await window.lab.call({ load: { name: `${name}.csv`, lean } }, element.files[0]);
      return { dataset: load.dataset, millis: performance.now() - started };
    },
    { name, lean },
  );
}

/** Fits under a seed; milliseconds of the fit, or of the answer to all test rows, the score, and the test rows it is of. */
export const fit = (page, dataset, model, seed, { scoring = "accuracy", timed = "fit_millis", split = {} } = {}) =>
  page.evaluate(
    async ({ dataset, model, seed, scoring, timed, split }) => {
      const spec = { dataset, target: "y", split: { ...split, seed }, model };
      const answer = await window.lab.call(scoring === "r2" ? { regress: { spec, lean: true } } : { train: { spec, lean: true } });
      const { report } = answer.train ?? answer.regress;
      return { millis: report[timed], score: report.scores[scoring], tested: report.test_rows };
    },
    { dataset, model, seed, scoring, timed, split },
  );

/** Groups the rows of 20 columns; milliseconds of the fit. */
export const cluster = (page, dataset, seed) =>
  page.evaluate(
    async ({ dataset, seed }) => {
      const features = Array.from({ length: 20 }, (_, at) => `x${at}`);
      const spec = { dataset, features, method: { k_means: { n_clusters: 8, n_init: 1 } }, seed };
      return { millis: (await window.lab.call({ cluster: { spec, lean: true } })).cluster.fit_millis, score: 0, tested: 0 };
    },
    { dataset, seed },
  );

/** Bytes of the training worker's memory: what its module has asked for so far, which it never gives back. */
export async function memory(page) {
  const worker = page.workers().find((worker) => /\/lab[-_.]/.test(worker.url())) ?? page.workers()[0];
  // Starting a module that has started gives what it exports. It is declared with `let`, so it is not on `globalThis`.
  return worker.evaluate(async () => (await wasm_bindgen()).memory.buffer.byteLength);
}
