/**
 * What a group's rewards teach, by GRPO and by two of its relatives. All three
 * compare an answer with its group; they differ in what they divide by.
 * Plain numbers, no tensors. Left out: clipping, and the leash.
 */
import { assert } from "../base/assert.ts";
import { groupAdvantages } from "../group-advantages.ts";

/**
 * Reward minus the mean of the group, and no division by the standard
 * deviation (Liu et al. 2025, section 3.2: "Dr. GRPO", done right).
 * @param rewards of the answers of one group
 */
export function drGrpoAdvantages(rewards: readonly number[]): number[] {
  return groupAdvantages(rewards, rewards.length, "centred");
}

/**
 * Reward minus the mean of the others (Kool et al. 2019; Ahmadian et al. 2024:
 * "RLOO", REINFORCE leave one out): n / (n - 1) times Dr. GRPO's advantage.
 * @param rewards of the answers of one group
 */
export function rlooAdvantages(rewards: readonly number[]): number[] {
  return groupAdvantages(rewards, rewards.length, "leave one out");
}

/**
 * How hard the first update pushes each token of an answer. GRPO takes the mean
 * over the tokens of an answer (Shao et al. 2024, eq. 3), so that a long one
 * has less for each; Dr. GRPO divides by the same constant for all.
 * @param lengths tokens of each answer
 * @param usual the length at which a token gets the advantage itself
 */
export function meanOverTokens(
  advantages: readonly number[],
  lengths: readonly number[],
  usual: number,
): number[] {
  assert(
    lengths.length === advantages.length && lengths.every((n) => n >= 1),
    `Each of the ${advantages.length} answers needs a length of at least ` +
      `1 token, got ${lengths.join(", ") || "none"}.`,
  );
  return advantages.map((advantage, i) => (advantage * usual) / lengths[i]!);
}

/** The rewards are this near to each other, and GRPO does not mind. */
const TINY = 0.05;

/** What to see in the advantages of one group, in a sentence. */
export function groupInWords(rewards: readonly number[]): string {
  const span = Math.max(...rewards) - Math.min(...rewards);
  if (span < 1e-9) {
    return "All rewards are equal: nothing to prefer, nothing to learn.";
  }
  const largest = (advantages: number[]) =>
    Math.max(...advantages.map(Math.abs)).toPrecision(2);
  const grpo = largest(groupAdvantages(rewards, rewards.length));
  const plain = largest(drGrpoAdvantages(rewards));
  const sizes = `GRPO's largest advantage is ${grpo}, Dr. GRPO's ${plain}.`;
  return span <= TINY
    ? `A difference of ${span.toFixed(2)} is blown up to full size: ${sizes}`
    : `The rewards lie ${span.toFixed(2)} apart. ${sizes}`;
}

/** Bars side by side: of every answer, one for each method. */
export function barsOfAnswers(methods: Readonly<Record<string, number[]>>) {
  return Object.entries(methods).flatMap(([method, values]) =>
    values.map((value, i) => ({
      ...{ name: `answer ${i + 1}`, group: method, value },
    })),
  );
}
