/**
 * The value model, asked in the middle of an answer: what it expects there, and
 * what the reward model says in the end.
 */
import { average } from "../advantages.ts";
import { spoken } from "./number-words.ts";

/** An answer with its score, and the guess before each of its tokens. */
export interface Watched {
  score: number;
  values: readonly number[];
}

/**
 * The score and the guess when a share of the answer has been read.
 * @param read 0: only the prompt, 1: all but the last token
 */
export function guessAt({ score, values }: Watched, read: number) {
  const t = Math.round(read * (values.length - 1));
  return { score, guess: values[t]! };
}

/** How far the guesses are from the scores, on average. */
export function guessError(watched: readonly Watched[], read: number): number {
  const guesses = watched.map((answer) => guessAt(answer, read));
  return average(guesses.map(({ score, guess }) => Math.abs(score - guess)));
}

/** Guesses against scores, for scatterChart. */
export function guessPicture(watched: readonly Watched[], read: number) {
  const guesses = watched.map((answer) => guessAt(answer, read));
  const ends: [number, number] = [-3, 4];
  return {
    ...{ x: "score of the finished answer", y: "value model's guess" },
    ...{ xDomain: ends, yDomain: ends },
    series: [
      {
        name: "200 answers",
        points: guesses.map(({ score, guess }): [number, number] => {
          return [score, guess];
        }),
      },
      {
        name: "a perfect guess",
        mark: "line" as const,
        dashed: true,
        points: ends.map((end): [number, number] => [end, end]),
      },
    ],
  };
}

/** How good the guesses are after that share, and whether they are biased. */
export function guessWords(watched: readonly Watched[], read: number): string {
  const guesses = watched.map((answer) => guessAt(answer, read));
  const bias = average(guesses.map(({ score, guess }) => guess - score));
  const when =
    read === 0
      ? "From the prompt alone"
      : `With ${Math.round(100 * read)} % of the answer read`;
  const side = bias < 0 ? "too low" : "too high";
  return (
    `${when}, the guess is off by ${spoken(guessError(watched, read))}, and ` +
    `${spoken(Math.abs(bias))} ${side} on average.`
  );
}
