import { expect, test } from "../test";

test("two models are set side by side, and the address holds both", async ({ page, lab }) => {
  await lab.openLab("?data=wine&n_estimators=50");
  await lab.train();
  await lab.keepButton().click();
  await expect(page).toHaveURL(/vs=/);
  await lab.model().selectOption("Decision tree");
  await lab.param("max_depth").fill("1");
  await lab.train();
  await expect(lab.comparison().getByRole("row", { name: /^Accuracy/ })).toContainText("−");
  await expect(lab.part("Compare").getByText(/McNemar p/)).toBeVisible();
  const figures = await lab.comparison().getByRole("row").allInnerTexts();
  await page.reload();
  await expect(lab.comparison()).toBeVisible();
  expect(await lab.comparison().getByRole("row").allInnerTexts()).toEqual(figures);
  await page.getByRole("button", { name: "Forget A" }).click();
  await expect(page).not.toHaveURL(/vs=/);
  await expect(lab.keepButton()).toBeFocused();
});

test("two models of numbers are told apart by their errors on the same rows", async ({ page, lab }) => {
  await lab.openLab("?data=diabetes&model=ridge&folds=0&run=1");
  await lab.keepButton().click();
  await lab.model().selectOption("Decision tree");
  await lab.trainButton().click();
  await expect(lab.comparison().getByRole("row", { name: /^Mean absolute error/ })).toContainText("+");
  await expect(lab.part("Compare").getByText(/A is nearer on \d+ rows.*Wilcoxon p/)).toBeVisible();
  await expect(lab.part("Compare").getByText(/A’s error less B’s/)).toBeVisible();
});
