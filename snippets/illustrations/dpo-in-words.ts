/**
 * One pair under DPO's loss, as bars and in sentences: what it asks for, and
 * what it does not mind (Rafailov et al. 2023, eq. 7). Plain numbers.
 */

/** log p of two whole answers to one prompt: [chosen, rejected] */
export interface DpoPair {
  policy: readonly number[];
  reference: readonly number[];
  /** beta log(policy / reference): [chosen, rejected] */
  implied: readonly number[];
  /** -log sigmoid of the margin between the two */
  loss: number;
}

const NAMES = ["chosen", "rejected"];

/** The four log-probabilities, those of an answer side by side. */
export function logprobBars({
  policy,
  reference,
}: Pick<DpoPair, "policy" | "reference">) {
  return NAMES.flatMap((name, i) => [
    { name, group: "reference", value: reference[i]! },
    { name, group: "policy", value: policy[i]! },
  ]);
}

/** The two rewards that they imply. */
export function rewardBars({ implied }: Pick<DpoPair, "implied">) {
  return NAMES.map((name, i) => ({ name, value: implied[i]! }));
}

const marginOf = ({ implied }: DpoPair) => implied[0]! - implied[1]!;

/** The margin and the loss, and what a reader would not expect of them. */
export function dpoInWords(pair: DpoPair): string {
  const { loss } = pair;
  const margin = marginOf(pair);
  const sizes = `Margin ${margin.toFixed(2)}, loss ${loss.toFixed(3)}`;
  if (Math.abs(margin) < 1e-6) {
    return (
      `${sizes}: that is ln 2, a coin toss, where training begins. ` +
      remarkOnMoves(pair)
    ).trim();
  }
  const side = `${margin > 0 ? "below" : "above"} ln 2`;
  return `${sizes}: ${side}, where training begins. ${remark(pair)}`.trim();
}

function remark(pair: DpoPair): string {
  const [chosen, rejected] = pair.policy;
  const moves = remarkOnMoves(pair);
  if (moves || marginOf(pair) < 0 || chosen! >= rejected!) return moves;
  return (
    "The rejected answer is still the likelier one, and the loss does not " +
    "mind: only the change from the reference counts."
  );
}

function remarkOnMoves(pair: DpoPair): string {
  const { policy, reference } = pair;
  const [chosen, rejected] = policy.map((p, i) => p - reference[i]!);
  if (chosen! >= 0 || rejected! >= 0) return "";
  return marginOf(pair) > 0
    ? "Both answers have become less likely, and the loss fell all the same: " +
        "it asks for a difference only."
    : "Both answers have become less likely.";
}
