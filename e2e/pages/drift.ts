import { readFile } from "node:fs/promises";
import { expect, type Locator } from "@playwright/test";
import { Site } from "./site";

/** The drift lab: scenarios, player, panels, alerts, repair, policies, log. */
export class Drift extends Site {
  async openDrift(query = "") {
    await this.open(`/lab/drift${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
    await this.served();
  }

  /** Waits until the history is there. */
  async served() {
    await expect(this.page.getByRole("button", { name: "Play", exact: true })).toBeEnabled();
    await expect(this.page.getByRole("progressbar", { name: "Serving" })).toHaveCount(0);
  }

  slider(): Locator {
    return this.page.getByRole("slider", { name: "Windows that have passed" });
  }

  async seek(window: number) {
    await this.slider().fill(String(window));
  }

  alerts(): Locator {
    return this.page.getByRole("list", { name: "Alert history" });
  }

  models(): Locator {
    return this.page.getByRole("list", { name: "Models" });
  }

  panel(name: string): Locator {
    return this.page.getByRole("figure").filter({ hasText: name });
  }

  async press(name: string) {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  injection(number: number): Locator {
    return this.page.getByRole("group", { name: `Injected drift ${number}`, exact: true });
  }

  /** Takes a file home. */
  async file(button: string) {
    const saved = this.page.waitForEvent("download");
    await this.press(button);
    const download = await saved;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  /** A figure of the part On duty. */
  figure(name: string): Locator {
    return this.page.getByRole("region", { name: "On duty" }).locator("div", { has: this.page.getByText(name, { exact: true }) }).getByRole("definition");
  }

  task(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }
}
