/** Reading and writing the attributes of components in MDX. */
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

/** The value of name="value"; undefined where there is none, or where it is an expression. */
export function stringAttribute(element: JsxElement, name: string): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.type !== "mdxJsxAttribute" || attribute.name !== name) continue;
    return typeof attribute.value === "string" ? attribute.value : undefined;
  }
  return undefined;
}

export function hasAttribute(element: JsxElement, name: string): boolean {
  return element.attributes.some((one) => one.type === "mdxJsxAttribute" && one.name === name);
}

export function attribute(name: string, value: string): MdxJsxAttribute {
  return { type: "mdxJsxAttribute", name, value };
}

/** As an expression: a plain JSX attribute would fold entities such as &lt; in a text. */
export function literalAttribute(name: string, value: string | number | boolean): MdxJsxAttribute {
  const literal = { type: "Literal" as const, value, raw: JSON.stringify(value) };
  return {
    type: "mdxJsxAttribute",
    name,
    value: {
      type: "mdxJsxAttributeValueExpression",
      value: literal.raw,
      data: {
        estree: {
          type: "Program",
          sourceType: "module",
          body: [{ type: "ExpressionStatement", expression: literal }],
        },
      },
    },
  };
}
