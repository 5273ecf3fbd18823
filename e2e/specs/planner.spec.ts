import { expect, test } from "../test";

test("the planner turns hours and a first day into dates, and keeps them", async ({ page, home }) => {
  await home.open("/");
  const plan = page.getByRole("region", { name: "Plan your months" });
  await plan.getByLabel("First day").fill("2026-12-07");
  await plan.getByLabel("First day").blur();
  const finish = plan.getByRole("status");
  await expect(finish).toContainText(/you finish on .*20\d\d/);
  const slow = await finish.innerText();
  await plan.getByLabel("Hours per week").fill("30");
  await plan.getByLabel("Hours per week").blur();
  await expect(finish).not.toHaveText(slow);
  const quick = await finish.innerText();
  await page.reload();
  await home.ready();
  await expect(finish).toHaveText(quick);
});
