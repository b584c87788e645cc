import { describe, expect, test } from "vitest";
import { quoteSymbol } from "../../../src/plugins/quote-symbol.ts";

const file = `/** About the file. */
import { a } from "./a.ts";

/** Adds. */
export function add(x: number): number {
  return x + a;
}

// no part of what follows
export const limits = { low: 1 };

export interface Shape {
  size: number;
}

export async function* steps() {}
`;

describe("quoteSymbol", () => {
  test("takes a function with its comment", () => {
    expect(quoteSymbol(file, "add")).toEqual({
      code: "/** Adds. */\nexport function add(x: number): number {\n  return x + a;\n}",
      firstLine: 4,
      lastLine: 7,
    });
  });

  test.each([
    ["limits", 10, 10],
    ["Shape", 12, 14],
    ["steps", 16, 16],
  ])("takes %s", (name, firstLine, lastLine) => {
    expect(quoteSymbol(file, name)).toMatchObject({ firstLine, lastLine });
  });

  test("says what there is, if not this", () => {
    expect(quoteSymbol(file, "sub")).toEqual({ known: ["add", "limits", "Shape", "steps"] });
  });
});
