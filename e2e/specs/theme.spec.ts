import { expect, files, test } from "../test";

test.use({ colorScheme: "light" });

test("a chosen theme stays, and holds before the page's code arrives", async ({ page, site }) => {
  await site.open("/");
  expect(await site.ground()).toBeGreaterThan(0.8);
  await site.theme().selectOption("Dark");
  await expect.poll(() => site.ground()).toBeLessThan(0.2);
  await page.route(files(/\.wasm$/), () => {});
  await page.goto("/phase/1", { waitUntil: "commit" });
  await page.locator("h1").waitFor();
  expect(await site.ground()).toBeLessThan(0.2);
});

test("without a choice the system decides", async ({ page, site }) => {
  await site.open("/about");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("h1").waitFor();
  expect(await site.ground()).toBeLessThan(0.2);
});
