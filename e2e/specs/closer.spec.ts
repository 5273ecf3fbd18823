import { expect, test } from "../test";

test("every closer look at two classes answers in words, figures and a drawing", async ({ page, lab }) => {
  await lab.openLab("?data=breast_cancer&model=logistic_regression&folds=3");
  await lab.train();
  const looks = lab.part("Look closer").getByRole("group");
  const titles = await lab.part("Look closer").locator("summary").allInnerTexts();
  expect(titles.length).toBe(9);
  for (const title of titles) {
    await test.step(title, async () => {
      const look = looks.filter({ has: page.locator("summary", { hasText: title }) });
      await look.locator("summary").first().click();
      await expect(look.getByRole("status").first()).toContainText(/\d/);
      await expect(look.getByRole("alert")).toHaveCount(0);
      await look.locator("summary").first().click();
    });
  }
});

test("a threshold is moved by the keyboard and answers at once", async ({ page, lab }) => {
  await lab.openLab("?data=breast_cancer&model=logistic_regression&folds=0");
  await lab.train();
  await page.getByText("Where to draw the line, and what do errors cost?").click();
  const slider = page.getByRole("slider", { name: /^Threshold/ });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText("Calling nobody positive: finds 0 of", { exact: false }).first()).toBeVisible();
  await page.keyboard.press("End");
  const chosen = page.getByRole("row", { name: /^chosen/ });
  await expect(chosen.getByRole("cell").nth(3)).toHaveText("100%");
});

test("what cannot be tried says so and leaves the report as it is", async ({ page, lab }) => {
  await lab.openLab("?data=iris&model=k_neighbors&folds=0");
  await lab.train();
  await page.getByText("Which setting is right?").click();
  const look = lab.part("Look closer");
  await expect(look.getByRole("status").first()).toContainText("does best");
  await page.getByLabel("Values", { exact: true }).fill("1, many");
  await page.keyboard.press("Tab");
  await expect(look.getByRole("alert")).toContainText("n_neighbors takes a whole number");
  await expect(lab.report()).toBeVisible();
});
