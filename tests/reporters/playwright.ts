/** A reporter of Playwright that writes a line a test. */
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from "@playwright/test/reporter";
import { writeLine } from "./lines.ts";

const states = { expected: "passed", unexpected: "failed", flaky: "failed", skipped: "skipped" } as const;

export default class LineReporter implements Reporter {
  onBegin(_: FullConfig, suite: Suite): void {
    writeLine({ planned: suite.allTests().length });
  }

  onTestEnd(test: TestCase, { duration, status }: TestResult): void {
    // What was under way when the run was ended counts as not run.
    if (status === "interrupted") return;
    writeLine({ name: test.titlePath().filter(Boolean).join(" > "), state: states[test.outcome()], ms: duration });
  }

  onError({ message }: TestError): void {
    writeLine({ error: message ?? "an error without words" });
  }

  printsToStdio(): boolean {
    return false;
  }
}
