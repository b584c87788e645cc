/** A reporter of Vitest that writes a line a test. */
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { writeLine } from "./lines.ts";

export default class LineReporter implements Reporter {
  onTestModuleCollected(module: TestModule): void {
    writeLine({ planned: [...module.children.allTests()].length });
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    const name = `${test.module.relativeModuleId} > ${test.fullName}`;
    if (state !== "pending") writeLine({ name, state, ms: test.diagnostic()?.duration ?? 0 });
  }

  onTestModuleEnd(module: TestModule): void {
    for (const { message } of module.errors()) writeLine({ error: `${module.relativeModuleId}: ${message}` });
  }

  onTestRunEnd(_: readonly TestModule[], errors: readonly { message: string }[]): void {
    for (const { message } of errors) writeLine({ error: message });
  }
}
