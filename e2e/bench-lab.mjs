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

/** Loads a table so often; its reference, and how long reading, typing and, unless it is lean, profiling took each time. */
export async function load(page, folder, name, rounds = 1, lean = false) {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
  await input.setInputFiles(path.join(folder, `${name}.csv`));
  return input.evaluate(
    async (element, { name, rounds, lean }) => {
      const millis = [];
      let dataset;
      for (let round = 0; round < rounds; round += 1) {
        const started = performance.now();
        ({ dataset } = (await window.lab.call({ load: { name: `${name}.csv`, lean } }, element.files[0])).load);
        millis.push(performance.now() - started);
      }
      return { dataset, millis };
    },
    { name, rounds, lean },
  );
}

/** Fits with one seed after the other; milliseconds of each fit, or of each answer to all test rows, and the mean score. */
export const fit = (page, dataset, model, { repeats, scoring = "accuracy", timed = "fit_millis", split = {} }) =>
  page.evaluate(
    async ({ dataset, model, repeats, scoring, timed, split }) => {
      const millis = [];
      let [sum, tested] = [0, 0];
      for (let seed = 0; seed < repeats; seed += 1) {
        const spec = { dataset, target: "y", split: { ...split, seed }, model };
        const answer = await window.lab.call(scoring === "r2" ? { regress: { spec, lean: true } } : { train: { spec, lean: true } });
        const { report } = answer.train ?? answer.regress;
        millis.push(report[timed]);
        sum += report.scores[scoring];
        tested += report.test_rows;
      }
      return { millis, score: sum / repeats, tested };
    },
    { dataset, model, repeats, scoring, timed, split },
  );

/** Groups the rows of 20 columns; milliseconds of each fit. */
export const cluster = (page, dataset, repeats) =>
  page.evaluate(
    async ({ dataset, repeats }) => {
      const millis = [];
      const features = Array.from({ length: 20 }, (_, at) => `x${at}`);
      for (let seed = 0; seed < repeats; seed += 1) {
        const spec = { dataset, features, method: { k_means: { n_clusters: 8, n_init: 1 } }, seed };
        millis.push((await window.lab.call({ cluster: { spec, lean: true } })).cluster.fit_millis);
      }
      return { millis };
    },
    { dataset, repeats },
  );

/** Bytes of the training worker's memory: what its module has asked for so far, which it never gives back. */
export async function memory(page) {
  const worker = page.workers().find((worker) => /\/lab[-_.]/.test(worker.url())) ?? page.workers()[0];
  // Starting a module that has started gives what it exports. It is declared with `let`, so it is not on `globalThis`.
  return worker.evaluate(async () => (await wasm_bindgen()).memory.buffer.byteLength);
}
