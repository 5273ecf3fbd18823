import { expect, test } from "../test";

test("three cultivars are found again without their names", async ({ page, lab }) => {
  await lab.openGroups("?data=wine&labels=cultivar");
  await page.getByRole("button", { name: "Find groups" }).click();
  const figures = page.getByRole("table", { name: "The grouping in figures" });
  await expect(figures).toBeVisible();
  const agreement = figures.getByRole("row", { name: /^Adjusted Rand/ }).getByRole("cell");
  expect(Number(await agreement.innerText())).toBeGreaterThan(0.8);
  const known = page.getByRole("table", { name: /^Known groups beside/ });
  await expect(known.getByRole("row")).toHaveCount(4);
  await expect(page.getByText("The rows, seen from where they differ most")).toBeVisible();
});

test("a sample's own answer is never gone by", async ({ page, lab }) => {
  await lab.openGroups("?data=iris&labels=");
  await expect(lab.columns()).toBeVisible();
  await page.getByRole("button", { name: "Find groups" }).click();
  const typical = page.getByRole("table", { name: /^What is typical/ });
  await expect(typical.getByRole("row")).toHaveCount(6);
  await expect(typical.getByRole("rowheader", { name: "species" })).toHaveCount(0);
  await expect(page.getByRole("table", { name: /^Known groups beside/ })).toHaveCount(0);
});

test("crowds leave rows outside, and the address keeps the setting", async ({ page, lab }) => {
  await lab.openGroups("?data=iris");
  await page.getByLabel("Method", { exact: true }).selectOption("dbscan");
  await page.getByLabel(/^eps/).fill("0.6");
  await page.getByRole("button", { name: "Find groups" }).click();
  // The method's own sentence says so too, before anything is found.
  await expect(page.getByRole("status").getByText(/put into \d+ groups?; \d+ rows? belongs? to none/)).toBeVisible();
  expect(page.url()).toContain("method=dbscan&eps=0.6");
  await page.reload();
  await expect(page.getByLabel(/^eps/)).toHaveValue("0.6");
});

test("more groups than rows are refused in words", async ({ page, lab }) => {
  await lab.openGroups("?data=own");
  await lab.pick({ name: "few.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n3,5\n6,1\n") });
  await expect(lab.columns()).toBeVisible();
  await page.getByLabel("n_clusters", { exact: true }).fill("9");
  await page.getByRole("button", { name: "Find groups" }).click();
  await expect(lab.problem()).toContainText(/9/);
});
