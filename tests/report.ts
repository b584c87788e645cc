import type { ReportLine } from "./reporters/lines.ts";

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

/**
 * Counts from the lines that a test runner wrote. A failure outside any test, tests that were not run
 * and a run without tests count as one failed test.
 * @param code the runner's exit status
 */
export function outcomeOf(lines: ReportLine[], code: number): Outcome {
  const count = (state: string) => lines.filter((line) => "state" in line && line.state === state).length;
  const planned = lines.reduce((sum, line) => sum + ("planned" in line ? line.planned : 0), 0);
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  const notRun = planned - counts.passed - counts.failed - counts.skipped;
  const errors = lines.flatMap((line) => ("error" in line ? [line.error] : []));
  const troubles = [
    planned === 0 && "found no tests",
    notRun > 0 && `${notRun} not run`,
    errors.length > 0 && `failed outside its tests: ${firstLine(errors[0]!)}`,
    code !== 0 && counts.failed === 0 && errors.length === 0 && planned > 0 && "failed outside its tests",
  ].filter((trouble) => trouble !== false);
  if (troubles.length === 0) return counts;
  return { ...counts, failed: counts.failed + 1, note: troubles.join(", ") };
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0]!.slice(0, 200);
}

/** "unit      212 passed, 0 failed, 1 skipped   14 s   a note" */
export function phaseLine(name: string, outcome: Outcome, seconds: number) {
  const skipped = outcome.skipped ? `, ${outcome.skipped} skipped` : "";
  const parts = [
    name.padEnd(12),
    `${outcome.passed} passed, ${outcome.failed} failed${skipped}`.padEnd(24),
    `${seconds.toFixed(0).padStart(4)} s`,
    outcome.note ?? "",
  ];
  return parts.join("  ").trimEnd();
}

/** The line that continuous integration reads. */
export function totalLine(outcomes: Outcome[]) {
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return `${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed`;
}
