import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

test("every page introduces itself in its own words", async ({ page }) => {
  const titles = new Set<string>();
  const descriptions = new Set<string>();
  for (const route of ROUTES) {
    await page.goto(route, { waitUntil: "domcontentloaded" });
    titles.add(await page.title());
    const content = async (selector: string) => (await page.locator(`head ${selector}`).getAttribute("content")) ?? "";
    const description = await content('meta[name="description"]');
    expect(description.length, route).toBeGreaterThan(50);
    descriptions.add(description);
    for (const property of ["og:title", "og:description", "og:image", "og:url"]) expect(await content(`meta[property="${property}"]`), `${route} ${property}`).not.toBe("");
    expect(new URL((await page.locator('head link[rel="canonical"]').getAttribute("href")) ?? "", page.url()).pathname.replace(/(.)\/$/, "$1")).toBe(route);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  }
  expect([titles.size, descriptions.size]).toEqual([ROUTES.length, ROUTES.length]);
});

test("sitemap and robots name every page", async ({ request }) => {
  const sitemap = await (await request.get("/sitemap.xml")).text();
  for (const route of ROUTES) expect(sitemap).toMatch(new RegExp(`${route}/?</loc>`));
  expect(await (await request.get("/robots.txt")).text()).toContain("Sitemap:");
});
