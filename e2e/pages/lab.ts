import { readFile } from "node:fs/promises";
import { type Browser, expect, type Locator, type TestInfo } from "@playwright/test";
import { Site } from "./site";

/** A file as someone would pick it: a path, or its bytes. */
export type Picked = string | { name: string; mimeType: string; buffer: Buffer };

/** What Chromium writes down of a task: microseconds by the clock and of the processor. */
type TraceEvent = { name: string; tid: number; dur?: number; tdur?: number; args?: { name?: string } };

/** The training lab: data, controls, report. */
export class Lab extends Site {
  async openLab(query = "") {
    await this.open(`/lab/train${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  async openGroups(query = "") {
    await this.open(`/lab/groups${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  async openLeakage(query = "") {
    await this.open(`/lab/leakage${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  async openMetric(query = "") {
    await this.open(`/lab/metric${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  async openTune(query = "") {
    await this.open(`/lab/tune${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  dataset(): Locator {
    return this.page.getByLabel("Dataset", { exact: true });
  }

  target(): Locator {
    return this.page.getByLabel("Target", { exact: true });
  }

  seed(): Locator {
    return this.page.getByLabel("Seed", { exact: true });
  }

  param(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  trainButton(): Locator {
    return this.page.getByRole("button", { name: "Train", exact: true });
  }

  cancelButton(): Locator {
    return this.page.getByRole("button", { name: "Cancel", exact: true });
  }

  /** Precision, recall and F1 per class. */
  report(): Locator {
    return this.page.getByRole("table", { name: /classification report/i });
  }

  /** Trains with the settings on the page and waits for the report. */
  async train() {
    await this.trainButton().click();
    await expect(this.report()).toBeVisible();
  }

  /** The report's cells, row by row. */
  async figures(): Promise<string[]> {
    return this.report().getByRole("row").allInnerTexts();
  }

  async pick(file: Picked) {
    await this.page.getByLabel(/your own CSV/i).setInputFiles(file);
  }

  /** What the data looks like: one row per column. */
  columns(): Locator {
    return this.page.getByRole("table", { name: /columns/i });
  }

  /** What could not be done and why. */
  problem(): Locator {
    return this.page.getByRole("alert");
  }

  /** What was odd in the file and what was done about it. */
  warnings(): Locator {
    return this.page.getByRole("list", { name: /warnings/i });
  }

  model(): Locator {
    return this.page.getByLabel("Model", { exact: true });
  }

  /** Opens the rest of the settings. */
  async moreSettings() {
    await this.page.getByText("More settings", { exact: true }).click();
  }

  /** A part of the report by its heading. */
  part(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  keepButton(): Locator {
    return this.page.getByRole("button", { name: /^Keep (as A|this one as A instead)$/ });
  }

  /** A and B, metric by metric. */
  comparison(): Locator {
    return this.part("Compare").getByRole("table", { name: /^A is/ });
  }

  /** A cell of the confusion matrix. */
  cell(actual: string, predicted: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`rows? of ${actual}, predicted ${predicted}:`) });
  }

  /** The rows that an opened cell stands for. */
  rowsBehind(): Locator {
    return this.part("Class by class").getByRole("table", { name: /surest/ });
  }

  /** A feature of the row to predict, as a slider or a field. */
  feature(name: string, how: "slider" | "value"): Locator {
    return this.page.getByRole(how === "slider" ? "slider" : "spinbutton", { name: `${name}, ${how}` });
  }

  /** What the model says of that row. */
  answer(): Locator {
    return this.part("Predict a row of your own").getByRole("status");
  }

  /** The map of the model's answers, named after its two axes. */
  map(across: string, up: string): Locator {
    return this.part("Decision map").getByRole("application", { name: new RegExp(`${across}.*${up}`) });
  }

  task(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }

  /** Presses a button that saves a file, and returns its name and text. */
  async saved(button: string | RegExp): Promise<{ name: string; text: string }> {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: button }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  }

  /** From now on writes down every task on the page's main thread. */
  async watchTasks() {
    await this.browser().startTracing(this.page, { categories: ["toplevel"] });
  }

  /** Trains and waits for the model's first answer to the form, without a question by role on the way: those walk the whole
   * document on the page's own thread, for the digits' report 100 ms each, and are not the page's work. */
  async trainUndisturbed() {
    await this.page.evaluate(() => document.querySelector<HTMLElement>("#lab-train")?.click());
    await this.page.waitForFunction(() => document.querySelector(".lab-answer output")?.textContent?.includes("sure"));
  }

  /** Chooses a file and waits until this column of it is listed, in the same way. */
  async pickUndisturbed(file: string, column: string) {
    await this.page.locator("#lab-file").setInputFiles(file);
    const isListed = (column: string) => [...document.querySelectorAll(".lab-explore tbody th")].some((name) => name.textContent === column);
    await this.page.waitForFunction(isListed, column, { timeout: 120_000 });
  }

  /** The page was never busy for 50 ms at a stretch; the longest task goes into the test's report. Counted is the time that
   * the processor spent on the task: by the clock on the wall, any other program would lengthen it. */
  async noFreeze(testInfo: TestInfo) {
    const longest = (await this.tasks()).reduce((a, b) => ((a.tdur ?? 0) > (b.tdur ?? 0) ? a : b));
    const millis = (micros = 0) => `${(micros / 1000).toFixed(1)} ms`;
    const figure = `${millis(longest.tdur)} of the processor, ${millis(longest.dur)} by the clock`;
    testInfo.annotations.push({ type: "longest task on the main thread", description: figure });
    console.log(`    longest task on the main thread: ${figure}`);
    expect((longest.tdur ?? 0) / 1000, "milliseconds that the page's main thread was busy at a stretch").toBeLessThan(50);
  }

  /** What the page's main thread did since it is watched. */
  async tasks(): Promise<TraceEvent[]> {
    const trace = JSON.parse((await this.browser().stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const main = new Set(trace.traceEvents.filter((event) => event.args?.name === "CrRendererMain").map((event) => event.tid));
    const tasks = trace.traceEvents.filter((event) => event.name === "ThreadControllerImpl::RunTask" && main.has(event.tid) && event.tdur);
    expect(tasks.length, "tasks that were timed").toBeGreaterThan(10);
    return tasks;
  }

  private browser(): Browser {
    const browser = this.page.context().browser();
    if (!browser) throw new Error("the page has no browser to trace");
    return browser;
  }
}
