import { StoreWorker } from "../pages/store";
import { expect, test } from "../test";

const run = (at: number) => ({ run_id: at.toString(16).padStart(32, "0"), run_name: `run ${at}`, metrics: [{ key: "accuracy", value: at / 10 }] });
type Page = { total: number; runs: { run: { run_name: string } }[] };

test("what was saved outlives the tab's reload", async ({ page, site }) => {
  await site.open("/about");
  const store = new StoreWorker(page);
  expect(await store.start()).toMatchObject({ state: "ready", place: "opfs" });
  await store.ask("log_runs", { runs: [run(1), run(9), run(5)] });
  await page.reload();
  expect(await store.start()).toMatchObject({ state: "ready" });
  const found = await store.ask<Page>("search_runs", { filter: "metrics.accuracy > 0.3", order_by: ["metrics.accuracy DESC"] });
  expect(found.runs.map(({ run }) => run.run_name)).toEqual(["run 9", "run 5"]);
  expect(await store.ask("status", { check: true })).toMatchObject({ runs: 3, revision: "dc11669786a5", damage: [] });
  expect(await store.exportAndImport()).toMatchObject({ runs: 0, known_runs: 3 });
});

test("a second tab is told, and can take the store over", async ({ page, site, context }) => {
  await site.open("/about");
  const first = new StoreWorker(page);
  await first.start();
  await first.ask("log_runs", { runs: [run(1)] });
  const other = await context.newPage();
  await other.goto(page.url());
  const second = new StoreWorker(other);
  expect(await second.start()).toMatchObject({ state: "elsewhere", trouble: { what: "the store is open in another tab" } });
  await expect(second.ask("log_runs", { runs: [run(2)] })).rejects.toThrow("open in another tab");
  expect(await second.ask("take_over", {})).toMatchObject({ state: "ready" });
  await second.ask("log_runs", { runs: [run(2)] });
  await expect(first.ask("search_runs", {})).rejects.toThrow("open in another tab");
  expect(await first.told()).toMatchObject([{ store_taken: { what: "the store is open in another tab" } }]);
  expect(await first.ask("take_over", {})).toMatchObject({ state: "ready" });
  expect(await first.ask("search_runs", {})).toMatchObject({ total: 2 });
});

test("a tab that waits hears that the other has closed, and has the store then", async ({ page, site, context }) => {
  await site.open("/about");
  const first = new StoreWorker(page);
  await first.start();
  await first.ask("log_runs", { runs: [run(1)] });
  const other = await context.newPage();
  await other.goto(page.url());
  const second = new StoreWorker(other);
  expect(await second.start()).toMatchObject({ state: "elsewhere" });
  expect(await second.told()).toEqual([]);
  await page.close();
  await expect.poll(() => second.told()).toEqual(["store_freed"]);
  expect(await second.ask("access", {})).toMatchObject({ state: "ready" });
  expect(await second.ask("search_runs", {})).toMatchObject({ total: 1 });
});

test("without a file system the store is in memory, and says so", async ({ page, site }) => {
  await site.open("/about");
  await page.route(/\/worker-[0-9a-f]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete StorageManager.prototype.getDirectory;${await response.text()}` });
  });
  const store = new StoreWorker(page);
  expect(await store.start()).toMatchObject({ state: "ready", place: "memory" });
  await store.ask("log_runs", { runs: [run(1)] });
  expect(await store.ask("search_runs", {})).toMatchObject({ total: 1 });
});

test("a worker killed 50 times while it saves loses no run it reported, and leaves none half-written", async ({ page, site }) => {
  test.setTimeout(300_000);
  await site.open("/about");
  const store = new StoreWorker(page);
  const saved: string[] = [];
  // Numerical Recipes' generator: the moments differ, and are the same in every run.
  let seed = 20_261_125;
  for (let round = 0; round < 50; round += 1) {
    expect(await store.start()).toMatchObject({ state: "ready", place: "opfs" });
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    saved.push(...(await store.saveUntilKilled(round * 10_000 + 1, seed / 2 ** 32)));
  }
  await store.start();
  const rows = async (sql: string) => (await store.ask<{ rows: (string | number)[][] }>("query", { sql, limit: 10_000 })).rows;
  const whole = await rows(`SELECT run_uuid, (SELECT count(*) FROM params WHERE params.run_uuid = runs.run_uuid), (SELECT count(*) FROM metrics WHERE metrics.run_uuid = runs.run_uuid),
    (SELECT count(*) FROM latest_metrics WHERE latest_metrics.run_uuid = runs.run_uuid), (SELECT sum(length(bytes)) FROM artifacts.artifacts WHERE artifacts.run_uuid = runs.run_uuid) FROM runs`);
  expect(whole.filter(([, ...counts]) => counts.join() !== "20,30,10,30000")).toEqual([]);
  const there = new Set(whole.map(([id]) => id));
  expect(saved.filter((id) => !there.has(id))).toEqual([]);
  expect(saved.length).toBeGreaterThanOrEqual(50);
  expect(await store.ask("status", { check: true })).toMatchObject({ damage: [] });
});
