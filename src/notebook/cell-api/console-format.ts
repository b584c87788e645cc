import { inspect } from "./inspect.ts";
import { inspectedText } from "../output/inspected-text.ts";

/**
 * The line that a console prints for some values, as the console standard has it
 * (https://console.spec.whatwg.org/#formatter): a first text may hold `%s %d %i %f %o %O %c %%`,
 * each but the last two with the next value; what is left over follows, parted by blanks.
 */
export function formatLine(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  // A single text is printed as it is, "100 %%" too.
  if (typeof first !== "string" || rest.length === 0) return values.map(consoleText).join(" ");
  const text = first.replace(/%[sdifoOc%]/g, (specifier) => {
    if (specifier === "%%") return "%";
    return rest.length === 0 ? specifier : convert(specifier, rest.shift());
  });
  return [text, ...rest.map(consoleText)].join(" ");
}

/** A value as the console prints it: a text as it is, everything else as its contents. */
export function consoleText(value: unknown): string {
  return typeof value === "string" ? value : inspectedText(inspect(value));
}

function convert(specifier: string, value: unknown): string {
  switch (specifier) {
    case "%s":
      return asString(value);
    case "%d":
    case "%i":
      return String(typeof value === "symbol" ? NaN : parse(parseInt, value));
    case "%f":
      return String(typeof value === "symbol" ? NaN : parse(parseFloat, value));
    case "%c":
      // A style, as for a browser's tools; a cell has one look.
      return "";
    default:
      return inspectedText(inspect(value));
  }
}

function asString(value: unknown): string {
  try {
    return String(value);
  } catch {
    return consoleText(value);
  }
}

/** A value may have no text, or one that throws. */
function parse(read: (text: string) => number, value: unknown): number {
  try {
    return read(String(value));
  } catch {
    return NaN;
  }
}
