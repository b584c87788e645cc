import { describe, expect, test, vi } from "vitest";
import { samples } from "../../../../src/notebook/cell-api/samples.ts";
import type { CodeCell } from "../../../../src/elements/cell/code-cell.ts";
import { askOwn, unknownWords } from "../../../../src/elements/page/ask-own.ts";
import type { RunResult } from "../../../../src/notebook/client/job.ts";

function fakeCell(result: Partial<RunResult>) {
  const run = vi.fn(() => Promise.resolve({ state: "done", outputs: [], error: null, ...result }));
  return { inputs: {}, run } as unknown as CodeCell & { run: typeof run };
}

function shown(prompt: string) {
  const names = ["right", "untrained", "has read", "SFT", "PPO"];
  return samples({ prompts: [prompt], answers: Object.fromEntries(names.map((name) => [name, [`${name} <end>`]])) });
}

test("the cell is given the question and its answers come back", async () => {
  const cell = fakeCell({ outputs: [shown("where does the fox live ?")] });
  const asked = await askOwn("Where does the Fox live?", cell);
  expect(cell.inputs).toEqual({ "your question": "Where does the Fox live?" });
  expect(asked.answers.map(({ text }) => text)).toEqual(["untrained", "has read", "SFT", "PPO"]);
});

describe("in words", () => {
  test.each([
    ["", {}, /^Type a question first/],
    ["?", {}, /^Type a question first/],
    ["Where is the unicorn?", {}, /know 125 words, and not “unicorn”\. Ask what a fox/],
    ["the fox eat", { outputs: [shown("another question ?")] }, /“four-stages” below has been changed/],
    ["the fox eat", { state: "stopped" as const }, /stopped\. Press Ask/],
  ])("%j", async (typed, result, words) => {
    await expect(askOwn(typed, fakeCell(result))).rejects.toThrow(words);
  });

  test("what went wrong in the cell", async () => {
    const error = { name: "Error", message: "too long", line: null, column: null, code: null };
    await expect(askOwn("the fox", fakeCell({ state: "error", error }))).rejects.toThrow("too long");
  });

  test("nothing runs where a word is unknown", async () => {
    const cell = fakeCell({});
    await askOwn("lion", cell).catch(() => {});
    expect(cell.run).not.toHaveBeenCalled();
  });

  test("what may have been meant", () => {
    expect(unknownWords(["foxes"])).toContain("not “foxes”. Did you mean “fox”?");
    expect(unknownWords(["unicorn"])).not.toContain("Did you mean");
    expect(unknownWords(["a1", "b2", "c3", "d4"])).not.toContain("d4");
  });
});
