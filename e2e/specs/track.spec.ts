import { expect, test } from "../test";

test("runs are logged, outlive a reload, and one is brought back to the last bit", async ({ page, track }) => {
  await track.openTrack();
  await expect(page.getByText("No run is kept yet")).toBeVisible();
  await track.log();
  await page.getByRole("button", { name: "Log 5 runs with 5 seeds" }).click();
  await expect(page.getByText("5 runs logged.")).toBeAttached();
  await expect(track.runs().getByRole("row")).toHaveCount(7);
  await page.reload();
  await track.run("Random forest").click();
  const run = track.detail("Random forest");
  await run.getByRole("button", { name: "Reproduce" }).click();
  await expect(run.getByText(/^All \d+ metrics are equal to the last bit\.$/)).toBeVisible();
  await run.getByLabel(/^Note/).fill("It is the first.");
  await run.getByRole("button", { name: "Save note" }).click();
  await expect(track.task("Write down in a note")).toContainText("(done)");
});

test("a filter finds runs, a wrong one is explained, and the address keeps it", async ({ page, track }) => {
  await track.openTrack();
  await track.log();
  await track.filter("metrics.accuracy > 2");
  await expect(page.getByText("No run fits this filter.")).toBeVisible();
  await track.filter("metrics.accuracy >");
  await expect(page.getByRole("alert")).toBeVisible();
  await track.filter("params.model = 'random_forest' and metrics.accuracy > 0.5");
  await expect(track.runs().getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel("Filter")).toHaveValue("params.model = 'random_forest' and metrics.accuracy > 0.5");
  await expect(track.runs().getByRole("row")).toHaveCount(2);
});

test("runs are set side by side and drawn", async ({ page, track }) => {
  await track.openTrack();
  await track.log();
  await page.getByRole("button", { name: "Log 5 runs with 5 seeds" }).click();
  await expect(page.getByText("5 runs logged.")).toBeAttached();
  for (const box of await page.getByRole("checkbox", { name: /^Compare / }).all()) await box.check();
  await track.tab("Compare");
  await expect(page.getByRole("table", { name: "What differs" }).getByRole("row", { name: /params\.seed/ })).toBeVisible();
  for (const [kind, name] of [["parallel", /across/], ["scatter", /against/], ["line", /over/], ["box", /Quartiles/], ["bar", /best/]] as const) {
    await page.getByLabel("Chart", { exact: true }).selectOption(kind);
    await expect(page.getByRole("figure", { name })).toBeVisible();
  }
  expect(page.url()).toContain("chart=");
});

test("a version is promoted and rolled back, with reasons", async ({ page, track }) => {
  await track.openTrack();
  for (const run of [1, 2]) {
    await track.log();
    await track.runs().getByRole("button", { name: "Random forest", exact: true }).first().click();
    await page.getByRole("button", { name: "Register model …" }).click();
    await page.getByRole("button", { name: "Register", exact: true }).click();
    await page.getByLabel("Points at").selectOption(String(run));
    await page.getByLabel("Reason, which is kept").fill(`better, attempt ${run}`);
    await page.getByRole("button", { name: "Promote" }).click();
    await expect(page.getByText(`@champion → version ${run}`)).toBeVisible();
    await track.tab("Runs");
  }
  await track.tab("Models");
  await page.getByLabel("Reason, which is kept").fill("it was worse on Monday");
  await page.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("@champion → version 1")).toBeVisible();
  await expect(page.getByText("it was worse on Monday")).toBeVisible();
  await expect(track.task("Point @champion")).toContainText("(done)");
});

test("the keyboard stays where the work is while the store answers", async ({ page, track }) => {
  await track.openTrack();
  await track.log();
  const named = (name: string) => page.getByRole("button", { name, exact: true });
  const press = async (name: string) => {
    await named(name).focus();
    await page.keyboard.press("Enter");
  };
  await press("Random forest");
  await page.getByLabel("Note: why it won, or why not").fill("deep enough");
  await press("Save note");
  await expect(page.getByText("Note saved.")).toBeAttached();
  await expect(page.getByRole("tabpanel")).toBeFocused();
  await press("Register model …");
  await press("Register");
  // Another part is shown: the focus is at its beginning.
  await expect(page.getByRole("tabpanel", { name: /^Models/ })).toBeFocused();
  await page.getByLabel("Reason, which is kept").fill("the first");
  await press("Promote");
  await expect(page.getByText("@champion → version 1")).toBeVisible();
  await expect(page.locator("#track-lab :focus")).toHaveCount(1);
  // Whoever leaves is not called back.
  await page.getByRole("heading", { level: 1 }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(page.locator("#track-lab :focus")).toHaveCount(0);
});

test("questions in SQL are answered and nothing is written", async ({ page, track }) => {
  await track.openTrack();
  await track.log();
  await track.tab("SQL");
  await page.getByRole("button", { name: "Which seed won?" }).click();
  await expect(page.getByRole("table", { name: /^1 row/ }).getByRole("cell", { name: "42" })).toBeVisible();
  await page.getByLabel("Question", { exact: true }).fill("DELETE FROM runs");
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "Which runs are there?" }).click();
  await expect(page.getByRole("table", { name: /^1 row/ })).toBeVisible();
});

test("the database is taken home and brought back, and the report says why", async ({ page, track }) => {
  await track.openTrack();
  await track.log();
  await track.tab("Take home");
  const [zip] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download everything (zip)" }).click()]);
  expect(zip.suggestedFilename()).toMatch(/\.zip$/);
  const [database] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download mlflow.db" }).click()]);
  expect(database.suggestedFilename()).toBe("mlflow.db");
  await page.getByRole("button", { name: "Start afresh" }).click();
  await page.getByRole("button", { name: "Press again: all runs are lost" }).click();
  await expect(page.getByText(/^0 runs kept in this browser/)).toBeVisible();
  await page.getByLabel("mlflow.db", { exact: true }).setInputFiles(await database.path());
  await expect(page.getByText(/^Took in 1 run and 0 models/)).toBeVisible();
  const [report] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download report (Markdown)" }).click()]);
  expect(report.suggestedFilename()).toBe("experiments.md");
});

test("a run of the training lab is logged without being asked for", async ({ page, lab, track }) => {
  await lab.openLab("?data=iris&folds=0");
  await lab.train();
  await page.getByRole("link", { name: "See this run in the tracking lab" }).click();
  await expect(track.detail("Random forest")).toBeVisible();
});

test("a search is logged with its trials inside, folds out, and a trial is brought back to the last bit", async ({ page, lab, track }) => {
  await lab.openTune("?data=wine&model=decision_tree&search__max_depth=1,2,4");
  await page.getByRole("button", { name: "Search", exact: true }).last().click();
  await page.getByRole("link", { name: "See this search in the tracking lab" }).click();
  await expect(track.detail("Decision tree search: max_depth").getByRole("link", { name: "Open in the tuning lab" })).toBeVisible();
  await expect(track.runs().getByRole("row")).toHaveCount(2);
  await track.runs().getByRole("button", { name: "cv_accuracy_mean", exact: true }).click();
  await track.runs().getByRole("button", { name: "3 nested runs of Decision tree search: max_depth" }).click();
  await expect(track.runs().getByRole("row")).toHaveCount(5);
  await page.reload();
  await expect(track.runs().getByRole("row").nth(4)).toContainText("Trial 1: max_depth 1");
  await track.run("Trial 1: max_depth 1").click();
  const trial = track.detail("Trial 1: max_depth 1");
  await expect(trial.getByRole("link", { name: "Open in the training lab" })).toBeVisible();
  await trial.getByRole("button", { name: "Reproduce" }).click();
  await expect(trial.getByText("All 3 metrics are equal to the last bit.")).toBeVisible();
  await track.filter("params.max_depth = '1'");
  await expect(track.runs().getByRole("row")).toHaveCount(2);
});

test("a run keeps its model, which is asked again and answers as a new training does", async ({ page, lab, track }) => {
  await lab.openLab("?data=penguins&folds=0&model=hist_gradient_boosting");
  await lab.train();
  await page.getByRole("link", { name: "See this run in the tracking lab" }).click();
  const run = track.detail("Gradient boosting");
  await expect(run.getByText(/mlflow\.pyfunc\.load_model\("runs:/)).toBeVisible();
  await run.getByRole("button", { name: "Use this model" }).click();
  const form = page.getByRole("region", { name: "Ask this model" });
  await expect(form.getByText(/, [\d.]+% sure$/)).toBeVisible();
  await form.getByLabel("flipper_length_mm, value").fill("225");
  await form.getByLabel("bill_depth_mm, value").fill("14");
  await expect(form.getByText(/^Gentoo, /)).toBeVisible();
  await run.getByRole("button", { name: "Compare with a new training" }).click();
  await expect(run.getByText("69 test rows: the kept model and a new training answer alike, to the last bit.")).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), run.getByRole("button", { name: /^model\/MLmodel/ }).click()]);
  expect(file.suggestedFilename()).toBe("MLmodel");
});

test("a model that is too large is not kept, and the run says so", async ({ page, lab, track }) => {
  await lab.openLab("?data=digits&folds=0&n_estimators=1000");
  await lab.train();
  await page.getByRole("link", { name: "See this run in the tracking lab" }).click();
  await expect(page.getByText(/^The model was not kept: it has [\d.]+ MB, and models of up to 2 MB are kept/)).toBeVisible();
});

test("a second tab goes on by itself when the first one closes", async ({ page, track, context }) => {
  await track.openTrack();
  await track.log();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("button", { name: "Take the store over here" })).toBeVisible();
  await page.close();
  await expect(other.getByRole("table", { name: /^Runs \d/ }).getByRole("row")).toHaveCount(2);
});
