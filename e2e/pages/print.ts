import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";
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
    await expect(this.preview()).toHaveAttribute("aria-busy", "false");
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

  /** Addresses that a PDF's links lead to. */
  static addresses(pdf: Buffer): string[] {
    const text = pdf.toString("latin1");
    const plain = [text];
    for (const { index, 0: begin } of text.matchAll(/stream\r?\n/g)) {
      if (text.slice(index - 3, index) === "end") continue;
      const from = index + begin.length;
      try {
        plain.push(inflateSync(pdf.subarray(from, text.indexOf("endstream", from))).toString("latin1"));
      } catch {
        // Not compressed in this way: pictures and fonts.
      }
    }
    return plain.flatMap((part) => [...part.matchAll(/\/URI\s*\(([^)]*)\)/g)].map(([, address]) => address ?? ""));
  }

  /** The sentences about when the road is done. */
  outcome(): Locator {
    return this.page.getByRole("region", { name: "When you are done" });
  }
}
