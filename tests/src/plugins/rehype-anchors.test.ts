import type { Element } from "hast";
import { expect, test } from "vitest";
import { rehypeAnchors } from "../../../src/plugins/rehype-anchors.ts";

function heading(tagName: string, id?: string): Element {
  const em: Element = {
    type: "element",
    tagName: "em",
    properties: {},
    children: [{ type: "text", value: "clip" }],
  };
  const children = [{ type: "text" as const, value: "The " }, em];
  return { type: "element", tagName, properties: { id }, children };
}

test("a heading links to itself and says where to", () => {
  const h2 = heading("h2", "the-clip");
  rehypeAnchors()({ type: "root", children: [h2] });
  expect(h2.children.at(-1)).toMatchObject({
    tagName: "a",
    properties: { href: "#the-clip", ariaLabel: "Link to: The clip" },
    children: [],
  });
});

test("the title and headings without an id stay as they are", () => {
  const nodes = [heading("h1", "title"), heading("h2")];
  const before = structuredClone(nodes);
  rehypeAnchors()({ type: "root", children: nodes });
  expect(nodes).toEqual(before);
});
