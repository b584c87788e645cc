import { fileURLToPath } from "node:url";
import { defineConfig, devices } from "@playwright/test";
import { limits } from "./limits.ts";
import { installedBrowsers } from "./provision/places.ts";
import { runsAsRoot } from "./provision/prove.ts";
import { filesOf } from "./suite.ts";

/**
 * `npm test` sets these after it has found and tried a browser. By hand:
 * CHROMIUM_PATH=/usr/bin/chromium npx playwright test -c tests/playwright.config.ts
 */
const { CHROMIUM_PATH, CHROMIUM_SANDBOX, BROWSERS = "chromium" } = process.env;

const root = fileURLToPath(new URL("..", import.meta.url));

const engines = {
  chromium: {
    ...devices["Desktop Chrome"],
    launchOptions: {
      executablePath: CHROMIUM_PATH ?? installedBrowsers()[0],
      chromiumSandbox: CHROMIUM_SANDBOX ? CHROMIUM_SANDBOX === "on" : !runsAsRoot(),
    },
  },
  firefox: { ...devices["Desktop Firefox"] },
  webkit: { ...devices["Desktop Safari"] },
};

const chosen = Object.entries(engines).filter(([name]) => BROWSERS.split(",").includes(name));
const { include, exclude } = filesOf("spec");

export default defineConfig({
  testDir: "browser",
  testMatch: include,
  testIgnore: exclude,
  outputDir: "../node_modules/.cache/mini-rlhf/test-results",
  timeout: limits.test,
  expect: { timeout: 20_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    // Relative addresses in tests: page.goto("./ppo/").
    baseURL: `http://localhost:${process.env.SITE_PORT}/mini-rlhf/`,
    // To record takes as long as the tests themselves; on demand: npm test -- browser cells --trace on
    trace: process.env.GITHUB_ACTIONS ? "retain-on-failure" : "off",
  },
  // A training takes both cores: one at a time, beside a test that does not train.
  projects: chosen.flatMap(([name, use]) => [
    { name: `${name}, trains`, use, grep: /@trains/, workers: 1 },
    { name, use, grepInvert: /@trains/ },
  ]),
  webServer: {
    // The built site as `npm start` serves it, on the first free port.
    command: `"${process.execPath}" src/serve.ts`,
    cwd: root,
    wait: { stdout: /localhost:(?<site_port>\d+)/ },
    gracefulShutdown: { signal: "SIGTERM", timeout: 2000 },
  },
});
