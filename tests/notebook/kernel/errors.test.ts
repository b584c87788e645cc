import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { compileCell } from "../../../src/notebook/language/compile.ts";
import { describeThrown } from "../../../src/notebook/kernel/run-error.ts";
import { cellFrames } from "../../../src/notebook/cell-api/stack.ts";

/** Stack traces as the three engines write them for the same error. */
const stacks = {
  chromium: `TypeError: x is not a function
    at helper (mini-rlhf-cell/sft-loss.ts:4:9)
    at Array.map (<anonymous>)
    at async eval (mini-rlhf-cell/train.ts:7:3)
    at async runCell (http://localhost:4321/mini-rlhf/_astro/worker-9.js:12:7)`,
  firefox: `helper@mini-rlhf-cell/sft-loss.ts:4:9
async*@http://localhost:4321/mini-rlhf/_astro/mini-rlhf-cell/train.ts:7:3
runCell@http://localhost:4321/mini-rlhf/_astro/worker-9.js:12:7
`,
  webkit: `helper@mini-rlhf-cell/sft-loss.ts:4:9
map@[native code]
@mini-rlhf-cell/train.ts:7:3
runCell@http://localhost:4321/mini-rlhf/_astro/worker-9.js:12:7`,
};

describe("stack traces", () => {
  for (const [browser, stack] of Object.entries(stacks)) {
    test(`of ${browser}: the frames in cells, innermost first`, () => {
      expect(cellFrames(stack)).toEqual([
        { cell: "sft-loss", place: { line: 4, column: 9 } },
        { cell: "train", place: { line: 7, column: 3 } },
      ]);
    });

    test(`of ${browser}: told at the line of the cell that ran`, () => {
      const source = "1\n2\n3\n4\n5\n  call();\n";
      const code = { source, compiled: compileCell("train", analyse(source), []) };
      const error = Object.assign(new TypeError("x is not a function"), { stack });
      const told = describeThrown(error, "train", () => code);
      expect(told).toMatchObject({ line: 6, column: 3, code: "  call();", origin: { cell: "sft-loss", line: 3 } });
    });
  }
});

describe("compiled code", () => {
  test("keeps every line and column", () => {
    const source = "const a: number = 1;\n\n  a as unknown;\n";
    const { code, toReader } = compileCell("x", analyse(source), []);
    const lines = code.split("\n");
    expect(lines[1]).toBe("const a         = 1;");
    const column = lines[3]!.indexOf("a ") + 1;
    expect(toReader({ line: 4, column })).toEqual({ line: 3, column: 3 });
    expect(toReader({ line: 2, column: 7 })).toEqual({ line: 1, column: 7 });
  });

  test("does not collide with the reader's names", () => {
    const source = "const $cell = 1, $live = 2; $cell + $live";
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is read here, and not run
    expect(() => new Function(compileCell("x", analyse(source), []).code)).not.toThrow();
  });
});
