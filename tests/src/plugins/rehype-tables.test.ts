import type { Element, ElementContent } from "hast";
import { expect, test } from "vitest";
import { rehypeTables } from "../../../src/plugins/rehype-tables.ts";

function element(tagName: string, ...children: ElementContent[]): Element {
  return { type: "element", tagName, properties: {}, children };
}

function boxed(...cells: Element[]): Element {
  const root = { type: "root" as const, children: [element("table", element("tr", ...cells))] };
  rehypeTables()(root);
  return root.children[0]!;
}

test("a table is in a box that the keyboard can scroll, and no landmark", () => {
  const box = boxed(element("th", { type: "text", value: "a" }));
  expect(box).toMatchObject({ tagName: "div", properties: { tabIndex: 0, role: "group", ariaLabel: "Table" } });
});

test("the empty corner is no header; a cell that is filled in later is one", () => {
  const component = { type: "mdxJsxTextElement", name: "Value", attributes: [], children: [] };
  const [corner, filled] = [element("th"), element("th", component as unknown as ElementContent)];
  boxed(corner, filled);
  expect([corner.tagName, filled.tagName]).toEqual(["td", "th"]);
});
