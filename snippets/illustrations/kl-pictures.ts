/**
 * The pictures of kl-estimates.ts: both distributions, where the estimates of
 * many batches lie, and what each estimator is worth.
 */
import { average } from "../advantages.ts";
import { type Estimates, exactKl, klEstimates } from "./kl-estimates.ts";
import { type Moments, moments, NAMES } from "./kl-estimates.ts";
import { spoken } from "./number-words.ts";

/** Where the histogram begins and ends, and how wide a bin is, in nats. */
const [LOW, HIGH, BIN] = [-1, 2, 0.1];

/** The middle of a bin, and its share. */
type Bin = [number, number];

/** The share of the numbers in each bin; beyond the ends counts as the end. */
export function histogram(numbers: readonly number[]): Bin[] {
  const shares = new Array<number>(Math.round((HIGH - LOW) / BIN)).fill(0);
  for (const x of numbers) {
    const bin = Math.floor((x - LOW) / BIN);
    shares[Math.max(0, Math.min(shares.length - 1, bin))]! += 1;
  }
  return shares.map((count, i) => [
    LOW + (i + 0.5) * BIN,
    count / numbers.length,
  ]);
}

/** From the first bin that has a share to the last, and one beyond each. */
function trimmed(numbers: readonly number[]): Bin[] {
  const bins = histogram(numbers);
  const hasShare = ([, share]: Bin) => share > 0;
  const first = bins.findIndex(hasShare);
  const last = bins.findLastIndex(hasShare);
  return bins.slice(Math.max(0, first - 1), last + 2);
}

/** Both distributions side by side, for barChart. */
export function klBars(
  words: readonly string[],
  policy: readonly number[],
  reference: readonly number[],
) {
  const bars = (group: string, p: readonly number[]) =>
    words.map((name, w) => ({ name, group, value: p[w]! }));
  return {
    y: "probability",
    yDomain: [0, 1] as [number, number],
    bars: [...bars("policy", policy), ...bars("reference", reference)],
  };
}

/** Where the batches' means lie around the exact KL, for lineChart. */
export function klHistogram(
  policy: readonly number[],
  reference: readonly number[],
  means: Estimates,
) {
  const exact = exactKl(policy, reference);
  return {
    ...{ x: "mean of a batch, nats", y: "share of 300 batches" },
    xDomain: [LOW, HIGH] as [number, number],
    yDomain: [0, 1] as [number, number],
    series: [
      // k2 and k3 often lie on each other: both are to be seen.
      ...NAMES.map((name) => {
        return { name, points: trimmed(means[name]), dashed: name === "k3" };
      }),
      {
        name: "exact KL",
        points: [[exact, 0]] as Bin[],
        mark: "dots" as const,
      },
    ],
    lines: [{ x: exact, label: "" }],
  };
}

/**
 * One row per estimator: the mean of all its samples, its bias, and the
 * variance of a single sample.
 */
export function klTable(
  policy: readonly number[],
  reference: readonly number[],
  means: Estimates,
) {
  const estimates = klEstimates(policy, reference);
  const exact = exactKl(policy, reference);
  return NAMES.map((estimator) => {
    const { mean, sd } = moments(policy, estimates[estimator]);
    return {
      estimator,
      mean: average(means[estimator]),
      bias: roundOff(mean - exact),
      variance: sd ** 2,
    };
  });
}

/** k3 is computed in single precision: what is off by less is not off. */
function roundOff(bias: number): number {
  return Math.abs(bias) < 1e-6 ? 0 : bias;
}

/** What the estimators are worth here: bias, noise, and batches below 0. */
export function klWords(
  policy: readonly number[],
  reference: readonly number[],
  means: Estimates,
): string {
  const estimates = klEstimates(policy, reference);
  const [one, two, three] = NAMES.map((name) =>
    moments(policy, estimates[name]),
  ) as [Moments, Moments, Moments];
  const exact = one.mean;
  if (exact < 1e-9) return "Both say the same: the KL is 0, and so is each k.";
  const below = average(means.k1.map((mean) => Number(mean < 0)));
  const words = [
    `The exact KL is ${spoken(exact)} nats. k1 is below 0 in ` +
      `${percent(below)} of the batches.`,
  ];
  const off = two.mean / exact - 1;
  if (Math.abs(off) > 0.2) {
    const side = off > 0 ? "high" : "low";
    words.push(`k2 is biased: ${percent(Math.abs(off))} too ${side}.`);
  }
  if (three.sd > one.sd) {
    const u = Math.max(...policy.map((p, w) => reference[w]! / p));
    words.push(
      "k3 is the noisiest: the reference often says a word that the policy " +
        `hardly says, with u = ${spoken(u)}, and few samples ever meet it.`,
    );
  }
  return words.join(" ");
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
