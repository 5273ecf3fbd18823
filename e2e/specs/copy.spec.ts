import { expect, test } from "../test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a code sample is copied as it stands", async ({ page, phase }) => {
  await phase.openPhase(1);
  const sample = page.getByRole("main").getByRole("figure").filter({ has: page.getByRole("button", { name: "Copy" }) }).first();
  const code = await sample.locator("code").innerText();
  await sample.getByRole("button", { name: "Copy" }).click();
  await expect(sample.getByRole("button", { name: "Copied" })).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(code.trim());
});
