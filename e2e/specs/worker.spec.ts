import { expect, test } from "../test";

test.describe("a worker that dies", () => {
  test.use({ expected: /killed on purpose/ });

  test("is started again, and the reader is told", async ({ page, lab }) => {
    await lab.openLab("?data=digits&n_estimators=2000");
    const worker = page.workers()[0] ?? (await page.waitForEvent("worker"));
    await worker.evaluate(() => void setTimeout(() => { throw new Error("killed on purpose"); }));
    await expect(page.getByText(/restarted|started again/i).first()).toBeVisible();
    await lab.param("n_estimators").fill("10");
    await lab.train();
  });
});

test("a worker that is slow to start is waited for, and nothing is said of it", async ({ page, lab }) => {
  await page.route(/\/engine-[0-9a-f]+\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await lab.openLab("?data=iris&run=1");
  await expect(lab.answer()).toContainText("sure");
  await expect(page.locator(".lab-notice")).toHaveCount(0);
});

test("a worker of another version than the page is named, and is not spoken to", async ({ page, lab }) => {
  await page.route(/\/worker-[0-9a-f]+\.js$/, async (route) => {
    const response = await route.fetch();
    const other = `const post = self.postMessage.bind(self); self.postMessage = (data, ...more) => post(typeof data === "string" ? data.replace(/("build":")[0-9a-f]+/, "$1other") : data, ...more);`;
    await route.fulfill({ response, body: `${other}${await response.text()}` });
  });
  await lab.openLab("?data=iris");
  await expect(page.getByText(/is of another version than this page .* reload the page/).first()).toBeVisible();
});

test("the engine is fetched and compiled once, whoever needs it", async ({ page, lab }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await lab.openLab("?data=digits&n_estimators=2000&folds=5");
  // On a machine with one processor too.
  await page.evaluate(() => void ((window as any).lab.workers = 2));
  await lab.trainButton().click();
  await expect.poll(() => page.workers().length).toBe(2);
  await expect(page.getByText(/with 2 workers/)).toBeVisible();
  await lab.cancelButton().click();
  expect(fetched.filter((path) => /engine-[0-9a-f]+_bg\.wasm$/.test(path))).toHaveLength(1);
});

test("reading needs neither worker nor lab", async ({ page, site }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  for (const route of ["/", "/phase/3", "/resources"]) await site.open(route);
  await page.waitForLoadState("networkidle");
  const code = fetched.filter((path) => /\.(js|wasm)$/.test(path)).map((path) => path.split("/").pop());
  expect(code.filter((file) => !/^theme\.js$|^boot-[0-9a-f]+\.js$|^page-[0-9a-f]+(_bg)?\.(js|wasm)$/.test(file ?? ""))).toEqual([]);
  expect(code.join()).toMatch(/boot-[0-9a-f]+\.js/);
  expect(page.workers()).toHaveLength(0);
});
