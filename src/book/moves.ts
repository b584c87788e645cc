/**
 * What stood in one chapter and stands in another now. By this table an old link finds its section, figure or cell,
 * and what a reader has written in a cell goes along with it. An entry is never taken out: links live long.
 */
export interface Move {
  /** the address that it had, and has: "ppo" */
  from: string;
  to: string;
  /** ids of cells, with all that is named after them: a guess, an exercise */
  cells: string[];
  /** ids of headings, figures, equations and sources; "old=new" where it is called otherwise now */
  anchors: string[];
}

export const moves: readonly Move[] = [
  {
    from: "ppo",
    to: "train-with-ppo",
    cells: ["ppo-train", "ppo-compare", "hack", "leash", "tricks", "tax", "ptx"],
    anchors: [
      ...["train-it", "is-it-better-than-sft", "without-a-leash-over-optimisation", "the-hump-on-several-seeds"],
      ...["follow-your-taste", "what-it-costs-the-alignment-tax"],
      ...["figure-training", "figure-hump", "figure-leash", "figure-hump-measured", "figure-tricks"],
      "source-gao2022",
    ],
  },
  {
    from: "ppo",
    to: "ppo-fails-in-silence",
    cells: ["lab-sign", "lab-mask", "lab-old", "lab-temperature", "zoo", "zoo-names"],
    anchors: [
      ...["find-the-bug", "lab-1-drift-is-cheap", "lab-2-whose-tokens-are-these", "lab-3-the-clip-that-never-clips"],
      ...["lab-4-two-temperatures", "lab-5-the-bug-zoo", "what-the-bugs-do-in-the-long-run"],
      ...["what-the-details-are-worth", "a-checklist-for-your-own-code"],
      ...["source-huang2023", "source-huang2022", "source-engstrom2020"],
    ],
  },
  {
    from: "after-2022",
    to: "preferences-without-rl",
    cells: [
      ...["best-of-n", "gao", "dpo-by-hand", "dpo-train", "dpo-compare", "dpo-moved", "exact"],
      ...["ex-bon", "ex-dpo", "ex-top"],
    ],
    anchors: [
      ...["best-of-n-no-training-at-all", "how-a-proxy-breaks-two-formulas", "how-near-to-the-best"],
      "dpo-the-reward-model-was-in-the-policy-all-along",
      ...["figure-best-of-n", "figure-gold-over-distance", "figure-dpo-pair", "figure-dpo-training"],
      ...["figure-exact-policy", "figure-near-the-best"],
      ...["equation-2", "equation-3=equation-5", "equation-4=equation-7", "equation-5=equation-7"],
      ...["source-stiennon2020", "source-beirami2024", "source-gao2022", "source-rafailov2023", "source-xu2024"],
      ...["source-azar2023", "source-meng2024", "source-hong2024", "source-ethayarajh2024"],
    ],
  },
  {
    from: "after-2022",
    to: "reasoning",
    cells: ["group", "grpo-train", "think"],
    anchors: [
      ...["grpo-the-group-is-the-value-model", "its-relatives", "rewards-that-can-be-checked"],
      ...["when-it-pays-to-think-aloud", "all-of-them-side-by-side", "the-relatives-and-who-judges"],
      ...["figure-group-rewards", "figure-grpo-training", "figure-think-aloud", "equation-6=equation-1"],
      ...["source-tulu3", "source-shao2024", "source-liu2025", "source-kool2019", "source-ahmadian2024"],
      ...["source-yu2025", "source-zheng2025", "source-minimax2025", "source-deepseekr1"],
    ],
  },
];
