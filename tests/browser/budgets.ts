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
  "": { html: 21_700, css: 22_400, js: 20_200 },
  "404.html": { html: 3_500, css: 4_000, js: 5_800 },
  "after-2022/": { html: 51_000, css: 24_800, js: 21_800 },
  "benchmark/": { html: 3_800, css: 4_500, js: 9_300 },
  "chatgpt-and-instructgpt/": { html: 28_200, css: 24_800, js: 20_700 },
  "errata/": { html: 13_500, css: 24_800, js: 20_700 },
  "labeler/": { html: 6_600, css: 9_000, js: 27_200 },
  "gpt-3-5-line/": { html: 27_700, css: 24_800, js: 20_000 },
  "gpt-basics/": { html: 89_000, css: 24_800, js: 20_000 },
  "ppo/": { html: 90_500, css: 24_800, js: 20_700 },
  "ppo-fails-in-silence/": { html: 35_600, css: 24_800, js: 20_700 },
  "preferences-without-rl/": { html: 96_000, css: 24_800, js: 21_800 },
  "pros-and-cons/": { html: 49_500, css: 24_800, js: 20_700 },
  "reasoning/": { html: 71_500, css: 24_800, js: 21_800 },
  "reference/": { html: 46_000, css: 24_800, js: 20_700 },
  "reward-model/": { html: 65_500, css: 24_800, js: 22_000 },
  "sft/": { html: 78_500, css: 24_800, js: 20_700 },
  "teacher/": { html: 6_300, css: 4_600, js: 5_800 },
  "train-with-ppo/": { html: 55_000, css: 24_800, js: 23_200 },
  "source/": { html: 19_300, css: 4_100, js: 5_800 },
  "source/*/": { html: 9_200, css: 7_300, js: 5_800 },
};

export const siteBudget = {
  /** the heaviest script that is loaded when it is needed: TypeScript, for the editor */
  script: 1_020_000,
  /** the heaviest WebAssembly: TensorFlow.js's */
  wasm: 147_000,
  /** all files of the site, unpacked */
  all: 43_200_000,
};
