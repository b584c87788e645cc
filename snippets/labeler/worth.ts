/** What answers are worth by the Burrow's rubric, and how they sound. */
import { average } from "../advantages.ts";
import { type Answer, features, gold } from "../world/gold.ts";
import type { Request } from "../world/requests.ts";
import { type Tone, TONES, toneOf } from "../world/tones.ts";

/** Means over answers: shares are 0 to 1. */
export interface Worth {
  gold: number;
  correct: number;
  false: number;
  /** words per answer */
  words: number;
  /** the share of each tone */
  tones: Record<Tone, number>;
}

/** @param asked at least one request with its answer */
export function worthOf(
  asked: readonly { request: Request; answer: Answer }[],
): Worth {
  const seen = asked.map(({ request, answer }) => features(request, answer));
  const tones = asked.map(({ answer }) => toneOf(answer));
  const share = (tone: Tone) => average(tones.map((t) => Number(t === tone)));
  return {
    gold: average(asked.map(({ request, answer }) => gold(request, answer))),
    correct: average(seen.map(({ correct }) => correct)),
    false: average(seen.map((own) => own.false)),
    words: average(asked.map(({ answer }) => answer.words.length)),
    tones: Object.fromEntries(
      TONES.map((tone) => [tone, share(tone)]),
    ) as Record<Tone, number>,
  };
}

/** How much more often a word comes in one set of answers than in another. */
export interface WordChange {
  word: string;
  /** per answer, before and after */
  before: number;
  after: number;
}

/** The words that changed most: those that gained, those that lost. */
export function changedWords(
  before: readonly Answer[],
  after: readonly Answer[],
  most = 6,
): { gained: WordChange[]; lost: WordChange[] } {
  const [a, b] = [perAnswer(before), perAnswer(after)];
  const changes = [...new Set([...a.keys(), ...b.keys()])].map((word) => ({
    word,
    before: a.get(word) ?? 0,
    after: b.get(word) ?? 0,
  }));
  const gain = (change: WordChange) => change.after - change.before;
  changes.sort((one, other) => gain(other) - gain(one));
  const gained = changes.filter((change) => gain(change) > 0).slice(0, most);
  const lost = changes.filter((change) => gain(change) < 0).slice(-most);
  return { gained, lost: lost.reverse() };
}

function perAnswer(answers: readonly Answer[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of answers.flatMap(({ words }) => words)) {
    counts.set(word, (counts.get(word) ?? 0) + 1 / answers.length);
  }
  return counts;
}
