/**
 * The oldest browsers that the notebook runs in: module workers and WebAssembly with SIMD set the bar,
 * and all of these came out by July 2023. The build rewrites syntax and CSS that they lack
 * (astro.config.mjs); a test looks in what is built for what cannot be rewritten.
 */
export const oldestBrowsers = ["chrome111", "edge111", "firefox115", "safari16.4"];

export const oldestInWords = "Chrome or Edge 111, Firefox 115 or Safari 16.4, of 2023, or anything newer";

/** What to say of a browser that is older; null of one that is not. */
export function tooOld(): string | null {
  // What Safari 16.4, Firefox 115 and Chrome 110 brought.
  const isNew = "toReversed" in Array.prototype && typeof CompressionStream === "function";
  return isNew
    ? null
    : `This browser is too old for the notebook. It needs ${oldestInWords}. All that is printed can be read.`;
}

export const needs = `Any browser since 2023 has it: ${oldestInWords}.`;
