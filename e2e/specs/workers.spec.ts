import { expect, test } from "../test";

const LARGE = "?data=digits&n_estimators=2000&folds=5";

/** Large trainings may have so many workers; on this machine there may be fewer processors. */
const allow = (page: import("@playwright/test").Page, workers: number) => page.evaluate((count) => void ((window as any).lab.workers = count), workers);

for (const model of [{ random_forest: { n_estimators: 600, oob_score: true } }, { hist_gradient_boosting: { max_iter: 60 } }]) {
  test(`${Object.keys(model)[0]} with folds is the same from one worker and from two`, async ({ page, lab }) => {
    const command = { train: { spec: { dataset: { sample: "digits" }, target: "digit", model, folds: 5 }, draw_width: 400 } };
    const answers = [];
    for (const workers of [1, 2]) {
      await lab.openLab();
      await allow(page, workers);
      answers.push((await page.evaluate((asked) => (window as any).lab.call(asked), command)).train);
      expect(page.workers()).toHaveLength(workers);
    }
    for (const { report } of answers) expect(report.fit_millis).toBeGreaterThan(0);
    for (const { report } of answers) Object.assign(report, { fit_millis: 0, predict_millis: 0 });
    expect(answers[1]).toEqual(answers[0]);
  });
}

test("a shared training can be cancelled, and what was there stays", async ({ page, lab }) => {
  await lab.openLab("?data=digits&n_estimators=10&folds=5");
  await allow(page, 2);
  await lab.train();
  const before = await lab.figures();
  await lab.param("n_estimators").fill("2000");
  await lab.trainButton().click();
  await expect(page.getByText(/with 2 workers/)).toBeVisible();
  await lab.cancelButton().click();
  await expect(page.getByText("Training was cancelled.")).toBeVisible();
  expect(await lab.figures()).toEqual(before);
  await lab.param("n_estimators").fill("20");
  await lab.train();
});

test.describe("a helper that dies", () => {
  test.use({ expected: /killed on purpose/ });

  test("is named and started again, and the training ends as if nothing had happened", async ({ page, lab }) => {
    await lab.openLab(LARGE);
    await allow(page, 2);
    await lab.trainButton().click();
    await expect(page.getByText(/with 2 workers/)).toBeVisible();
    await expect.poll(() => page.workers().length).toBe(2);
    const killed = page.workers()[1].evaluate(() => void setTimeout(() => { throw new Error("killed on purpose"); })).catch(() => {});
    await expect(page.getByText("Worker 2 stopped and was restarted.")).toBeVisible();
    await expect(lab.report()).toBeVisible();
    await killed;
  });
});
