import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { tensorModules } from "../src/public-core/public-modules.ts";
import { filesOf } from "./suite.ts";

const { include, exclude } = filesOf("test");
const minute = 60_000;
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
    // They end what hangs. A busy machine may be many times slower than a quiet one, and still be right.
    testTimeout: 10 * minute,
    hookTimeout: 10 * minute,
    // TensorFlow.js keeps one engine per process: a file must not see another's.
    pool: "forks",
    maxWorkers: 2,
  },
});
