import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { Site } from "./site";

/** The road at a glance, and the reader's own data. */
export class Home extends Site {
  map(): Locator {
    return this.page.getByRole("group", { name: /Map of the road/ }).filter({ visible: true });
  }

  /** Presses an export button and returns what was saved. */
  async export(format: "JSON" | "Markdown"): Promise<string> {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: new RegExp(`Export.*${format}`, "i") }).click();
    return readFile(await (await download).path(), "utf8");
  }

  /** Gives a progress file to the page. */
  async choose(text: string) {
    await this.page.getByLabel("Import…").setInputFiles({ name: "progress.json", mimeType: "application/json", buffer: Buffer.from(text) });
  }

  /** Gives a progress file to the page and takes it over. */
  async import(text: string, how: "Merge" | "Replace") {
    await this.choose(text);
    await this.page.getByRole("button", { name: how }).click();
  }
}
