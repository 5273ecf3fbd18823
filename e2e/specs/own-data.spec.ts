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

for (const parts of [false, true]) {
  test(`a long file is read to its end ${parts ? "where the browser cuts the parts itself" : "into a buffer of the lab's"}`, async ({ page, lab }) => {
    if (parts) {
      await page.route(/\/worker-[0-9a-f]+\.js$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `delete self.ReadableStreamBYOBReader;${await response.text()}` });
      });
    }
    const long = Array.from({ length: 120_000 }, (_, row) => `${row},${(row * 13) % 11},${row % 3 ? "late" : "on time"}`);
    await lab.openLab();
    await lab.pick({ ...file, buffer: Buffer.from(["number,stops,verdict", ...long].join("\n")) });
    // The last row is there: numbers from 0 to 119,999, none missing.
    await expect(lab.columns().getByRole("row", { name: /^number/ })).toContainText("119999");
    await expect(page.getByText("trains.csv: 120,000 rows, 3 columns.")).toBeVisible();
    await expect(lab.warnings()).toHaveCount(0);
  });
}
