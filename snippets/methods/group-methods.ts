/**
 * The relatives of GRPO, each as what it changes: settings for trainGrpo().
 * They combine; that is how their authors made most of them. Ranges and
 * weights that belong to models of billions of parameters are not copied.
 *
 *     trainGrpo({ ...groupMethods.DAPO, policy, scoreFn, queries, rng })
 */
import type { GrpoOptions } from "../grpo.ts";

type Change = Partial<GrpoOptions>;

export const groupMethods = {
  /** Shao et al. 2024: the mean per answer, k3 in the loss. */
  GRPO: { average: "answers" },

  /** Ahmadian et al. 2024: a policy gradient with a better baseline. */
  RLOO: {
    advantage: "leave one out",
    ratio: "answer",
    average: "answers",
    klIn: "score",
    epochs: 1,
  },

  /** Liu et al. 2025, "done right": neither division. */
  "Dr. GRPO": { advantage: "centred", average: "constant", klCoef: 0 },

  /** Yu et al. 2025: clip higher, token mean, dynamic sampling, a price for
   * the last tokens, and no reference. */
  DAPO: {
    average: "tokens",
    cliprangeHigh: 0.28,
    maxDraws: 3,
    overlongBuffer: 4,
    klCoef: 0,
  },

  /** Zheng et al. 2025: an answer is clipped as a whole. Its range, 3e-4 and
   * 4e-4, is here a hundred times as wide: a small model takes longer steps. */
  GSPO: {
    ratio: "answer mean",
    average: "answers",
    cliprange: 0.03,
    cliprangeHigh: 0.04,
    klCoef: 0,
  },

  /** MiniMax 2025: no token is left out, the weight of each is limited. */
  CISPO: { surrogate: "cispo", cliprangeHigh: 1, klCoef: 0 },
} as const satisfies Record<string, Change>;
