import { describe, expect, test } from "vitest";
import { explainSymbols, withoutMarks } from "../../../src/plugins/tex-symbols.ts";

const table = ["x_t", "x_{<t}", "x", "\\pi_\\phi", "\\mathrm{clip}", "\\sum", "t"];

/** symbols by name instead of by number */
function explain(tex: string) {
  const { symbols, unexplained, ...rest } = explainSymbols(tex, table);
  return { ...rest, symbols: symbols.map((number) => table[number]), unexplained };
}

describe("explainSymbols", () => {
  test("marks the longest symbol that the table has", () => {
    expect(explain("x_t + x")).toEqual({
      tex: "\\htmlData{sym=0}{x_t} + \\htmlData{sym=2}{x}",
      symbols: ["x_t", "x"],
      unexplained: [],
    });
  });

  test("reads spaces and lone braces as nothing", () => {
    expect(explain("x_{t} x _ t").symbols).toEqual(["x_t"]);
    expect(explain("x_{ < t }").symbols).toEqual(["x_{<t}"]);
  });

  test("braces an index, so that TeX takes it whole", () => {
    expect(explain("2_t").tex).toBe("2_{\\htmlData{sym=6}{t}}");
  });

  test("knows commands with words for names", () => {
    expect(explain("\\mathrm{clip}(x)").symbols).toEqual(["\\mathrm{clip}", "x"]);
  });

  test("leaves limits where they are", () => {
    expect(explain("\\sum_{t}").tex).toBe("\\sum_{\\htmlData{sym=6}{{t}}}");
  });

  test.each([
    ["a letter", "x + y", ["y"]],
    ["a Greek letter", "\\beta x", ["\\beta"]],
    ["a name", "\\mathrm{SFT} x", ["\\mathrm{SFT}"]],
    ["an index", "x_j", ["j"]],
  ])("says what is unexplained: %s", (_, tex, expected) => {
    expect(explain(tex).unexplained).toEqual(expected);
  });

  test("words, numbers, brackets and arrangement need no explanation", () => {
    const tex = "\\begin{aligned} \\frac{1}{2} \\left( 3 \\right) & \\text{if so} \\\\[0.4em] \\tag{1} \\end{aligned}";
    expect(explain(tex)).toEqual({ tex, symbols: [], unexplained: [] });
  });
});

describe("withoutMarks", () => {
  test.each(["x_t + x", "2_t", "\\frac{x_t}{\\pi_\\phi(x)} \\{ t \\}"])("undoes the marks of %s", (tex) => {
    expect(withoutMarks(explain(tex).tex).replace(/_\{t\}/g, "_t")).toBe(tex);
  });
});
