import type { Locator } from "@playwright/test";
import { Site } from "./site";

/** A phase: its topics, its project, and what the reader keeps beside them. */
export class Phase extends Site {
  async openPhase(number: number) {
    await this.open(`/phase/${number}`);
  }

  /** The four states of a topic or step. */
  statusOf(title: string | RegExp): Locator {
    return this.page.getByRole("group", { name: title });
  }

  status(title: string | RegExp, choice: "To do" | "Learning" | "Done" | "Skipped"): Locator {
    return this.statusOf(title).getByRole("radio", { name: choice });
  }

  noteOf(title: string | RegExp): Locator {
    return this.page.getByRole("textbox", { name: title });
  }
}
