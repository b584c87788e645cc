/**
 * Numbers that were measured with several seeds, from public/experiments/NAME.json: their mean and
 * how far apart the seeds lie.
 */
export interface PublishedExperiment {
  name: string;
  /** what made it: `npm run ... ` */
  command: string;
  rows: ExperimentRow[];
}

export type ExperimentRow = Record<string, unknown>;

/** Which rows count: those that have all of these values. */
export type Where = Record<string, unknown>;

export interface Measurement {
  mean: number;
  /** standard deviation over the seeds; null of a single one */
  spread: number | null;
  values: { seed: number; value: number }[];
}

/** @throws what is wrong, in words that help to write it right */
export function measurementOf(
  experiment: PublishedExperiment,
  where: Where,
  field: string,
  minus?: Where,
): Measurement {
  const values = valuesOf(experiment, where, field);
  if (!minus) return summary(values);
  const others = new Map(valuesOf(experiment, minus, field).map(({ seed, value }) => [seed, value]));
  const pairs = values.filter(({ seed }) => others.has(seed));
  if (pairs.length === 0) throw new Error(`${experiment.name}: no seed has both, so there is no difference.`);
  return summary(pairs.map(({ seed, value }) => ({ seed, value: value - others.get(seed)! })));
}

function valuesOf({ name, rows }: PublishedExperiment, where: Where, field: string): Measurement["values"] {
  const chosen = rows.filter((row) => fits(row, where));
  if (chosen.length === 0) throw new Error(`${name} has no row with ${JSON.stringify(where)}.${choices(rows, where)}`);
  const seeds = chosen.map((row) => row.seed);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) {
    throw new Error(
      `${name} has several rows of seed ${String(twice)} with ${JSON.stringify(where)}: say more in "where".`,
    );
  }
  return chosen.map((row) => {
    const value = fieldOf(row, field);
    if (typeof value !== "number") {
      throw new Error(
        `${name}: "${field}" is no number in the row of seed ${String(row.seed)}. It has: ${Object.keys(row).join(", ")}.`,
      );
    }
    return { seed: row.seed as number, value };
  });
}

/** "gold" or "report.gold" */
function fieldOf(row: ExperimentRow, field: string): unknown {
  return field.split(".").reduce<unknown>((value, name) => (value as ExperimentRow | undefined)?.[name], row);
}

/** What could have been asked for instead. */
function choices(rows: ExperimentRow[], where: Where): string {
  return Object.keys(where)
    .map((key) => ` ${key}: ${[...new Set(rows.map((row) => JSON.stringify(row[key])))].join(", ")}.`)
    .join("");
}

function summary(values: Measurement["values"]): Measurement {
  return { ...meanAndSpread(values.map(({ value }) => value)), values };
}

/** Whether a row has all of these values. */
export function fits(row: ExperimentRow, where: Where): boolean {
  return Object.entries(where).every(([key, value]) => row[key] === value);
}

/** The mean, and the sample's standard deviation: null of a single number, 0 of equal ones. */
export function meanAndSpread(values: number[]): Pick<Measurement, "mean" | "spread"> {
  const n = values.length;
  // Of equal numbers the mean may round, and they would seem to differ from it.
  const isSame = values.every((value) => value === values[0]);
  const mean = isSame ? values[0]! : values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, spread: n > 1 ? Math.sqrt(variance) : null };
}
