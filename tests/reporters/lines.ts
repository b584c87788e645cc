/**
 * What the test runners tell `npm test` while they run: one JSON line a test, written as soon as the
 * test ends, so that the results of a run that is ended early are still there.
 */
import { appendFileSync } from "node:fs";

export type ReportLine =
  | { planned: number }
  | { name: string; state: "passed" | "failed" | "skipped"; ms: number }
  /** a failure outside any test: a file that cannot be imported, a promise nobody waits for */
  | { error: string };

export function writeLine(line: ReportLine): void {
  const file = process.env.REPORT_LINES;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** A line that was cut off when the runner was ended is left out. */
export function readLines(text: string): ReportLine[] {
  return text.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as ReportLine];
    } catch {
      return [];
    }
  });
}
