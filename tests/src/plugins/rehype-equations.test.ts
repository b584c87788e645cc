import type { Element } from "hast";
import { expect, test } from "vitest";
import { rehypeEquations } from "../../../src/plugins/rehype-equations.ts";

function formula(className: string, tex: string): Element {
  const annotation: Element = {
    type: "element",
    tagName: "annotation",
    properties: { encoding: "application/x-tex" },
    children: [{ type: "text", value: tex }],
  };
  return { type: "element", tagName: "span", properties: { className: [className] }, children: [annotation] };
}

test("a displayed formula can be focused and is named by its number", () => {
  const equation = formula("katex-display", "a = b\n\\tag{3}");
  rehypeEquations()({ type: "root", children: [equation] });
  expect(equation.properties).toMatchObject({ tabIndex: 0, role: "group", ariaLabel: "Equation 3" });
});

test("one without a number is just an equation", () => {
  const equation = formula("katex-display", "a = b");
  rehypeEquations()({ type: "root", children: [equation] });
  expect(equation.properties.ariaLabel).toBe("Equation");
});

test("a formula within a line stays as it is", () => {
  const inline = formula("katex", "a");
  rehypeEquations()({ type: "root", children: [inline] });
  expect(inline.properties).toEqual({ className: ["katex"] });
});
