/** Answers with a number on every token, for tokenStrip. */
import type { QueryResponse } from "../query-response.ts";
import { burrow } from "../world/vocabulary.ts";

/** What the numbers are, and from where on a token has full colour. */
export interface StripSettings {
  label: string;
  title?: string;
  /** the largest number unless said */
  most?: number;
}

/** One row per answer, with its score behind it where there is one. */
export function episodeStrip(
  episodes: readonly (QueryResponse & { score?: number })[],
  perToken: readonly (readonly number[])[],
  { most, ...names }: StripSettings,
) {
  const wordOf = (id: number) => burrow.words[id]!;
  return {
    ...names,
    ...(most !== undefined && { domain: [-most, most] as [number, number] }),
    rows: episodes.map(({ query, response, score }, i) => ({
      query: query.map(wordOf),
      tokens: response.map(wordOf),
      values: perToken[i]!,
      ...(score !== undefined && { note: `score ${score.toFixed(2)}` }),
    })),
  };
}
