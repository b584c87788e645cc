/** Numbers in the sentences that figures say. */

/** Two decimals at most and a true minus sign: 1.4, 0.08, "−2". */
export function spoken(value: number): string {
  const short = Number(value.toFixed(2));
  return (short === 0 ? "0" : String(short)).replace("-", "\u2212");
}
