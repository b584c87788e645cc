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
  if (!program) return null;
  const ask: Evaluate = (url, script) =>
    withFirefox(program, (evaluate) => Promise.race([evaluate(url, script), silence("Firefox")]));
  return twice("Firefox", ask);
}

/** Several times what a script takes on a machine that is busy; who is silent for so long stays silent. */
const longest = 5 * 60_000;

async function silence(name: string): Promise<never> {
  await new Promise((over) => setTimeout(over, longest).unref());
  throw new NoAnswer(`${name} has said nothing for ${longest / 60_000} minutes.`);
}

/**
 * Of some hundred windows of these browsers one has fallen silent. It is asked once more, and the
 * report has what the silent page said; an answer that is wrong counts at once.
 */
function twice(name: string, ask: Evaluate): Evaluate {
  return (url, script) =>
    ask(url, script).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      console.warn(`${name} did not answer: ${error.message}`);
      return ask(url, script);
    });
}

function webkit(): Evaluate | null {
  const [driver, screen] = [onPath("WebKitWebDriver"), onPath("Xvfb")];
  const browser = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0];
  if (!driver || !screen || !browser) return null;
  const ask: Evaluate = (url, script) => withWebKit({ driver, browser, screen }, (evaluate) => evaluate(url, script));
  return twice("WebKitGTK", ask);
}
