import { AxeBuilder } from "@axe-core/playwright";
import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

for (const route of ROUTES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${route} in ${colorScheme} is accessible and silent`, async ({ page, site }) => {
      await page.emulateMedia({ colorScheme });
      await site.open(route);
      await page.waitForLoadState("networkidle");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))).toEqual([]);
    });
  }
}

test("the report is accessible in both themes", async ({ page, lab }) => {
  await lab.openLab("?data=iris");
  await lab.train();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`)).toEqual([]);
  }
});
