import type { Element, ElementContent, Root } from "hast";
import { expect, test } from "vitest";
import { rehypeUntranslated } from "../../../src/plugins/rehype-untranslated.ts";

function element(tagName: string, className: string[], ...children: ElementContent[]): Element {
  return { type: "element", tagName, properties: className.length > 0 ? { className } : {}, children };
}

test("code and formulas are not translated, prose is", () => {
  const [code, formula] = [element("code", []), element("span", ["katex"])];
  const prose = element("p", ["lead"], code, formula);
  const tree: Root = { type: "root", children: [prose] };
  rehypeUntranslated()(tree);
  expect(code.properties).toEqual({ translate: "no", className: ["notranslate"] });
  expect(formula.properties).toEqual({ translate: "no", className: ["katex", "notranslate"] });
  expect(prose.properties).toEqual({ className: ["lead"] });
});
