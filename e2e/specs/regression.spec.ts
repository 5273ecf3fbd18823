import { expect, test } from "../test";

test("a number is predicted, judged beside the mean, asked and taken home", async ({ page, lab }) => {
  await lab.openLab();
  await lab.dataset().selectOption({ label: "Diabetes" });
  await expect(lab.target()).toHaveValue("progression");
  await lab.model().selectOption({ label: "Ridge" });
  await lab.trainButton().click();
  const errors = page.getByRole("table", { name: "Errors on the test rows" });
  await expect(errors).toBeVisible();
  const [ours, mean] = await errors.getByRole("row", { name: /^Mean absolute error/ }).getByRole("cell").allInnerTexts();
  expect(Number(ours)).toBeGreaterThan(30);
  expect(Number(ours)).toBeLessThan(Number(mean));
  await expect(lab.part("Figures").getByText("Predicted against actual")).toBeVisible();
  await lab.feature("bmi", "value").fill("40");
  await expect(lab.answer()).toHaveText(/^progression: \d/);
  const file = await lab.saved("Download predictions (CSV)");
  expect(file.text.split("\r\n")[0]).toMatch(/progression,predicted,residual$/);
  await expect(page.getByRole("region", { name: "scikit-learn script" })).toContainText("Ridge(");
  expect(page.url()).toContain("model=ridge");
});

test("a link to a model of numbers gives the same numbers", async ({ page, lab }) => {
  await lab.openLab("?data=diabetes&model=hist_gradient_boosting_regressor&run=1");
  const errors = page.getByRole("table", { name: "Errors on the test rows" });
  await expect(errors).toBeVisible();
  const first = await errors.innerText();
  await page.reload();
  await expect(errors).toBeVisible();
  expect(await errors.innerText()).toBe(first);
});

test("whole numbers can be taken for classes or for numbers", async ({ page, lab }) => {
  await lab.openLab("?data=digits");
  const task = page.getByLabel("Predict it as", { exact: true });
  await expect(task).toHaveValue("class");
  await task.selectOption("number");
  await expect(lab.model()).toHaveValue("random_forest_regressor");
  await task.selectOption("class");
  await expect(lab.model()).toHaveValue("random_forest");
});
