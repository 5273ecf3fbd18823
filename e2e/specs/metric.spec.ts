import { expect, test } from "../test";

test("accuracy cannot tell the model from never, and cost can", async ({ page, lab }) => {
  await lab.openMetric("?problem=tumour&miss=20&alarm=1");
  await page.getByRole("button", { name: "Train the model" }).click();
  const contest = page.getByRole("table", { name: /judged by every metric/ });
  await expect(contest.getByRole("row")).toHaveCount(9);
  await expect(contest.getByRole("row", { name: /^ROC AUC/ }).getByRole("cell").last()).toHaveText("the model");
  const before = await contest.getByRole("row", { name: /^Cost of 1,000/ }).getByRole("cell").nth(2).innerText();
  await page.getByLabel("One that is missed").fill("500");
  await page.getByLabel("One that is missed").blur();
  await expect(contest.getByRole("row", { name: /^Cost of 1,000/ }).getByRole("cell").nth(2)).not.toHaveText(before);
  expect(page.url()).toContain("miss=500");
});

test("the threshold is moved by keyboard and the picture follows", async ({ page, lab }) => {
  await lab.openMetric("?problem=tumour");
  await page.getByRole("button", { name: "Train the model" }).click();
  const slider = page.getByRole("slider", { name: /^Threshold of the model/ });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText(/^Saying yes to nothing/)).toBeVisible();
  await expect(page.getByText("found: 0 in 1,000")).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText("missed: 0 in 1,000")).toBeVisible();
});

test("very late flights: never saying yes is right 97 times in a hundred", async ({ page, lab }) => {
  test.slow();
  await lab.openMetric();
  await page.getByRole("button", { name: "Train the model" }).click();
  const accuracy = page.getByRole("table", { name: /judged by every metric/ }).getByRole("row", { name: /^Accuracy/ });
  await expect(accuracy).toBeVisible();
  expect(parseFloat(await accuracy.getByRole("cell").first().innerText())).toBeGreaterThan(95);
});
