import { tokTypes } from "acorn";
import type { OpenNode } from "./plugin-parser.ts";
import { closest } from "../base/suggest.ts";
import { TypeScriptGrammar } from "./typescript-grammar.ts";

const keywords =
  "abstract async await break class const continue debugger declare delete else export for function if import interface let namespace new return switch throw try type var while".split(
    " ",
  );

/** Is this about what stands there? */
function isAt(error: unknown, offset: number): boolean {
  return error instanceof SyntaxError && (error as SyntaxError & { pos?: number }).pos === offset;
}

/**
 * `type`, `declare`, `module` and their like are names wherever JavaScript takes a name. The parser's
 * plugin gives them tokens of their own, which acorn does not know for names in a few places.
 */
export class WordsAsNames extends TypeScriptGrammar {
  /** no private field: acorn enters its first scope before the fields of this class are there */
  namesFunction = false;
  #endAt = -1;

  override parseClassId(node: OpenNode, isStatement: unknown): void {
    this.#takeForName();
    super.parseClassId(node, isStatement);
  }

  /** The name of an expression is read behind a `*` that may be there, in the function's own scope. */
  override parseFunction(node: OpenNode, ...rest: unknown[]): OpenNode {
    this.namesFunction = true;
    return super.parseFunction(node, ...rest);
  }

  override enterScope(flags: number): void {
    if (this.namesFunction) this.#takeForName();
    this.namesFunction = false;
    super.enterScope(flags);
  }

  /** `break type` and `continue type` look for the end of the statement before they read a label. */
  override insertSemicolon(): boolean {
    const isInserted = super.insertSemicolon();
    if (!isInserted) this.#takeForName();
    return Boolean(isInserted);
  }

  /** `async type => type`, and `async as T` */
  override parseIdent(isLiberal?: boolean): OpenNode {
    const node = super.parseIdent(isLiberal);
    if (node.name !== "async" || this.type.label !== "name") return node;
    if (this.lookahead().type === tokTypes.arrow) this.#takeForName();
    else if (this.isContextual("as") || this.isContextual("satisfies")) this.#endAt = this.start;
    return node;
  }

  /** Behind a variable named `async`, `as` is no parameter; nothing then needs a new line to end it. */
  override canInsertSemicolon(): boolean {
    return this.start === this.#endAt || super.canInsertSemicolon();
  }

  /** `{ async type() {} }` */
  override isAsyncProp(property: OpenNode): boolean {
    const { key } = property as { key?: OpenNode };
    if (key?.type === "Identifier" && key.name === "async") this.#takeForName();
    return super.isAsyncProp(property);
  }

  /** `type: while (true) {}` */
  override parseExpressionStatement(node: OpenNode, expression: OpenNode): OpenNode {
    const isLabel = expression.type === "Identifier" && expression.start === node.start && this.eat(tokTypes.colon);
    if (isLabel) return this.parseLabeledStatement(node, expression.name as string, expression);
    const end = this.start;
    try {
      return super.parseExpressionStatement(node, expression);
    } catch (error) {
      const word =
        expression.type === "Identifier" && isAt(error, end) ? closest(expression.name as string, keywords) : null;
      if (word)
        this.raise(
          expression.start,
          `"${expression.name as string}" is no word of the language; "${word}" is probably meant`,
        );
      throw error;
    }
  }

  /** `type; a` and `declare; a`: the plugin looks for the end of the statement by eating it. */
  override tsCheckLineTerminator(isNext: boolean): boolean {
    if (!isNext && this.match(tokTypes.semi)) return false;
    return super.tsCheckLineTerminator(isNext);
  }

  override tsTryParseDeclare(node: OpenNode): OpenNode | undefined {
    return this.match(tokTypes.semi) ? undefined : super.tsTryParseDeclare(node);
  }

  #takeForName(): void {
    if (this.type.label === "name") this.type = tokTypes.name;
  }
}
