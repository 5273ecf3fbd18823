import { expect, test } from "../test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("phase 1 has the lab inside it, and its link leads to the lab's own page", async ({ page, phase, lab }) => {
  await phase.openPhase(1);
  await page.getByRole("button", { name: "Open the lab here" }).click();
  await lab.param("n_estimators").fill("25");
  await lab.train();
  expect(new URL(page.url()).search).toBe("");
  const figures = await lab.figures();
  await page.getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("/lab/train?data=iris&n_estimators=25&run=1");
  await lab.open(link);
  await expect(lab.report()).toBeVisible();
  expect(await lab.figures()).toEqual(figures);
});
