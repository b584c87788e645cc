/** What a phase of `npm test` came to. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped?: number;
  /** one line on what went wrong or was chosen */
  note?: string;
}

/** A step that either works or does not counts as one test. */
export function single(works: boolean, note?: string): Outcome {
  return { passed: works ? 1 : 0, failed: works ? 0 : 1, note };
}

/** Counts from Vitest's JSON report. */
export function vitestOutcome(report: string | undefined, code: number): Outcome {
  const counts = parse<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  }>(report);
  if (!counts) return { passed: 0, failed: 1, note: "Vitest left no report" };
  return checked(
    {
      passed: counts.numPassedTests,
      failed: counts.numFailedTests,
      skipped: counts.numPendingTests + counts.numTodoTests,
    },
    code,
  );
}

/** Counts from Playwright's JSON report. */
export function playwrightOutcome(report: string | undefined, code: number): Outcome {
  const stats = parse<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>(report)?.stats;
  if (!stats) return { passed: 0, failed: 1, note: "Playwright left no report" };
  return checked(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped },
    code,
  );
}

/**
 * A failure outside any test (a file that cannot be imported, a server that
 * does not start) and a run without tests count as one failed test.
 */
function checked(outcome: Outcome, code: number): Outcome {
  if (outcome.failed > 0) return outcome;
  if (code !== 0) return { ...outcome, failed: 1, note: "failed outside its tests" };
  if (outcome.passed === 0) return { ...outcome, failed: 1, note: "found no tests" };
  return outcome;
}

function parse<T>(json: string | undefined): T | undefined {
  try {
    return json === undefined ? undefined : (JSON.parse(json) as T);
  } catch {
    return undefined;
  }
}

/** "unit      212 passed, 0 failed, 1 skipped   14 s   a note" */
export function phaseLine(name: string, outcome: Outcome, seconds: number) {
  const skipped = outcome.skipped ? `, ${outcome.skipped} skipped` : "";
  const parts = [
    name.padEnd(8),
    `${outcome.passed} passed, ${outcome.failed} failed${skipped}`.padEnd(24),
    `${seconds.toFixed(0).padStart(4)} s`,
    outcome.note ?? "",
  ];
  return parts.join("  ").trimEnd();
}

/** The line that continuous integration reads. */
export function totalLine(outcomes: Outcome[]) {
  const sum = (pick: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return `${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed`;
}
