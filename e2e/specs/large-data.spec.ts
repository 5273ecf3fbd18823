import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { expect, test } from "../test";

/** A CSV file of these rows, as a person would pick it. */
const csv = (name: string, header: string, rows: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from([header, ...rows].join("\n")) });
const each = (count: number, row: (at: number) => string) => Array.from({ length: count }, (_, at) => row(at));

test("a target of 5,000 classes is refused by name, with a way out", async ({ lab }) => {
  await lab.openLab();
  await lab.pick(csv("many.csv", "x,y", each(20_000, (at) => `${(at * 7) % 1000},c${at % 5000}`)));
  await expect(lab.columns()).toBeVisible();
  await lab.target().selectOption("y");
  await lab.trainButton().click();
  await expect(lab.problem()).toContainText("olumn 'y' has 5000 different values, more than the 50 classes allowed");
  await expect(lab.problem()).toContainText("group its values first");
});

test("names of rows and dates as text are left out, and the report says so", async ({ lab }) => {
  await lab.openLab();
  const date = (at: number) => `2026-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")} ${at % 24}:15`;
  await lab.pick(csv("users.csv", "id,when,x,y", each(3000, (at) => `user-${at},${date(at * 5)},${(at * 13) % 100},${at % 3 ? "yes" : "no"}`)));
  await expect(lab.columns()).toBeVisible();
  await lab.train();
  await expect(lab.warnings().getByText(/“id”: left out of the features/).first()).toBeVisible();
  await lab.target().selectOption("id");
  await lab.trainButton().click();
  await expect(lab.problem()).toContainText("it names rows, it does not group them");
});

test("10,000 columns are refused before anything is done, with a way out", async ({ lab }) => {
  const names = each(10_000, (at) => `x${at}`);
  await lab.openLab();
  await lab.pick(csv("wide.csv", `${names.join()},y`, each(20, (row) => `${names.map((_, at) => (row * 31 + at * 17) % 97).join()},${row % 3 ? "a" : "b"}`)));
  await expect(lab.problem()).toContainText("has 10001 columns; at most 5000 can be read");
  await expect(lab.problem()).toContainText("Keep the 5000 columns you need");
  await lab.train();
});

test("a million rows are read and learned from", async ({ page, lab }, testInfo) => {
  const file = testInfo.outputPath("million.csv");
  const handle = openSync(file, "w");
  writeSync(handle, "a,b,colour,answer\n");
  for (let part = 0; part < 100; part += 1) {
    writeSync(handle, each(10_000, (at) => `${at % 997},${(at * 7 + part) % 1009},${at % 3 ? "red" : "blue"},${(at * 3) % 997 > 400 ? "yes" : "no"}`).join("\n") + "\n");
  }
  closeSync(handle);
  await lab.openLab("?model=gaussian_nb&folds=0");
  await lab.pick(file);
  await expect(page.getByText("1,000,000 rows × 4 columns")).toBeVisible();
  await lab.trainButton().click();
  await expect(lab.report()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("800,000 + 200,000")).toBeVisible();
  rmSync(file);
});
