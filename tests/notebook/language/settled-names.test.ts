import { describe, expect, test } from "vitest";
import { StopSignal } from "../../../src/notebook/base/stop.ts";
import { createInputs } from "../../../src/notebook/cell-api/inputs.ts";
import { analyse } from "../../../src/notebook/language/analyse.ts";

const settled = (source: string) => [...analyse(source).settled].sort();

test("every call that asks the reader is known", () => {
  const host = { values: {}, show: () => () => {}, waitFor: null };
  for (const name of Object.keys(createInputs(host, new StopSignal()))) {
    expect(settled(`const mine = ${name}("x"); const copy = await mine;`), name).toEqual([]);
  }
});

describe("what no input of a cell can change", () => {
  test.each([
    ["is imported", 'import { gae } from "mini-rlhf/advantages"; const lam = slider("lam", {}); gae(lam)', ["gae"]],
    [
      "is loaded, and read by what is set",
      'const m = await load("a"); const t = textInput("t"); const p = next(m, t);',
      ["m"],
    ],
    [
      "is a constant",
      "const rows = [1, [2]], f = (x) => x + 1; const s = slider(); const y = f(s);",
      ["rows", "f"].sort(),
    ],
    ["is a function of such", "function twice(x) { return f(x); } const f = (x) => 2 * x;", ["f", "twice"]],
    ["all, where there is no input", "const rng = createRng(1); let n = 0; n++;", ["n", "rng"]],
  ])("%s", (_, source, names) => {
    expect(settled(source)).toEqual(names);
  });

  test.each([
    ["a setting, and what comes of it", 'const s = select("a", ["b"]); const t = s + 1; const u = [t];'],
    ["a function that sees a setting", "const s = slider(); const f = () => s; function g() { return f(); }"],
    [
      "a generator of random numbers that a setting's call has moved",
      "const rng = createRng(1); const x = roll(rng, slider()); const y = rng.next();",
    ],
    ["what a loop may change", "const list = []; const s = slider(); for (const x of s) list.push(x);"],
    ["what is assigned", "let best = 0; const s = slider(); if (s > 1) best = s;"],
    ["an input under another name", "const knob = slider; const s = knob();"],
    ["what is taken apart", "const { a, b } = settingsOf(slider());"],
  ])("is not %s", (_, source) => {
    expect(settled(source)).toEqual([]);
  });

  test("a training with a setting changes the model that it is given", () => {
    const source = 'const m = await load("a"); for await (const step of train({ m, rate: slider() })) progress(step);';
    expect(settled(source)).toEqual([]);
  });
});
