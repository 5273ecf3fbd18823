// Mobile Lighthouse of home, a phase and the lab, on the built site; fails below 95 / 100 / 100 / 100.
// Usage: node lighthouse.mjs [runs]   The median run counts, because a busy machine makes single runs jump.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve } from "../scripts/serve.mjs";
import { executablePath, flags } from "./browser.mjs";

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const runs = Number(process.argv[2] ?? 3);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const chrome = await launch({ chromePath: executablePath, chromeFlags: ["--headless=new", ...flags] });
let failed = 0;

console.log(`${"".padEnd(12)}${Object.keys(LEAST).map((name) => name.padStart(16)).join("")}     FCP     LCP     TBT   CLS`);
for (const route of ["/", "/phase/1", "/lab/train"]) {
  const results = [];
  // Compress first: a static host has done that long before the first visitor.
  await fetch(new URL(route, url));
  for (let run = 0; run < runs; run += 1) {
    results.push((await lighthouse(new URL(route, url).href, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: Object.keys(LEAST) })).lhr);
  }
  const scores = Object.keys(LEAST).map((name) => median(results.map(({ categories }) => Math.round(categories[name].score * 100))));
  const audit = (name, digits) => median(results.map(({ audits }) => audits[name].numericValue)).toFixed(digits);
  console.log(
    `${route.padEnd(12)}${scores.map((score) => String(score).padStart(16)).join("")}` +
      `${audit("first-contentful-paint", 0).padStart(8)}${audit("largest-contentful-paint", 0).padStart(8)}${audit("total-blocking-time", 0).padStart(8)}${audit("cumulative-layout-shift", 3).padStart(6)}`,
  );
  Object.entries(LEAST).forEach(([name, least], at) => {
    if (scores[at] >= least) return;
    failed += 1;
    console.log(`  ${name} is under ${least}:`);
    for (const { id } of results[0].categories[name].auditRefs) {
      const { score, title, displayValue, scoreDisplayMode } = results[0].audits[id];
      if (score !== null && score < 0.9 && scoreDisplayMode !== "informative") console.log(`    ${id}: ${title}${displayValue ? ` (${displayValue})` : ""}`);
    }
  });
}
await chrome.kill();
server.close();
console.log(failed ? `failed: ${failed} scores too low\n  what to do: mend the audits named above` : "every score is high enough");
process.exit(failed ? 1 : 0);
