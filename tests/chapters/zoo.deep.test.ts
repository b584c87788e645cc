import { expect, test } from "vitest";
import type { TableOutput } from "../../src/notebook/output/output.ts";
import { silentBugs } from "../../snippets/illustrations/silent-bugs.ts";
import { BookNotebook } from "./book-notebook.ts";

/**
 * The bug zoo of chapter 7: over five seeds, what a reader sees of any two of its runs differs by
 * more than it varies. The rewards of the first round, which the cell draws, count as one number:
 * how much of the pay comes with an answer's first token.
 */
const seeds = [1, 2, 3, 4, 5];
const cages = ["none", ..."ABCDEFGHI"];

const notebook = new BookNotebook("07-ppo-fails-in-silence");
const source = notebook.cells.find(({ id }) => id === "zoo")!.code;

async function signals(cage: string, seed: number): Promise<Record<string, number>> {
  const chosen = source
    .replace('["none", ...letters]', `["none", ...letters], { value: "${cage}" }`)
    .replace("rng: createRng(7)", `rng: createRng(${seed})`);
  const paid = "average(firstRound.map(({ rewards: [first] }) => Math.abs(first)))";
  const code = `${chosen}\ntable([{ number: "paid first", "first round": ${paid} }]);`;
  const { outputs, error } = await notebook.run("zoo", { zoo: code });
  expect(error).toBeNull();
  const tables = outputs.filter((output): output is TableOutput => output.kind === "table");
  const found: Record<string, number> = {};
  for (const { columns, rows } of tables) {
    for (const [number, ...values] of rows) {
      for (const [i, value] of values.entries()) {
        if (typeof value === "number") found[`${number}, ${columns[i + 1]}`] = value;
      }
    }
  }
  return found;
}

test("any two of its runs can be told apart", { timeout: 1_800_000 }, async () => {
  expect(cages).toHaveLength(Object.keys(silentBugs).length + 1);
  const runs: Record<string, Record<string, number>[]> = {};
  for (const cage of cages) for (const seed of seeds) (runs[cage] ??= []).push(await signals(cage, seed));
  const pairs = cages.flatMap((one, i) => cages.slice(i + 1).map((other) => [one, other] as const));
  const unclear = pairs.flatMap(([one, other]) => {
    const best = clearest(runs[one]!, runs[other]!);
    return best.gap > 2 ? [] : `${one} and ${other}: ${best.number}, ${best.gap.toFixed(1)}`;
  });
  expect(unclear).toEqual([]);
});

/** The number that tells two runs apart best: the gap of the means over the sum of the spreads. */
function clearest(one: Record<string, number>[], other: Record<string, number>[]) {
  const gaps = Object.keys(one[0]!).map((number) => {
    const [a, b] = [one, other].map((runs) => meanAndSpread(runs.map((run) => run[number]!)));
    return { number, gap: Math.abs(a!.mean - b!.mean) / Math.max(a!.spread + b!.spread, 1e-9) };
  });
  return gaps.reduce((best, next) => (next.gap > best.gap ? next : best));
}

function meanAndSpread(values: number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(squares / (values.length - 1)) };
}
