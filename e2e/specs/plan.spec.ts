import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../test";

test("weeks off, own hours and a day to be done by move the dates", async ({ page, print }) => {
  await print.openPlan("2027-01-04");
  await expect(print.outcome()).toContainText(/At 8 a week you finish on \d+ \w+ 20\d\d/);
  await page.getByLabel("Done by").fill("2027-03-01");
  await page.getByLabel("Done by").blur();
  await expect(print.outcome()).toContainText(/That is \d+ days after 1 Mar 2027: \d+ hours a week would do/);
  await page.getByLabel("The week of").selectOption("2027-01-11");
  const moved = page.getByRole("region", { name: "What the missed week moves" });
  await expect(moved.getByRole("row")).toHaveCount(8);
  const then = await moved.getByRole("row", { name: /^6 / }).getByRole("cell").nth(1).innerText();
  await page.getByRole("button", { name: "Take this week off" }).click();
  await expect(print.outcome()).toContainText(`finish on ${then}.`);
  await page.getByText("0 Mindset and prerequisites").click();
  await page.getByLabel("Hours of Python fundamentals").fill("0");
  await page.getByLabel("Hours of Python fundamentals").blur();
  await expect(print.outcome()).not.toContainText(`finish on ${then}.`);
  await page.reload();
  await expect(page.getByRole("button", { name: "Study in the week of 11 Jan 2027" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`)).toEqual([]);
});

test("the calendar file holds every phase and project", async ({ page, print }) => {
  await print.openPlan("2027-01-04");
  const { name, bytes } = await print.saved(() => page.getByRole("button", { name: "Download calendar" }).click());
  expect(name).toBe("mlops-roadmap.ics");
  expect(bytes.toString().match(/BEGIN:VEVENT\r\n/g)).toHaveLength(14);
  expect(bytes.toString()).toContain("DTSTART;VALUE=DATE:20270104\r\n");
  await expect(page.getByText("holds 14 events")).toBeVisible();
});

test("a topic that is done takes no time in the plan", async ({ page, phase, print }) => {
  await print.openPlan("2027-01-04");
  const before = await print.outcome().innerText();
  await phase.openPhase(0);
  await phase.status("Status of Python fundamentals", "Done").check({ force: true });
  await print.open("/plan");
  await expect(print.outcome()).toContainText("hours are left");
  expect(parseInt(await print.outcome().getByText(/hours are left/).innerText())).toBe(parseInt(/\d+(?= hours are left)/.exec(before)?.[0] ?? "") - 12);
  await page.getByText("0 Mindset and prerequisites").click();
  await expect(page.getByRole("row", { name: /^Python fundamentals/ })).toContainText("nothing left to do");
});
