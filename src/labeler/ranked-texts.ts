import type { Judgement } from "mini-rlhf/labeler/judgement";
import type { RankedTexts } from "./protocol.ts";

/** Cards with their answers best first; of answers that share a place only the first, since ties teach nothing. */
export function rankedTexts(judgements: readonly Judgement[]): RankedTexts[] {
  return judgements
    .map(({ prompt, answers, ranks }) => {
      const places = [...new Set(ranks)].sort((a, b) => a - b);
      return { prompt, ranked: places.map((place) => answers[ranks.indexOf(place)]!) };
    })
    .filter(({ ranked }) => ranked.length > 1);
}
