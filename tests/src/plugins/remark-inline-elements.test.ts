import { compile, createProcessor } from "@mdx-js/mdx";
import { expect, test } from "vitest";
import { remarkInlineElements } from "../../../src/plugins/remark-inline-elements.ts";

/** Paragraphs and blocks of a text, in one line each: "p: text Cite text", "Figure". */
function blocks(mdx: string): string[] {
  const tree = createProcessor().parse(mdx);
  remarkInlineElements()(tree);
  return tree.children.map((block) =>
    block.type === "paragraph"
      ? `p: ${block.children.map((child) => ("name" in child ? child.name : child.type)).join(" ")}`
      : "name" in block
        ? String(block.name)
        : block.type,
  );
}

test.each([
  ["at the end of a paragraph", 'They agree\n<Cite of="a" />', ["p: text text Cite"]],
  ["in its middle", 'They agree\n<Cite of="a" />\nand go on.', ["p: text text Cite text text"]],
  ["at its beginning", '<Cite of="a" />\nsays so.', ["p: Cite text text"]],
  ["several of them", 'One\n<Cite of="a" />\n<Value of="b.c" />\ntwo.', ["p: text text Cite text Value text text"]],
  ["two in a line", 'One\n<Cite of="a" /> <Cite of="b" />', ["p: text text Cite text Cite"]],
  ["two in a line, and on", 'One\n<Cite of="a" /> <Cite of="b" />\ntwo.', ["p: text text Cite text Cite text text"]],
  ["alone", 'One.\n\n<Measured of="a" field="b" />\n\nTwo.', ["p: text", "p: Measured", "p: text"]],
  ["after an empty line", 'One.\n\n<Ref to="a" />\nshows it.', ["p: text", "p: Ref text text"]],
])("what belongs into a sentence stays there: %s", (_, mdx, expected) => {
  expect(blocks(mdx)).toEqual(expected);
});

test("blocks stay blocks", () => {
  expect(blocks("One.\n\n<Symbols />\n\nTwo.")).toEqual(["p: text", "Symbols", "p: text"]);
});

test("it reaches into notes, lists and quotations", async () => {
  const mdx = '<Note>\n\nOne\n<Cite of="a" />\n\n</Note>\n\n- two\n  <Cite of="b" />\n\n> three\n> <Cite of="c" />';
  const html = String(await compile(mdx, { remarkPlugins: [remarkInlineElements], jsx: true }));
  expect(html.match(/<Cite/g)).toHaveLength(3);
  expect(html).toMatch(/<_components\.p>\{"One"\}\{"\\n"\}<Cite of="a" \/><\/_components\.p>/);
  expect(html).not.toMatch(/<_components\.(?:blockquote|li)>[^]*?<\/_components\.p>\{"\\n"\}<Cite/);
});
