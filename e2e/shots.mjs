// Photographs every route at three widths in both themes into shots/, full page, and the README's picture.
// Usage: node shots.mjs [route …]
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";
import { ROUTES, executablePath, flags } from "./browser.mjs";

const folder = new URL("../shots/", import.meta.url).pathname;
const routes = process.argv.length > 2 ? process.argv.slice(2) : [...ROUTES, "/nowhere"];
mkdirSync(folder, { recursive: true });
const { server, url } = await serve({ dir: new URL("../dist", import.meta.url).pathname, port: 0 });
const browser = await chromium.launch({ executablePath, args: flags });
let taken = 0;

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 820, 1440]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
    for (const route of routes) {
      await page.goto(new URL(route.slice(1), url).href);
      await page.locator("html[data-ready]").waitFor({ state: "attached" });
      await page.waitForLoadState("networkidle");
      // The lab shows its report, not its empty state.
      const train = page.getByRole("button", { name: "Train", exact: true });
      if (route.startsWith("/lab/") && (await train.isVisible())) {
        await train.click();
        await page.getByRole("table", { name: /classification report/i }).waitFor().catch(() => console.log(`  ${route}: no report`));
        await page.waitForLoadState("networkidle");
      }
      const find = page.getByRole("button", { name: "Find groups", exact: true });
      if (route.startsWith("/lab/") && (await find.isVisible())) {
        await find.click();
        await page.getByRole("table", { name: "The grouping in figures" }).waitFor().catch(() => console.log(`  ${route}: no groups`));
        await page.waitForLoadState("networkidle");
      }
      for (const [button, table] of [["Judge it both ways", /promised and delivered$/], ["Train the model", /judged by every metric/]]) {
        const press = page.getByRole("button", { name: button, exact: true });
        if (route.startsWith("/lab/") && (await press.isVisible())) {
          await press.click();
          await page.getByRole("table", { name: table }).first().waitFor({ timeout: 60_000 }).catch(() => console.log(`  ${route}: no result`));
          await page.waitForLoadState("networkidle");
        }
      }
      const name = route === "/" ? "home" : route.slice(1).replaceAll("/", "-");
      await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png`, fullPage: true });
      taken += 1;
    }
    await page.close();
  }
}
if (routes.includes("/")) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(url);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await page.screenshot({ path: new URL("../public/screenshot.png", import.meta.url).pathname });
}
await browser.close();
server.close();
console.log(`${taken} pictures in shots/`);
