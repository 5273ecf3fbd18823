import path from "node:path";
import { BAD_FILES } from "../fixtures/bad-files";
import { expect, test } from "../test";

for (const { file, refused, warned, untrainable } of BAD_FILES) {
  test(`${file} is ${refused ? "refused" : "read"} with a clear word`, async ({ lab }, testInfo) => {
    await lab.openLab();
    await lab.pick(path.join(testInfo.project.testDir, "../fixtures", file));
    if (refused) await expect(lab.problem()).toContainText(refused);
    else await expect(lab.columns()).toBeVisible();
    if (warned) await expect(lab.warnings()).toContainText(warned);
    if (untrainable) {
      await lab.trainButton().click();
      await expect(lab.problem()).toContainText(untrainable);
    }
    // Whatever the file was, the lab still works.
    await lab.dataset().selectOption("iris");
    await lab.train();
  });
}
