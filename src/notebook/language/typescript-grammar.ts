import { tokTypes } from "acorn";
import { type OpenNode, PluginParser } from "./plugin-parser.ts";

/**
 * Where acorn's TypeScript plugin reads or places something otherwise than TypeScript does, one
 * override each. A test compares the two on thousands of made-up programs.
 */
export class TypeScriptGrammar extends PluginParser {
  #isSkipping = false;
  #modifierAt: number | null = null;
  /** a place that is to be taken for a line's beginning, once */
  #asLineBreak = -1;

  /** `([a: number]) => ...` begins with a tuple, not with a parameter: a pattern has no types in it. */
  override tsSkipParameterStart(): boolean {
    this.#isSkipping = true;
    try {
      return super.tsSkipParameterStart();
    } finally {
      this.#isSkipping = false;
    }
  }

  override parseBindingListItem(param: OpenNode): OpenNode {
    if (this.#isSkipping && /^[:?]$/.test(this.type.label)) this.unexpected();
    return super.parseBindingListItem(param);
  }

  /** `const T` may stand wherever a function's type parameters do, in a type too. */
  override tsTryParseTypeParameters(parseModifiers: unknown = this.tsParseConstModifier): OpenNode | undefined {
    return super.tsTryParseTypeParameters(parseModifiers);
  }

  /** `for ((o.x as number) of list)`: what a loop assigns may be cast like any other target. */
  override toAssignable(node: OpenNode, isBinding = false, ...rest: unknown[]): OpenNode {
    const isCast = /^TS(As|Satisfies|NonNull)Expression$/.test(node.type);
    if (!isCast || isBinding) return super.toAssignable(node, isBinding, ...rest);
    const [errors] = rest;
    return super.toAssignable(node, true, errors, true);
  }

  /** `a<T> as U`: the word is an operator, not the beginning of an operand. `a<b> < c` compares. */
  override tsParseTypeArgumentsInExpression(): OpenNode | undefined {
    const found = super.tsParseTypeArgumentsInExpression();
    if (this.match(tokTypes.relational)) this.unexpected();
    if (this.isContextual("as") || this.isContextual("satisfies")) this.#asLineBreak = this.start;
    return found;
  }

  override hasPrecedingLineBreak(): boolean {
    const isAsked = this.#asLineBreak === this.start;
    this.#asLineBreak = -1;
    return isAsked || super.hasPrecedingLineBreak();
  }

  /** `-1[]` is a list of the literal type, not a negated element. */
  override tsParseNonArrayType(): OpenNode {
    if (!this.match(tokTypes.plusMin) || this.value !== "-") return super.tsParseNonArrayType();
    const node = this.startNode();
    this.next();
    if (!this.match(tokTypes.num)) this.unexpected();
    node.literal = this.parseExprAtom();
    return this.finishNode(node, "TSLiteralType");
  }

  /** Told at the name, as TypeScript does, and not where the value is missed. */
  override parseVarId(declarator: OpenNode, kind: string): void {
    super.parseVarId(declarator, kind);
    if (this.isAmbientContext || this.match(tokTypes._in) || this.isContextual("of")) return;
    if (this.match(tokTypes.eq)) return;
    const isEnd = this.match(tokTypes.semi) || this.match(tokTypes.comma) || this.canInsertSemicolon();
    if (!isEnd) return;
    const { id } = declarator as { id?: OpenNode };
    if (kind === "const" || /using/.test(kind)) this.raise(id!.start, needsValue(kind));
    if (id!.type !== "Identifier")
      this.raise(id!.start, "What is taken apart has to be there: write = and a value behind the pattern");
  }

  /** `asserts` is a word of its own only in front of a name on the same line. */
  override tsParseTypePredicateAsserts(): boolean {
    return !this.hasFollowingLineBreak() && super.tsParseTypePredicateAsserts();
  }

  /** `import("m", { with: { type: "json" } }).T<U>`, with or without a comma at the end. */
  override tsParseImportType(): OpenNode {
    const node = this.startNode();
    this.expect(tokTypes._import);
    this.expect(tokTypes.parenL);
    if (!this.match(tokTypes.string)) this.unexpected();
    node.argument = this.parseExprAtom();
    if (this.eat(tokTypes.comma) && !this.match(tokTypes.parenR)) {
      node.options = this.parseExprAtom();
      this.eat(tokTypes.comma);
    }
    this.expect(tokTypes.parenR);
    if (this.eat(tokTypes.dot)) node.qualifier = this.tsParseEntityName();
    if (!this.hasPrecedingLineBreak() && this.tsMatchLeftRelational()) node.typeArguments = this.tsParseTypeArguments();
    return this.finishNode(node, "TSImportType");
  }

  /** `export type⏎T = U` exports no declaration. */
  override parseExportDeclaration(node: OpenNode): OpenNode | null {
    const declaration = super.parseExportDeclaration(node);
    if (declaration && !declaration.id && declaration.type !== "VariableDeclaration")
      this.unexpected(declaration.start);
    return declaration;
  }

  override parseImport(node: OpenNode): OpenNode {
    const [defer, star] = [this.lookahead(), this.lookahead(2)];
    if (defer.value === "defer" && star.value === "*")
      this.raise(defer.start, "A cell cannot put off an import; leave out `defer`");
    return super.parseImport(node);
  }

  override tsParseModifier(allowed: string[], stopAtStaticBlock?: boolean): string | undefined {
    const { start } = this;
    const found = super.tsParseModifier(allowed, stopAtStaticBlock);
    if (found !== undefined) this.#modifierAt = start;
    return found;
  }

  /** The plugin tells of a modifier in the wrong place by its column alone. */
  override tsParseModifiers(options: unknown): unknown {
    const outer = this.#modifierAt;
    this.#modifierAt = null;
    try {
      return super.tsParseModifiers(options);
    } finally {
      this.#modifierAt = outer;
    }
  }

  /** Where TypeScript points, if acorn points elsewhere. */
  override raise(at: number, message: string): never {
    if (this.#modifierAt !== null && /modifier/i.test(message)) return super.raise(this.#modifierAt, message);
    if (/^Missing catch/.test(message)) return super.raise(this.start, message);
    if (/^(Expecting Unicode escape|Unterminated regular)/.test(message)) return super.raise(at - 1, message);
    if (/^Unexpected character/.test(message) && this.input[at - 1] === "#")
      return super.raise(at - 1, "Unexpected character '#'");
    return super.raise(at, message);
  }
}

function needsValue(kind: string): string {
  return `A name declared with "${kind}" needs its value at once: write = and the value behind it${kind === "const" ? ", or declare it with let" : ""}`;
}
