/**
 * The rows of an exported folder, as TRL's trainers read them. Texts are
 * joined there as they are, so what follows a prompt begins with a space, and
 * the trainers write the end themselves.
 */
import type { RankedAnswers } from "../comparisons.ts";
import type { Rng } from "../random.ts";
import { trainingQueries } from "../training-recipe.ts";
import { demonstrations } from "../world/demonstrations.ts";
import { burrow } from "../world/vocabulary.ts";

/** What every ranking counts for: the mean number of its pairs. */
export const PAIRS_PER_PROMPT = 15;

interface Pair {
  prompt: string;
  chosen: string;
  rejected: string;
}

const after = (words: string) => ` ${words}`;

export function completionRows(rng: Rng) {
  const written = demonstrations(rng.fork("demonstrations"), 400);
  return written.map(({ prompt, response }) => {
    return { prompt, completion: after(response) };
  });
}

export function promptRows(rng: Rng) {
  return trainingQueries(rng).map((query) => {
    return { prompt: burrow.decode(query) };
  });
}

/**
 * The same number of pairs of every ranking, so that every prompt counts the
 * same: some of those of a long one, those of a short one more than once. They
 * stay together, so a batch of a multiple is some rankings with their pairs.
 */
export function preferenceRows(rankings: readonly RankedAnswers[], rng: Rng) {
  return rankings.flatMap((ranking, i) => {
    const pairs = pairsOf(ranking);
    return pairs.length === 0 ? [] : repeated(pairs, rng.fork(i));
  });
}

/** Each of them as often as the others, or once more. */
function repeated(pairs: readonly Pair[], rng: Rng): Pair[] {
  const whole = Math.floor(PAIRS_PER_PROMPT / pairs.length);
  const rest = rng.shuffle(pairs).slice(0, PAIRS_PER_PROMPT % pairs.length);
  return [...Array.from({ length: whole }, () => pairs).flat(), ...rest];
}

/** All pairs of answers that came to their end; TRL adds the end itself. */
export function pairsOf(ranking: RankedAnswers): Pair[] {
  const ended = endedAnswers(ranking);
  return ended.flatMap((chosen, i) =>
    ended.slice(i + 1).map((rejected) => {
      return { prompt: ranking.prompt, chosen, rejected };
    }),
  );
}

/**
 * A thumb up for a ranking's best answer and one down for its worst: first the
 * ups of as many prompts as a step has, then their downs. KTO estimates the
 * drift with a row's prompt and the answer of the row before, and those are to
 * be of different prompts.
 */
export function thumbRows(rankings: readonly RankedAnswers[], prompts: number) {
  const usable = rankings.flatMap((ranking) => {
    const ended = endedAnswers(ranking);
    const [up, down] = [ended[0]!, ended.at(-1)!];
    return ended.length < 2 ? [] : { prompt: ranking.prompt, up, down };
  });
  const steps = Math.ceil(usable.length / prompts);
  return Array.from({ length: steps }, (_, i) => {
    const some = usable.slice(i * prompts, (i + 1) * prompts);
    const rows = (of: "up" | "down", label: boolean) =>
      some.map((each) => ({
        prompt: each.prompt,
        completion: each[of],
        label,
      }));
    return [...rows("up", true), ...rows("down", false)];
  }).flat();
}

function endedAnswers({ ranked }: RankedAnswers): string[] {
  return ranked
    .filter((answer) => / <end>$/.test(answer))
    .map((answer) => after(answer.replace(/ <end>$/, "")));
}

export function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
