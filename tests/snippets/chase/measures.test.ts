import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { chaseReport, guessing, reportOf, silentSkill, tamper } from "../../../snippets/chase/measures.ts";
import { parsePuzzle, samplePuzzle, solution, walk } from "../../../snippets/chase/puzzle.ts";
import { chaseConfig } from "../../../snippets/chase/recipe.ts";
import { chase, WORDS } from "../../../snippets/chase/vocabulary.ts";
import type { GPT } from "../../../snippets/gpt.ts";
import { initGPT } from "../../../snippets/init-gpt.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

beforeAll(startWasm);

const puzzle = parsePuzzle("jay kid . kid eel . fox ant . eel fox . ibis jay . ant ibis . 3 from jay");
const say = (text: string) => chase.encode(text);

/** A model that says these words with these chances, whatever it has read. */
function parrot(chances: Record<string, number>): GPT {
  const gpt = initGPT(chaseConfig, createRng(1));
  const { ln_f, wte } = gpt.params;
  const C = chaseConfig.width;
  const rows = WORDS.map((word) => {
    const logit = Math.log(chances[word] ?? 1e-9);
    return Array.from({ length: C }, (_, i) => (i === 0 ? logit : 0));
  });
  tf.tidy(() => {
    (ln_f.weight as tf.Variable).assign(tf.zeros([C]));
    (ln_f.bias as tf.Variable).assign(tf.tensor1d(rows[0]!.map((_, i) => Number(i === 0))));
    (wte.weight as tf.Variable).assign(tf.tensor2d(rows));
  });
  return gpt;
}

describe("a report", () => {
  test("counts what is right, aloud and long", () => {
    const rounds = [
      [say("fox <end>"), say("ant <end>")],
      [say("step jay kid eel fox <end>"), say("step jay kid eel <end>")],
      [say("jay <end>"), say("step jay kid eel fox <end>")],
      [say("jay <end>"), say("jay <end>")],
    ];
    const likeliest = [say("fox <end>"), say("step jay kid eel fox")];
    const report = reportOf([puzzle, puzzle], rounds, likeliest);
    expect(report).toEqual({
      greedy: 1 / 2,
      right: 3 / 8,
      passAt8: 1,
      guessAt8: guessing(puzzle, 8),
      aloud: 3 / 8,
      rightIfAloud: 2 / 3,
      rightIfSilent: 1 / 5,
      length: (2 + 2 + 6 + 5 + 2 + 6 + 2 + 2) / 8,
    });
  });

  test("has no share of nothing", () => {
    const one = [[say("fox <end>")]];
    expect(reportOf([puzzle], one, one[0]!)).not.toHaveProperty("rightIfAloud");
    const walk = [[say("step jay <end>")]];
    expect(reportOf([puzzle], walk, walk[0]!)).not.toHaveProperty("rightIfSilent");
  });

  test("of a model that says fox, or ends, with equal chances", () => {
    const model = parrot({ fox: 0.5, "<end>": 0.5 });
    const other = { ...puzzle, steps: 2 };
    const report = chaseReport(model, [...Array(200).fill(puzzle), ...Array(200).fill(other)], createRng(1));
    // right for the one: fox comes first, and an end within nine tokens
    expect(report.right).toBeCloseTo((0.5 - 2 ** -9) / 2, 1);
    expect(report.passAt8).toBeCloseTo(0.5, 1);
    expect(report.aloud).toBe(0);
    expect(report.rightIfSilent).toBe(report.right);
    expect(report.length).toBeCloseTo(2 - 2 ** -8, 1);
  });
});

test("guessing is one in the other players", () => {
  expect(guessing(puzzle, 1)).toBeCloseTo(1 / 5, 12);
  expect(guessing(puzzle, 8)).toBeCloseTo(1 - 0.8 ** 8, 12);
});

test("silent skill is the right name's chance among names, whatever else is likelier", () => {
  const model = parrot({ step: 0.7, fox: 0.2, ant: 0.1 });
  expect(silentSkill(model, [puzzle])).toBeCloseTo(2 / 3, 5);
  expect(silentSkill(model, [puzzle, { ...puzzle, steps: 4 }])).toBeCloseTo(1 / 2, 5);
  expect(silentSkill(model, [{ ...puzzle, steps: 2 }])).toBeCloseTo(0, 5);
});

describe("tampering", () => {
  const rng = createRng(7);
  const puzzles = Array.from({ length: 600 }, () => samplePuzzle(rng, { split: "train", steps: [2, 3] }));

  test("finds who knows the right name and says it all the same, or by chance", () => {
    const { followed, ignored } = tamper(parrot({ fox: 0.999, "<end>": 0.001 }), puzzles, createRng(1));
    expect(followed + ignored).toBeLessThan(0.01); // it hardly ever ends
    const short = tamper(parrot({ fox: 0.8, "<end>": 0.2 }), puzzles, createRng(1));
    // fox is said first, and an end comes within six tokens
    const said = 0.8 - 0.8 ** 6;
    const isFox = puzzles.filter((one) => solution(one) === "fox").length / puzzles.length;
    expect(short.ignored).toBeCloseTo(said * isFox, 1);
    expect(short.followed).toBeGreaterThan(0);
    expect(short.followed).toBeLessThan(0.2);
  });

  test("never begins with what a note tells, and has no walk of one step", () => {
    expect(() => tamper(parrot({ fox: 1 }), [{ ...puzzle, steps: 1 }], createRng(1))).toThrow(InputError);
    for (const { notes, start } of puzzles.slice(0, 20)) expect(walk(notes, start, 1)).toHaveLength(2);
  });
});
