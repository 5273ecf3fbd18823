import { Lab } from "../pages/lab";
import { expect, test } from "../test";

test("a forest is trained on Iris and judged", async ({ page, lab }) => {
  await lab.openLab("?data=iris");
  await lab.train();
  for (const species of ["setosa", "versicolor", "virginica"]) await expect(lab.report().getByRole("row", { name: species })).toBeVisible();
  await expect(lab.report().getByRole("row", { name: /macro avg/ })).toContainText(/(0\.9\d|1\.0)/);
  await expect(page.getByText(/baseline/i).first()).toBeVisible();
});

test("a shared address gives the same numbers", async ({ page, lab, browser, baseURL }) => {
  await lab.openLab("?data=wine");
  await lab.seed().fill("7");
  await lab.param("max_depth").fill("3");
  await lab.train();
  const figures = await lab.figures();
  const other = await browser.newPage({ baseURL });
  const theirs = new Lab(other);
  await theirs.open(page.url());
  if (!(await theirs.report().isVisible())) await theirs.train();
  expect(await theirs.figures()).toEqual(figures);
  await other.close();
});

test("training can be cancelled, and begun again", async ({ page, lab }) => {
  await lab.openLab("?data=digits&n_estimators=2000");
  await lab.trainButton().click();
  await lab.cancelButton().click();
  await expect(page.getByText(/cancelled/i)).toBeVisible();
  await lab.param("n_estimators").fill("10");
  await lab.train();
  await expect(lab.report().getByRole("row")).not.toHaveCount(0);
});
