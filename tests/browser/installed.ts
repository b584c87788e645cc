import { globSync } from "node:fs";
import { onPath } from "../provision/places.ts";
import { type Evaluate, withFirefox } from "../same-bits/firefox.ts";
import { NoAnswer, withWebKit } from "../same-bits/webkit.ts";

/** A browser from Debian, besides the one that runs all other tests. */
export interface OtherBrowser {
  name: string;
  /** what is not installed of it; null if it is there */
  missing: string | null;
  evaluate: Evaluate;
}

const firefox = ["firefox-esr", "firefox"].map((name) => onPath(name)).find(Boolean);
const driver = onPath("WebKitWebDriver");
const screen = onPath("Xvfb");
const browser = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0];

const inFirefox: Evaluate = (url, script) => withFirefox(firefox!, (evaluate) => evaluate(url, script));
const inWebKit: Evaluate = (url, script) =>
  withWebKit({ driver: driver!, browser: browser!, screen: screen! }, (evaluate) => evaluate(url, script));

export const others: OtherBrowser[] = [
  { name: "the installed Firefox", missing: firefox ? null : "no Firefox is installed", evaluate: inFirefox },
  {
    name: "the installed WebKitGTK",
    missing: driver && screen && browser ? null : "WebKitWebDriver, its MiniBrowser or Xvfb is not installed",
    /**
     * Of some hundred windows of this browser one has fallen silent. It is asked once more, and the
     * report has what the silent page said; an answer that is wrong counts at once.
     */
    evaluate: (url, script) =>
      inWebKit(url, script).catch((error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        console.warn(`WebKitGTK did not answer: ${error.message}`);
        return inWebKit(url, script);
      }),
  },
];

/** Those that are there. */
export const installed = others
  .filter(({ missing }) => missing === null)
  .map(({ name, evaluate }): [name: string, evaluate: Evaluate] => [name.replace("the installed ", ""), evaluate]);
