import { expect, test } from "../test";

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
