import type { Element, ElementContent, Root } from "hast";
import { expect, test } from "vitest";
import { rehypeMathPunctuation } from "../../../src/plugins/rehype-math-punctuation.ts";

const formula: Element = {
  type: "element",
  tagName: "span",
  properties: { className: ["katex"] },
  children: [],
};

function text(value: string): ElementContent {
  return { type: "text", value };
}

function run(...children: ElementContent[]) {
  const paragraph: Element = { type: "element", tagName: "p", properties: {}, children };
  rehypeMathPunctuation()({ type: "root", children: [paragraph] } satisfies Root);
  return paragraph.children;
}

test("glues the punctuation on both sides", () => {
  expect(run(text("a token ("), formula, text("), which"))).toEqual([
    text("a token "),
    expect.objectContaining({
      properties: { className: ["glued"] },
      children: [text("("), formula, text("),")],
    }),
    text(" which"),
  ]);
});

test("leaves a formula between words alone", () => {
  const children = [text("the ratio "), formula, text(" is 1")];
  expect(run(...structuredClone(children))).toEqual(children);
});
