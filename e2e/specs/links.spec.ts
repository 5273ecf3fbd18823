import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

test("every link inside the site leads to a page, and every fragment to a place on it", async ({ page, request }) => {
  const wanted = new Map<string, string>();
  for (const route of ROUTES) {
    await page.goto(route);
    for (const address of await page.locator("a[href]").evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).href))) {
      if (new URL(address).host === new URL(page.url()).host) wanted.set(address, route);
    }
  }
  const texts = new Map<string, string>();
  for (const [address, from] of wanted) {
    const { pathname, search, hash } = new URL(address);
    if (!texts.has(pathname)) {
      const answer = await request.get(pathname + search);
      expect(answer.status(), `${address}, linked from ${from}`).toBe(200);
      texts.set(pathname, await answer.text());
    }
    const id = decodeURIComponent(hash.slice(1));
    if (id && id !== "main") expect(texts.get(pathname), `${address}, linked from ${from}`).toMatch(new RegExp(`id="?${id.replaceAll(".", "\\.")}["\\s>]`));
  }
  expect(wanted.size).toBeGreaterThan(ROUTES.length);
});
