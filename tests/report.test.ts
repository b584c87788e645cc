import { describe, expect, test } from "vitest";
import { phaseLine, playwrightOutcome, single, totalLine, vitestOutcome } from "./report.ts";

const vitest = (numPassedTests: number, numFailedTests: number) =>
  JSON.stringify({ numPassedTests, numFailedTests, numPendingTests: 1, numTodoTests: 1 });
const playwright = (expected: number, unexpected: number, flaky: number) =>
  JSON.stringify({ stats: { expected, unexpected, flaky, skipped: 0 } });

describe("counts", () => {
  test("come from the reports", () => {
    expect(vitestOutcome(vitest(5, 2), 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
    expect(playwrightOutcome(playwright(3, 1, 1), 1)).toMatchObject({ passed: 3, failed: 2 });
  });

  test("a failure outside the tests counts as one", () => {
    expect(vitestOutcome(vitest(5, 0), 1)).toMatchObject({ passed: 5, failed: 1 });
    expect(playwrightOutcome(playwright(5, 0, 0), 1)).toMatchObject({ failed: 1 });
  });

  test("no tests and no report are failures, not silence", () => {
    expect(vitestOutcome(vitest(0, 0), 0)).toMatchObject({ failed: 1, note: "found no tests" });
    expect(vitestOutcome(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(playwrightOutcome("{", 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("lines", () => {
  test("the last line has the sums", () => {
    expect(totalLine([single(true), { passed: 7, failed: 2 }, single(false)])).toBe(
      "8 passed, 3 failed",
    );
  });

  test("a phase shows counts, skipped tests, time and a note", () => {
    expect(phaseLine("unit", { passed: 3, failed: 0, skipped: 1 }, 12.4)).toMatch(
      /^unit +3 passed, 0 failed, 1 skipped +12 s$/,
    );
    expect(phaseLine("build", single(false, "stopped"), 1)).toMatch(/1 failed +1 s +stopped$/);
  });
});
