import { globSync } from "node:fs";
import { onPath } from "../provision/places.ts";
import { expectAsPrinted, expectReference, printedCells } from "../same-bits/expect.ts";
import { withFirefox } from "../same-bits/firefox.ts";
import { runInCellScript, runOneByOneScript } from "../same-bits/in-page.ts";
import { NoAnswer, withWebKit } from "../same-bits/webkit.ts";
import { test } from "./fixtures.ts";

/** The bits of tests/browser/same-bits.spec.ts in browsers from Debian, where they are installed. */
const chapter = "./gpt-basics/";
const trains = { tag: "@trains" };

const firefox = ["firefox-esr", "firefox"].map((name) => onPath(name)).find(Boolean);
const driver = onPath("WebKitWebDriver");
const screen = onPath("Xvfb");
const browser = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0];
const webkit = driver && screen && browser ? { driver, browser, screen } : undefined;

test.describe("the installed Firefox", () => {
  test.skip(!firefox, "no Firefox is installed");

  const inFirefox = (script: string, baseURL?: string) =>
    withFirefox(firefox!, (evaluate) => evaluate(new URL(chapter, baseURL).href, script));

  test("prints what the book prints", trains, async ({ baseURL }) => {
    expectAsPrinted(await inFirefox(runOneByOneScript(printedCells), baseURL));
  });

  test("trains to the reference bits", trains, async ({ baseURL }) => {
    expectReference(await inFirefox(runInCellScript, baseURL));
  });
});

test.describe("the installed WebKitGTK", () => {
  // Longer than two silent windows.
  test.setTimeout(18 * 60_000);
  test.skip(!webkit, "WebKitWebDriver, its MiniBrowser or Xvfb is not installed");

  /**
   * Of some hundred windows of this browser one has fallen silent. It is asked once more, and the
   * report has what the silent page said; an answer that is wrong counts at once.
   */
  const inWebKit = async (script: string, baseURL?: string): Promise<string> => {
    const ask = () => withWebKit(webkit!, (evaluate) => evaluate(new URL(chapter, baseURL).href, script));
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      console.warn(`WebKitGTK did not answer: ${error.message}`);
      return await ask();
    }
  };

  test("prints what the book prints", trains, async ({ baseURL }) => {
    expectAsPrinted(await inWebKit(runOneByOneScript(printedCells), baseURL));
  });

  test("trains to the reference bits", trains, async ({ baseURL }) => {
    expectReference(await inWebKit(runInCellScript, baseURL));
  });
});
