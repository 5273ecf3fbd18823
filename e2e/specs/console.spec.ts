import { expect, test } from "../test";

const spec = { dataset: { sample: "iris" }, target: "species", model: { random_forest: { n_estimators: 25 } }, folds: 5 };

test("the lab answers from the console", async ({ page, lab }) => {
  await lab.openLab();
  const call = (command: unknown) => page.evaluate((asked) => (window as any).lab.call(asked), command);
  const { train } = await call({ train: { spec } });
  expect(train.report.test_rows).toBe(30);
  expect(train.report.cross_validation.accuracy).toHaveLength(5);
  const again = await call({ train: { spec } });
  const untimed = { fit_millis: 0, predict_millis: 0 };
  expect({ ...again.train.report, ...untimed }).toEqual({ ...train.report, ...untimed });
  const { script } = await call({ script: { spec } });
  expect(script.text).toContain("RandomForestClassifier");
});

test("a wrong request is refused with a hint", async ({ page, lab }) => {
  await lab.openLab();
  const refused = await page.evaluate(() => (window as any).lab.call({ trane: {} }).catch((error: unknown) => ({ ...(error as object) })));
  expect(refused.what).toContain("trane");
  expect(refused.hint).toMatch(/\.$/);
});
