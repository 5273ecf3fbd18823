import { flags } from "../browser.mjs";
import { expect, test } from "../test";

// Memory as on a small machine: 256 MB for WebAssembly, in pages of 64 kB. Beyond it an allocation fails as it would at 4 GB.
test.use({ launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...flags, "--js-flags=--wasm-max-mem-pages=4096"] } });

test("a training that runs out of memory says so, and the lab goes on", async ({ page, lab }) => {
  await lab.openLab("?data=flights&model=k_neighbors&folds=0");
  await expect(lab.columns()).toBeVisible();
  await lab.trainButton().click();
  await expect(lab.problem().first()).toContainText(/the lab ran out of memory/i);
  await expect(lab.problem().first()).toContainText("fewer rows or columns");
  await expect(page.getByText("The lab ran out of memory and was restarted.")).toBeVisible();
  await lab.dataset().selectOption("iris");
  await lab.train();
});
