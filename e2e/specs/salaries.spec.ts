import { expect, test } from "../test";

test("salaries are looked at by seniority, by keys and without scripts", async ({ page, home }) => {
  await home.open("/");
  const pay = page.getByRole("region", { name: "What it pays" });
  const drawing = (name: RegExp) => pay.getByRole("img", { name }).filter({ visible: true });
  await expect(drawing(/7 figures: from \$85k to \$520k/)).toHaveCount(1);
  await home.tabTo(pay.getByRole("radio", { name: "All" }));
  await page.keyboard.press("ArrowRight");
  await expect(drawing(/all levels together, 5 figures: from \$85k to \$270k/)).toHaveCount(1);
  await expect(pay.getByText("No source here separates beginners.")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(drawing(/senior engineers, 2 figures: from \$190k to \$520k/)).toHaveCount(1);
  await pay.getByText("As a table").filter({ visible: true }).click();
  await expect(pay.getByRole("row", { name: /Senior \(L5\), total/ })).toContainText("base, bonus and shares");
});
