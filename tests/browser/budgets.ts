/**
 * What the site may weigh: packed bytes, a few percent more than it weighs now. Whoever needs more takes it
 * here, and says in the commit what the reader gets for it.
 */
export interface PageBudget {
  html: number;
  css: number;
  /** scripts that are loaded before anything is touched */
  js: number;
}

export const pageBudgets: Record<string, PageBudget> = {
  "": { html: 47_000, css: 20_500, js: 18_300 },
  "404.html": { html: 3_100, css: 4_000, js: 5_200 },
  "after-2022/": { html: 100_500, css: 22_500, js: 18_500 },
  "benchmark/": { html: 3_700, css: 4_500, js: 8_700 },
  "chatgpt-and-instructgpt/": { html: 26_500, css: 22_500, js: 19_200 },
  "gpt-3-5-line/": { html: 27_000, css: 22_500, js: 18_500 },
  "gpt-basics/": { html: 86_000, css: 22_500, js: 18_500 },
  "ppo/": { html: 137_000, css: 22_500, js: 19_200 },
  "pros-and-cons/": { html: 39_500, css: 22_500, js: 19_200 },
  "reference/": { html: 39_000, css: 22_500, js: 19_200 },
  "reward-model/": { html: 64_000, css: 22_500, js: 19_200 },
  "sft/": { html: 78_500, css: 22_500, js: 19_200 },
  "source/": { html: 12_300, css: 4_100, js: 5_200 },
  "source/*/": { html: 8_300, css: 7_200, js: 5_200 },
};

export const siteBudget = {
  /** the heaviest script that is loaded when it is needed: TypeScript, for the editor */
  script: 1_020_000,
  /** the heaviest WebAssembly: TensorFlow.js's */
  wasm: 147_000,
  /** all files of the site, unpacked */
  all: 31_700_000,
};
