/** What an attribute of an MDX element says, if it is a literal: "text", {2}, {{ size: "M" }}. */
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";

export type Element = MdxJsxFlowElement | MdxJsxTextElement;

interface Node {
  type: string;
  [field: string]: unknown;
}

/** @throws for an attribute that has to be computed */
export function literalAttributes(element: Element): Record<string, unknown> {
  const named = element.attributes.map((attribute) => {
    if (attribute.type !== "mdxJsxAttribute") throw new Error("attributes cannot be spread here.");
    return [attribute.name, literalAttribute(attribute)] as const;
  });
  return Object.fromEntries(named);
}

/** @throws for an attribute that has to be computed */
export function literalAttribute({ name, value }: MdxJsxAttribute): unknown {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value;
  const statement = value.data?.estree?.body[0];
  if (statement?.type !== "ExpressionStatement") throw new Error(`"${name}" needs a value.`);
  return literal(statement.expression as unknown as Node, name);
}

function literal(node: Node, name: string): unknown {
  if (node.type === "Literal") return node.value;
  if (node.type === "ArrayExpression") return (node.elements as Node[]).map((item) => literal(item, name));
  if (node.type === "UnaryExpression" && node.operator === "-")
    return -(literal(node.argument as Node, name) as number);
  if (node.type === "ObjectExpression") {
    const entries = (node.properties as Node[]).map((property) => {
      if (property.type !== "Property") throw new Error(`"${name}" has to be written out: nothing is spread here.`);
      const key = property.key as Node;
      return [String(key.name ?? key.value), literal(property.value as Node, name)] as const;
    });
    return Object.fromEntries(entries);
  }
  throw new Error(`"${name}" has to be written out: a text, a number or a record of them.`);
}
