import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { tensorModules } from "../src/public-core/public-modules.ts";
import { limits } from "./limits.ts";
import { filesOf } from "./suite.ts";

const { include, exclude } = filesOf("test");
const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  cacheDir: "node_modules/.cache/vitest",
  define: { "import.meta.env.TENSOR_MODULES": JSON.stringify(tensorModules(root)) },
  resolve: {
    // `mini-rlhf/ppo` means the same file here as in Node and on the site.
    alias: [{ find: /^mini-rlhf\/(.+)$/, replacement: `${root}snippets/$1.ts` }],
  },
  test: {
    include: include.map((files) => `tests/${files}`),
    exclude,
    setupFiles: ["tests/setup.ts"],
    testTimeout: limits.test,
    hookTimeout: limits.test,
    // TensorFlow.js keeps one engine per process: a file must not see another's.
    pool: "forks",
    maxWorkers: 2,
  },
});
