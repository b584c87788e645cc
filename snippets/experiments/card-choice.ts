/**
 * Which cards say most about a taste, and how many it takes: random answers,
 * answers of four tones, or of 120 such cards the one of which the fit so far
 * knows least.
 */
import { average } from "../advantages.ts";
import { log } from "../base/exact-math.ts";
import { cholesky, inverseOf } from "../labeler/cholesky.ts";
import { dealCard } from "../labeler/deal.ts";
import { type Deck, featuresOf } from "../labeler/deck.ts";
import { chanceBetter, type Taste } from "../labeler/fit-taste.ts";
import type { Card, Judgement } from "../labeler/judgement.ts";
import { simulatedReader } from "../labeler/simulated-reader.ts";
import { tasteOf } from "../labeler/taste-of.ts";
import { tastePairs } from "../labeler/taste-pairs.ts";
import type { Rng } from "../random.ts";
import { TONES } from "../world/tones.ts";
import { amount, type ExperimentContext } from "./experiment-context.ts";
import type { TwelveCardsRow } from "./more-rows.ts";
import {
  dealCards,
  decksOf,
  heldOutAccuracy,
  judgeAll,
  TASTES,
} from "./simulated-labeling.ts";

export const CARD_CHOICES = ["random", "four tones", "least known"] as const;
type Choice = (typeof CARD_CHOICES)[number];

const COUNTS = [4, 8, 12, 20];

/** Means over five readers; two of 12 cards and of 20 are repeats. */
export async function cardChoiceRows(
  context: ExperimentContext,
): Promise<TwelveCardsRow[]> {
  const { deck, heldOut } = await decksOf(context);
  const rows: TwelveCardsRow[] = [];
  const tests = dealCards(heldOut, amount(context, 50, 5), context.rng, []);
  for (const dealt of CARD_CHOICES) {
    for (const noise of [0, 0.1, 0.2]) {
      const runs = TASTES.map((taste) => {
        const rng = context.rng.fork(`${dealt} ${noise} ${taste}`);
        const judged = session(deck, dealt, { taste, noise }, rng);
        return COUNTS.map((cards) => {
          const fit = tasteOf(judged.slice(0, cards), deck);
          const reader = simulatedReader({ taste });
          return heldOutAccuracy(fit, reader, heldOut, tests);
        });
      });
      COUNTS.forEach((cards, i) => {
        const seen = runs.map((run) => run[i]!);
        rows.push({
          ...{ part: "accuracy", dealt, noise, cards },
          accuracy: average(seen.map(({ accuracy }) => accuracy)),
          accuracyTaste: average(seen.map((own) => own.accuracyTaste)),
        });
      });
    }
  }
  return rows;
}

/** Twenty cards one after the other, each judged before the next is dealt. */
function session(
  deck: Deck,
  dealt: Choice,
  options: { taste: string; noise: number },
  rng: Rng,
): Judgement[] {
  const reader = simulatedReader(options);
  const judged: Judgement[] = [];
  while (judged.length < 20) {
    const card = nextCard(deck, dealt, judged, rng);
    judged.push(...judgeAll(reader, [card], rng));
  }
  return judged;
}

function nextCard(
  deck: Deck,
  dealt: Choice,
  judged: readonly Judgement[],
  rng: Rng,
): Card {
  const usual = dealCard(deck, judged, rng);
  if (usual.repeats !== undefined || dealt === "four tones") return usual;
  const own = rng.fork(`choice ${judged.length}`);
  if (dealt === "random") return randomCard(deck, usual, own);
  const fit = tasteOf(judged, deck);
  const cards = Array.from({ length: 120 }, (_, i) =>
    dealCard(deck, judged, own.fork(i)),
  );
  const known = inverseOf(ridged(fit.covariance));
  const gains = cards.map((card) => information(deck, card, fit, known));
  return cards[gains.indexOf(Math.max(...gains))]!;
}

/** Four answers as often of each tone as the SFT model gives them. */
function randomCard(deck: Deck, { id, prompt }: Card, rng: Rng): Card {
  const entry = deck.prompts.find((entry) => entry.prompt === prompt)!;
  const pool = [...entry.answers];
  const answers = [1, 2, 3, 4].map(() => {
    const weights = pool.map(({ tone }) => {
      const count = pool.filter((answer) => answer.tone === tone).length;
      return (deck.scorer.means[TONES.indexOf(tone)]! + 1e-3) / count;
    });
    return pool.splice(rng.weighted(weights), 1)[0]!.text;
  });
  return { id, prompt, answers };
}

/** log det of what would be known after it: D-optimal design (2502.04354). */
function information(
  deck: Deck,
  { prompt, answers }: Card,
  fit: Taste,
  known: readonly (readonly number[])[],
): number {
  const features = answers.map((text) => featuresOf(deck, prompt, text));
  const zero = fit.names.map(() => 0);
  const after = known.map((row) => [...row]);
  const ranks = answers.map((_, i) => i);
  const pairs = tastePairs({ features, ranks }, fit.names.length);
  for (const { difference, count } of pairs) {
    const p = chanceBetter(fit, difference, zero);
    difference.forEach((d, i) => {
      const row = after[i]!;
      difference.forEach((e, j) => {
        row[j] = row[j]! + count * p * (1 - p) * d * e;
      });
    });
  }
  return cholesky(after).reduce((sum, row, i) => sum + 2 * log(row[i]!), 0);
}

/** The tones' common weight has no variance left; a crumb makes it regular. */
function ridged(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row, i) => row.map((x, j) => x + (i === j ? 1e-3 : 0)));
}
