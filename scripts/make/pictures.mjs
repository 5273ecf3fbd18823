// Draws the pictures that other programs show: icons from public/favicon.svg, and the link preview public/og.png from
// scripts/make/pictures/og.html. Needs the test tools: make setup. Usage: node scripts/make/pictures.mjs
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { chromium } = createRequire(path.join(root, "e2e/package.json"))("@playwright/test");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
mkdirSync(path.join(root, "public/icons"), { recursive: true });

const svg = readFileSync(path.join(root, "public/favicon.svg"), "utf8");
for (const [name, size, square] of [["apple-touch-icon", 180, true], ["icon-192", 192, false], ["icon-512", 512, false], ["icon-512-maskable", 512, true]]) {
  await page.setViewportSize({ width: size, height: size });
  // Where the system cuts the corners itself, ours must not show; a maskable icon keeps clear of the outer tenth.
  const drawn = square ? svg.replace('rx="14"', 'rx="0"').replace('viewBox="0 0 64 64"', name.endsWith("maskable") ? 'viewBox="-8 -8 80 80"' : 'viewBox="0 0 64 64"') : svg;
  const ground = square ? "#16202a" : "transparent";
  await page.setContent(`<style>body{margin:0;background:${ground}}svg{display:block;width:${size}px;height:${size}px}</style>${drawn}`);
  await page.screenshot({ path: path.join(root, `public/icons/${name}.png`), omitBackground: true });
}

await page.setViewportSize({ width: 1200, height: 630 });
await page.goto(pathToFileURL(path.join(root, "scripts/make/pictures/og.html")).href);
await page.evaluate(() => document.fonts.ready);
await page.screenshot({ path: path.join(root, "public/og.png") });
await browser.close();
