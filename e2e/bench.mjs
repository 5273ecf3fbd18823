// How long the fit of 100 trees on Iris takes: in the page's worker, and in scikit-learn with one thread.
// Usage: node bench.mjs [python]   The median of many fits; loading, drawing and judging are not counted on either side.
import { execFileSync } from "node:child_process";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { executablePath, flags } from "./browser.mjs";

const FITS = 40;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const browser = await chromium.launch({ executablePath, args: flags });
const page = await browser.newPage();
await page.goto(new URL("lab/train", url).href);
await page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
const ours = await page.evaluate(async (fits) => {
  const millis = [];
  for (let seed = 0; seed < fits; seed += 1) {
    // Another seed each time, so that nothing can be answered from a cache.
    const spec = { dataset: { sample: "iris" }, target: "species", split: { seed }, model: { random_forest: { n_estimators: 100 } } };
    millis.push((await window.lab.call({ train: { spec } })).train.report.fit_millis);
  }
  return millis;
}, FITS);
await browser.close();
server.close();
console.log(`in Chromium         ${median(ours).toFixed(1)} ms (fastest ${Math.min(...ours).toFixed(1)}, slowest ${Math.max(...ours).toFixed(1)})`);

const [, , python] = process.argv;
if (python) {
  const program = `
import json, time
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
X, y = load_iris(return_X_y=True)
millis = []
for seed in range(${FITS}):
    a, _, b, _ = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)
    forest = RandomForestClassifier(n_estimators=100, n_jobs=1, random_state=seed)
    started = time.perf_counter()
    forest.fit(a, b)
    millis.append((time.perf_counter() - started) * 1000)
print(json.dumps(millis))`;
  const theirs = JSON.parse(execFileSync(python, ["-c", program], { encoding: "utf8", env: { ...process.env, OMP_NUM_THREADS: "1" } }));
  console.log(`scikit-learn        ${median(theirs).toFixed(1)} ms (fastest ${Math.min(...theirs).toFixed(1)}, slowest ${Math.max(...theirs).toFixed(1)})`);
  console.log(`the page is ${(median(theirs) / median(ours)).toFixed(1)} times as fast`);
  process.exit(median(ours) < median(theirs) ? 0 : 1);
}
