import type { Blanks } from "./blanks.ts";
import { isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** `function f(this: Window, x)` has one parameter. */
export function blankThisParameter(node: SyntaxNode, blanks: Blanks): void {
  const first = list(node, "params")[0];
  if (first?.type !== "Identifier" || first.name !== "this") return;
  const after = blanks.next(first.end);
  blanks.blank(first.start, blanks.source[after] === "," ? after + 1 : first.end);
}

/**
 * No line may begin with `=>`, and none may lie between `async` or `return` and the parameters:
 * where the blanked type held the line break, the bracket moves to the other side of it.
 */
export function blankArrowTypes(node: SyntaxNode, blanks: Blanks): void {
  const { source } = blanks;
  if (isNode(node.typeParameters)) {
    const { start, end } = node.typeParameters;
    const open = source.indexOf("(", end);
    if (source.slice(start, open).includes("\n")) {
      blanks.put(start, "(");
      blanks.put(open, " ");
    }
  }
  if (isNode(node.returnType)) {
    const { start, end } = node.returnType;
    const close = source.lastIndexOf(")", start);
    if (source.slice(close, end).includes("\n")) {
      blanks.put(close, " ");
      blanks.put(end - 1, ")");
    }
  }
}
