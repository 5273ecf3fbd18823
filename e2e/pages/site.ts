import { expect, type Locator, type Page } from "@playwright/test";

/** What every page has: navigation, search, theme. */
export class Site {
  constructor(readonly page: Page) {}

  /** Opens a route and waits until the page answers. */
  async open(route: string) {
    await this.page.goto(route);
    await this.ready();
  }

  /** The page's own code has taken over the static document. */
  async ready() {
    await expect(this.page.locator("html[data-ready]")).toBeAttached();
  }

  heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** Presses Tab until the element has the focus, as someone without a mouse does. */
  async tabTo(target: Locator, limit = 150) {
    for (let pressed = 0; pressed < limit; pressed += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`not reached with ${limit} presses of Tab`);
  }

  theme(): Locator {
    return this.page.getByLabel("Theme");
  }

  /** Relative luminance of what the page is painted on, 0 black to 1 white. */
  async ground(): Promise<number> {
    return this.page.evaluate(() => {
      for (const element of [document.body, document.documentElement]) {
        const [red, green, blue, alpha = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
        if (alpha > 0) return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
      }
      return 1;
    });
  }

  searchField(): Locator {
    return this.page.getByRole("combobox", { name: "Search everything" });
  }

  found(): Locator {
    return this.page.getByRole("listbox", { name: "Found" }).getByRole("option");
  }
}
