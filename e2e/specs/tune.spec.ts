import { expect, test } from "../test";

const board = (page: import("@playwright/test").Page) => page.getByRole("table", { name: /^The best \d+ of/ });

/** The leaderboard without the measured times. */
async function ranking(page: import("@playwright/test").Page): Promise<string[][]> {
  const rows = await board(page).getByRole("row").all();
  return Promise.all(rows.slice(1).map(async (row) => (await row.getByRole("cell").allInnerTexts()).slice(0, -1)));
}

test("one worker and two come to the same end, and the winner can be judged", async ({ page, lab }) => {
  const found: string[][][] = [];
  for (const workers of ["1", "2"]) {
    await lab.openTune("?data=wine&model=decision_tree");
    await page.getByLabel("max_depth, values", { exact: true }).fill("1, 2, 4, None");
    await page.getByLabel("min_samples_leaf, values", { exact: true }).fill("1, 8, 30");
    await page.getByLabel("Workers", { exact: true }).fill(workers);
    await page.getByLabel("Workers", { exact: true }).press("Tab");
    await page.getByRole("button", { name: "Search", exact: true }).last().click();
    await expect(page.getByText("Finished: 12 trials.")).toBeVisible();
    found.push(await ranking(page));
  }
  expect(found[0]).toHaveLength(12);
  expect(found[1]).toEqual(found[0]);
  await expect(page.getByText("Every trial as a line")).toBeVisible();
  await page.getByRole("link", { name: /^Judge the winner/ }).click();
  await expect(lab.report()).toBeVisible();
});

test("a search that was cancelled goes on where it stood", async ({ page, lab }) => {
  await lab.openTune("?data=digits&model=random_forest");
  await page.getByLabel("n_estimators, values", { exact: true }).fill("250, 260, 270, 280, 290, 300, 310, 320");
  await page.getByLabel("n_estimators, values", { exact: true }).press("Tab");
  await page.getByLabel("max_depth", { exact: true }).uncheck();
  const search = page.getByRole("button", { name: "Search", exact: true }).last();
  await search.click();
  // The bar moves within a trial too.
  const bar = page.getByRole("progressbar", { name: "Searching" });
  const withinOne = () =>
    bar.evaluate((bar: HTMLProgressElement) => {
      const trials = bar.value * 8;
      return Math.abs(trials - Math.round(trials));
    });
  await expect.poll(withinOne).toBeGreaterThan(0.01);
  await expect(page.getByText(/^[1-7] trials? of 8 finished/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText(/Search goes on where it stood/)).toBeVisible();
  await search.click();
  await expect(page.getByText("Finished: 8 trials.")).toBeVisible();
});

test("a setting that the model does not take is named before anything is run", async ({ page, lab }) => {
  await lab.openTune("?data=iris&model=k_neighbors");
  await page.getByLabel("n_neighbors, values", { exact: true }).fill("3, many");
  await page.getByLabel("n_neighbors, values", { exact: true }).press("Tab");
  await page.getByRole("button", { name: "Search", exact: true }).last().click();
  await expect(lab.problem()).toContainText("n_neighbors takes a whole number");
});

test("a random search over ranges is drawn, told, shared and taken home", async ({ page, lab }) => {
  await lab.openTune("?data=wine&model=logistic_regression&search=random&search_n_iter=6&search_scoring=balanced_accuracy&search__C=0.001..100");
  await expect(page.getByLabel("How", { exact: true })).toHaveValue("random");
  await expect(page.getByLabel("Judged by", { exact: true })).toHaveValue("balanced_accuracy");
  await expect(page.getByLabel("C, values", { exact: true })).toHaveValue("0.001..100");
  await page.getByLabel("n_iter: combinations").fill("5");
  await page.getByLabel("n_iter: combinations").press("Tab");
  await expect(page).toHaveURL(/search=random&search_n_iter=5&search_scoring=balanced_accuracy&search__C=0.001..100/);
  await page.getByRole("button", { name: "Search", exact: true }).last().click();
  await expect(page.getByText("Finished: 5 trials.")).toBeVisible();
  const drawn = await ranking(page);
  expect(new Set(drawn.map((row) => row[0])).size).toBe(5);
  await expect(page.getByRole("region", { name: "scikit-learn script" })).toContainText("loguniform(0.001, 100.0)");
  await lab.openTune(new URL(page.url()).search);
  await page.getByRole("button", { name: "Search", exact: true }).last().click();
  await expect(page.getByText("Finished: 5 trials.")).toBeVisible();
  expect(await ranking(page)).toEqual(drawn);
});
