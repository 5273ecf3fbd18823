import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

for (const route of ROUTES) {
  test(`${route} does not move or change when its code takes over`, async ({ page, site }) => {
    await page.addInitScript(() => {
      Object.assign(window, { shifted: 0 });
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => ((window as any).shifted += (entry as any).value))).observe({ type: "layout-shift", buffered: true });
    });
    await page.route("**/*.wasm", async (request) => {
      await page.evaluate(() => window.scrollTo(0, 300));
      await request.continue();
    });
    await page.goto(route, { waitUntil: "commit" });
    await page.waitForLoadState("domcontentloaded");
    await site.ready();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => (window as any).shifted)).toBe(0);
    expect(await page.evaluate(() => window.scrollY === Math.min(300, document.documentElement.scrollHeight - innerHeight))).toBe(true);
  });
}
