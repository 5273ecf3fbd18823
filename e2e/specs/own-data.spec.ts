import { expect, test } from "../test";

const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${(row * 13) % 11},${row % 2 ? "late" : "on time"}`);
const file = { name: "trains.csv", mimeType: "text/csv", buffer: Buffer.from(["delay,stops,verdict", ...rows].join("\n")) };

test("a reader's own CSV is read, profiled and learned from", async ({ lab }) => {
  await lab.openLab();
  await lab.pick(file);
  await expect(lab.columns().getByRole("row", { name: /stops/ })).toBeVisible();
  await expect(lab.target()).toHaveValue("verdict");
  await lab.train();
  await expect(lab.report().getByRole("row", { name: /on time/ })).toBeVisible();
});

test("text from a file is never markup", async ({ page, lab }) => {
  const header = "<img src=x onerror=alert(1)>";
  const nasty = ["=cmd()," + header, ...rows.map((_, row) => `${row % 7},${row % 2 ? "<b>yes</b>" : "no"}`)].join("\n");
  await lab.openLab();
  await lab.pick({ ...file, buffer: Buffer.from(nasty) });
  await expect(lab.columns().getByText(header)).toBeVisible();
  await lab.train();
  expect(await page.locator("img[src=x], main b:text-is('yes')").count()).toBe(0);
});
