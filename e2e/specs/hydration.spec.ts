import { ROUTES } from "../browser.mjs";
import { expect, files, test } from "../test";

for (const route of ROUTES) {
  test(`${route} neither moves nor changes when its code takes over`, async ({ page, site }) => {
    await page.addInitScript(() => {
      Object.assign(window, { shifted: 0 });
      const add = (list: PerformanceObserverEntryList) => list.getEntries().forEach((entry) => ((window as any).shifted += (entry as any).value));
      new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    });
    // The code is held back until the static page has been read and scrolled.
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(files(/\.wasm$/), (request) => held.then(() => request.continue()));
    await page.goto(route, { waitUntil: "commit" });
    await page.waitForFunction(() => document.readyState !== "loading" && document.fonts.status === "loaded");
    const scrolled = await page.evaluate(() => (window.scrollTo({ top: 300, behavior: "instant" }), window.scrollY));
    const text = async () => (await page.getByRole("main").textContent())?.trim().split(/\s+/);
    const before = await text();
    release();
    await site.ready();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => [(window as any).shifted, window.scrollY])).toEqual([0, scrolled]);
    // A lab, the plan and the print are mounted where the static page says that they will be.
    if (!/^\/(lab|plan|print)/.test(route)) expect(await text()).toEqual(before);
  });
}
