import { expect, test } from "../test";

test("moving from page to page needs no reload, and Back returns to the same place", async ({ page, home }) => {
  await home.open("/");
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole("link", { name: "Start with phase 0" }).click();
  await expect(page).toHaveURL(/\/phase\/0/);
  await expect(page).toHaveTitle(/Phase 0|prerequisites/i);
  await expect(page.getByRole("main").locator("pre code").first()).toContainText(/\w/);
  await page.getByRole("navigation", { name: "Neighbouring phases" }).getByRole("link", { name: /Phase 1/ }).click();
  await expect(page).toHaveURL(/\/phase\/1$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/phase\/0/);
  expect(await page.evaluate(() => (window as any).sameDocument)).toBe(true);
});

test("the address of a lesson leads to that lesson", async ({ page, site }) => {
  await site.open("/phase/3#phase-3.docker");
  await expect(page.getByRole("heading", { name: /Docker/ }).first()).toBeInViewport();
});
