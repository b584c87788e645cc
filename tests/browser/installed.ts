import { globSync } from "node:fs";
import { onPath } from "../provision/places.ts";
import { type Evaluate, withFirefox } from "../same-bits/firefox.ts";
import { NoAnswer, withWebKit } from "../same-bits/webkit.ts";

/** Browsers from Debian, besides the one that runs all other tests; null for those that are not there. */
export const installed: [name: string, evaluate: Evaluate | null][] = [
  ["Firefox", firefox()],
  ["WebKitGTK", webkit()],
];

function firefox(): Evaluate | null {
  const program = ["firefox-esr", "firefox"].map((name) => onPath(name)).find(Boolean);
  return program ? (url, script) => withFirefox(program, (evaluate) => evaluate(url, script)) : null;
}

/**
 * Of some hundred windows of this browser one has fallen silent. It is asked once more, and the
 * report has what the silent page said; an answer that is wrong counts at once.
 */
function webkit(): Evaluate | null {
  const [driver, screen] = [onPath("WebKitWebDriver"), onPath("Xvfb")];
  const browser = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0];
  if (!driver || !screen || !browser) return null;
  const ask: Evaluate = (url, script) => withWebKit({ driver, browser, screen }, (evaluate) => evaluate(url, script));
  return (url, script) =>
    ask(url, script).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      console.warn(`WebKitGTK did not answer: ${error.message}`);
      return ask(url, script);
    });
}
