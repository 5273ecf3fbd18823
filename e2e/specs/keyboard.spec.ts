import { expect, test } from "../test";

test("the whole lab is used by keyboard alone", async ({ page, lab }) => {
  const press = async (...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
  await lab.openLab("?n_estimators=20&folds=0");
  await lab.tabTo(lab.dataset());
  await page.keyboard.type("Wine");
  await expect(page).toHaveURL(/data=wine/);
  await lab.tabTo(lab.model());
  await page.keyboard.type("Decision");
  await lab.tabTo(lab.param("max_depth"));
  await press("1", "Enter");
  await expect(lab.report()).toBeVisible();
  await lab.tabTo(lab.keepButton());
  await press("Enter");
  await lab.tabTo(page.getByRole("button", { name: /rows? of class_[12], predicted class_0:/ }).and(page.locator(":enabled")).first());
  await press("Enter");
  await expect(lab.rowsBehind()).toBeVisible();
  const before = await lab.answer().innerText();
  await lab.tabTo(lab.part("Predict a row of your own").getByRole("slider").first());
  await press("End");
  await expect(lab.answer()).not.toHaveText(before);
  await lab.tabTo(page.getByRole("button", { name: "Copy link" }));
  await press("Enter");
});
