// How long CSV files take in the page's worker in Chromium: read, typed, profiled, the profile back in the page.
// Usage: node bench-csv.mjs FOLDER   (the files of scripts/bench/csv-reader.py FOLDER)
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { executablePath, flags } from "./browser.mjs";

const ROUNDS = 3;
const [, , folder] = process.argv;
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const browser = await chromium.launch({ executablePath, args: flags });
const page = await browser.newPage();
await page.goto(new URL("lab/train", url).href);
await page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
const input = await page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv")).sort()) {
  await input.setInputFiles(path.join(folder, file));
  const { millis, rows } = await input.evaluate(async (element, rounds) => {
    const millis = [];
    let rows = 0;
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      // Another name each time, so that nothing can be answered from a cache.
      ({ rows } = (await window.lab.call({ load: { name: `${round}.csv` } }, element.files[0])).load);
      millis.push(performance.now() - started);
    }
    return { millis: millis.sort((a, b) => a - b), rows };
  }, ROUNDS);
  const [bytes, median] = [statSync(path.join(folder, file)).size, millis[Math.floor(ROUNDS / 2)]];
  console.log(`${file.padEnd(14)} ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB: ${median.toFixed(0)} ms, ${(bytes / 1e3 / median).toFixed(0)} MB/s, profile included`);
}
await browser.close();
server.close();
