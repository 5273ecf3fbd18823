import { expect, test } from "../test";

// The browser itself writes the status of the document into the console.
test.use({ expected: /status of 404/ });

test("an address that does not exist says so, and leads back to the road", async ({ page, site }) => {
  for (const address of ["/phase/99", "/nowhere"]) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(site.heading()).toContainText(/not on the line/);
  }
  await site.ready();
  await page.getByRole("link", { name: "Back to the map" }).click();
  await expect(page).toHaveURL("/");
});
