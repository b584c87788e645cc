/** One node of an ESTree (or acorn-typescript) tree, as loosely as a generic walk needs it. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** The nodes directly below `node`, in the order of the source. */
export function* childrenOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value;
    else if (Array.isArray(value)) yield* value.filter(isNode);
  }
}

/** A child that the grammar promises. */
export function child(node: SyntaxNode, key: string): SyntaxNode {
  return node[key] as SyntaxNode;
}

/** A list of children; holes of array patterns are left out. */
export function list(node: SyntaxNode, key: string): SyntaxNode[] {
  return ((node[key] ?? []) as unknown[]).filter(isNode);
}
