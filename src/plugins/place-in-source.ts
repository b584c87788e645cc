/** Places in a chapter's file, counted from 1 as editors do. */
import type { Node } from "mdast";
import type { VFile } from "vfile";

export interface Point {
  line: number;
  column: number;
}

/** The text of a node as it stands in the file; "" of one that a plugin made. */
export function sourceOf(file: VFile, node: Node): string {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return "";
  return String(file.value).slice(start.offset, end.offset);
}

/** Where `words` stand in a node's text; the node's beginning, where they are written in another way. */
export function placeOf(file: VFile, node: Node, words: string): Point {
  const at = sourceOf(file, node).indexOf(words);
  return pointAt(file, (node.position?.start.offset ?? 0) + Math.max(0, at));
}

export function pointAt(file: VFile, offset: number): Point {
  const before = String(file.value).slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
