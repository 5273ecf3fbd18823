import { expect, test } from "../test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a code sample is copied as it stands", async ({ page, phase }) => {
  await phase.openPhase(1);
  const button = page.getByRole("main").getByRole("button", { name: /^Cop(y|ied)$/ }).first();
  const code = await button.locator("xpath=ancestor::figure").locator("code").innerText();
  await button.click();
  await expect(button).toHaveText("Copied");
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(code.trim());
});
