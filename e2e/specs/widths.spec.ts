import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

for (const width of [360, 820, 1920]) {
  test(`no page is wider than a window of ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const route of ROUTES) {
      await site.open(route);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), route).toBeLessThanOrEqual(width);
    }
  });
}
