import { expect, test } from "../test";

// The browser itself writes the status of the document into the console.
test.use({ expected: /status of 404/ });

test("an address that does not exist says so, and leads back to the road", async ({ page, site }) => {
  for (const address of ["/phase/99", "/nowhere"]) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(site.heading()).toContainText(/no page|not found|nothing/i);
  }
  await site.ready();
  await page.getByRole("main").getByRole("link").first().click();
  await expect(page).not.toHaveURL(/nowhere/);
});
