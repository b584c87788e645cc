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
  "": { html: 20_800, css: 21_400, js: 19_600 },
  "404.html": { html: 3_150, css: 4_000, js: 5_300 },
  "after-2022/": { html: 100_500, css: 22_500, js: 19_500 },
  "benchmark/": { html: 3_700, css: 4_500, js: 8_700 },
  "chatgpt-and-instructgpt/": { html: 26_500, css: 22_500, js: 20_150 },
  "labeler/": { html: 9_000, css: 9_000, js: 8_700 },
  "gpt-3-5-line/": { html: 27_000, css: 22_500, js: 19_500 },
  "gpt-basics/": { html: 84_500, css: 22_500, js: 19_500 },
  "ppo/": { html: 141_500, css: 22_500, js: 20_150 },
  "pros-and-cons/": { html: 39_500, css: 22_500, js: 20_150 },
  "reference/": { html: 39_000, css: 22_500, js: 20_150 },
  "reward-model/": { html: 64_000, css: 22_500, js: 20_150 },
  "sft/": { html: 78_500, css: 22_500, js: 20_150 },
  "teacher/": { html: 6_500, css: 4_500, js: 5_900 },
  "source/": { html: 12_900, css: 4_100, js: 5_300 },
  "source/*/": { html: 8_300, css: 7_300, js: 5_300 },
};

export const siteBudget = {
  /** the heaviest script that is loaded when it is needed: TypeScript, for the editor */
  script: 1_020_000,
  /** the heaviest WebAssembly: TensorFlow.js's */
  wasm: 147_000,
  /** all files of the site, unpacked */
  all: 34_500_000,
};
