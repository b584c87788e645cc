import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../src/styles/theme.css", import.meta.url), "utf8");
const themes = ["light", "dark"] as const;

/** --name: light-dark(#fff, #000) -> { light: "#fff", dark: "#000" } */
const palette = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

/** WCAG 2.2: relative luminance of #rrggbb */
function luminance(colour: string) {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function contrastOf(front: string, back: string, theme: "light" | "dark") {
  return contrast(palette.get(front)![theme], palette.get(back)![theme]);
}

test("contrast is WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(themes)("in the %s theme", (theme) => {
  const text = ["ink", "muted", "accent", "good", "bad", "warn"];
  const series = [1, 2, 3, 4, 5, 6].map((n) => `series-${n}`);

  test.each([...text, ...series])("%s reads on paper and on code", (name) => {
    expect(contrastOf(name, "paper", theme)).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf(name, "code-bg", theme)).toBeGreaterThanOrEqual(4.5);
  });

  test("a button and a note read", () => {
    expect(contrastOf("accent-ink", "accent", theme)).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf("ink", "accent-soft", theme)).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf("accent", "accent-soft", theme)).toBeGreaterThanOrEqual(4.5);
  });
});
