import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  cacheDir: "node_modules/.cache/vitest",
  resolve: {
    // `mini-rlhf/ppo` means the same file here as in Node and on the site.
    alias: [{ find: /^mini-rlhf\/(.+)$/, replacement: `${root}snippets/$1.ts` }],
  },
  test: {
    include: ["tests/**/*.test.ts"],
    // Trainers take a few real steps in their tests, on slow machines too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // TensorFlow.js keeps one engine per process: a file must not see another's.
    pool: "forks",
    maxWorkers: 2,
  },
});
