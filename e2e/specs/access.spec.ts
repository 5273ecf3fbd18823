import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../test";

/** What axe cannot decide about contrast and a person has looked at, with the reason. */
const REVIEWED: [RegExp, string][] = [
  [/^color-contrast: .*\.lab-tick\[aria-hidden/, "a tick beside words that say the same"],
  [/^color-contrast: .*(svg|text\[|\.f-ink|\.s-surface).*(overlapped|too short|image node)/, "text of a drawing lies over its layers: `palest` measures it"],
];

/** The lowest contrast of any text in a drawing with the drawing's ground. */
function palest(page: Page): Promise<number> {
  return page.evaluate(() => {
    const shade = (colour: string) => {
      const linear = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const probe = document.body.appendChild(Object.assign(document.createElement("i"), { style: "color: var(--chart-surface)" }));
    const ground = shade(getComputedStyle(probe).color);
    probe.remove();
    const texts = [...document.querySelectorAll(".chart-svg text")];
    const contrasts = texts.map((text) => shade(getComputedStyle(text).fill)).map((own) => (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05));
    return contrasts.length > 50 ? Math.min(...contrasts) : 0;
  });
}

/** Violations, and what axe leaves to be reviewed of contrast. */
async function faults(page: Page): Promise<string[]> {
  const { violations, incomplete } = await new AxeBuilder({ page }).analyze();
  const open = incomplete.filter(({ id }) => id === "color-contrast");
  const names = [...violations, ...open].flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")} (${any[0]?.message ?? ""})`));
  return names.filter((name) => !REVIEWED.some(([reviewed]) => reviewed.test(name)));
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`the drift lab is accessible after a run, in ${colorScheme}`, async ({ page, drift }) => {
    await page.emulateMedia({ colorScheme });
    await drift.openDrift("?at=60");
    await drift.press("Investigate this window");
    await expect(page.getByRole("table", { name: /^Columns of window/ })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    expect(await palest(page)).toBeGreaterThanOrEqual(4.5);
  });

  test(`the search is accessible while it is open, in ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await site.open("/phase/5");
    await page.keyboard.press("/");
    await site.searchField().fill("drift");
    await expect(site.found().first()).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
}

test("everything that scrolls is reached by the keyboard", async ({ page, lab, drift }) => {
  const stuck = () => page.evaluate(() => [...document.querySelectorAll("main *, dialog[open] *")].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1) || (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1);
    if (!scrolls || element.matches("textarea, select, input") || !element.checkVisibility()) return false;
    const focusable = "[tabindex='0'], a[href], button:enabled, input:enabled, select:enabled, summary, textarea";
    const named = !element.matches("[tabindex='0']") || element.matches("[role][aria-label], [role][aria-labelledby], pre");
    return !named || !(element.matches(focusable) || element.querySelector(focusable));
  }).map((element) => `${element.tagName}.${element.className}`));
  await page.setViewportSize({ width: 390, height: 600 });
  await drift.openDrift("?at=60");
  const history = page.getByRole("region", { name: "Alerts, newest first" });
  await drift.tabTo(history);
  const before = await history.evaluate((element) => element.scrollTop);
  await page.keyboard.press("End");
  await expect.poll(() => history.evaluate((element) => element.scrollTop)).toBeGreaterThan(before);
  expect(await stuck()).toEqual([]);
  await lab.openLab("?data=iris");
  await lab.pick({ name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from(["a,b,c,answer", ...Array.from({ length: 60 }, (_, row) => `${row},${row % 2 ? "?" : row},${row % 3 ? "1,5" : "x"},${row % 2 ? "yes" : "no"}`)].join("\n")) });
  await lab.train();
  expect(await stuck()).toEqual([]);
});

test("where the system chooses the colours, what is current or chosen still shows", async ({ page, site, drift }) => {
  await page.emulateMedia({ forcedColors: "active" });
  /** Colours of an element's ground. */
  const ground = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
  await site.open("/phase/1");
  await page.getByRole("radio", { name: "Done" }).first().check();
  await page.getByRole("button", { name: /^Bookmark / }).first().click();
  const pairs = [
    [".site-header nav a:not([aria-current])", ".phase-strip a[aria-current]"],
    [".status-picker label:not(:has(:checked))", ".status-picker label:has(:checked)"],
    [".bookmark[aria-pressed=false]", ".bookmark[aria-pressed=true]"],
  ];
  for (const [plain, chosen] of pairs) expect(await ground(chosen), chosen).not.toBe(await ground(plain));
  // The stop of what is done is filled, that of what is to do is not.
  const mark = (status: string) => ground(`.status-picker label:not(:has(:checked)) .stop-mark[data-status=${status}]`);
  await page.getByRole("radio", { name: "Learning" }).first().check();
  expect(await mark("done")).not.toBe(await mark("to_do"));
  await page.goto("/resources");
  await site.ready();
  expect(await ground(".site-header nav a[aria-current]")).not.toBe(await ground(".site-header nav a:not([aria-current])"));
  await drift.openDrift("?at=10");
  expect(await ground(".lab-switch a[aria-current]")).not.toBe(await ground(".lab-switch a:not([aria-current])"));
  expect(await ground(".watch-card:has(:checked)")).not.toBe(await ground(".watch-card:not(:has(:checked))"));
});
