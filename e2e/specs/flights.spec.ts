import { expect, test } from "../test";

test("a third of a million flights are parted and judged", async ({ page, lab }) => {
  await lab.openLab("?data=flights&model=gaussian_nb&folds=0");
  await lab.trainButton().click();
  await expect(lab.report()).toBeVisible({ timeout: 120_000 });
  // 327,346 flights arrived; a fifth of them is held out.
  await expect(page.getByText("261,876 + 65,470")).toBeVisible();
});

test("a long training says beforehand what it will take", async ({ page, lab }) => {
  await lab.openLab("?data=flights&n_estimators=150&folds=5");
  await expect(lab.columns()).toBeVisible();
  await lab.trainButton().click();
  await expect(page.getByText(/261,876 rows of \d+ columns: this takes about \d+ (seconds|minutes) and \d+ MB/)).toBeVisible();
  await lab.cancelButton().click();
  await expect(page.getByText("Training was cancelled.")).toBeVisible();
});
