import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

test("printed pages hold the text and none of the controls", async ({ page, site }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  // As wide as the text on A4.
  await page.setViewportSize({ width: 672, height: 950 });
  for (const route of ROUTES) {
    await site.open(route);
    await expect(site.heading()).toBeVisible();
    await expect(page.getByRole("navigation").filter({ visible: true })).toHaveCount(0);
    // What is pressed in a table is what the table says, and stays.
    await expect(page.getByRole("button").and(page.locator(":not(:is(td, th) *)")).filter({ visible: true })).toHaveCount(0);
    // Ink on white, whatever the theme.
    expect(await site.ground(), route).toBeGreaterThan(0.95);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${route} is cut off at the right`).toBeLessThanOrEqual(672);
  }
});

test("printed links carry their address, and samples, figures and steps stay whole", async ({ page, site }) => {
  await page.emulateMedia({ media: "print" });
  await site.open("/resources");
  const link = page.getByRole("main").getByRole("link").and(page.locator("[href^=http]")).first();
  const after = await link.evaluate((element) => getComputedStyle(element, "::after").content);
  expect(after).toContain(await link.getAttribute("href"));
  await site.open("/phase/3");
  for (const part of [page.getByRole("figure").first(), page.getByRole("listitem").filter({ hasText: "Status of" }).first()]) {
    expect(await part.evaluate((element) => getComputedStyle(element).breakInside)).toBe("avoid");
  }
});

test("the print's own page prints the road, not its form", async ({ page, site }) => {
  await page.emulateMedia({ media: "print" });
  await site.open("/print");
  await expect(page.getByRole("heading", { level: 2, name: /^6 / }).filter({ visible: true })).toHaveCount(1);
  await expect(page.getByLabel("Paper")).toBeHidden();
  await expect(page.getByRole("heading", { level: 2, name: /^0 Mindset/ }).filter({ visible: true })).toHaveCount(1);
});

test("a lab prints what it found: names and counts, and nothing to be set", async ({ page, lab, track }) => {
  await lab.openLab();
  await lab.train();
  await expect(page.getByRole("link", { name: "See this run in the tracking lab" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  const confusion = page.getByRole("table", { name: "Confusion matrix" });
  await expect(confusion.getByRole("button").filter({ visible: true })).toHaveCount(9);
  await expect(page.getByText("How sure is every figure?")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await track.openTrack();
  const name = track.runs().getByRole("row").last().getByRole("rowheader");
  await expect(name).toContainText("andom forest");
  await page.emulateMedia({ media: "print" });
  await expect(name.getByRole("button")).toBeVisible();
  await expect(page.getByLabel("Filter")).toBeHidden();
  await expect(track.runs().getByRole("checkbox")).toBeHidden();
});
