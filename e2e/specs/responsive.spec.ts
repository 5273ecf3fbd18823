import { expect, test } from "../test";

// A recorded trace takes pictures of the whole document on the page's own thread; they are not the page's work.
test.use({ trace: "off" });

for (const query of ["?data=digits&n_estimators=500", "?data=breast_cancer&model=logistic_regression", "?data=penguins"]) {
  test(`the page stays quick while ${query} trains`, { tag: "@alone" }, async ({ lab }, testInfo) => {
    await lab.openLab(query);
    await expect(lab.columns()).toBeVisible();
    await lab.watchTasks();
    await lab.trainUndisturbed();
    await lab.noFreeze(testInfo);
  });
}
