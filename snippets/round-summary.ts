/** What a round of answers was like, in the numbers that PPO reports. */
import { average } from "./advantages.ts";
import { isFlat } from "./group-advantages.ts";
import { hasEnded } from "./query-response.ts";
import { type Episode, meanKl } from "./rollout.ts";

/** Means over the answers, and a note if they teach nothing. */
export function roundSummary(episodes: readonly Episode[]) {
  const ended = episodes.map(({ response }) => Number(hasEnded(response)));
  const flat = isFlat(episodes.map(({ score }) => score));
  return {
    score: average(episodes.map(({ score }) => score)),
    kl: meanKl(episodes),
    entropy: average(episodes.flatMap(({ entropy }) => entropy)),
    length: average(episodes.map(({ response }) => response.length)),
    ended: average(ended),
    idle: Number(flat),
    ...(flat && {
      note: "all answers scored the same: they teach only what drift costs",
    }),
  };
}
