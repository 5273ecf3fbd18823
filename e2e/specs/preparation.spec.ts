import { expect, test } from "../test";

test("columns are prepared as the form says, and the address and the script say so too", async ({ page, lab }) => {
  await lab.openLab("?data=penguins&model=logistic_regression&folds=0");
  await expect(lab.columns()).toBeVisible();
  await lab.moreSettings();
  const preparation = page.getByRole("group", { name: "Preparation", exact: true });
  await expect(preparation.getByLabel("fill_value")).toHaveCount(0);
  await preparation.getByLabel("strategy").selectOption("constant");
  await preparation.getByLabel("fill_value").fill("-1");
  await preparation.getByLabel("scaler").selectOption("robust");
  await preparation.getByLabel("min_frequency").fill("many");
  await preparation.getByLabel("min_frequency").blur();
  await expect(preparation.getByText(/min_frequency takes a count from 1/)).toBeVisible();
  await preparation.getByLabel("min_frequency").fill("0.1");
  await preparation.getByLabel("min_frequency").blur();
  await preparation.getByLabel("Prepare one column differently").selectOption("island");
  await preparation.getByRole("group", { name: "island" }).getByLabel("encoder").selectOption("ordinal");
  await expect(page).toHaveURL(/prepare__scaler=robust&prepare__min_frequency=0.1&prepare__island__encoder=ordinal/);
  await lab.train();
  const script = page.getByRole("region", { name: "scikit-learn script" });
  await expect(script).toContainText("RobustScaler()");
  await expect(script).toContainText("OrdinalEncoder(");
  const figures = await lab.figures();
  await page.reload();
  await expect(lab.report()).toBeVisible();
  expect(await lab.figures()).toEqual(figures);
});

test("dates are taken apart where there are dates, and nothing is asked that the data has no use for", async ({ page, lab }) => {
  await lab.openLab("?data=iris");
  await expect(lab.columns()).toBeVisible();
  await lab.moreSettings();
  const preparation = page.getByRole("group", { name: "Preparation", exact: true });
  await expect(preparation.getByLabel("scaler")).toBeVisible();
  await expect(preparation.getByLabel(/strategy|encoder|date_parts/)).toHaveCount(0);
  const days = Array.from({ length: 60 }, (_, day) => `${1 + (day % 28)}.${1 + (day % 12)}.2026,${day % 9},${day % 2 ? "yes" : "no"}`);
  await lab.pick({ name: "days.csv", mimeType: "text/csv", buffer: Buffer.from(`when,x,ok\n${days.join("\n")}\n`) });
  await preparation.getByRole("group", { name: "date_parts" }).getByLabel("month").check();
  await expect(page.getByRole("checkbox", { name: "when" })).toBeChecked();
  await expect(page).toHaveURL(/prepare__date_parts=month/);
});
