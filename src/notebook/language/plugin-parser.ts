import { Parser } from "acorn";
import { tsPlugin } from "@sveltejs/acorn-typescript";

/** A node while it is being parsed. */
export interface OpenNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

interface Attempt {
  error: Error | null;
}

/** What an abandoned attempt has read is unread again. */
type Attempted = (abort: () => never) => unknown;

/** The methods of acorn and of its TypeScript plugin that are mended here; their own types leave them out. */
export interface OpenParser {
  type: { label: string };
  start: number;
  startLoc: unknown;
  value: unknown;
  input: string;
  lastTokStart: number;
  lastTokEnd: number;
  inType: boolean;
  isAmbientContext: boolean;
  tsParseConstModifier: unknown;
  startNode(): OpenNode;
  startNodeAt(start: number, place: unknown): OpenNode;
  finishNode(node: OpenNode, type: string): OpenNode;
  next(): void;
  eat(token: unknown): boolean;
  match(token: unknown): boolean;
  expect(token: unknown): void;
  isContextual(word: string): boolean;
  lookahead(tokens?: number): { type: unknown; value: unknown; start: number };
  canInsertSemicolon(): boolean;
  hasPrecedingLineBreak(): boolean;
  raise(at: number, message: string): never;
  unexpected(at?: number): never;
  tryParse(attempt: Attempted): Attempt;
  tsSkipParameterStart(): boolean;
  tsTryParseTypeParameters(parseModifiers?: unknown): OpenNode | undefined;
  tsParseTypeParameters(parseModifiers: unknown): OpenNode;
  tsParseTypeArgumentsInExpression(): OpenNode | undefined;
  tsParseTypeOrTypePredicateAnnotation(token: unknown): OpenNode;
  tsParseModifier(allowed: string[], stopAtStaticBlock?: boolean): string | undefined;
  tsParseModifiers(options: unknown): unknown;
  parseBindingListItem(param: OpenNode): OpenNode;
  parseVarId(declarator: OpenNode, kind: string): void;
  parseExpressionStatement(node: OpenNode, expression: OpenNode): OpenNode;
  parseLabeledStatement(node: OpenNode, name: string, label: OpenNode, context?: string): OpenNode;
  parseClassId(node: OpenNode, isStatement: unknown): void;
  parseFunction(node: OpenNode, ...rest: unknown[]): OpenNode;
  parseIdent(isLiberal?: boolean): OpenNode;
  parseExprAtom(): OpenNode;
  isAsyncProp(property: OpenNode): boolean;
  enterScope(flags: number): void;
  insertSemicolon(): boolean | undefined;
  hasFollowingLineBreak(): boolean;
  tsCheckLineTerminator(isNext: boolean): boolean;
  tsTryParseDeclare(node: OpenNode): OpenNode | undefined;
  tsMatchLeftRelational(): boolean;
  tsParseEntityName(): OpenNode;
  tsParseTypeArguments(): OpenNode;
  tsParseNonArrayType(): OpenNode;
  tsParseImportType(): OpenNode;
  tsParseTypePredicateAsserts(): boolean;
  parseExportDeclaration(node: OpenNode): OpenNode | null;
  parseImport(node: OpenNode): OpenNode;
  parseConditional(test: OpenNode, start: number, place: unknown, forInit: unknown, errors: unknown): OpenNode;
  parseMaybeAssign(forInit?: unknown, errors?: unknown, afterLeft?: unknown): OpenNode;
  parseArrowExpression(node: OpenNode, params: OpenNode[], isAsync: boolean, forInit: unknown): OpenNode;
  parseParenAndDistinguishExpression(canBeArrow: boolean, forInit: unknown): OpenNode;
  parseSubscript(base: OpenNode, start: number, ...rest: unknown[]): OpenNode;
  shouldParseArrow(params: OpenNode[]): boolean;
  shouldParseAsyncArrow(): boolean | undefined;
  toAssignable(node: OpenNode, isBinding?: boolean, ...rest: unknown[]): OpenNode;
}

/** Acorn with its TypeScript plugin, for the classes that mend single methods of it. */
export const PluginParser = Parser.extend(tsPlugin()) as unknown as new (...given: unknown[]) => OpenParser;
