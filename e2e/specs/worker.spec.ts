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

test("a worker that is slow to start is greeted again, and nothing is said of it", async ({ page, lab }) => {
  // Who starts slowly hears two greetings and answers both: each is posted twice. Orders come with a list of what changes hands.
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage as (this: Worker, ...all: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, ...all: unknown[]) {
      post.apply(this, all);
      if (all.length === 1) post.apply(this, all);
    };
  });
  await lab.openLab("?data=iris&run=1");
  await expect(lab.answer()).toContainText("sure");
  await expect(page.locator(".lab-notice")).toHaveCount(0);
});

test("reading needs neither worker nor lab", async ({ page, site }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  for (const route of ["/", "/phase/3", "/resources"]) await site.open(route);
  await page.waitForLoadState("networkidle");
  const code = fetched.filter((path) => /\.(js|wasm)$/.test(path)).map((path) => path.split("/").pop());
  expect(code.filter((file) => !/^(theme|boot)\.js$|^page-[0-9a-f]+(_bg)?\.(js|wasm)$/.test(file ?? ""))).toEqual([]);
  expect(code).toContain("boot.js");
  expect(page.workers()).toHaveLength(0);
});
