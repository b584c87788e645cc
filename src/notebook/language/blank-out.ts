import { CellProblem, positionAt } from "../base/cell-error.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

const namePart = /#?(?:[\p{ID_Continue}$\u200c\u200d]|\\u(?:[\da-f]{4}|\{[\da-f]+\}))*/iuy;

/** The ranges to write over, in one text. */
export class Blanks {
  readonly source: string;
  /** by offset: what to write instead of the character there */
  #written = new Map<number, string>();
  /** where a blanked range ends -> where it starts */
  #ends = new Map<number, number>();

  constructor(source: string) {
    this.source = source;
  }

  blank(start: number, end: number): void {
    for (let at = start; at < end; at++) this.#written.set(at, " ");
    if (end > start) this.#ends.set(end, start);
  }

  put(at: number, text: string): void {
    this.#written.set(at, text);
  }

  /** Blanks a whole statement; the semicolon keeps its neighbours apart. */
  blankStatement(node: SyntaxNode): void {
    this.blank(node.start, node.end);
    this.put(node.start, ";");
  }

  /** `a as T⏎(b)` are two statements, and must still be two without the type. */
  closeStatement(node: SyntaxNode): void {
    const start = this.#ends.get(node.end);
    if (start !== undefined && this.source[node.end - 1] !== ";") this.put(start, ";");
  }

  /** Where a name ends as it is written; an escape is longer than the letter it stands for. */
  nameEnd(start: number): number {
    namePart.lastIndex = start;
    return start + (namePart.exec(this.source)?.[0].length ?? 0);
  }

  /** The offset of the next character after `from` that is no space, comment or one of `skip`. */
  next(from: number, skip = ""): number {
    const { source } = this;
    let at = from;
    for (;;) {
      if (source.startsWith("//", at)) at = endOfLine(source, at);
      else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 2;
      else if (/\s/.test(source[at] ?? "x") || skip.includes(source[at] ?? "x")) at++;
      else return at;
    }
  }

  refuse(node: SyntaxNode, message: string, hint: string): never {
    throw new CellProblem("SyntaxError", message, positionAt(this.source, node.start), hint);
  }

  apply(): string {
    let js = "";
    for (let at = 0; at < this.source.length; at++) {
      const char = this.source[at]!;
      js += /[\n\r\u2028\u2029]/.test(char) ? char : (this.#written.get(at) ?? char);
    }
    return js;
  }
}

export function endOfLine(source: string, from: number): number {
  const at = source.slice(from).search(/[\n\r\u2028\u2029]/);
  return at < 0 ? source.length : from + at;
}
