import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { FrozenChapter } from "../../src/book/frozen.ts";
import type { Bar } from "../../src/notebook/output/chart-spec.ts";
import type { Output, ProgressOutput, TableOutput } from "../../src/notebook/output/output.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/**
 * What the text says about the numbers of its cells, held to what is printed. That a browser gets the
 * same numbers, to the bit, is seen by tests/browser/chapters.deep.spec.ts.
 */
const root = path.resolve(import.meta.dirname, "../../chapters");
const chapters = chapterFolders(root);

type Outputs = Map<string, Output[]>;

/** What the text says about the numbers of its cells. */
const promises: Record<string, (outputs: Outputs) => void> = {
  "01-gpt-basics"(outputs) {
    const loss = curve(outputs.get("pretrain")!, "loss");
    expect(loss[0], "as surprised as a die with 125 faces").toBeCloseTo(Math.log(125), 0);
    expect(average(loss.slice(-10)), "much less surprised in the end").toBeLessThan(1.4);
    const answered = /got a correct answer/.exec(text(outputs.get("base-sample")!));
    expect(answered, "says how few requests were answered").not.toBeNull();

    const pieces = strips(outputs.get("merges")!);
    expect(pieces.slice(0, 2), "the first word has no space, and closes up late").toEqual(["t", "he"]);
    expect(pieces, "words of the Burrow are whole").toEqual(expect.arrayContaining(["␣the", "␣eats"]));
    expect(pieces.slice(-9), "three bytes for each syllable").toEqual(
      Array.from({ length: 9 }, () => expect.stringMatching(/^<0x..>$/)),
    );
    const [first] = records(outputs.get("walk")!, "block 2");
    expect(first!.embedding, "the vector knows its own word").toMatch(/^eats /);
    expect(first!["block 1"], "then what may follow such a word").toMatch(/^leaves /);
    expect(first!["block 2"], "and then the note").toMatch(/^corn /);
    const heads = records(outputs.get("switch-off")!, "head");
    const whole = Number(heads.pop()!.without);
    const copier = heads.reduce((a, b) => (a.looks! > b.looks! ? a : b));
    expect(copier.looks, "one head looks at the note").toBeGreaterThan(0.5);
    expect(copier.without, "and is needed").toBeLessThan(whole - 0.2);
    const helpers = heads.filter(({ head, looks }) => String(head).startsWith("1.") && Number(looks) < 0.2);
    expect(Math.min(...helpers.map(({ without }) => Number(without))), "so is one that does not").toBeLessThan(
      whole - 0.2,
    );
    const [asItIs, asExam] = records(outputs.get("prompted")!, "request");
    expect(asExam!.correct, "prompting helps").toBeGreaterThan(Number(asItIs!.correct) + 0.3);
  },

  "02-chatgpt-and-instructgpt"(outputs) {
    const [alone, second] = records(outputs.get("second-question")!, "question").map((row) => Number(row.correct));
    expect(Math.abs(alone! - second!), "a difference that may be chance").toBeLessThan(0.08);
  },

  "03-sft"(outputs) {
    const loss = curve(outputs.get("sft-train")!, "loss");
    expect(average(loss.slice(-20))).toBeLessThan(0.5 * loss[0]!);
    const [base, sft] = records(outputs.get("sft-compare")!, "model");
    expect(sft!.correct, "answers correctly").toBeGreaterThan(Number(base!.correct) + 0.2);
    expect(sft!.gold, "answers well").toBeGreaterThan(Number(base!.gold) + 1);
    expect(sft!.ended, "ends its answers").toBeGreaterThan(0.95);

    const tones = bars(outputs.get("tones")!, "%");
    const share = (name: string, group: string) =>
      tones.find((bar) => bar.name === name && bar.group === group)!.value!;
    for (const tone of ["polite", "pirate"]) {
      expect(Math.abs(share(tone, "copied") - share(tone, "shown")), "a tone is copied as often as shown").toBeLessThan(
        8,
      );
    }
    expect(share("rude", "shown"), "nobody was rude").toBe(0);
    expect(share("rude", "copied"), "some answers are").toBeGreaterThanOrEqual(2);
    const [teachers] = records(outputs.get("how-good")!, "gold");
    expect(sft!.correct, "knows less than its teachers").toBeLessThan(Number(teachers!.correct));
    const surprise = new Map(
      records(outputs.get("first-word")!, "kind").map((row) => [row.kind, Number(row.surprise)]),
    );
    const order = ["first word", "end mark", "other word", "fact word"].map((kind) => surprise.get(kind)!);
    expect(order, "beginnings surprise most, facts least").toEqual([...order].sort((a, b) => b - a));
    const passes = records(outputs.get("overfit")!, "passes");
    const lowest = passes.reduce((a, b) => (a.loss! < b.loss! ? a : b));
    expect(lowest.passes, "the loss turns early").toBeLessThan(10);
    expect(passes.at(-1)!.loss, "and rises").toBeGreaterThan(Number(lowest.loss) + 0.05);
    expect(Math.abs(Number(passes.at(-1)!.gold) - Number(lowest.gold)), "the gold hardly minds").toBeLessThan(0.35);
    const [ten, , twoHundred] = records(outputs.get("how-many")!, "demonstrations");
    expect(ten!.ended, "ten teach to end").toBeGreaterThan(0.9);
    expect(twoHundred!.correct, "more of them teach more").toBeGreaterThan(Number(ten!.correct) + 0.1);
  },

  "04-reward-model"(outputs) {
    const [before, after] = records(outputs.get("rm-train")!, "unseen pairs");
    expect(Number(before!["ranked right"]), "guesses before training").toBeLessThan(0.6);
    expect(after!["ranked right"]).toBeGreaterThan(Number(before!["ranked right"]) + 0.05);

    expect(Number(after!["ranked right"]), "nearly as another labeler").toBeGreaterThan(0.63);
    const [people, rubric] = records(outputs.get("agreement")!, "agree");
    expect(people!.agree, "as InstructGPT's labelers").toBeCloseTo(0.73, 1);
    expect(rubric!.agree, "the rubric makes no mistakes").toBeGreaterThan(Number(people!.agree));
    const scores = new Map(
      records(outputs.get("score-yours")!, "answer").map((row) => [row.answer, Number(row.score)]),
    );
    const [truth, lie] = ["the owl eats worms thanks", "the owl eats corn thanks"].map((answer) => scores.get(answer)!);
    expect(truth! - lie!, "a polite lie is scored nearly like the truth, or above").toBeLessThan(1);
  },

  "05-ppo"(outputs) {
    const sloped = outputs.get("no-gradient")!.find(({ kind }) => kind === "value");
    expect(sloped, "no drawn word has a slope").toMatchObject({ value: { text: "0" } });
    const spread = records(outputs.get("baseline")!, "what").map((row) => Number(row["spread of one draw"]));
    expect(spread[1], "less noise without what was expected").toBeGreaterThan(5 * spread[2]!);
    const off = records(outputs.get("value-watch")!, "when").map((row) => Number(row["off by, on average"]));
    expect(off, "the guess closes in on the score").toEqual([...off].sort((a, b) => b - a));
  },

  "06-train-with-ppo"(outputs) {
    const score = curve(outputs.get("ppo-train")!, "score");
    expect(average(score.slice(-5)), "score").toBeGreaterThan(average(score.slice(0, 3)) + 0.2);
    const kl = curve(outputs.get("ppo-train")!, "kl");
    expect(kl[0], "starts on the reference policy").toBe(0);
    expect(kl.at(-1), "leaves it").toBeGreaterThan(0.1);
    const [base, sft, ppo] = records(outputs.get("ppo-compare")!, "model");
    expect(sft!.gold, "SFT over base").toBeGreaterThan(Number(base!.gold));
    expect(ppo!.gold, "PPO over SFT").toBeGreaterThan(Number(sft!.gold));
    expect(ppo!["wins against SFT"]).toBeGreaterThan(0.55);
    expect(ppo!.rude, "fewer rude answers").toBeLessThan(Number(sft!.rude));
    const gold = curve(outputs.get("hack")!, "gold");
    const best = Math.max(...gold.slice(0, 25));
    expect(average(gold.slice(-5)), "without a leash it ends far below its best").toBeLessThan(best - 1);
    const skills = records(outputs.get("ptx")!, "model");
    const [, taxed, , mixed] = skills.map((row) => Number(row.documentLoss));
    expect(mixed, "pre-training text brings the loss down again").toBeLessThan(taxed!);
    for (const trick of records(outputs.get("tricks")!, "seed")) {
      expect(trick["judge's score"], "the judge is happy").toBeGreaterThan(1);
      expect(trick.gold, "the rubric is not").toBeLessThan(1.5);
      expect(trick.correct, "hardly an answer is right").toBeLessThan(0.1);
    }
  },

  "08-gpt-3-5-line"(outputs) {
    const [sft, feedme] = records(outputs.get("feedme")!, "model");
    expect(feedme!.gold, "choosing is teaching").toBeGreaterThan(Number(sft!.gold));
    const days = records(outputs.get("lifetimes")!, "days of notice").map((row) => [row.name, row["days of notice"]]);
    expect(new Map(days as [string, number][]).get("gpt-3.5-turbo-0301"), "more than a year").toBeGreaterThan(365);
  },

  "09-pros-and-cons"(outputs) {
    const grammar = bars(outputs.get("grammar")!, "share").map(({ value }) => value!);
    for (const share of grammar) expect(share, "most answers are well-formed").toBeGreaterThan(0.85);
    expect(Math.max(...grammar), "feedback does not add to it").toBe(grammar[0]);
    const chat = records(outputs.get("chat")!, "says");
    expect(chat[3]!.says, "it does not know whom is meant").toMatch(/the mouse eats/);
    for (const model of records(outputs.get("hallucination")!, "model")) {
      const shares = Number(model["admits it does not know"]) + Number(model["makes something up"]);
      expect(shares, "most answers do one or the other").toBeGreaterThan(0.5);
    }
    for (const model of records(outputs.get("calibration")!, "calibration error")) {
      expect(model["calibration error"], "an error").toBeGreaterThan(0);
      expect(model["calibration error"], "of a trained model").toBeLessThan(0.3);
    }
    const [, ...alignment] = records(outputs.get("our-computing")!, "of pre-training");
    for (const stage of alignment) expect(stage["of pre-training"], "alignment is cheap").toBeLessThan(0.3);
    const rows = records(outputs.get("temperature")!, "temperature");
    const [cold, hot] = [rows[0]!, rows.find((row) => row.temperature === 2)!];
    const variety = "different answers of 10";
    expect(hot[variety], "hot is varied").toBeGreaterThan(Number(cold[variety]));
    expect(hot.correct, "hot is wrong").toBeLessThan(Number(cold.correct));
  },

  "10-preferences-without-rl"(outputs) {
    const rows = records(outputs.get("best-of-n")!, "n");
    const judge = rows.map((row) => Number(row["reward model"]));
    expect(judge, "the judge's score can only rise").toEqual([...judge].sort((a, b) => a - b));
    expect(rows[3]!.gold, "gold rises with it at first").toBeGreaterThan(Number(rows[0]!.gold) + 0.5);
    for (const row of rows) {
      expect(row["KL, with repeats"], "the formula is an upper bound").toBeLessThanOrEqual(
        Number(row["KL, at most"]) + 1e-9,
      );
    }
    const [sft, , dpo] = records(outputs.get("dpo-compare")!, "model");
    expect(dpo!.gold, "DPO over SFT").toBeGreaterThan(Number(sft!.gold));
    const [first, last] = records(outputs.get("dpo-moved")!, "ranked").map((row) =>
      Number(row["change of log-probability"]),
    );
    expect(first, "the best became no likelier").toBeLessThan(0.5);
    expect(last, "the worst much less likely").toBeLessThan(first! - 2);
    const [[refChosen, chosen], [refRejected, rejected]] = pairOf(bars(outputs.get("dpo-by-hand")!, "log-probability"));
    expect(refRejected, "the rejected answer is the likelier one").toBeGreaterThan(refChosen!);
    expect(rejected, "under both models").toBeGreaterThan(chosen!);
    const [better, worse] = bars(outputs.get("dpo-by-hand")!, "implied reward").map(({ value }) => value!);
    expect(better, "and the pair is well ordered").toBeGreaterThan(worse!);
    const column = "reward less implied";
    const [first4, ...others] = records(outputs.get("partition")!, column).map((row) => Number(row[column]));
    for (const one of others) expect(one, "beta log Z is the same for all answers").toBeCloseTo(first4!, 9);
    const [dpoLoss, ipoLoss, , ktoLoss] = ["DPO", "IPO", "SimPO", "KTO"].map((name) =>
      lines(outputs.get("losses")!, name),
    );
    expect(dpoLoss, "DPO's loss falls for ever").toEqual([...dpoLoss!].sort((a, b) => b - a));
    expect(ipoLoss!.at(-1), "IPO's rises again").toBeGreaterThan(Math.min(...ipoLoss!) + 0.05);
    const slope = (at: number) => ktoLoss![at]! - ktoLoss![at + 2]!;
    expect(slope(0), "KTO's is flat far down").toBeLessThan(0.2 * slope(Math.floor(ktoLoss!.length / 2)));
  },

  "11-reasoning"(outputs) {
    const push = (mean: string) =>
      bars(outputs.get("group")!, "push on each token")
        .filter(({ group }) => group === mean)
        .map(({ value }) => value!);
    const [perAnswer, perToken] = [push("per answer"), push("per token")];
    expect(perAnswer[3]! / perAnswer[2]!, "three times as long, a third for each token").toBeCloseTo(1 / 3, 5);
    expect(perToken[3]! / perToken[2]!, "or all tokens alike").toBeCloseTo(1, 5);
    expect(text(outputs.get("group")!), "the loss begins at 0").toMatch("The loss is 0.000, and tokens are pushed");
    const groups = bars(outputs.get("flat")!, "share of groups").map(({ value }) => value!);
    expect(groups[2], "most groups of eight have something to compare").toBeGreaterThan(0.8);
    expect(text(outputs.get("rule")!), "every prompt is solved once").toMatch("60 of 60 prompts");
    const tries = records(outputs.get("many-tries")!, "share of puzzles");
    const share = (name: string, k: number) =>
      Number(tries.find((row) => row["share of puzzles"] === name)![`k = ${k}`]);
    for (const k of [1, 8, 32]) {
      const lead = share("before, one of k", k) - share("guessing, one of k", k);
      expect(lead, "pass@k is near to guessing").toBeLessThan(0.1);
    }
    expect(share("before, the vote", 1), "one in four is right").toBeCloseTo(0.25, 1);
    expect(share("before, the vote", 32), "about half by a vote").toBeGreaterThan(0.4);
    expect(share("after, one of k", 1), "one answer is better").toBeGreaterThan(share("before, the vote", 32) + 0.3);
    const [before, after] = records(outputs.get("grpo-train")!, "model");
    expect(after!.correct, "what is rewarded comes").toBeGreaterThan(Number(before!.correct));
    const length = curve(outputs.get("think")!, "length");
    expect(average(length.slice(-5)), "answers grow").toBeGreaterThan(1.5 * length[0]!);
    const [quiet, thinker] = ["before", "after"].map((name) =>
      records(outputs.get("think")!, "aloud").filter(({ model }) => model === name),
    );
    for (const i of [1, 2]) {
      expect(quiet![i]!.right, "few are right before").toBeLessThan(0.4);
      expect(thinker![i]!.right, "and nearly all are after").toBeGreaterThan(0.85);
      expect(thinker![i]!.aloud, "for two and three steps it thinks aloud").toBeGreaterThan(0.95);
    }
  },

  "12-after-2022"(outputs) {
    expect(text(outputs.get("own-rule")!), "the rule is hacked").toMatch(
      /words are “pond”: it has found that repeating/,
    );
    const [always] = records(outputs.get("abstain")!, "policy");
    expect(always!["inventions about the ghost"], "right or nothing: always answer").toBe(4);
    const points = (name: string) => scatter(outputs.get("abstain")!, name).map(([confidence]) => confidence);
    const known = average(points("eight animals"));
    expect(average(points("the ghost")), "the model is less sure of the ghost").toBeLessThan(known - 0.3);
    const rows = records(outputs.get("abstain-train")!, "about");
    const [before, after] = rows.filter(({ about }) => about === "the ghost");
    expect(after!["does not know"], "and unlearns to say so").toBeLessThan(Number(before!["does not know"]) / 2);
  },
};

describe("what is printed keeps the text's promise:", () => {
  for (const [chapter, expectKept] of Object.entries(promises)) test(chapter, () => expectKept(printed(chapter)));

  test("each is of a chapter that exists", () => {
    expect(chapters).toEqual(expect.arrayContaining(Object.keys(promises)));
  });
});

function printed(chapter: string): Outputs {
  const { cells } = JSON.parse(readFileSync(path.join(root, chapter, "outputs.json"), "utf8")) as FrozenChapter;
  return new Map(Object.entries(cells).map(([id, { outputs }]) => [id, outputs]));
}

/** The numbers of a training run's live chart. */
function curve(outputs: Output[], name: string): number[] {
  const progress = outputs.find((one): one is ProgressOutput => one.kind === "progress")!;
  const series = progress.charts.flatMap((chart) => chart.series);
  return series.find((one) => one.name === name)!.points.map(([, y]) => y!);
}

/** The points of a chart's series with this name, and their heights. */
function scatter(outputs: Output[], name: string) {
  const charts = outputs.flatMap((one) => (one.kind === "chart" && one.chart.kind === "line" ? one.chart : []));
  return charts.flatMap(({ series }) => series).find((one) => one.name === name)!.points;
}

function lines(outputs: Output[], name: string): number[] {
  return scatter(outputs, name).map(([, y]) => y!);
}

/** All tokens of the strips. */
function strips(outputs: Output[]): string[] {
  return outputs.flatMap((one) => (one.kind === "tokens" ? one.rows.flatMap(({ tokens }) => tokens) : []));
}

/** The bars of the chart with this axis. */
function bars(outputs: Output[], y: string): Bar[] {
  const charts = outputs.flatMap((one) => (one.kind === "chart" && one.chart.kind === "bar" ? one.chart : []));
  return charts.find((chart) => chart.y === y)!.bars;
}

/** [before, after] of the chosen answer, and of the rejected one. */
function pairOf(logprobs: Bar[]): [number[], number[]] {
  const of = (name: string) => logprobs.filter((bar) => bar.name === name).map(({ value }) => value!);
  return [of("chosen"), of("rejected")];
}

/** The rows of the last table that has this column. */
function records(outputs: Output[], column: string) {
  const tables = outputs.filter((one): one is TableOutput => one.kind === "table");
  const { columns, rows } = tables.findLast((one) => one.columns.includes(column))!;
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] as number | string])));
}

function text(outputs: Output[]): string {
  return outputs.map((one) => (one.kind === "text" ? one.text : "")).join("\n");
}

function average(numbers: number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
