import { describe, expect, test } from "vitest";
import { outcomeOf, phaseLine, single, totalLine } from "./report.ts";
import { readLines, type ReportLine } from "./reporters/lines.ts";

const ended = (state: "passed" | "failed" | "skipped", count = 1): ReportLine[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${state} ${i}`, state, ms: 1 }));

describe("counts", () => {
  test("come from the lines of the tests", () => {
    const lines = [
      { planned: 4 },
      ...ended("passed", 3),
      { planned: 4 },
      ...ended("failed", 2),
      ...ended("skipped", 3),
    ];
    expect(outcomeOf(lines, 1)).toEqual({ passed: 3, failed: 2, skipped: 3 });
    expect(outcomeOf([{ planned: 3 }, ...ended("passed", 3)], 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
  });

  test("what a run had found out before it was ended still counts", () => {
    const lines = readLines(
      `${[{ planned: 9 }, ...ended("passed", 4), ...ended("failed")].map((line) => JSON.stringify(line)).join("\n")}\n{"name":"cut o`,
    );
    expect(outcomeOf(lines, 137)).toEqual({ passed: 4, failed: 2, skipped: 0, note: "4 not run" });
  });

  test("a failure outside the tests counts as one", () => {
    expect(outcomeOf([{ planned: 2 }, ...ended("passed", 2)], 1)).toMatchObject({
      passed: 2,
      failed: 1,
      note: "failed outside its tests",
    });
    const lines = [{ planned: 2 }, ...ended("passed", 2), { error: "cannot import x\n  at y" }];
    expect(outcomeOf(lines, 1)).toMatchObject({ failed: 1, note: "failed outside its tests: cannot import x" });
    expect(outcomeOf(lines, 0)).toMatchObject({ failed: 1 });
  });

  test("no tests and no report are failures, not silence", () => {
    expect(outcomeOf([], 0)).toMatchObject({ passed: 0, failed: 1, note: "found no tests" });
    expect(outcomeOf(readLines(""), 1)).toMatchObject({ failed: 1 });
  });
});

describe("lines", () => {
  test("the last line has the sums", () => {
    expect(totalLine([single(true), { passed: 7, failed: 2 }, single(false)])).toBe("8 passed, 3 failed");
  });

  test("a phase shows counts, skipped tests, time and a note", () => {
    expect(phaseLine("unit", { passed: 3, failed: 0, skipped: 1 }, 12.4)).toMatch(
      /^unit +3 passed, 0 failed, 1 skipped +12 s$/,
    );
    expect(phaseLine("build", single(false, "stopped"), 1)).toMatch(/1 failed +1 s +stopped$/);
  });
});
