import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { browserPackages } from "../src/plugins/browser-packages.ts";
import { tensorModules } from "../src/public-core/public-modules.ts";
import { limits } from "./limits.ts";
import { installedBrowsers } from "./provision/places.ts";
import { runsAsRoot } from "./provision/prove.ts";
import { astroMarkup } from "./src/elements/astro-markup.ts";
import { filesOf } from "./suite.ts";

const { include, exclude } = filesOf("test");
const root = fileURLToPath(new URL("..", import.meta.url));
/** `npm test` sets these after it has found and tried a browser. */
const { CHROMIUM_PATH, CHROMIUM_SANDBOX, SUITE } = process.env;

/** What needs a page: it is tested in one, without the book around it. */
const onPage = "tests/src/elements";

const inNode = {
  name: "node",
  include: include.map((files) => `tests/${files}`),
  exclude: [...exclude, `${onPage}/**`],
  setupFiles: ["tests/setup.ts"],
  // TensorFlow.js keeps one engine per process: a file must not see another's.
  pool: "forks" as const,
  maxWorkers: 2,
};

const inBrowser = {
  name: "page",
  include: include.map((files) => `${onPage}/${files}`),
  exclude,
  setupFiles: [`${onPage}/setup.ts`],
  // An expectation waits for as long as its test may take; who waits for the result by hand has it soon.
  testTimeout: SUITE ? limits.test : 8000,
  expect: { poll: { timeout: SUITE ? 20_000 : 3000 } },
  browser: {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    viewport: { width: 1000, height: 700 },
    provider: playwright({
      launchOptions: {
        executablePath: CHROMIUM_PATH ?? installedBrowsers()[0],
        chromiumSandbox: CHROMIUM_SANDBOX ? CHROMIUM_SANDBOX === "on" : !runsAsRoot(),
      },
    }),
    instances: [{ browser: "chromium" as const }],
  },
};

export default defineConfig({
  root,
  cacheDir: "node_modules/.cache/vitest",
  define: { "import.meta.env.TENSOR_MODULES": JSON.stringify(tensorModules(root)) },
  resolve: {
    // `mini-rlhf/ppo` means the same file here as in Node and on the site.
    alias: [{ find: /^mini-rlhf\/(.+)$/, replacement: `${root}snippets/$1.ts` }],
  },
  plugins: [astroMarkup()],
  test: {
    testTimeout: limits.test,
    hookTimeout: limits.test,
    projects: [
      { extends: true, test: inNode },
      { extends: true, optimizeDeps: { include: [...browserPackages] }, test: inBrowser },
    ],
  },
});
