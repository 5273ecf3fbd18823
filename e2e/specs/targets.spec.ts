import type { Page } from "@playwright/test";
import { ROUTES } from "../browser.mjs";
import { expect, test } from "../test";

test.use({ viewport: { width: 390, height: 844 } });

/** Targets of pointing that are too small, after WCAG 2.2, 2.5.8: 24 by 24 CSS pixels. Links within a sentence are exempt;
 * other links may be smaller if a circle of 24 pixels around each touches no other target. Controls never may. */
async function tooSmall(page: Page): Promise<{ small: string[]; measured: number }> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const wanted = "a[href], button, input, select, textarea, summary, [role=tab], [role=slider], [role=application]";
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, [hidden]") && !element.matches(":disabled");
    const targets = [...document.querySelectorAll(wanted)].filter(shown).map((element) => {
      const reach = element.matches("input") ? (element.closest("label") ?? element) : element;
      return { element, box: reach.getBoundingClientRect() };
    }).filter(({ box }) => box.width > 1 && box.height > 1);
    const isSmall = ({ box }: { box: DOMRect }) => box.width < 23.9 || box.height < 23.9;
    const inSentence = ({ element }: { element: Element }) => {
      if (!element.matches("a") || getComputedStyle(element).display !== "inline") return false;
      const words = (node: Element | null) => node?.textContent?.trim().length ?? 0;
      const block = element.closest("p, li, td, dd, figcaption, h1, h2, h3");
      const links = [...(block?.querySelectorAll("a") ?? [])].reduce((sum, link) => sum + words(link), 0);
      return words(block) > links;
    };
    const middle = (box: DOMRect) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    const away = (from: { x: number; y: number }, box: DOMRect) => Math.hypot(Math.max(box.left - from.x, from.x - box.right, 0), Math.max(box.top - from.y, from.y - box.bottom, 0));
    const crowded = (one: { element: Element; box: DOMRect }) => targets.some((other) => {
      if (other === one || other.element.contains(one.element) || one.element.contains(other.element)) return false;
      const [here, there] = [middle(one.box), middle(other.box)];
      return away(here, other.box) < 12 || (isSmall(other) && Math.hypot(here.x - there.x, here.y - there.y) < 24);
    });
    const small = targets.filter((one) => isSmall(one) && !inSentence(one) && (!one.element.matches("a") || crowded(one)));
    const name = ({ element, box }: { element: Element; box: DOMRect }) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}” ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`;
    return { small: [...new Set(small.map(name))], measured: targets.length };
  });
}

for (const route of ROUTES) {
  test(`a finger meets every target on ${route}`, async ({ page, site }) => {
    await site.open(route);
    await page.waitForLoadState("networkidle");
    const { small, measured } = await tooSmall(page);
    expect(small).toEqual([]);
    expect(measured).toBeGreaterThan(8);
  });
}

test("a finger meets every target of a report, of a drift run and of the runs kept", async ({ page, lab, drift, track }) => {
  await lab.openLab("?data=iris&n_estimators=20");
  await lab.train();
  await expect(lab.answer()).toContainText("sure");
  expect((await tooSmall(page)).small).toEqual([]);
  await drift.openDrift("?at=60");
  await drift.press("Investigate this window");
  await expect(page.getByRole("table", { name: /^Columns of window/ })).toBeVisible();
  expect((await tooSmall(page)).small).toEqual([]);
  await track.openTrack();
  await track.log();
  await expect(track.runs()).toBeVisible();
  expect((await tooSmall(page)).small).toEqual([]);
});

test("a target that is too small is found", async ({ page, site }) => {
  await site.open("/about");
  await page.evaluate(() => {
    document.querySelector("main")?.insertAdjacentHTML("afterbegin", '<button>x</button><ul><li><a href="/">a</a><a href="/">b</a></li></ul>');
    // Through the object model: the page's policy forbids styles in markup.
    document.querySelector<HTMLElement>("main button")!.style.cssText = "all: unset";
  });
  const { small } = await tooSmall(page);
  expect(small.map((one) => one.split("”")[0])).toEqual(["button. “x", "a. “a", "a. “b"]);
});
