import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const styles = ["cell.css", "theme.css"].map((file) =>
  readFileSync(new URL(`../../src/styles/${file}`, import.meta.url), "utf8"),
);

/** --name: light-dark(#fff, #000) -> [light, dark] */
const palette = new Map(
  [...styles.join("\n").matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    [light!, dark!],
  ]),
);

/** WCAG 2.2: relative luminance of #rrggbb */
function luminance(colour: string): number {
  const weights = [0.2126, 0.7152, 0.0722];
  return [1, 3, 5].reduce((sum, start, index) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return sum + weights[index]! * (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  }, 0);
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const inks = [...palette.keys()].filter((name) => /^code-(?!bg)/.test(name));

test("the code's colours are there", () => expect(inks.length).toBeGreaterThanOrEqual(6));

test.each(inks)("%s reads on code and on paper, light and dark", (name) => {
  for (const back of ["code-bg", "paper"]) {
    palette.get(name)!.forEach((colour, theme) => {
      expect(contrast(colour, palette.get(back)![theme]!)).toBeGreaterThanOrEqual(4.5);
    });
  }
});
