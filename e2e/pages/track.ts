import { expect, type Locator } from "@playwright/test";
import { Site } from "./site";

/** The tracking lab: runs, comparison, models, SQL, files. */
export class Track extends Site {
  async openTrack(query = "") {
    await this.open(`/lab/track${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  async tab(name: string) {
    await this.page.getByRole("tab", { name }).click();
  }

  /** The table of runs. */
  runs(): Locator {
    return this.page.getByRole("table", { name: /^Runs \d/ });
  }

  run(name: string): Locator {
    return this.runs().getByRole("button", { name, exact: true });
  }

  /** One run in full. */
  detail(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** Trains with the settings on the page and waits until the run is kept. */
  async log() {
    // The form is open by itself where nothing is kept yet.
    await expect(this.page.getByText(/ kept in /)).toBeVisible();
    const form = this.page.getByText("Train a run here");
    if (!(await this.page.getByRole("button", { name: "Train and log" }).isVisible())) await form.click();
    await this.page.getByRole("button", { name: "Train and log" }).click();
    await expect(this.page.getByText("Run logged.")).toBeAttached();
  }

  async filter(text: string) {
    await this.page.getByLabel("Filter").fill(text);
    await this.page.getByRole("button", { name: "Find", exact: true }).click();
  }

  task(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }
}
