import { expect, type Locator } from "@playwright/test";
import { Site } from "./site";

/** A file as someone would pick it: a path, or its bytes. */
export type Picked = string | { name: string; mimeType: string; buffer: Buffer };

/** The training lab: data, controls, report. */
export class Lab extends Site {
  async openLab(query = "") {
    await this.open(`/lab/train${query}`);
    await this.page.locator("[data-lab][data-mounted]").waitFor({ state: "attached" });
  }

  dataset(): Locator {
    return this.page.getByLabel("Dataset", { exact: true });
  }

  target(): Locator {
    return this.page.getByLabel("Target", { exact: true });
  }

  seed(): Locator {
    return this.page.getByLabel("Seed", { exact: true });
  }

  param(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  trainButton(): Locator {
    return this.page.getByRole("button", { name: "Train", exact: true });
  }

  cancelButton(): Locator {
    return this.page.getByRole("button", { name: "Cancel", exact: true });
  }

  /** Precision, recall and F1 per class. */
  report(): Locator {
    return this.page.getByRole("table", { name: /classification report/i });
  }

  /** Trains with the settings on the page and waits for the report. */
  async train() {
    await this.trainButton().click();
    await expect(this.report()).toBeVisible();
  }

  /** The report's cells, row by row. */
  async figures(): Promise<string[]> {
    return this.report().getByRole("row").allInnerTexts();
  }

  async pick(file: Picked) {
    await this.page.getByLabel(/your own CSV/i).setInputFiles(file);
  }

  /** What the data looks like: one row per column. */
  columns(): Locator {
    return this.page.getByRole("table", { name: /columns/i });
  }

  /** What could not be done and why. */
  problem(): Locator {
    return this.page.getByRole("alert");
  }

  /** What was odd in the file and what was done about it. */
  warnings(): Locator {
    return this.page.getByRole("list", { name: /warnings/i });
  }
}
