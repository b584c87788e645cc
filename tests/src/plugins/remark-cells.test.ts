import path from "node:path";
import type { Code, Root } from "mdast";
import type { MdxJsxAttribute, MdxJsxFlowElement } from "mdast-util-mdx-jsx";
import { VFile } from "vfile";
import { describe, expect, test } from "vitest";
import { tellFaults } from "../../../src/plugins/faults.ts";
import { frontmatter } from "../../../src/plugins/frontmatter.ts";
import { remarkCells } from "../../../src/plugins/remark-cells.ts";

function fence(meta: string | null, value: string, line = 1, lang = "ts"): Code {
  const point = { line, column: 1 };
  return { type: "code", lang, meta, value, position: { start: point, end: point } };
}

function run(...fences: Code[]) {
  const tree: Root = { type: "root", children: fences };
  const file = new VFile({ path: "/book/chapters/04-ppo/index.mdx" });
  remarkCells()(tree, file);
  tellFaults(file);
  return { nodes: tree.children, file };
}

/** attributes by name, the code by its value and by what JavaScript would read */
function attributes(element: MdxJsxFlowElement) {
  return Object.fromEntries(
    (element.attributes as MdxJsxAttribute[]).map(({ name, value }) => [
      name,
      typeof value === "string" ? value : JSON.parse(value!.value),
    ]),
  );
}

describe("remarkCells", () => {
  test("lists the core files that the page imports, once each", () => {
    const { file } = run(
      fence("cell id=a", 'import { gold } from "mini-rlhf/world/gold";\nimport d3 from "d3-array";'),
      fence("cell id=b", 'import {\n  gold,\n} from "mini-rlhf/world/gold";\nimport "mini-rlhf/gpt";'),
      fence("cell id=c", 'import type { Rng } from "mini-rlhf/random";'),
      fence(null, 'import { ppo } from "mini-rlhf/ppo";'),
    );
    expect(frontmatter(file).uses).toEqual(["world/gold", "random"]);
  });

  test("makes a cell of a fence", () => {
    const { nodes } = run(fence("cell id=gae-by-hand", "const a = 1;"));
    const cell = nodes[0] as unknown as MdxJsxFlowElement;
    expect(cell.name).toBe("Cell");
    expect(attributes(cell)).toEqual({
      id: "gae-by-hand",
      code: "const a = 1;",
      chapter: "04-ppo",
    });
  });

  test("hands on that the imports are folded", () => {
    const { nodes } = run(fence("cell id=a keep fold", 'import "x";'), fence("cell id=folding", "1"));
    expect(nodes.map((node) => attributes(node as unknown as MdxJsxFlowElement).fold)).toEqual([true, undefined]);
  });

  test("hands on what the cell does, and that its code is open", () => {
    const { nodes } = run(fence('cell id=a open does="Says “a” & b"', "1"), fence("cell id=b", "1"));
    const given = nodes.map((node) => attributes(node as unknown as MdxJsxFlowElement));
    expect(given.map(({ open, does }) => [open, does])).toEqual([
      [true, "Says “a” & b"],
      [undefined, undefined],
    ]);
  });

  test("keeps code to the letter", () => {
    const code = 'const s = `a "b" \\n ${1 < 2} &lt; {x}`;\n\n  "é";\n';
    const { nodes } = run(fence("cell id=a", code));
    expect(attributes(nodes[0] as unknown as MdxJsxFlowElement).code).toBe(code);
  });

  test("leaves other fences alone", () => {
    const plain = fence(null, "x");
    const titled = fence("title=excellent", "x");
    expect(run(plain, titled).nodes).toEqual([plain, titled]);
  });

  test("tells the page its cells in order", () => {
    const { file } = run(fence("cell id=b", "1"), fence("cell id=a", "2"));
    expect(frontmatter(file).cells).toEqual(["b", "a"]);
  });

  test.each([
    ["a repeated id", [fence("cell id=a", "1", 3), fence("cell id=a", "2", 9)], 9, /line 3/],
    ["a missing id", [fence("cell", "1", 5)], 5, /id=some-name/],
    ["an id in capitals", [fence("cell id=PpoTrain", "1", 5)], 5, /PpoTrain/],
    ["another language", [fence("cell id=a", "1", 7, "js")], 7, /```ts cell/],
  ])("refuses %s, with file and line", (_, fences, line, message) => {
    expect(() => run(...fences)).toThrow(
      expect.objectContaining({
        file: "/book/chapters/04-ppo/index.mdx",
        line,
        reason: expect.stringMatching(message),
      }),
    );
  });
});

describe("a translation", () => {
  const folder = path.resolve(import.meta.dirname, "../../../chapters/05-ppo");
  const place = (id: string) => {
    const point = { line: 7, column: 1, offset: 0 };
    const cell: MdxJsxFlowElement = {
      type: "mdxJsxFlowElement",
      name: "Cell",
      attributes: [{ type: "mdxJsxAttribute", name: "id", value: id }],
      children: [],
      position: { start: point, end: point },
    };
    const file = new VFile({ path: path.join(folder, "ko.mdx") });
    remarkCells()({ type: "root", children: [cell] }, file);
    tellFaults(file);
    return { ...attributes(cell), ...frontmatter(file) };
  };

  test("places the cells of the English text by their ids", () => {
    const { code, chapter, cells } = place("gae");
    expect(code).toMatch(/^import \{ gae[\s\S]*show\(creditWords\([^\n]*\);$/);
    expect({ chapter, cells }).toEqual({ chapter: "05-ppo", cells: ["gae"] });
  });

  test("cannot place what is not there", () => {
    expect(() => place("gai")).toThrow(expect.objectContaining({ line: 7, reason: expect.stringMatching(/"gai"/) }));
    expect(() => place("ppo")).toThrow(/no cell "ppo"/);
  });
});
