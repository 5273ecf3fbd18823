import { expect, test } from "../test";

const KEY = "mlops-roadmap.progress";

test("progress that cannot be read is set aside, not overwritten", async ({ page, phase }) => {
  await phase.openPhase(0);
  await page.evaluate((key) => localStorage.setItem(key, "{damaged"), KEY);
  await phase.openPhase(0);
  await expect(page.getByRole("status").filter({ hasText: "could not be read" })).toBeVisible();
  await phase.status("Status of Git and GitHub", "Done").check({ force: true });
  const kept = await page.evaluate(() => Object.values({ ...localStorage }));
  expect(kept).toContain("{damaged");
});

test("a file that is not progress is refused and changes nothing", async ({ page, phase, home }) => {
  await phase.openPhase(0);
  await phase.status("Status of Git and GitHub", "Done").check({ force: true });
  const before = await page.evaluate((key) => localStorage.getItem(key), KEY);
  await home.open("/");
  await home.choose('{"format":"other","version":1,"progress":{}}');
  await expect(page.getByText(/progress.json was not imported: .*not a progress file/)).toBeVisible();
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(before);
});
