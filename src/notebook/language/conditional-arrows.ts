import { tokTypes } from "acorn";
import type { OpenNode } from "./plugin-parser.ts";
import { WordsAsNames } from "./words-as-names.ts";

/**
 * `a ? (b) : c => d` may hold an arrow with a return type, or two branches. TypeScript's rule: in the
 * first branch an arrow has a return type only if a colon comes after its body. The parser's plugin
 * (and Babel's, which it stems from) always sees the return type.
 */
export class ConditionalArrows extends WordsAsNames {
  /** where expressions begin whose arrows need a colon behind them */
  readonly #undecided = new Set<number>();
  /** by where its parameters begin: whether a colon comes after the arrow */
  readonly #hasColon = new Map<number, boolean>();
  /** where the parentheses that are being read begin, or the `async` before them */
  #begin = -1;
  #assignedFrom = -1;

  override parseConditional(test: OpenNode, start: number, place: unknown, forInit: unknown): OpenNode {
    if (!this.eat(tokTypes.question)) return test;
    const node = this.startNodeAt(start, place);
    node.test = test;
    this.#undecided.add(this.start);
    node.consequent = this.parseMaybeAssign();
    this.expect(tokTypes.colon);
    if (this.#undecided.has(start)) this.#undecided.add(this.start);
    node.alternate = this.parseMaybeAssign(forInit);
    return this.finishNode(node, "ConditionalExpression");
  }

  override parseMaybeAssign(...given: unknown[]): OpenNode {
    const [outer, begin] = [this.#assignedFrom, this.start];
    const isAssigned = this.input.slice(this.lastTokStart, this.lastTokEnd).endsWith("=");
    if (isAssigned && this.#undecided.has(outer)) this.#undecided.add(begin);
    this.#assignedFrom = begin;
    try {
      return super.parseMaybeAssign(...given);
    } finally {
      this.#assignedFrom = outer;
    }
  }

  override tsParseTypeParameters(parseModifiers: unknown): OpenNode {
    const node = super.tsParseTypeParameters(parseModifiers);
    if (this.#undecided.has(node.start)) this.#undecided.add(this.start);
    return node;
  }

  override parseArrowExpression(node: OpenNode, ...rest: [OpenNode[], boolean, unknown]): OpenNode {
    if (this.#undecided.has(node.start)) this.#undecided.add(this.start);
    return super.parseArrowExpression(node, ...rest);
  }

  override parseParenAndDistinguishExpression(canBeArrow: boolean, forInit: unknown): OpenNode {
    return this.#from(this.start, () => super.parseParenAndDistinguishExpression(canBeArrow, forInit));
  }

  override parseSubscript(callee: OpenNode, start: number, ...rest: unknown[]): OpenNode {
    return this.#from(start, () => super.parseSubscript(callee, start, ...rest));
  }

  override shouldParseArrow(params: OpenNode[]): boolean {
    return this.#mayHaveReturnType(false) && super.shouldParseArrow(params);
  }

  override shouldParseAsyncArrow(): boolean | undefined {
    return this.#mayHaveReturnType(true) && super.shouldParseAsyncArrow();
  }

  #from<Read>(begin: number, read: () => Read): Read {
    const outer = this.#begin;
    this.#begin = begin;
    try {
      return read();
    } finally {
      this.#begin = outer;
    }
  }

  /** Reads ahead as far as the arrow would reach, if there is a colon to decide about. */
  #mayHaveReturnType(isAsync: boolean): boolean {
    const begin = this.#begin;
    if (!this.match(tokTypes.colon) || !this.#undecided.has(begin)) return true;
    const known = this.#hasColon.get(begin);
    if (known !== undefined) return known;
    let hasColon = false;
    this.tryParse((abort) => {
      const place = this.startLoc;
      this.tsParseTypeOrTypePredicateAnnotation(tokTypes.colon);
      this.expect(tokTypes.arrow);
      this.parseArrowExpression(this.startNodeAt(begin, place), [], isAsync, false);
      hasColon = this.match(tokTypes.colon);
      abort();
    });
    this.#hasColon.set(begin, hasColon);
    return hasColon;
  }
}
