import { expect, test } from "../test";

test("a full store says so, loses nothing, and what is there can be taken home", async ({ page, track, context }) => {
  await track.openTrack();
  await track.log();
  const browser = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  const { usage } = await browser.send("Storage.getUsageAndQuota", { origin });
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage });
  // The file has free pages left: runs are logged until they are used up.
  const full = page.getByRole("alert").filter({ hasText: "the store is full" });
  await expect(async () => {
    await page.getByRole("button", { name: "Log 5 runs with 5 seeds" }).click();
    await expect(full).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(full).toContainText("nothing is lost");
  const kept = await page.getByText(/^Runs \d/).innerText();
  await track.tab("Take home");
  const [database] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download mlflow.db" }).click()]);
  expect(database.suggestedFilename()).toBe("mlflow.db");
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await page.reload();
  await track.tab("Runs");
  await expect(page.getByText(kept)).toBeVisible();
  await track.log();
});
