import { expect, test } from "../test";

test("a row of one's own is predicted by typing and by sliders", async ({ page, lab }) => {
  await lab.openLab("?data=iris");
  await lab.train();
  await lab.feature("petal_length_cm", "value").fill("1.4");
  await lab.feature("petal_width_cm", "value").fill("0.2");
  await expect(lab.answer()).toHaveText(/^setosa, .*% sure$/);
  for (const name of ["petal_length_cm", "petal_width_cm"]) {
    await lab.feature(name, "slider").focus();
    await page.keyboard.press("End");
  }
  await expect(lab.feature("petal_width_cm", "value")).toHaveValue("2.5");
  await expect(lab.answer()).toHaveText(/^virginica, /);
  const row = lab.part("Predict a row of your own").getByRole("row", { name: /virginica/ });
  expect(Number.parseFloat(await row.getByRole("cell").last().innerText())).toBeGreaterThan(50);
});
