import { expectNoWayOut, expectNoWorkerObeys, expectWaysLeadOut } from "./no-way-out.ts";
import { installed } from "./installed.ts";
import { test } from "./fixtures.ts";

/** The policy of tests/browser/policy.spec.ts in browsers from Debian, where they are installed. */
const chapter = "./gpt-basics/";

/** Firefox 153 ends the page's process at an import by a text that a timer evaluates. */
const crashes: Record<string, string[]> = { Firefox: ["import-later"] };

// Each starts a browser and dozens of workers, on a machine that may have other things to do.
test.setTimeout(30 * 60_000);

for (const [name, ask] of installed) {
  test.describe(`in the installed ${name}`, () => {
    test.skip(!ask, `${name}, or what drives it, is not installed`);

    test("the ways out are ways", () => expectWaysLeadOut(ask!, crashes[name]));

    test("none leads out of a cell or its workers", ({ baseURL }) =>
      expectNoWayOut(ask!, new URL(chapter, baseURL).href, crashes[name]));

    test("no file of the site runs a cell's commands", ({ baseURL }) =>
      expectNoWorkerObeys(ask!, new URL(chapter, baseURL).href));
  });
}
