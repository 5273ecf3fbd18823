import { expect, test } from "../test";

test("a scenario raises an alert that says which column, and only when it has happened", async ({ page, drift }) => {
  await drift.openDrift();
  await expect(page.getByText("No alert has changed its state yet.")).toBeVisible();
  await drift.seek(30);
  await expect(drift.alerts()).toContainText("Column drift: Pending → Alerting");
  await expect(drift.alerts()).toContainText("bill_length_mm");
  await expect(drift.task("Play a scenario until an alert is firing")).toContainText("(done)");
  await drift.seek(10);
  await expect(drift.alerts()).not.toContainText("Accuracy by labels: Pending → Alerting");
});

test("retraining on recent labels recovers, and the address brings the same numbers back", async ({ page, drift }) => {
  await drift.openDrift("?scenario=label-flip");
  await drift.seek(34);
  await drift.press("Retrain on recent labels");
  await expect(drift.models()).toContainText("v2 was trained after window 33");
  await drift.served();
  await drift.press("Promote the challenger");
  await drift.served();
  await drift.seek(50);
  await expect(drift.task("Retrain on recent data")).toContainText("(done)");
  await expect(drift.task("Watch the accuracy come back")).toContainText("(done)");
  const accuracy = await drift.figure("Accuracy by labels").innerText();
  expect(parseFloat(accuracy)).toBeGreaterThan(90);
  await page.reload();
  await drift.served();
  await expect(drift.figure("Accuracy by labels")).toHaveText(accuracy);
});

test("what is chosen while another scenario is being served is served next", async ({ page, drift }) => {
  await drift.openDrift("?scenario=label-flip");
  await drift.seek(60);
  const accuracy = await drift.figure("Accuracy by labels").innerText();
  await drift.openDrift();
  // In one turn of the page, so that the second choice certainly comes while the first is being served.
  await page.evaluate(() => {
    for (const value of ["black-friday", "label-flip"]) document.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`)!.click();
  });
  await drift.served();
  await drift.seek(60);
  await expect(drift.figure("Accuracy by labels")).toHaveText(accuracy);
  await expect(page.getByText("What you see is what is set.")).toBeVisible();
});

test("a window is looked at closely, and the log tells the wrong answers", async ({ page, drift }) => {
  await drift.openDrift("?at=30");
  await drift.press("Investigate this window");
  await expect(page.getByRole("table", { name: "Columns of window 29" }).getByRole("row", { name: /bill_length_mm drifts/ })).toBeVisible();
  await page.getByLabel("Show").selectOption("Wrong ones");
  await page.getByLabel("Answer", { exact: true }).selectOption("Chinstrap");
  await drift.press("Read the log");
  await expect(page.getByRole("table", { name: /^Entries 1 to 20 of/ })).toBeVisible();
  const saved = page.waitForEvent("download");
  await drift.press("Download JSON Lines");
  expect((await saved).suggestedFilename()).toBe("predictions.jsonl");
});

test("the page says how the rows are divided, where the estimate is a guess, and how it fared", async ({ page, drift }) => {
  await drift.openDrift();
  const now = page.getByRole("region", { name: "On duty" });
  await expect(now).toContainText(/No row has two roles: \d+ other rows are served and measured, \d+ may teach a new model, and \d+ judge it\./);
  await drift.seek(40);
  await expect(drift.alerts()).toContainText("Rows unlike the reference: Pending → Alerting");
  await expect(now).toContainText(/Do not trust that estimate: \d+(\.\d)?% of the window's rows have a value that the reference never shows\./);
  await expect(now).toContainText(/In the \d+ labelled windows with the change, the estimate says .* and about those the probabilities are guesses\./);
  await drift.openDrift("?scenario=label-flip&at=50");
  await expect(now).toContainText("the rule has turned, which no estimate from inputs can see.");
  await expect(drift.alerts()).toContainText("Worse than the baseline: Pending → Alerting");
});

test("policies are compared by error and by retrainings", async ({ page, drift }) => {
  await drift.openDrift("?scenario=label-flip");
  await drift.press("Compare policies");
  await expect(drift.panel("Policies").getByRole("application")).toBeVisible();
  await expect(drift.task("Compare four policies")).toContainText("(done)");
  expect(page.url()).toContain("scenario=label-flip");
});

test("the player and the panels are used by keys alone", async ({ page, drift }) => {
  await drift.openDrift("?at=20");
  await drift.slider().focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("21 of 60 windows")).toBeVisible();
  const panel = drift.panel("Drift, column by column").getByRole("application");
  await panel.focus();
  await page.keyboard.press("ArrowRight");
  await expect(drift.panel("Drift, column by column").getByRole("status")).toContainText("island");
  await drift.press("Enlarge Drift, column by column");
  await expect(page.getByRole("button", { name: "Enlarge Drift, column by column" })).toHaveAttribute("aria-pressed", "true");
});

test("an injection of one's own is served, found, and part of the address", async ({ page, drift }) => {
  await drift.openDrift("?scenario=none");
  await drift.press("Add injected drift");
  const injection = drift.injection(1);
  await injection.getByLabel("What goes wrong").selectOption("A category takes over, known or new");
  await injection.getByLabel("Category").fill("Mars");
  await injection.getByLabel("Category").blur();
  await drift.press("Serve this scenario");
  await drift.served();
  await drift.seek(35);
  await expect(drift.alerts()).toContainText("Data quality: Pending → Alerting");
  await expect(drift.alerts()).toContainText("of island are new: Mars");
  await page.reload();
  await drift.served();
  await expect(injection.getByLabel("Category")).toHaveValue("Mars");
  await expect(drift.alerts()).toContainText("of island are new: Mars");
  await injection.getByRole("button", { name: "Remove injected drift 1" }).click();
  await expect(injection).toHaveCount(0);
});

test("a file of one's own is served, and a link to it asks for it", async ({ page, drift }) => {
  await drift.openDrift();
  const row = (at: number) => `${(at * 37) % 101},${at % 3 ? "blue" : "red"},${(at * 37) % 101 > 50 ? "yes" : "no"}\n`;
  const file = { name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(`size,colour,answer\n${Array.from({ length: 600 }, (_, at) => row(at)).join("")}`) };
  await page.getByLabel("Your own CSV…").setInputFiles(file);
  await expect(page.getByLabel("Target")).toHaveValue("answer");
  await drift.press("Serve this scenario");
  await drift.served();
  await drift.seek(60);
  await expect(drift.figure("Columns that drift")).toHaveText(/of 3$/);
  await expect(drift.alerts()).toContainText("size");
  await page.reload();
  await expect(page.getByText("Files do not travel with links")).toBeVisible();
  await page.getByLabel("Your own CSV…").setInputFiles(file);
  await drift.served();
  await expect(drift.figure("Columns that drift")).toHaveText(/of 3$/);
  await expect(page.getByText("Files do not travel with links")).toHaveCount(0);
});

test("one test for all columns and a detector's parameter change what is found", async ({ page, drift }) => {
  await drift.openDrift("?at=60");
  await page.getByText("More settings").click();
  await page.getByLabel("Test", { exact: true }).selectOption("Wasserstein distance");
  await page.getByLabel("Threshold (empty: the test's own)").fill("1000");
  await page.locator("summary", { hasText: /^DDM$/ }).click();
  await page.getByLabel("warm_start").first().fill("5");
  await drift.press("Serve this scenario");
  await drift.served();
  expect(page.url()).toContain("threshold=1000");
  expect(page.url()).toContain("warm_start%22%3A5");
  await drift.seek(60);
  await drift.press("Investigate this window");
  await expect(page.getByRole("row", { name: /bill_length_mm does not drift Wasserstein/ })).toBeVisible();
});

test("the newest windows go home as a report and as files of the real tools", async ({ page, drift }) => {
  await drift.openDrift("?at=60");
  const report = await drift.file("Drift report (HTML)");
  expect(report.name).toBe("windows_drift.html");
  expect(report.text.length).toBeLessThan(200_000);
  expect(report.text).toContain("bill_length_mm");
  expect(report.text).not.toContain("NaN");
  expect((await drift.file("Reference (CSV)")).text.split("\n").length).toBeGreaterThan(1000);
  expect(JSON.parse((await drift.file("Grafana dashboard")).text).panels.length).toBeGreaterThan(4);
  await expect(page.getByText("grafana_dashboard.json is saved.")).toBeVisible();
});

test("labels that never come are no data, and a renamed column is an error", async ({ page, drift }) => {
  await drift.openDrift("?delay=1000&at=30");
  await expect(drift.alerts()).toContainText("Accuracy by labels: Pending → No Data");
  await drift.openDrift("?scenario=friday-release&at=40");
  await expect(page.getByText(/^Error: every request fails/)).toBeVisible();
  await expect(page.locator("main")).not.toContainText("NaN");
});

test("an upstream that slows down is seen by the time to answer alone", async ({ page, drift }) => {
  await drift.openDrift();
  await page.getByLabel("The slow feature store").check();
  await drift.served();
  await drift.seek(40);
  await expect(drift.alerts()).toContainText("Latency: Pending → Alerting");
  await expect(drift.alerts()).toContainText("95 of 100 answers come within");
  await expect(drift.alerts()).not.toContainText("Accuracy by labels: Pending → Alerting");
  await expect(drift.task("Play The slow feature store")).toContainText("(done)");
  const panel = drift.panel("Time to answer").first();
  await panel.getByText("As a table").click();
  await expect(panel.getByRole("row", { name: /^39 / })).toContainText(" ms");
  await page.getByText("More settings").click();
  await page.getByLabel("95 of 100 answers within, ms").fill("100000");
  await page.getByLabel("95 of 100 answers within, ms").blur();
  await drift.press("Serve this scenario");
  await drift.served();
  await drift.seek(40);
  await expect(drift.alerts()).not.toContainText("Latency");
  expect(page.url()).toContain("limit=100000");
});

test("the recall of one class stands for performance, and is part of the address", async ({ page, drift }) => {
  await drift.openDrift("?scenario=label-flip");
  await page.getByText("More settings").click();
  await page.getByLabel("Performance is measured by").selectOption("Recall of Gentoo");
  await drift.press("Serve this scenario");
  await drift.served();
  await drift.seek(50);
  await expect(drift.alerts()).toContainText("Recall of Gentoo by labels: Pending → Alerting");
  await expect(drift.panel("Recall of Gentoo").first()).toBeVisible();
  const recall = await drift.figure("Recall of Gentoo by labels").innerText();
  await page.reload();
  await drift.served();
  await expect(drift.figure("Recall of Gentoo by labels")).toHaveText(recall);
});

test("a service that has run is kept with its log, which is browsed after a reload, and served again to the last bit", async ({ page, drift, track }) => {
  await drift.openDrift("?at=60");
  await expect(page.getByText("Logged.")).toBeVisible();
  await page.getByLabel("Show").selectOption("Wrong ones");
  await drift.press("Read the log");
  const caption = await page.getByRole("table", { name: /^Entries/ }).locator("caption").innerText();
  const own = await drift.file("Download JSON Lines");
  // Nothing goes wrong now, and nothing has passed: what is read is what was kept.
  await drift.openDrift("?scenario=none");
  await drift.press("Look for kept logs");
  const kept = page.getByLabel("Which log").getByRole("option", { name: /^The sensor that changed units, logistic regression, kept/ });
  await page.getByLabel("Which log").selectOption((await kept.getAttribute("value")) ?? "");
  await page.getByLabel("Show").selectOption("Wrong ones");
  await drift.press("Read the log");
  await expect(page.getByRole("table", { name: /^Entries/ }).locator("caption")).toHaveText(caption);
  expect((await drift.file("Download JSON Lines")).text).toBe(own.text);
  await track.openTrack();
  await track.run("The sensor that changed units, logistic regression").click();
  await page.getByRole("button", { name: "Reproduce", exact: true }).click();
  await expect(page.getByText(/^All \d+ metrics are equal to the last bit\.$/).first()).toBeVisible();
  await page.getByRole("link", { name: "Open in the drift lab" }).click();
  await expect(page.getByRole("table", { name: /^Entries 1 to 20 of/ })).toBeVisible();
});
