import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** What the text says of several seeds, held to the experiments: "on every seed", "about equal", "rises on one". */
type Row = Record<string, number | string> & { seed: number };

const folder = path.resolve(import.meta.dirname, "../../public/experiments");

function rows(experiment: string, where: Record<string, number | string>): Row[] {
  const { rows } = JSON.parse(readFileSync(path.join(folder, `${experiment}.json`), "utf8")) as { rows: Row[] };
  const found = rows.filter((row) => Object.entries(where).every(([name, value]) => row[name] === value));
  expect(found.length, `seeds of ${experiment} ${JSON.stringify(where)}`).toBeGreaterThanOrEqual(3);
  return found.sort((a, b) => a.seed - b.seed);
}

/** A field's values, seed by seed. */
const each = (experiment: string, where: Record<string, number | string>, field: string) =>
  rows(experiment, where).map((row) => Number(row[field]));

const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const above = (some: number[], others: number[]) => some.filter((x, i) => x > others[i]!).length;

describe("chapter 3, SFT", () => {
  test("prompting alone gets as many right, SFT says fewer false things on every seed", () => {
    const of = (stage: string, field: string) => each("figure-1", { size: "M", stage }, field);
    expect(mean(of("prompted", "correct"))).toBeGreaterThan(mean(of("SFT", "correct")));
    expect(above(of("prompted", "false"), of("SFT", "false"))).toBe(3);
  });

  test("the loss over-fits on every seed, and the gold's change is within its spread", () => {
    const after = (passes: number, field: string) =>
      each("over-fitting", { part: "one run", demonstrations: 400, passes }, field);
    const seeds = after(4, "gold").length;
    expect(above(after(16, "heldBackLoss"), after(4, "heldBackLoss"))).toBe(seeds);
    const gained = after(16, "gold").map((x, i) => x - after(4, "gold")[i]!);
    const spread = Math.sqrt(mean(gained.map((x) => (x - mean(gained)) ** 2)) * (seeds / (seeds - 1)));
    expect(mean(gained), "they do not suffer").toBeGreaterThan(-spread);
    expect(mean(gained), "nor is a gain beyond the spread").toBeLessThan(2 * spread);
  });

  test("two and sixteen passes end with the same loss, and sixteen know more on every seed", () => {
    const own = (passes: number, field: string) =>
      each("over-fitting", { part: "own run", demonstrations: 400, passes }, field);
    expect(Math.abs(mean(own(2, "heldBackLoss")) - mean(own(16, "heldBackLoss")))).toBeLessThan(0.05);
    expect(above(own(16, "correct"), own(2, "correct"))).toBe(own(2, "correct").length);
    expect(Math.abs(mean(own(2, "proxy")) - mean(own(16, "proxy"))), "the reward model sees no gain").toBeLessThan(
      0.15,
    );
  });
});

describe("chapter 4, the reward model", () => {
  const pairs = (how: string, epoch: number, field: string, learningRate = 0.003) =>
    each("reward-model", { part: "pairs", learningRate, pairs: how, epoch }, field);

  test("shuffled pairs are learned by heart, and only later cost more surprise", () => {
    expect(above(pairs("shuffled", 3, "accuracyTrain"), pairs("together", 3, "accuracyTrain"))).toBe(3);
    expect(above(pairs("shuffled", 3, "logLoss"), pairs("together", 3, "logLoss"))).toBe(3);
    expect(mean(pairs("shuffled", 1, "logLoss")) - mean(pairs("together", 1, "logLoss"))).toBeLessThan(0.05);
  });

  test("0.003 is the best of the rates either way, by accuracy on strangers", () => {
    for (const how of ["together", "shuffled"]) {
      const best = (rate: number) => Math.max(...[1, 2, 3].map((e) => mean(pairs(how, e, "accuracyHeldOut", rate))));
      for (const rate of [0.0003, 0.001]) expect(best(0.003), `${how} ${rate}`).toBeGreaterThanOrEqual(best(rate));
    }
  });

  test("a smaller reward model does about as well", () => {
    const of = (size: string) => mean(each("reward-model", { part: "data", size, prompts: 2000 }, "accuracyHeldOut"));
    expect(Math.abs(of("S") - of("M"))).toBeLessThan(0.03);
  });
});

describe("chapter 6, over-optimisation and the tax", () => {
  const end = (arm: string, field: string) => each("over-optimisation", { part: "end", arm }, field);

  test("a judge of 60 rankings is the happiest, and its policy is worse than SFT on average", () => {
    const fooled = mean(end("beta 0.05, 60 prompts", "proxy"));
    for (const arm of ["beta 0.05", "beta 0.05, 300 prompts", "beta 0.15", "beta 0.15, reward model S"]) {
      expect(mean(end(arm, "proxy")), arm).toBeLessThan(fooled);
    }
    const sft = mean(each("stability", { stage: "SFT" }, "gold"));
    expect(mean(end("beta 0.05, 60 prompts", "gold"))).toBeLessThan(sft);
  });

  test("most of the tax is paid in SFT, a tighter leash gives none back, and documents do", () => {
    const loss = (stage: string) => mean(each("alignment-tax", { size: "M", stage }, "documentLoss"));
    expect(loss("SFT") - loss("base")).toBeGreaterThan(2 * (loss("PPO") - loss("SFT")));
    expect(loss("PPO beta 0.4")).toBeGreaterThan(loss("SFT") - 0.02);
    expect(loss("PPO-ptx gamma 0.1") - loss("base")).toBeLessThan(0.35 * (loss("PPO") - loss("base")));
  });
});

describe("chapter 7, bugs and details", () => {
  const bug = (arm: string, field: string) => each("ppo-details", { part: "bug", arm }, field);
  const changed = (arm: string, field: string) => each("ppo-details", { part: "switch", arm }, field);
  const healthy = (field: string) => changed("as recommended", field);

  test("a flipped score rises while gold falls, a reference that moves reports 0, padding a negative KL", () => {
    for (const score of bug("flipped score", "score")) expect(score).toBeGreaterThan(1);
    expect(above(bug("flipped score", "gold"), healthy("gold"))).toBe(0);
    expect(new Set(bug("reference not frozen", "trainerKl"))).toEqual(new Set([0]));
    for (const kl of bug("reference not frozen", "kl")) expect(kl).toBeGreaterThan(5);
    expect(Math.min(...bug("padding not masked", "trainerKl"))).toBeLessThan(-5);
  });

  test("two bugs leave the gold; ratio, clipped share and KL tell of one, the value loss of the other", () => {
    for (const arm of ["temperature mismatch", "returns whitened too"]) {
      expect(Math.abs(mean(bug(arm, "gold")) - mean(healthy("gold"))), arm).toBeLessThan(0.2);
    }
    expect(mean(bug("temperature mismatch", "firstRatio"))).toBeGreaterThan(1.2);
    expect(mean(bug("temperature mismatch", "clipfrac"))).toBeGreaterThan(2 * mean(healthy("clipfrac")));
    expect(mean(bug("temperature mismatch", "kl"))).toBeGreaterThan(1.4 * mean(healthy("kl")));
    expect(mean(bug("returns whitened too", "vfLoss"))).toBeGreaterThan(5 * mean(healthy("vfLoss")));
    for (const ratio of bug("returns whitened too", "firstRatio")) expect(ratio).toBeCloseTo(1, 2);
  });

  test("large steps lose more than half of the right answers; the clip holds the drift when they are large", () => {
    expect(mean(changed("learning rate 2e-3", "correct"))).toBeLessThan(0.5 * mean(healthy("correct")));
    for (const field of ["kl", "documentLoss"]) {
      const free = mean(changed("no clip, learning rate 1e-3", field));
      expect(free, field).toBeGreaterThan(1.3 * mean(changed("learning rate 1e-3", field)));
    }
    const beside = mean(changed("no clip, learning rate 1e-3", "gold")) - mean(changed("learning rate 1e-3", "gold"));
    expect(Math.abs(beside)).toBeLessThan(0.4);
  });
});

describe("chapter 9, pros and cons", () => {
  const said = (stage: string, kind: string, field: string) =>
    each("sampling", { part: "hallucination", stage, kind }, field);

  test("plain facts gain on every seed; against a note the false answers rise on every seed", () => {
    expect(above(said("PPO", "open", "correct"), said("SFT", "open", "correct"))).toBe(3);
    expect(above(said("PPO", "closed", "false"), said("SFT", "closed", "false"))).toBe(3);
    expect(mean(said("PPO", "closed", "correct")) - mean(said("SFT", "closed", "correct"))).toBeLessThan(0.05);
  });

  test("made-up answers about the ghost rise on seed 1 and fall on the others", () => {
    const rises = said("PPO", "unknown", "false").map((x, i) => x > said("SFT", "unknown", "false")[i]!);
    expect(rises).toEqual([true, false, false]);
  });

  test("chapter 9: against a note, PPO-ptx makes up less than the prompted base on every seed, PPO on one", () => {
    expect(above(said("prompted", "closed", "false"), said("PPO-ptx", "closed", "false"))).toBe(3);
    expect(above(said("prompted", "closed", "false"), said("PPO", "closed", "false"))).toBe(1);
  });

  test("PPO does not harm the calibration, and a prompted base model is too modest", () => {
    const of = (stage: string, field: string) => each("sampling", { part: "calibration", stage }, field);
    expect(mean(of("PPO", "error"))).toBeLessThan(mean(of("SFT", "error")) + 0.01);
    expect(above(of("prompted", "accuracy"), of("prompted", "confidence"))).toBe(3);
  });

  test("variety is free up to 0.5, and a small top-k saves more than half of what heat costs", () => {
    const at = (stage: string, temperature: number, topK = 0) =>
      mean(each("sampling", { part: "temperature", stage, temperature, topK }, "correct"));
    for (const stage of ["SFT", "PPO"]) {
      expect(Math.abs(at(stage, 0.5) - at(stage, 0.01)), stage).toBeLessThan(0.03);
      const lost = at(stage, 0.5) - at(stage, 1.5);
      expect(at(stage, 1.5, 3) - at(stage, 1.5), stage).toBeGreaterThan(lost / 2);
    }
  });

  test("manners first gain most, truth first least; their reward is as predictable as the crew's", () => {
    const of = (group: string, field: string) => each("labelers", { group }, field);
    const ratio = (group: string) => mean(of(group, "accuracy").map((x, i) => x / of(group, "ceiling")[i]!));
    const others = ["the crew", "others like the crew", "the held-out group's taste", "less strict"];
    for (const group of others) {
      expect(mean(of("manners first", "PPO")), group).toBeGreaterThan(mean(of(group, "PPO")));
      expect(mean(of("truth first", "PPO")), group).toBeLessThan(mean(of(group, "PPO")));
      expect(ratio("manners first"), group).toBeGreaterThan(ratio(group));
    }
    expect(Math.abs(ratio("truth first") - ratio("the crew"))).toBeLessThan(0.02);
  });
});
