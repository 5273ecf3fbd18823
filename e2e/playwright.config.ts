import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { executablePath, flags } from "./browser.mjs";

/** A port that nobody uses; the same one for every process of a run, because they inherit the environment. */
async function port(): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(String(typeof address === "object" && address ? address.port : 8099)));
    });
  });
}
process.env.E2E_PORT ??= await port();
const baseURL = `http://127.0.0.1:${process.env.E2E_PORT}`;

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Guards against what never comes, not measurements: a busy machine takes three times as long as a quiet one.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: { baseURL, trace: "retain-on-failure", launchOptions: { executablePath, args: flags } },
  webServer: { command: `node ../scripts/serve.mjs --port ${process.env.E2E_PORT}`, url: baseURL, reuseExistingServer: true },
});
