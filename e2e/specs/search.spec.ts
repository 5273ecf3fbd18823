import { expect, test } from "../test";

for (const keys of ["/", "Control+k"]) {
  test(`search opens with ${keys}, finds Docker and goes there`, async ({ page, site }) => {
    await site.open("/");
    await page.keyboard.press(keys);
    await expect(site.searchField()).toBeFocused();
    await page.keyboard.type("docker");
    await expect(site.found().first()).toContainText(/docker/i);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/phase\/3/);
    await expect(site.searchField()).toBeHidden();
  });
}

test("a slash typed into a field stays a slash", async ({ page, site }) => {
  await site.open("/");
  await page.keyboard.press("/");
  await page.keyboard.type("ci/cd");
  await expect(site.searchField()).toHaveValue("ci/cd");
  await page.keyboard.press("Escape");
  await expect(site.searchField()).toBeHidden();
});
