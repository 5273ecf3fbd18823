import { expect, test } from "../test";

const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${(row * 13) % 11},${row % 2 ? "=late()" : '"on time, +1"'}`);
const file = { name: "Trains.csv", mimeType: "text/csv", buffer: Buffer.from(["delay,+stops,verdict", ...rows].join("\n")) };

test("the predictions are taken home as a file that runs no formula", async ({ lab }) => {
  await lab.openLab();
  await lab.pick(file);
  await expect(lab.target()).toHaveValue("verdict");
  await lab.train();
  const { name, text } = await lab.saved("Download predictions (CSV)");
  expect(name).toBe("trains_random_forest_predictions.csv");
  const [header, ...lines] = text.trimEnd().split("\r\n");
  expect(header).toBe("row,delay,'+stops,verdict,predicted,confidence");
  expect(lines).toHaveLength(12);
  for (const line of lines) expect(line).toMatch(/^\d+,\d,\d+,('=late\(\)|"on time, \+1"),('=late\(\)|"on time, \+1"),[01]\.\d{6}$/);
});
