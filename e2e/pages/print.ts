import { readFile } from "node:fs/promises";
import { expect, type Locator } from "@playwright/test";
import { Site } from "./site";

/** The plan and the print: what is asked for, and the paper that comes of it. */
export class Print extends Site {
  /** Opens the print and waits for its first page. */
  async openPrint() {
    await this.open("/print");
    await this.drawn();
  }

  /** The preview shows what was asked for last. */
  async drawn() {
    await expect(this.preview()).toHaveAttribute("aria-busy", "false", { timeout: 30_000 });
    await expect(this.picture()).toBeVisible();
  }

  /** Opens the plan with a first day. */
  async openPlan(first: string) {
    await this.open("/plan");
    await this.page.getByLabel("First day").fill(first);
    await this.page.getByLabel("First day").blur();
  }

  preview(): Locator {
    return this.page.getByRole("group", { name: /^Preview/ });
  }

  picture(): Locator {
    return this.preview().getByRole("img", { name: /as it will be printed/ });
  }

  /** Address of the picture: another one whenever the page was drawn anew. */
  async drawing(): Promise<string> {
    return (await this.picture().getAttribute("src")) ?? "";
  }

  pressButton(): Locator {
    return this.page.getByRole("button", { name: "Download PDF" });
  }

  /** Does something that saves a file, and returns its name and bytes. */
  async saved(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const download = this.page.waitForEvent("download");
    await act();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }

  /** The sentences about when the road is done. */
  outcome(): Locator {
    return this.page.getByRole("region", { name: "When you are done" });
  }
}
