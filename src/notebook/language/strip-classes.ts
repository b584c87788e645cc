import type { Blanks } from "./blank-out.ts";
import { child, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** `abstract` and `implements`; type parameters are ordinary type nodes. */
export function blankClassHead(node: SyntaxNode, blanks: Blanks): void {
  if (node.abstract === true) blanks.blank(node.start, node.start + "abstract".length);
  const interfaces = list(node, "implements");
  if (interfaces.length === 0) return;
  const head = [node.id, node.typeParameters, node.superClass, node.superTypeParameters];
  const classEnd = blanks.source.indexOf("class", node.start) + "class".length;
  const headEnd = Math.max(classEnd, ...head.filter(isNode).map((part) => part.end));
  blanks.blank(blanks.next(headEnd, ")"), interfaces.at(-1)!.end);
}

const modifiers = /^(?:public|private|protected|readonly|override|abstract|declare)\b/;

/** `private readonly` and their like, in front of a member's name. */
export function blankModifiers(node: SyntaxNode, blanks: Blanks): void {
  const key = child(node, "key");
  let at = node.start;
  while (at < key.start) {
    const rest = blanks.source.slice(at, key.start);
    const modifier = modifiers.exec(rest)?.[0];
    if (modifier) {
      blanks.blank(at, at + modifier.length);
      // After a field without semicolon, `[` or `*` would go on with its value.
      if (at === node.start) blanks.put(at, ";");
    }
    at = blanks.next(at + (modifier ?? /^(?:\w+|.)/s.exec(rest)![0]).length);
  }
}

/** The `?` or `!` behind a member's name. */
export function blankMark(node: SyntaxNode, blanks: Blanks): void {
  if (node.optional !== true && node.definite !== true) return;
  const at = blanks.next(child(node, "key").end, "]");
  blanks.blank(at, at + 1);
}

/** `f(x: number): void;` is one of several forms of a method that has its body below. */
export function isSignatureOnly(member: SyntaxNode): boolean {
  return isNode(member.value) && member.value.type === "TSDeclareMethod";
}
