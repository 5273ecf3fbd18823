import { expect, test } from "../test";

for (const query of ["?data=digits&n_estimators=500", "?data=breast_cancer&model=logistic_regression", "?data=penguins"]) {
  test(`the page stays quick while ${query} trains`, { tag: "@alone" }, async ({ lab }, testInfo) => {
    await lab.openLab(query);
    await expect(lab.columns()).toBeVisible();
    await lab.watchTasks();
    await lab.train();
    await expect(lab.answer()).toContainText("sure");
    await lab.noFreeze(testInfo);
  });
}
