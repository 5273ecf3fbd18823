import type { Page } from "@playwright/test";
import { expect, files, test } from "../test";

// The browser itself writes failed fetches into the console, and the page what did not start.
test.use({ expected: /Failed to load resource|net::ERR|Stopped|error: Error|preloaded using link preload|importScripts/ });

const PAGE = /\/page-[^/]*_bg\.wasm$/;
const ENGINE = /\/engine-[0-9a-f]+_bg\.wasm$/;
const blocked = (page: Page, path: RegExp) => page.route(files(path), (route) => route.abort());
const missing = (page: Page, path: RegExp) => page.route(files(path), (route) => route.fulfill({ status: 404, body: "not found" }));
const reason = (page: Page, why: string) => page.locator(`.stopped[data-program="page"] [data-why="${why}"]`);

/** Every control of the static document, whether shown or not. */
const controls = (page: Page) => page.locator("#site :is(button, input, select, textarea)");

test("controls are held until the page's code has taken over, and say why", async ({ page, site }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(files(PAGE), (route) => held.then(() => route.continue()));
  await page.goto("/phase/1", { waitUntil: "commit" });
  await page.getByRole("contentinfo").waitFor();
  expect(await controls(page).count()).toBeGreaterThan(50);
  expect(await controls(page).evaluateAll((all) => all.filter((one) => !one.matches(":disabled") || !(one as HTMLElement).title).map((one) => one.outerHTML))).toEqual([]);
  release();
  await site.ready();
  expect(await controls(page).evaluateAll((all) => all.filter((one) => one.hasAttribute("data-held")).length)).toBe(0);
  await page.getByRole("radio", { name: "Done" }).first().check();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Done" }).first()).toBeChecked();
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
});

for (const [what, why, prepare] of [
  ["its code is blocked", "fetch", (page: Page) => blocked(page, PAGE)],
  ["what starts it is blocked", "fetch", (page: Page) => blocked(page, /\/boot-[0-9a-f]+\.js$/)],
  ["its code is missing", "missing", (page: Page) => missing(page, PAGE)],
  ["the browser has no WebAssembly", "wasm", (page: Page) => page.addInitScript(() => void delete (globalThis as { WebAssembly?: unknown }).WebAssembly)],
  ["its code is damaged", "wasm", (page: Page) => page.route(files(PAGE), (route) => route.fulfill({ contentType: "application/wasm", body: "<html>" }))],
] as const) {
  test(`a page says so at once when ${what}`, async ({ page }) => {
    await prepare(page);
    await page.goto("/phase/1");
    await expect(reason(page, why)).toBeVisible({ timeout: 10_000 });
    await expect(page.getByRole("alert")).toContainText("The program of this page is not running.");
    await expect(page.locator(".stopped[data-program=page] [data-why]:visible")).toHaveCount(1);
    await expect(page.getByRole("radio", { name: "Done" }).first()).toBeDisabled();
    await page.goto("/lab/train");
    await expect(reason(page, why)).toBeVisible({ timeout: 10_000 });
    await expect(page.getByText(/is being fetched/).filter({ visible: true })).toHaveCount(0);
  });
}

for (const [what, path] of [["code", /\/train-[0-9a-f]+_bg\.wasm$/], ["script", /\/train-[0-9a-f]+\.js$/]] as const) {
  test(`a lab whose ${what} is missing says so in its place, and is fetched again once there is a connection`, async ({ page, site }) => {
    await blocked(page, path);
    await site.open("/lab/train");
    const place = page.locator(".lab-place .stopped");
    await expect(place).toContainText("The program of this lab is not running.");
    await expect(place.locator("[data-why=fetch]")).toBeVisible();
    await expect(page.getByText(/is being fetched/).filter({ visible: true })).toHaveCount(0);
    await page.unrouteAll();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
    await expect(page.locator(".stopped:visible")).toHaveCount(0);
  });
}

for (const [what, prepare, words] of [
  ["missing", (page: Page) => missing(page, ENGINE), /The part of the lab that trains and judges models is not on the server \(engine-\w+\.wasm: status 404\)\./],
  ["blocked", (page: Page) => blocked(page, ENGINE), /The part of the lab that trains and judges models could not be fetched \(engine-\w+\.wasm:/],
  ["damaged", (page: Page) => page.route(files(ENGINE), (route) => route.fulfill({ contentType: "application/wasm", body: "<html>" })), /This browser does not run the part of the lab that trains and judges models/],
  ["without its script", (page: Page) => blocked(page, /\/engine-[0-9a-f]+\.js$/), /The part of the lab that trains and judges models could not be fetched \(engine-\w+\.js:/],
] as const) {
  test(`a worker that is ${what} is named within seconds`, async ({ page, lab }) => {
    await prepare(page);
    await lab.openLab("?data=iris");
    await expect(page.getByText(words).first()).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText(/stopped and was restarted/)).toHaveCount(0);
  });
}

test("a part that is asked for offline is fetched by itself once the connection is back, and its job is done", async ({ page, context, lab }) => {
  await lab.openLab("?data=iris&folds=0");
  await expect(lab.columns()).toBeVisible();
  await context.setOffline(true);
  // The engine is there, so the training and its script need no connection; the part that keeps runs is not.
  await lab.train();
  await expect(page.getByRole("region", { name: "scikit-learn script" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Log every run" }).check();
  await expect(page.getByText(/You are offline, and the part of the lab that keeps runs has not been fetched yet\. It is fetched by itself/)).toBeVisible();
  await expect(page.getByText("Logging the run …")).toBeVisible();
  await expect(page.getByText(/reload|stopped/i).and(page.locator(".lab-notice, .lab-problem"))).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByText(/^Logged\./)).toBeVisible();
  await expect(page.getByText(/You are offline/)).toHaveCount(0);
});

test("the text of a page moved to offline is fetched by itself once the connection is back", async ({ page, context, site }) => {
  await site.open("/");
  await context.setOffline(true);
  await page.getByRole("link", { name: "Resources" }).first().click();
  await expect(page.getByText(/You are offline, and the text of this page/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/You are offline/)).toHaveCount(0);
  await expect(page.locator("main .prose").first()).not.toBeEmpty();
});
