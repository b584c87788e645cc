/**
 * Real runs of the experiment over-optimisation, round by round, for a rule
 * that says when to stop without seeing the gold.
 */

/** What a run reports every few rounds. */
export interface WatchedRound {
  /** rounds of PPO so far */
  step: number;
  /** the reward model's, on test prompts */
  score: number;
  /** nats from the reference, an answer */
  kl: number;
  /** in an answer, on average */
  words: number;
}

export interface WatchedRun {
  beta: number;
  seed: number;
  rounds: WatchedRound[];
  /** of each round, in reality hidden */
  gold: number[];
}

interface Row extends Omit<WatchedRound, "score"> {
  part: string;
  arm: string;
  seed: number;
  proxy: number;
  gold: number;
}

/**
 * The runs of over-optimisation.json with these betas: a beta after the other,
 * and the seeds of each in their order.
 */
export function watchedRuns(
  file: Uint8Array,
  betas: readonly number[],
): WatchedRun[] {
  const text = new TextDecoder().decode(file);
  const { rows } = JSON.parse(text) as { rows: Row[] };
  return betas.flatMap((beta) => {
    const curve = rows.filter(
      ({ part, arm }) => part === "curve" && arm === `beta ${beta}`,
    );
    const seeds = [...new Set(curve.map(({ seed }) => seed))];
    return seeds.map((seed) => {
      const own = curve.filter((row) => row.seed === seed);
      const rounds = own.map(({ step, proxy: score, kl, words }) => ({
        ...{ step, score, kl, words },
      }));
      return { beta, seed, rounds, gold: own.map(({ gold }) => gold) };
    });
  });
}

/**
 * Where a rule stops a run: it sees the rounds so far, again and again, and the
 * run goes to its end if the rule never says true.
 */
export function stoppedBy(
  rule: (rounds: WatchedRound[]) => boolean,
  { beta, seed, rounds, gold }: WatchedRun,
) {
  const last = rounds.length - 1;
  const stop = rounds.findIndex((_, i) => rule(rounds.slice(0, i + 1)));
  const at = stop < 0 ? last : stop;
  return {
    ...{ β: beta, seed },
    "stopped after": rounds[at]!.step,
    gold: gold[at]!,
    missed: Math.max(...gold) - gold[at]!,
  };
}
