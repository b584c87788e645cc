import { blankArrowTypes, blankThisParameter, refuseUnimplemented } from "./strip-functions.ts";
import { blankClassHead, blankMark, blankModifiers, isSignatureOnly } from "./strip-classes.ts";
import { Blanks, endOfLine } from "./blank-out.ts";
import { child, childrenOf, isNode, list, type SyntaxNode } from "./syntax-tree.ts";

/**
 * Turns TypeScript into JavaScript by writing spaces over the types: every line and every column
 * stays the reader's own, so that errors need no source map (after Bloomberg's ts-blank-space).
 * What has meaning at run time but no JavaScript (enum, namespace, ...) is refused by name.
 */
export function blankTypes(source: string, tree: SyntaxNode): string {
  const blanks = new Blanks(source);
  // `#!` opens a comment at the beginning of a file only, and a cell's code is run inside a function.
  if (source.startsWith("#!")) blanks.blank(0, endOfLine(source, 0));
  visit(tree, blanks);
  return blanks.apply();
}

function visit(node: SyntaxNode, blanks: Blanks): void {
  if (list(node, "decorators").length > 0) {
    blanks.refuse(node, "Decorators cannot be run in a cell.", "Call the function yourself instead.");
  }
  if (node.declare === true && !/^(Property|Method)Definition$/.test(node.type)) return blanks.blankStatement(node);
  const handle = handlers[node.type];
  if (handle) handle(node, blanks);
  else if (typeNodes.test(node.type)) blanks.blank(node.start, node.end);
  else visitChildren(node, blanks);
}

function visitChildren(node: SyntaxNode, blanks: Blanks): void {
  if (Array.isArray(node.body)) refuseUnimplemented(list(node, "body"), blanks);
  for (const below of childrenOf(node)) visit(below, blanks);
}

const typeNodes = /^TS(TypeAnnotation|TypeParameterDeclaration|TypeParameterInstantiation)$/;

type Handler = (node: SyntaxNode, blanks: Blanks) => void;

const erased: Handler = (node, blanks) => blanks.blankStatement(node);

const statement: Handler = (node, blanks) => {
  visitChildren(node, blanks);
  blanks.closeStatement(node);
};

/** `let x!: T` and `(x?: T) =>` carry a mark between the name and its type. */
const identifier: Handler = (node, blanks) => {
  const type = isNode(node.typeAnnotation) ? node.typeAnnotation : null;
  if (node.optional === true || type) {
    const nameEnd = blanks.nameEnd(node.start);
    blanks.blank(blanks.next(nameEnd), node.end);
  }
};

const cast: Handler = (node, blanks) => {
  const expression = child(node, "expression");
  visit(expression, blanks);
  blanks.blank(blanks.next(expression.end, ")"), node.end);
};

const exported: Handler = (node, blanks) => {
  const declaration = isNode(node.declaration) ? node.declaration : null;
  if (!declaration || node.exportKind === "type") return blanks.blankStatement(node);
  visit(declaration, blanks);
  blanks.blank(node.start, declaration.start);
};

/** A variable in the head of a loop is no statement of its own. */
const loopHead: Handler = (node, blanks) => {
  for (const below of childrenOf(node)) {
    const isHead = below === node.init || below === node.left;
    if (isHead && below.type === "VariableDeclaration") visitChildren(below, blanks);
    else visit(below, blanks);
  }
};

const declared: Handler = (node, blanks) => {
  if (node.definite === true) {
    const id = child(node, "id");
    blanks.blank(blanks.next(blanks.nameEnd(id.start)), id.end);
  }
  visitChildren(node, blanks);
};

const functionLike: Handler = (node, blanks) => {
  blankThisParameter(node, blanks);
  visitChildren(node, blanks);
};

const classLike: Handler = (node, blanks) => {
  blankClassHead(node, blanks);
  for (const key of ["typeParameters", "superClass", "superTypeParameters", "body"]) {
    if (isNode(node[key])) visit(node[key], blanks);
  }
};

const member: Handler = (node, blanks) => {
  if (node.accessor === true) {
    blanks.refuse(node, "`accessor` fields cannot be run in a cell.", "Write a getter and a setter.");
  }
  const isSignature = isSignatureOnly(node);
  if (node.declare === true && node.type === "MethodDefinition") {
    blanks.refuse(node, "`declare` is for fields; a method has its body here.", "Leave out `declare`.");
  }
  if (node.abstract === true || node.declare === true || isSignature) {
    return blanks.blankStatement(node);
  }
  blankModifiers(node, blanks);
  blankMark(node, blanks);
  visitChildren(node, blanks);
  if (node.type === "PropertyDefinition") blanks.closeStatement(node);
};

function refused(message: string, hint: string): Handler {
  return (node, blanks) => blanks.refuse(node, message, hint);
}

/** TypeScript points at the name of what may not be declared. */
function refusedName(message: string, hint: string): Handler {
  return (node, blanks) => blanks.refuse(child(node, "id"), message, hint);
}

const refuseNamespace = refusedName(
  "A namespace is more than a type, so a cell cannot run it.",
  "Write an object, or let the cell itself be the module.",
);

/** A namespace that holds nothing but types leaves nothing behind. */
function isOnlyTypes(node: SyntaxNode): boolean {
  if (/^TS(InterfaceDeclaration|TypeAliasDeclaration)$/.test(node.type) || node.declare === true) return true;
  if (node.type === "TSModuleDeclaration") return isNode(node.body) && isOnlyTypes(node.body);
  if (node.type === "TSModuleBlock") return list(node, "body").every(isOnlyTypes);
  return node.type === "ExportNamedDeclaration" && isNode(node.declaration) && isOnlyTypes(node.declaration);
}

const handlers: Record<string, Handler> = {
  TSTypeAliasDeclaration: erased,
  TSInterfaceDeclaration: erased,
  TSDeclareFunction: erased,
  ImportDeclaration: erased,
  ExportNamedDeclaration: exported,
  ExpressionStatement: statement,
  VariableDeclaration: statement,
  ReturnStatement: statement,
  ThrowStatement: statement,
  ForStatement: loopHead,
  ForInStatement: loopHead,
  ForOfStatement: loopHead,
  VariableDeclarator: declared,
  Identifier: identifier,
  TSAsExpression: cast,
  TSSatisfiesExpression: cast,
  TSNonNullExpression: (node, blanks) => {
    visit(child(node, "expression"), blanks);
    blanks.blank(node.end - 1, node.end);
  },
  FunctionDeclaration: functionLike,
  FunctionExpression: functionLike,
  ArrowFunctionExpression: (node, blanks) => {
    visitChildren(node, blanks);
    blankArrowTypes(node, blanks);
  },
  ClassDeclaration: classLike,
  ClassExpression: classLike,
  MethodDefinition: member,
  PropertyDefinition: member,
  TSIndexSignature: erased,
  TSEnumDeclaration: refusedName(
    "An enum is more than a type, so a cell cannot run it.",
    'Write `const Stage = { Sft: "sft", Ppo: "ppo" } as const;` instead.',
  ),
  TSModuleDeclaration: (node, blanks) => {
    if (!isOnlyTypes(node)) return refuseNamespace(node, blanks);
    blanks.blankStatement(node);
  },
  TSParameterProperty: refused(
    "A parameter property (`constructor(private x: number)`) cannot be run in a cell.",
    "Declare the field in the class and assign it in the constructor.",
  ),
  TSTypeAssertion: refused("Write `value as Type` instead of `<Type>value`.", ""),
  TSImportEqualsDeclaration: refused('Write `import * as name from "module"` instead.', ""),
  TSExportAssignment: refused("A cell has nothing to export: later cells see its names as they are.", ""),
  ExportDefaultDeclaration: refused(
    "A cell has nothing to export: later cells see its names as they are.",
    "Leave out `export default`, and give the value a name.",
  ),
  ExportAllDeclaration: refused("A cell cannot pass on a module; import the names you need.", ""),
};
