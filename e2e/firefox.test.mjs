// The main stories in Firefox, over WebDriver BiDi: what the site does must not be Chromium's alone.
// Run again with: node --test e2e/firefox.test.mjs (after make build)
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { serve } from "../scripts/serve.mjs";

const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const dir = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "dist");
// A guard against what never comes: a busy machine takes three times as long as a quiet one.
const PATIENCE = 60_000;
let browser, server, home, folder;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "firefox-"));
  ({ server, url: home } = await serve({ dir, port: 0 }));
  browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
});
after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

/** A story in a profile of its own; a console error or an uncaught one fails it. */
function story(name, act) {
  test(name, { timeout: 3 * PATIENCE }, async () => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const wrong = [];
    page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => wrong.push(`uncaught: ${error.message}`));
    try {
      await act(new Reader(page));
      assert.deepEqual(wrong, []);
    } finally {
      await context.close();
    }
  });
}

/** One who reads and uses the site by role and label. */
class Reader {
  constructor(page) {
    this.page = page;
  }

  async open(route) {
    await this.page.goto(new URL(route, home).href);
    await this.page.waitForSelector("html[data-ready]");
  }

  async reload() {
    await this.page.reload();
    await this.page.waitForSelector("html[data-ready]");
  }

  /** Waits for something of this role and name, `selector` narrowing it. */
  find(role, name) {
    return this.page.waitForSelector(`::-p-aria([role="${role}"][name="${name}"])`, { visible: true });
  }

  async press(name) {
    const button = await this.find("button", name);
    await this.page.waitForFunction((element) => !element.disabled, {}, button);
    await button.click();
  }

  /** Waits until the main part of the page says this. */
  says(words) {
    return this.page.waitForFunction((words) => document.querySelector("main").innerText.includes(words), {}, words);
  }
}

story("the road is drawn, and a tick stays over a reload", async (reader) => {
  await reader.open("/");
  assert.match(await reader.page.title(), /MLOps/);
  assert.ok((await reader.page.$$(".line-drawing .stop")).length > 40);
  await reader.open("/phase/1");
  const done = '.status-picker input[value="done"]';
  await reader.page.$eval(done, (radio) => radio.click());
  await reader.reload();
  await reader.page.waitForFunction((done) => document.querySelector(done).checked, {}, done);
});

story("Iris is learned, and the report comes", async (reader) => {
  await reader.open("/lab/train?data=iris&n_estimators=20");
  await reader.press("Train");
  await reader.says("versicolor");
  const rows = await reader.page.waitForFunction(() => {
    const table = [...document.querySelectorAll("table")].find((one) => /classification report/i.test(one.caption?.textContent ?? ""));
    return table && [...table.rows].map((row) => row.innerText);
  });
  const text = (await rows.jsonValue()).join("\n");
  for (const word of ["setosa", "versicolor", "virginica"]) assert.ok(text.includes(word), text);
  // The closer look comes from another worker, the script from a third.
  await reader.page.waitForSelector(".lab-code");
  assert.match(await reader.page.$eval(".lab-code", (code) => code.textContent), /RandomForestClassifier/);
});

story("a run is kept over a reload", async (reader) => {
  await reader.open("/lab/track");
  await reader.says(" kept in ");
  await reader.press("Train and log");
  const logged = () => [...document.querySelectorAll("table")].find((one) => /^Runs \d/.test(one.caption?.textContent ?? ""))?.tBodies[0].innerText;
  const before = await (await reader.page.waitForFunction(logged)).jsonValue();
  await reader.reload();
  const after = await (await reader.page.waitForFunction(logged)).jsonValue();
  assert.equal(after.split(/\s/)[0], before.split(/\s/)[0]);
});

story("a scenario is played until an alert fires", async (reader) => {
  await reader.open("/lab/drift?scenario=label-flip");
  await reader.press("Play");
  await reader.says("3 of 60 windows");
  const slider = await reader.find("slider", "Windows that have passed");
  await slider.focus();
  await reader.page.keyboard.press("End");
  await reader.says("60 of 60 windows");
  await reader.says("Pending → Alerting");
});

story("the road is printed as a PDF", async (reader) => {
  await reader.page.evaluateOnNewDocument(() => {
    window.offered = [];
    const offer = URL.createObjectURL;
    URL.createObjectURL = (blob) => (window.offered.push(blob), offer.call(URL, blob));
  });
  await reader.open("/print");
  await reader.page.waitForSelector(".print-plate img");
  await reader.press("Download PDF");
  const begin = await reader.page.waitForFunction(async () => {
    const pdf = window.offered.find((blob) => blob.type === "application/pdf");
    return pdf && pdf.size > 10_000 && pdf.slice(0, 5).text();
  });
  assert.equal(await begin.jsonValue(), "%PDF-");
});

story("a file of one's own is read and learned from", async (reader) => {
  const file = path.join(folder, "trains.csv");
  const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${(row * 13) % 11},${row % 2 ? "late" : "on time"}`);
  await writeFile(file, ["delay,stops,verdict", ...rows].join("\n"));
  await reader.open("/lab/train");
  const field = await reader.page.waitForSelector("#lab-file");
  await field.uploadFile(file);
  await reader.says("trains.csv: 60 rows, 3 columns.");
  await reader.press("Train");
  await reader.says("on time");
  await reader.page.waitForFunction(() => [...document.querySelectorAll("table caption")].some((one) => /classification report/i.test(one.textContent)));
});
