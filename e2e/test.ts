// Every test runs under watch: a console message, an uncaught error, a request to another host or a pop-up fails it,
// unless the story says that it expects one.
import { test as base, expect, type Page } from "@playwright/test";
import { Drift } from "./pages/drift";
import { Home } from "./pages/home";
import { Lab } from "./pages/lab";
import { Phase } from "./pages/phase";
import { Print } from "./pages/print";
import { Site } from "./pages/site";
import { Track } from "./pages/track";

type Fixtures = { site: Site; home: Home; phase: Phase; print: Print; lab: Lab; track: Track; drift: Drift; expected: RegExp | null; watched: string[] };

/** Writes down whatever a page should not do. */
export function watch(page: Page, host: string, seen: string[]) {
  page.on("console", (message) => seen.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.push(`uncaught: ${error.message}`));
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== host) seen.push(`request to ${url.host}`);
  });
}

/** Requests for files whose path matches. A pattern of the whole address would also match `boot.js`, whose query names the
 * files that it fetches. */
export function files(path: RegExp): (url: URL) => boolean {
  return ({ pathname }) => path.test(pathname);
}

export const test = base.extend<Fixtures>({
  /** Console messages that this story causes on purpose. */
  expected: [null, { option: true }],
  watched: [
    async ({ page, baseURL, expected }, use) => {
      const seen: string[] = [];
      watch(page, new URL(baseURL ?? "").host, seen);
      await use(seen);
      expect(seen.filter((line) => !expected?.test(line))).toEqual([]);
    },
    { auto: true },
  ],
  site: async ({ page }, use) => use(new Site(page)),
  home: async ({ page }, use) => use(new Home(page)),
  phase: async ({ page }, use) => use(new Phase(page)),
  print: async ({ page }, use) => use(new Print(page)),
  lab: async ({ page }, use) => use(new Lab(page)),
  track: async ({ page }, use) => use(new Track(page)),
  drift: async ({ page }, use) => use(new Drift(page)),
});
export { expect };
