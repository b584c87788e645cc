/**
 * A walk through the transformer: what inside.ts has kept of one text, seen
 * from one token, as tables and pictures that a cell can show.
 */
import { assert } from "../base/assert.ts";
import { burrow } from "../world/vocabulary.ts";
import type { Inside } from "./inside.ts";

/** Where one stands; all three are counted from 1. */
export interface Place {
  token: number;
  block: number;
  head: number;
}

/** "embedding", "block 1", "block 2": after what the stream is read. */
const stageOf = (stage: number) =>
  stage === 0 ? "embedding" : `block ${stage}`;

interface Guess {
  word: string;
  chance: number;
}

function likeliest(chances: readonly number[], count: number): Guess[] {
  return chances
    .map((chance, id) => ({ chance, word: burrow.words[id]! }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, count);
}

/**
 * The logit lens as rows of a table: a column for each place where the stream
 * is read, the likeliest next words from above to below.
 * @param token counted from 1
 */
export function lensRows({ lens }: Inside, token: number, count = 5) {
  const columns = lens.map((at) => likeliest(at[token - 1]!, count));
  return Array.from({ length: count }, (_, rank) =>
    Object.fromEntries(
      columns.map((guesses, stage) => {
        const { word, chance } = guesses[rank]!;
        return [stageOf(stage), `${word} ${chance.toFixed(2)}`];
      }),
    ),
  );
}

/** What a head's attention is, from where one stands. */
function attentionFrom({ alphas }: Inside, { token, block, head }: Place) {
  const weights = alphas[block - 1]?.[head - 1];
  const row = weights?.[token - 1];
  assert(
    weights && row,
    `There is no token ${token} or no head ${block}.${head} here.`,
  );
  const seen = row.slice(0, token);
  const best = seen.reduce((a, weight, s) => (weight > seen[a]! ? s : a), 0);
  return { weights, seen, best };
}

/** The text, each token with how much the head looks at it: a tokenStrip. */
export function looksOf(inside: Inside, words: string[], place: Place) {
  const { seen } = attentionFrom(inside, place);
  const { token, block, head } = place;
  return {
    title: `Head ${block}.${head}: where “${words[token - 1]}” looks`,
    label: "attention",
    domain: [0, 1] as [number, number],
    tokens: words,
    values: words.map((_, s) => seen[s] ?? null), // none ahead: the mask
  };
}

/**
 * Query by key, number by number, for the token that is looked at most: a
 * heatMap. The numbers of the last row sum to q · k.
 */
export function matchOf(inside: Inside, words: string[], place: Place) {
  const { best } = attentionFrom(inside, place);
  const { token, block, head } = place;
  const { q, k } = inside.heads[block - 1]![head - 1]!;
  const [query, key] = [q[token - 1]!, k[best]!];
  return {
    x: `the ${query.length} numbers of q and k`,
    rows: [`q of ${words[token - 1]}`, `k of ${words[best]}`, "q × k"],
    columns: query.map((_, i) => i + 1),
    values: [query, key, query.map((x, i) => x * key[i]!)],
  };
}

/** What the stream would say at each stage, and where the head looks. */
export function walkInWords(
  inside: Inside,
  words: string[],
  place: Place,
): string {
  const { token, block, head } = place;
  const { seen, best } = attentionFrom(inside, place);
  const guesses = inside.lens.map((at, stage) => {
    const [first] = likeliest(at[token - 1]!, 1);
    const the = stage === 0 ? "the " : "";
    return `after ${the}${stageOf(stage)} “${first!.word}”`;
  });
  const next = words[token];
  const looks =
    token === 1
      ? "The first token has nobody before it, so every head looks at itself."
      : `Head ${block}.${head} gives “${words[best]}” ` +
        `${seen[best]!.toFixed(2)} of the attention of “${words[token - 1]}”.`;
  return [
    `Likeliest next word: ${guesses.join(", ")}.`,
    next === undefined ? "Your text ends here." : `Next comes “${next}”.`,
    looks,
  ].join(" ");
}
