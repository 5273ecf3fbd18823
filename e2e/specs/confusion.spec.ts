import { expect, test } from "../test";

test("a cell of the confusion matrix opens the rows behind it", async ({ lab }) => {
  // A single question can tell only two of the three species apart.
  await lab.openLab("?data=iris&model=decision_tree&max_depth=1");
  await lab.train();
  const wrong = lab.cell("virginica", "versicolor").or(lab.cell("versicolor", "virginica")).and(lab.page.locator(":enabled"));
  const rows = Number(await wrong.innerText());
  expect(rows).toBeGreaterThan(0);
  await wrong.click();
  await expect(lab.rowsBehind()).toContainText(/taken for/);
  await expect(lab.rowsBehind().getByRole("row")).toHaveCount(rows + 1);
  await expect(lab.task("Open the rows behind a wrong cell")).toContainText("(done)");
});
