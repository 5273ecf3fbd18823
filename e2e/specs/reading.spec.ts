import { expect, test } from "../test";

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("a phase can be read, and the next one reached", async ({ page, site }) => {
    await page.goto("/phase/0");
    await expect(site.heading()).toBeVisible();
    await expect(page.getByRole("heading", { name: /Git/ }).first()).toBeVisible();
    await expect(page.locator("pre code").first()).toContainText(/\w/);
    await page.getByRole("navigation", { name: "Phases" }).getByRole("link", { name: /1/ }).first().click();
    await expect(page).toHaveURL(/\/phase\/1\/?$/);
    await expect(site.heading()).toBeVisible();
  });

  test("the whole road is on the home page", async ({ page, home }) => {
    await page.goto("/");
    await expect(home.map().getByRole("link")).not.toHaveCount(0);
  });
});
