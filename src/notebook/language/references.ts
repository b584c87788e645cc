import { child, childrenOf, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/** Which names a cell's JavaScript uses, seen from outside and from its top level. */
export interface References {
  /** names the cell uses but does not define -> offset of the first use */
  free: Map<string, number>;
  /** names it assigns to but does not define -> offset of the first assignment */
  assigned: Map<string, number>;
  /** its own top-level names that a function in it assigns: they can change after the run */
  changing: Set<string>;
}

interface Scope {
  names: Set<string>;
  parent: Scope | null;
  /** how many functions lie between this scope and the top level */
  depth: number;
}

export function findReferences(program: SyntaxNode): References {
  const found: References = { free: new Map(), assigned: new Map(), changing: new Set() };
  const top: Scope = { names: new Set(topLevelNames(program)), parent: null, depth: 0 };
  for (const statement of list(program, "body")) walk(statement, top, found);
  return found;
}

/** The names a program's top level defines, in the order of the source. */
export function topLevelNames(program: SyntaxNode): string[] {
  return [...new Set([...lexicalNames(list(program, "body")), ...varNames(program)])];
}

function walk(node: SyntaxNode, scope: Scope, found: References): void {
  switch (node.type) {
    case "Identifier":
      return use(node, scope, found);
    case "AssignmentExpression":
    case "ForInStatement":
    case "ForOfStatement":
      assign(child(node, "left"), scope, found);
      break;
    case "UpdateExpression":
      assign(child(node, "argument"), scope, found);
      break;
  }
  const inner = isFunction(node) ? functionScope(node, scope) : blockScope(node, scope);
  for (const [key, value] of Object.entries(node)) {
    if (isLabelOrName(node, key)) continue;
    for (const below of Array.isArray(value) ? value : [value]) {
      if (isNode(below)) walk(below, inner, found);
    }
  }
}

function use(node: SyntaxNode, scope: Scope, found: References): void {
  const name = node.name as string;
  if (!owner(name, scope) && !found.free.has(name)) found.free.set(name, node.start);
}

function assign(target: SyntaxNode, scope: Scope, found: References): void {
  if (target.type === "VariableDeclaration" || target.type === "MemberExpression") return;
  for (const id of boundNames(target)) {
    const name = id.name as string;
    const home = owner(name, scope);
    if (!home) {
      if (!found.assigned.has(name)) found.assigned.set(name, id.start);
    } else if (!home.parent && scope.depth > 0) {
      found.changing.add(name);
    }
  }
}

function owner(name: string, scope: Scope): Scope | null {
  for (let at: Scope | null = scope; at; at = at.parent) if (at.names.has(name)) return at;
  return null;
}

/** Property names and labels look like identifiers but refer to nothing. */
function isLabelOrName(node: SyntaxNode, key: string): boolean {
  switch (node.type) {
    case "MemberExpression":
      return key === "property" && node.computed === false;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return key === "key" && node.computed === false;
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return key === "label";
    case "MetaProperty":
      return true;
    default:
      return false;
  }
}

function isFunction(node: SyntaxNode): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function functionScope(node: SyntaxNode, parent: Scope): Scope {
  const names = new Set<string>();
  for (const param of list(node, "params")) addAll(names, boundNames(param));
  const body = child(node, "body");
  for (const name of varNames(body)) names.add(name);
  if (node.type === "FunctionExpression" && isNode(node.id)) names.add(node.id.name as string);
  if (node.type !== "ArrowFunctionExpression") names.add("arguments");
  return { names, parent, depth: parent.depth + 1 };
}

/** Blocks, loops, `catch`, `switch` and classes bring names of their own. */
function blockScope(node: SyntaxNode, parent: Scope): Scope {
  const names = new Set<string>();
  if (node.type === "BlockStatement" || node.type === "StaticBlock") {
    for (const name of lexicalNames(list(node, "body"))) names.add(name);
  } else if (node.type === "SwitchStatement") {
    for (const one of list(node, "cases")) {
      for (const name of lexicalNames(list(one, "consequent"))) names.add(name);
    }
  } else if (/^For/.test(node.type)) {
    const head = [node.init, node.left].filter(isNode);
    for (const name of lexicalNames(head)) names.add(name);
  } else if (node.type === "CatchClause" && isNode(node.param)) {
    addAll(names, boundNames(node.param));
  } else if (node.type === "ClassExpression" && isNode(node.id)) {
    names.add(node.id.name as string);
  }
  const deeper = node.type === "PropertyDefinition" ? 1 : 0;
  if (names.size === 0 && deeper === 0) return parent;
  return { names, parent, depth: parent.depth + deeper };
}

/** What `let`, `const`, `class` and `function` directly in these statements define. */
function lexicalNames(statements: SyntaxNode[]): string[] {
  return statements.flatMap((node) => {
    if (node.type === "VariableDeclaration") {
      return node.kind === "var" ? [] : list(node, "declarations").flatMap(declaredNames);
    }
    const isNamed = node.type === "FunctionDeclaration" || node.type === "ClassDeclaration";
    return isNamed ? [child(node, "id").name as string] : [];
  });
}

/** What every `var` below defines, down to the next function. */
function varNames(node: SyntaxNode): string[] {
  const own =
    node.type === "VariableDeclaration" && node.kind === "var" ? list(node, "declarations").flatMap(declaredNames) : [];
  const below = [...childrenOf(node)].filter((inner) => !isFunction(inner) && inner.type !== "StaticBlock");
  return [...own, ...below.flatMap(varNames)];
}

function declaredNames(declarator: SyntaxNode): string[] {
  return boundNames(child(declarator, "id")).map((id) => id.name as string);
}

/** The identifiers that a pattern binds or assigns. */
function boundNames(pattern: SyntaxNode): SyntaxNode[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return list(pattern, "properties").flatMap((property) =>
        boundNames(child(property, property.type === "RestElement" ? "argument" : "value")),
      );
    case "ArrayPattern":
      return list(pattern, "elements").flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(child(pattern, "left"));
    case "RestElement":
      return boundNames(child(pattern, "argument"));
    default:
      return [];
  }
}

function addAll(names: Set<string>, ids: SyntaxNode[]): void {
  for (const id of ids) names.add(id.name as string);
}
