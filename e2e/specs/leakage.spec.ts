import { expect, test } from "../test";

const promised = /promised and delivered$/;

test("coin flips become predictable, and the address gives the same figures again", async ({ page, lab }) => {
  await lab.openLeakage("?leak=selection&rows=60&columns=1000&kept=20&repeats=10");
  await page.getByRole("button", { name: "Judge it both ways" }).click();
  const table = page.getByRole("table", { name: promised }).last();
  const leaky = table.getByRole("row", { name: /^With the leak/ }).getByRole("cell").first();
  await expect(leaky).toBeVisible();
  const said = await leaky.innerText();
  expect(Number(said)).toBeGreaterThan(0.8);
  expect(Number(await table.getByRole("row", { name: /^Without/ }).getByRole("cell").first().innerText())).toBeLessThan(0.65);
  await page.reload();
  await page.getByRole("button", { name: "Judge it both ways" }).click();
  await expect(leaky).toHaveText(said);
});

test("a column that is filled in afterwards promises much and delivers less than nothing", async ({ page, lab }) => {
  await lab.openLeakage("?leak=answer&every=40");
  await page.getByRole("button", { name: "Judge it both ways" }).click();
  await expect(page.getByText(/dep_delay, which is empty when the prediction is due/)).toBeVisible();
  await expect(page.getByText("1 of 5 done")).toBeVisible();
});

test("the four leaks are chosen by keyboard, each with its own settings", async ({ page, lab }) => {
  await lab.openLeakage();
  await page.getByRole("radio", { name: /answer is among/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("Dataset", { exact: true })).toBeVisible();
  expect(page.url()).toContain("leak=scaler");
});

test("more columns kept than there are is refused in words", async ({ page, lab }) => {
  await lab.openLeakage("?leak=selection&columns=10&kept=20");
  await page.getByRole("button", { name: "Judge it both ways" }).click();
  await expect(page.getByRole("alert")).toContainText("kept takes a whole number from 1 to 10");
});
