import { expect, test } from "../test";

test("flights are tested on the latest days, and the address says so", async ({ page, lab }) => {
  test.slow();
  await lab.openLab("?data=flights&model=gaussian_nb&folds=0");
  await expect(lab.columns()).toBeVisible();
  await lab.moreSettings();
  await page.getByLabel("In order of").selectOption("date");
  await expect(page.getByLabel("Keep together")).toHaveValue("");
  expect(page.url()).toContain("time=date");
  await page.getByLabel("Keep together").selectOption("carrier");
  await expect(page.getByLabel("In order of")).toHaveValue("");
  expect(page.url()).toContain("group=carrier");
  await page.reload();
  await expect(page.getByLabel("Keep together")).toHaveValue("carrier");
});

test("years are kept together, and the script does the same", async ({ page, lab }) => {
  await lab.openLab("?data=penguins&folds=0");
  await expect(lab.columns()).toBeVisible();
  await lab.moreSettings();
  await page.getByLabel("Keep together").selectOption("year");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("table", { name: /classification report/i })).toBeVisible();
  await expect(page.getByText(/GroupShuffleSplit/).first()).toBeAttached();
});
