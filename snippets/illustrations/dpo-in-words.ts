/**
 * One pair under DPO's loss, told in sentences: what it asks for, and what it
 * does not mind (Rafailov et al. 2023, eq. 7). Plain numbers, no tensors.
 */

/** log p of two whole answers to one prompt: [chosen, rejected] */
export interface DpoPair {
  policy: readonly number[];
  reference: readonly number[];
  /** chosen's implied reward minus rejected's */
  margin: number;
  /** -log sigmoid(margin) */
  loss: number;
}

/** The margin and the loss, and what a reader would not expect of them. */
export function dpoInWords(pair: DpoPair): string {
  const { margin, loss } = pair;
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
  if (moves || pair.margin < 0 || chosen! >= rejected!) return moves;
  return (
    "The rejected answer is still the likelier one, and the loss does not " +
    "mind: only the change from the reference counts."
  );
}

function remarkOnMoves({ policy, reference, margin }: DpoPair): string {
  const [chosen, rejected] = policy.map((p, i) => p - reference[i]!);
  if (chosen! >= 0 || rejected! >= 0) return "";
  return margin > 0
    ? "Both answers have become less likely, and the loss fell all the same: " +
        "it asks for a difference only."
    : "Both answers have become less likely.";
}
