import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

test("printed pages hold the text and none of the controls", async ({ page, site }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const route of ROUTES) {
    await site.open(route);
    await expect(site.heading()).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Site" })).toBeHidden();
    await expect(page.getByRole("button", { name: "Search" })).toBeHidden();
    // Ink on white, whatever the theme.
    expect(await site.ground(), route).toBeGreaterThan(0.95);
  }
});
