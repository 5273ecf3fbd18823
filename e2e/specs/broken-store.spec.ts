import { readFile } from "node:fs/promises";
import { OpfsFiles } from "../pages/opfs";
import { expect, test } from "../test";

test("a database of a newer MLflow is left as it is, and can be saved", async ({ page, site, track }) => {
  await track.openTrack();
  await track.log();
  await site.open("/about");
  expect(await new OpfsFiles(page).replace("dc11669786a5", "ffffffffffff")).toBeGreaterThan(0);
  await track.openTrack();
  await expect(page.getByRole("alert")).toContainText("written by a newer MLflow: its schema is ffffffffffff");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save mlflow.db as it is" }).click()]);
  expect((await readFile(await saved.path())).subarray(0, 15).toString()).toBe("SQLite format 3");
});

test("a damaged database says so, can be saved, and gives way only when asked twice", async ({ page, site, track }) => {
  await track.openTrack();
  await track.log();
  await site.open("/about");
  expect(await new OpfsFiles(page).replace("SQLite format 3", "no format at all")).toBeGreaterThan(0);
  await track.openTrack();
  await expect(page.getByRole("alert")).toContainText(/the file is damaged/i);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save mlflow.db as it is" }).click()]);
  expect((await readFile(await saved.path())).subarray(0, 9).toString()).toBe("no format");
  await page.getByRole("button", { name: "Start afresh" }).click();
  await page.getByRole("button", { name: "Press again: all runs are lost" }).click();
  await expect(page.getByText(/^0 runs kept in this browser/)).toBeVisible();
});
