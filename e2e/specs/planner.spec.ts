import { expect, test } from "../test";

test("the planner turns hours and a first day into dates, and keeps them", async ({ page, home }) => {
  await home.open("/");
  const plan = page.getByRole("region", { name: "Plan your months" });
  await plan.getByRole("button", { name: "Plan with dates" }).click();
  await plan.getByLabel("First day").fill("2026-12-07");
  await plan.getByLabel("First day").blur();
  const outcome = plan.getByRole("region", { name: "When you are done" });
  await expect(outcome).toContainText(/At 8 a week you finish on .*20\d\d/);
  await plan.getByLabel("Hours per week").fill("30");
  await plan.getByLabel("Hours per week").blur();
  await expect(outcome).toContainText("At 30 a week");
  const quick = await outcome.innerText();
  await page.reload();
  await home.ready();
  await plan.getByRole("button", { name: "Plan with dates" }).click();
  await expect(outcome).toHaveText(quick, { useInnerText: true });
});
