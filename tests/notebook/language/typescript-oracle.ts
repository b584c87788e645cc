import { parse } from "acorn";
import ts from "typescript";

/** TypeScript 6 as the judge of what a text means: its JavaScript, and what it has against its form. */
export const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  useDefineForClassFields: true,
  erasableSyntaxOnly: true,
  noLib: true,
};

/** Imports and exports stay as they are written; a comment over lines that moves can end a statement. */
const verbatim = { ...compilerOptions, verbatimModuleSyntax: true, removeComments: true };

export interface Complaint {
  /** line and column, both from 1 */
  line: number;
  column: number;
  message: string;
}

/** The JavaScript that TypeScript makes of it, and what its parser says against it. */
export function transpile(source: string): { js: string; complaints: Complaint[] } {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    compilerOptions: verbatim,
    reportDiagnostics: true,
    fileName: "a.ts",
  });
  return { js: outputText, complaints: diagnostics.map(toComplaint) };
}

/** What TypeScript says against a text's form; what it says about types is another matter. */
export function complaints(source: string): Complaint[] {
  const file = ts.createSourceFile("a.ts", source, ts.ScriptTarget.ESNext, true);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(compilerOptions),
    getSourceFile: (name) => (name === "a.ts" ? file : undefined),
    fileExists: (name) => name === "a.ts",
  };
  const program = ts.createProgram(["a.ts"], compilerOptions, host);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found
    .filter(({ code }) => (code >= 1000 && code < 2000) || aboutForm.has(code) || code >= 17_000)
    .map(toComplaint);
}

/** Said with a number of the type checker: redeclared, not assignable as a form, no body, no such label. */
const aboutForm = new Set([
  2300, 2311, 2335, 2339, 2357, 2364, 2371, 2389, 2390, 2391, 2392, 2393, 2440, 2451, 2480, 2524, 2539, 2630, 2660,
  2703, 2777, 2779, 4112, 4113, 4114, 5076, 6189, 7061, 8020,
]);

function toComplaint({ code, file, start = 0, messageText }: ts.Diagnostic): Complaint {
  const { line, character } = file!.getLineAndCharacterOfPosition(start);
  const message = `TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  return { line: line + 1, column: character + 1, message };
}

/**
 * A program's syntax tree as text, without places, empty statements, imports and exports: what a cell
 * brings in or gives away is the notebook's own matter.
 */
export function shape(js: string): string {
  const tree = parse(js, { sourceType: "module", ecmaVersion: "latest" });
  const noise = new Set(["start", "end", "raw"]);
  return JSON.stringify(tree, (key, value: unknown) => {
    if (noise.has(key)) return undefined;
    if (typeof value === "bigint" || value instanceof RegExp) return String(value);
    if (isConstructor(value)) return { ...value, key: null };
    return Array.isArray(value) ? value.flatMap(withoutModules) : value;
  });
}

function withoutModules(node: { type?: string; declaration?: unknown } | null): unknown[] {
  if (/^(EmptyStatement|ImportDeclaration)$/.test(node?.type ?? "")) return [];
  if (node?.type !== "ExportNamedDeclaration") return [node];
  return node.declaration ? [node.declaration] : [];
}

/** `"constructor"() {}` is one too, and TypeScript leaves out the quotes. */
function isConstructor(value: unknown): value is { key: unknown } {
  const { type, kind, key } = (value ?? {}) as { type?: string; kind?: string; key?: unknown };
  return type === "MethodDefinition" && kind === "constructor" && key !== null;
}
