import { compile } from "@mdx-js/mdx";
import remarkMath from "remark-math";
import { VFile } from "vfile";
import { describe, expect, test } from "vitest";
import { remarkFaults } from "../../../src/plugins/faults.ts";
import { frontmatter } from "../../../src/plugins/frontmatter.ts";
import { remarkCells } from "../../../src/plugins/remark-cells.ts";
import { remarkExercises } from "../../../src/plugins/remark-exercises.ts";
import { remarkFigures } from "../../../src/plugins/remark-figures.ts";
import { remarkSources } from "../../../src/plugins/remark-sources.ts";
import { remarkSymbols } from "../../../src/plugins/remark-symbols.ts";

/** The plugins on a small chapter of its own: what they write, and how they refuse. */
const plugins = [remarkMath, remarkCells, remarkSources, remarkExercises, remarkFigures, remarkSymbols, remarkFaults];

async function build(mdx: string, symbols: Record<string, string> = {}, chapter = "05-ppo") {
  const file = new VFile({ path: `/book/chapters/${chapter}/index.mdx`, value: mdx });
  frontmatter(file).symbols = symbols;
  const js = String(await compile(file, { remarkPlugins: plugins, jsx: true }));
  return { js, uses: frontmatter(file).uses };
}

const refusal = (line: number, reason: RegExp) =>
  expect.objectContaining({ line, reason: expect.stringMatching(reason) });

describe("symbols", () => {
  const table = { x_t: "the token at place $t$", t: "a *place*" };

  test("are marked, and listed with their meanings after the equation", async () => {
    const { js } = await build("$$\nx_t + 1\n$$\n\n<Symbols />\n\nSee $t$.\n", table);
    expect(js).toContain("\\\\htmlData{sym=0}{x_t} + 1");
    expect(js).toContain("the token at place");
    expect(js).not.toContain("a *place*"); // t is not in the equation
  });

  test("without a meaning fail where they stand", async () => {
    await expect(build("A text.\n\nSo $y = x_t$.\n\n$t$", table)).rejects.toEqual(refusal(3, /nothing explains: y/));
  });

  test("with a meaning and no formula fail, too", async () => {
    await expect(build("$x_t$", table)).rejects.toThrow(/"symbols" explains t, which no formula has/);
  });

  test("are not listed where there is no equation", async () => {
    await expect(build("<Symbols />\n\n$x_t$ $t$", table)).rejects.toEqual(refusal(1, /after an equation/));
  });
});

describe("quotes of the core", () => {
  test("get the code of the symbol and its lines", async () => {
    const { js, uses } = await build('<Source of="advantages.ts#gae" />');
    expect(js).toContain("export function gae(");
    expect(js).toMatch(/firstLine=\{\d+\}/);
    expect(uses).toEqual(["advantages"]);
  });

  test.each([
    ["a file that is not there", "advantage.ts#gae", /snippets\/advantage\.ts does not exist/],
    ["a symbol that is not there", "advantages.ts#gea", /advantages\.ts has no "gea"\. Did you mean "gae"\?/],
    ["another form", "advantages#gae", /is not of the form/],
  ])("refuse %s, with the line", async (_, of, reason) => {
    await expect(build(`Text.\n\n<Source of="${of}" />`)).rejects.toEqual(refusal(3, reason));
  });
});

describe("figures", () => {
  test("are numbered in order, and mentions get the number", async () => {
    const { js } = await build(
      '<Figure id="a" caption="A" />\n\n<Figure id="b" caption="B" />\n\n<Ref to="a" /> and <Ref to="b" />.',
    );
    expect(js).toContain('<Figure id="b" caption="B" number="5.2" />');
    expect(js).toContain('<Ref to="b" number="5.2" word="Figure" />');
  });

  test.each([
    ["without an id", '<Figure caption="A" />', /needs an id/],
    ["with an id twice", '<Figure id="a" caption="A" /><Figure id="a" caption="B" />', /id of its own/],
    [
      "that are not there",
      '<Figure id="a" caption="A" />\n<Ref to="c" />',
      /no figure or equation of this chapter\. There is: a\./,
    ],
  ])("%s are refused", async (_, mdx, reason) => {
    await expect(build(mdx)).rejects.toThrow(reason);
  });
});

describe("exercises", () => {
  const cell = "```ts cell id=ex-a\ncheck('a', 1, 1);\n```";

  test("know their number and their cell", async () => {
    const { js } = await build(`<Exercise title="A">\n\n${cell}\n\n<Solution>\n\nNone.\n\n</Solution>\n\n</Exercise>`);
    expect(js).toContain('<Exercise title="A" number="5.1" cell="ex-a">');
  });

  test("of the first page have a number without a chapter", async () => {
    const mdx = `<Exercise title="A">\n\n${cell}\n\n<Solution>\n\nNone.\n\n</Solution>\n\n</Exercise>`;
    const { js } = await build(mdx, {}, "00-home");
    expect(js).toContain('<Exercise title="A" number="1" cell="ex-a">');
  });

  test.each([
    ["a cell", `<Exercise title="A">\n\n<Solution>\n\nNone.\n\n</Solution>\n\n</Exercise>`, /needs a cell/],
    ["a solution", `<Exercise title="A">\n\n${cell}\n\n</Exercise>`, /needs a <Solution>/],
  ])("need %s", async (_, mdx, reason) => {
    await expect(build(mdx)).rejects.toEqual(refusal(1, reason));
  });
});
