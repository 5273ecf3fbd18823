import { expect, test } from "../test";

test("a third of a million flights are parted and judged", async ({ page, lab }) => {
  test.setTimeout(180_000);
  await lab.openLab("?data=flights&model=gaussian_nb&folds=0");
  await lab.trainButton().click();
  await expect(lab.report()).toBeVisible({ timeout: 120_000 });
  // 327,346 flights arrived; a fifth of them is held out.
  await expect(page.getByText("261,876 + 65,470")).toBeVisible();
});
