import type { Blanks } from "./blank-out.ts";
import { isSignatureOnly } from "./strip-classes.ts";
import { child, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** `function f(this: Window, x)` has one parameter. */
export function blankThisParameter(node: SyntaxNode, blanks: Blanks): void {
  const first = list(node, "params")[0];
  if (first?.type !== "Identifier" || first.name !== "this") return;
  const after = blanks.next(first.end);
  blanks.blank(first.start, blanks.source[after] === "," ? after + 1 : first.end);
}

const lineBreak = /[\n\r\u2028\u2029]/;

/**
 * No line may begin with `=>`, and none may lie between `async` or `return` and the parameters:
 * where the blanked type held the line break, the bracket moves to the other side of it.
 */
export function blankArrowTypes(node: SyntaxNode, blanks: Blanks): void {
  const { source } = blanks;
  if (isNode(node.typeParameters)) {
    const { start, end } = node.typeParameters;
    const open = blanks.next(end);
    if (lineBreak.test(source.slice(start, open))) {
      blanks.put(start, "(");
      blanks.put(open, " ");
    }
  }
  if (isNode(node.returnType)) {
    const { start, end } = node.returnType;
    const close = parametersEnd(node, start, blanks);
    if (lineBreak.test(source.slice(close, end))) {
      blanks.put(close, " ");
      blanks.put(end - 1, ")");
    }
  }
}

/** Where the parenthesis behind the parameters stands: the last one before the return type. */
function parametersEnd(node: SyntaxNode, returnType: number, blanks: Blanks): number {
  const before = isNode(node.typeParameters) ? node.typeParameters.end : node.start;
  let close = -1;
  for (let at = blanks.next(list(node, "params").at(-1)?.end ?? before); at < returnType; at = blanks.next(at + 1)) {
    if (blanks.source[at] === ")") close = at;
  }
  return close;
}

/** The forms of an overloaded function stand right above the one that has a body. */
export function refuseUnimplemented(statements: SyntaxNode[], blanks: Blanks): void {
  statements.map(exportedOrOwn).forEach((node, index, all) => {
    const name = signatureName(node, blanks);
    if (name === null || [node.declare, node.abstract, node.optional].includes(true)) return;
    const next = all[index + 1];
    if (next && nameOf(next, blanks) === name && !isAccessor(node)) return;
    const at = isNode(node.key) ? node.key : child(node, "id");
    blanks.refuse(
      at,
      `"${name}" has no body, so it cannot be called.`,
      "Write what it does in braces behind its parameters.",
    );
  });
}

function exportedOrOwn(node: SyntaxNode): SyntaxNode {
  return node.type === "ExportNamedDeclaration" && isNode(node.declaration) ? node.declaration : node;
}

function isAccessor({ kind }: SyntaxNode): boolean {
  return kind === "get" || kind === "set";
}

function signatureName(node: SyntaxNode, blanks: Blanks): string | null {
  return node.type === "TSDeclareFunction" || isSignatureOnly(node) ? nameOf(node, blanks) : null;
}

/** A computed name is the same if its text is. */
function nameOf(node: SyntaxNode, blanks: Blanks): string | null {
  const name = [node.key, node.id].find(isNode);
  if (!name) return null;
  return node.computed === true ? blanks.source.slice(name.start, name.end) : String(name.name ?? name.value);
}
