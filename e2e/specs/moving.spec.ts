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

test("labs take turns on one page: the engine stays, and each lab is taken down when the reader leaves it", async ({ page, lab, drift }) => {
  let workers = 0;
  page.on("worker", () => (workers += 1));
  await lab.openLab("?data=penguins&n_estimators=20");
  await lab.train();
  // The run is kept too, by the worker of the store.
  await expect(page.getByText("See this run in the tracking lab")).toBeVisible();
  const first = workers;
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const labs = page.getByRole("navigation", { name: "Labs" });
  await labs.getByRole("link", { name: /drift/i }).click();
  await drift.served();
  await expect(page.locator("[data-lab]")).toHaveCount(1);
  await expect(page).toHaveURL(/\/lab\/drift/);
  await labs.getByRole("link", { name: /groups/i }).click();
  await page.getByRole("button", { name: "Find groups" }).click();
  await expect(page.getByRole("heading", { name: "The groups", exact: true })).toBeVisible();
  await page.goBack();
  await drift.served();
  await page.goBack();
  await lab.train();
  await expect(page).toHaveURL(/\/lab\/train\?data=penguins&n_estimators=20&run=1/);
  expect(await page.evaluate(() => (window as any).sameDocument)).toBe(true);
  expect(first).toBeGreaterThan(0);
  // The workers of the first lab answer every lab.
  expect(workers).toBe(first);
});
