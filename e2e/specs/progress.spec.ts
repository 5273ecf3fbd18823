import { expect, test } from "../test";

test("progress is set by keyboard alone, and kept", async ({ page, phase }) => {
  await phase.openPhase(0);
  await phase.tabTo(phase.status("Status of Git and GitHub", "To do"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(phase.status("Status of Git and GitHub", "Done")).toBeChecked();
  await page.reload();
  await phase.ready();
  await expect(phase.status("Status of Git and GitHub", "Done")).toBeChecked();
});

test("another tab sees a change at once", async ({ page, phase, context }) => {
  await phase.openPhase(0);
  const second = await context.newPage();
  await second.goto("/phase/0");
  await expect(second.locator("html[data-ready]")).toBeAttached();
  await phase.status("Status of Git and GitHub", "Skipped").check({ force: true });
  await expect(second.getByRole("group", { name: "Status of Git and GitHub" }).getByRole("radio", { name: "Skipped" })).toBeChecked();
  await page.close();
});

test("progress travels as a file", async ({ page, home, phase }) => {
  await phase.openPhase(0);
  await phase.status("Status of Git and GitHub", "Done").check({ force: true });
  await home.open("/");
  const saved = await home.export("JSON");
  expect(await home.export("Markdown")).toMatch(/- \[x\] .*Git/);
  await page.evaluate(() => localStorage.clear());
  await home.open("/");
  await home.import(saved, "Replace");
  await phase.openPhase(0);
  await expect(phase.status("Status of Git and GitHub", "Done")).toBeChecked();
});

test("the code on a printed sheet brings progress back, if the reader wants it", async ({ page, home, phase }) => {
  await home.open("/#progress=1.g");
  await expect(page.getByText("The printed sheet holds 1 topic or step.")).toBeVisible();
  await page.getByRole("button", { name: "Merge" }).click();
  await phase.openPhase(0);
  await expect(phase.status("Status of Python fundamentals", "Done")).toBeChecked();
  await home.open("/resources");
  await home.open("/#progress=2.g");
  await expect(page.getByText(/not read: .*newer version of the site/)).toBeVisible();
});
