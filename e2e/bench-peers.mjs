// The peers: scikit-learn, LightGBM and pandas as a native process; and in the same Chromium ml-random-forest, and
// linfa-ensemble as wasm, these two with the same rows and one fold for all seeds.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

/** The native peers: their versions, `run` for one run of a workload under a seed, and `end`. */
export async function nativePeers(python, folder) {
  const script = new URL("../scripts/bench/peers.py", import.meta.url).pathname;
  const process = spawn(python, [script, folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the native peers ended; what they said is above");
    return JSON.parse(value);
  };
  const { versions } = await answer();
  const run = (name, seed) => {
    process.stdin.write(`${name} ${seed}\n`);
    return answer();
  };
  return { versions, run, end: () => process.stdin.end() };
}

/** A table's rows: numbers, then the class. */
function rows(folder, name) {
  const lines = readFileSync(path.join(folder, `${name}.csv`), "utf8").trim().split("\n").slice(1);
  const all = lines.map((line) => line.split(",").map((cell, at, cells) => Number(at + 1 === cells.length ? cell.slice(1) : cell)));
  // Every fifth row tests: the files are in an order that keeps the classes' shares.
  return { train: all.filter((_, at) => at % 5 > 0), test: all.filter((_, at) => at % 5 === 0) };
}

/** ml-random-forest on a table; milliseconds per fit, the mean accuracy, and the test rows it is of. */
export async function mlRandomForest(browser, script, folder, name, trees, repeats) {
  const page = await browser.newPage();
  await page.addScriptTag({ path: script });
  const found = await page.evaluate(
    ({ train, test, trees, repeats }) => {
      const numbers = (rows) => rows.map((row) => row.slice(0, -1));
      const classes = (rows) => rows.map((row) => row.at(-1));
      const maxFeatures = Math.floor(Math.sqrt(train[0].length - 1));
      const millis = [];
      let right = 0;
      for (let seed = 0; seed < repeats; seed += 1) {
        const forest = new window.peer.RandomForestClassifier({ nEstimators: trees, seed, maxFeatures, replacement: true });
        const started = performance.now();
        forest.train(numbers(train), classes(train));
        millis.push(performance.now() - started);
        const answers = forest.predict(numbers(test));
        right += answers.filter((answer, at) => answer === classes(test)[at]).length;
      }
      return { millis, score: right / (test.length * repeats), tested: test.length * repeats };
    },
    { ...rows(folder, name), trees, repeats },
  );
  await page.close();
  return found;
}

/** linfa-ensemble on a table, as wasm built by scripts/bench.sh from benches/linfa. */
export async function linfaEnsemble(browser, module, folder, name, trees, repeats) {
  const page = await browser.newPage();
  const found = await page.evaluate(
    async ({ code, train, test, trees, repeats }) => {
      const module = await WebAssembly.compile(Uint8Array.from(atob(code), (char) => char.charCodeAt(0)));
      const { exports: linfa } = await WebAssembly.instantiate(module, {});
      const layOut = (rows) => {
        for (const row of rows) {
          row.slice(0, -1).forEach((value) => linfa.value(value));
          linfa["class"](row.at(-1));
        }
        linfa.lay_out();
      };
      const millis = [];
      let right = 0;
      for (let seed = 0; seed < repeats; seed += 1) {
        layOut(train);
        const started = performance.now();
        if (linfa.fit(trees, BigInt(seed)) !== trees) throw new Error("linfa-ensemble did not fit");
        millis.push(performance.now() - started);
        layOut(test);
        right += linfa.accuracy() * test.length;
      }
      return { millis, score: right / (test.length * repeats), tested: test.length * repeats };
    },
    { code: readFileSync(module).toString("base64"), ...rows(folder, name), trees, repeats },
  );
  await page.close();
  return found;
}
