import { Print } from "../pages/print";
import { expect, test } from "../test";

/** Sets so many of a phase's topics and steps to done. */
const done = (page: import("@playwright/test").Page, most: number) =>
  page.evaluate((most) => {
    const choices = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"][value="done"]')];
    choices.slice(0, most).forEach((choice) => choice.click());
    return Math.min(most, choices.length);
  }, most);

test("one press makes the PDF, and says how large it is and how long it took", async ({ page, print }) => {
  await print.openPrint();
  const { name, bytes } = await print.saved(() => print.pressButton().click());
  expect(name).toMatch(/^mlops-roadmap-2026.*\.pdf$/);
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.length).toBeLessThan(150_000);
  await expect(page.getByText(/: 1 page, \d+ kB, made in \d+\.\d\d s/)).toBeVisible();
});

test("options change the paper, and are remembered", async ({ page, print }) => {
  await print.openPrint();
  const first = await print.drawing();
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await expect(print.picture()).not.toHaveAttribute("src", first);
  await print.drawn();
  await page.getByLabel("Paper").selectOption("US Letter");
  await expect(print.picture()).toHaveAttribute("height", /^1[0-9]{3}$/);
  await page.getByRole("radio", { name: /Handbook/ }).check();
  await expect(page.getByText(/^Page 1 of \d\d+$/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Your name")).toHaveValue("Ada Lovelace");
  await expect(page.getByRole("radio", { name: /Handbook/ })).toBeChecked();
});

test("the print is used by keys alone", async ({ page, print }) => {
  await print.openPrint();
  await print.tabTo(page.getByRole("radio", { name: /One page/ }));
  await page.keyboard.press("ArrowDown");
  await print.tabTo(print.preview());
  await expect(page.getByText(/^Page 1 of \d\d+$/)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/^Page 2 of/)).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText(/^Page (\d+) of \1$/)).toBeVisible();
  await page.keyboard.press("Home");
  await expect(page.getByText(/^Page 1 of/)).toBeVisible();
});

test.describe("a press that cannot be fetched", () => {
  test.use({ expected: /press|Failed to load resource/ });

  test("leaves the browser's own print, with the reader's progress", async ({ page, phase, print }) => {
    await phase.openPhase(0);
    await phase.status("Status of Git and GitHub", "Done").check({ force: true });
    await page.route(/press[^/]*\.(js|wasm)$/, (route) => route.abort());
    await print.open("/print");
    await expect(page.getByRole("alert")).toContainText("There is no PDF");
    await expect(page.getByRole("button", { name: "Print with the browser" })).toBeVisible();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText("☑ Git and GitHub (done)")).toBeVisible();
    await expect(page.getByRole("button", { name: "Download PDF" })).toBeHidden();
  });
});

for (const [share, phases, most] of [["half", [0, 1, 2, 3], 1000], ["full", [0, 1, 2, 3, 4, 5, 6], 1000]] as const) {
  test(`the sheet of a road that is ${share} done brings all of it back`, async ({ page, phase, print, home }) => {
    let set = 0;
    for (const number of phases) {
      await phase.openPhase(number);
      set += await done(page, most);
    }
    expect(set).toBeGreaterThan(phases.length * 6);
    await print.openPrint();
    const { bytes } = await print.saved(() => print.pressButton().click());
    const back = Print.addresses(bytes).find((address) => address.includes("#progress="));
    expect(back, "the link that brings the progress back").toBeTruthy();
    await page.evaluate(() => localStorage.clear());
    await home.open("/resources");
    const { pathname, hash } = new URL(back ?? "");
    await home.open(pathname + hash);
    await expect(page.getByText(`The printed sheet holds ${set} topics and steps.`)).toBeVisible();
    await page.getByRole("button", { name: "Replace" }).click();
    await expect(page.getByText("Replaced by the printed sheet.")).toBeVisible();
    await phase.openPhase(phases.at(-1) ?? 0);
    const open = await page.locator('input[type="radio"][value="to_do"]:checked').count();
    expect(open).toBe(0);
  });
}

test("what the fonts do not have is named on the paper and beside it", async ({ page, print }) => {
  await print.openPrint();
  await page.getByLabel("Your name").fill("山田 שלום 👩\u200d👧");
  const otherwise = page.getByRole("region", { name: "What is printed otherwise", exact: true });
  await expect(otherwise).toContainText("The name has characters that the fonts do not have: 山 田 ש ל ו ם 👩 👧.");
  await expect(otherwise).toContainText("Words in brackets stand for them");
});

test("the handbook takes the best run along", async ({ page, track, print }) => {
  await track.openTrack();
  await track.log();
  await print.openPrint();
  await page.getByRole("radio", { name: /Handbook/ }).check();
  const count = async () => Number((await page.getByText(/^Page 1 of \d\d+$/).textContent())?.split(" ").at(-1));
  await expect(page.getByText(/^Page 1 of \d\d+$/)).toBeVisible();
  const without = await count();
  await page.getByRole("button", { name: "Fetch my results" }).click();
  await expect(page.getByRole("button", { name: "Fetch my results again" })).toBeVisible();
  await print.drawn();
  await expect.poll(count).toBeGreaterThan(without);
  const { bytes } = await print.saved(() => print.pressButton().click());
  expect(bytes.length).toBeLessThan(1_500_000);
});

test.describe("a store without a run", () => {
  test("says so, and what to do", async ({ page, print }) => {
    await print.openPrint();
    await page.getByRole("radio", { name: /Handbook/ }).check();
    await page.getByRole("button", { name: "Fetch my results" }).click();
    await expect(page.getByText(/No results: no run has been logged yet/)).toBeVisible();
  });
});

test.describe("a progress that is damaged", () => {
  test("is set aside, said, and the road is printed without it", async ({ page, print }) => {
    await print.open("/print");
    await page.evaluate(() => localStorage.setItem("mlops-roadmap.progress", "{damaged"));
    await print.openPrint();
    await expect(page.getByRole("status").filter({ hasText: "could not be read" })).toBeVisible();
    const { bytes } = await print.saved(() => print.pressButton().click());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await page.evaluate(() => Object.values({ ...localStorage }))).toContain("{damaged");
  });
});

test.describe("a font that cannot be fetched", () => {
  test.use({ expected: /fonts\/print|Failed to load resource/ });

  test("is named, leaves the browser's own print, and can be tried again", async ({ page, print }) => {
    await page.route(/fonts\/print-/, (route) => route.abort());
    await print.open("/print");
    await expect(page.getByRole("alert")).toContainText(/There is no PDF: the font fonts\/print\/[a-z-]+\.ttf could not be loaded/);
    await expect(page.getByRole("button", { name: "Print with the browser" })).toBeVisible();
    await page.unroute(/fonts\/print-/);
    await page.getByRole("button", { name: "Try again" }).click();
    await print.drawn();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test("once the page is open, the PDF is made without a network", async ({ page, context, print }) => {
  await print.openPrint();
  await context.setOffline(true);
  await page.getByLabel("Your name").fill("Grace Hopper");
  await print.drawn();
  await page.getByRole("radio", { name: /Handbook/ }).check();
  await expect(page.getByText(/^Page 1 of \d\d+$/)).toBeVisible();
  const { bytes } = await print.saved(() => print.pressButton().click());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
});
