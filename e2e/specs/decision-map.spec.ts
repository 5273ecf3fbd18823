import { expect, test } from "../test";

test("the decision map shows any two features, and reads out its rows", async ({ page, lab }) => {
  await lab.openLab("?data=iris");
  await lab.train();
  const part = lab.part("Decision map");
  await part.getByLabel("Across").selectOption("sepal_length_cm");
  await part.getByLabel("Up").selectOption("sepal_width_cm");
  await expect(lab.map("sepal_length_cm", "sepal_width_cm")).toBeVisible();
  await expect(part.getByText(/^Held: /)).toContainText("petal_length_cm");
  // Choosing the other axis' feature swaps the two.
  await part.getByLabel("Up").selectOption("sepal_length_cm");
  await expect(part.getByLabel("Across")).toHaveValue("sepal_width_cm");
  await lab.map("sepal_width_cm", "sepal_length_cm").focus();
  await page.keyboard.press("ArrowRight");
  await expect(part.getByText(/test row: sepal_width_cm/)).toBeVisible();
});
