/**
 * The declaration files that a cell's types come from, packed at build for the editor's worker:
 * the core and the cell API as declarations, TensorFlow.js, and the language's own library. Only
 * files that the compiler reads on the way are in it. Runs in Node.
 */
import path from "node:path";
import ts from "typescript";
import { publicModules } from "../public-core/public-modules.ts";
import { cellGlobals } from "../notebook/cell-api/cell-globals.ts";
import { libraries, type TypePack } from "./type-pack.ts";

const own = "mini-rlhf/";
const cellApi = "src/notebook/cell-api/cell-api.ts";

/** @param root the repository's folder */
export function packTypes(root: string): TypePack {
  const modules = publicModules(root);
  const core = modules.flatMap((name) => (name.startsWith(own) ? [name.slice(own.length)] : []));
  const others = modules.filter((name) => !name.startsWith(own));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    lib: libraries.map((name) => `lib.${name}.d.ts`),
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    emitDeclarationOnly: true,
    declaration: true,
    rootDir: root,
    outDir: path.join(root, "declarations"),
  };
  const packages = Object.fromEntries(others.map((name) => [name, packageFile(name, root, options)]));
  const program = ts.createProgram(
    [
      ...core.map((name) => path.join(root, "snippets", `${name}.ts`)),
      ...Object.values(packages),
      path.join(root, cellApi),
    ],
    options,
  );
  const files: Record<string, string> = {};
  for (const file of program.getSourceFiles()) {
    const name = packedName(file.fileName);
    if (name) files[name] = slim(file.text);
  }
  const out = path.join(root, "declarations");
  program.emit(
    undefined,
    (file, text) => (files[`/${path.relative(out, file).split(path.sep).join("/")}`] = text),
    undefined,
    true,
  );
  files["/cell-globals.d.ts"] = cellGlobals("/src/notebook/cell-api/cell-api.ts");
  for (const name of others) packages[name] = packedName(packages[name]!)!;
  return { files, modules, packages };
}

/** The declarations of a package, as the compiler finds them. */
function packageFile(name: string, root: string, options: ts.CompilerOptions): string {
  const from = path.join(root, cellApi);
  const found = ts.resolveModuleName(name, from, options, ts.sys).resolvedModule;
  if (!found) throw new Error(`The compiler finds no types of "${name}", which cells may import.`);
  return found.resolvedFileName;
}

/** Where a file of a package stands in the pack; our own sources come as declarations instead. */
function packedName(file: string): string | null {
  if (!file.includes("/node_modules/")) return null;
  const [, name] = /^.*\/node_modules\/(.*)$/.exec(file)!;
  if (name!.startsWith("typescript/lib/")) return name!.replace("typescript", "");
  // TensorFlow.js mentions WebGPU, which no cell uses.
  return name!.startsWith("@webgpu/") ? null : `/node_modules/${name}`;
}

/** Without licences, source maps and empty lines; the documentation stays. */
function slim(text: string): string {
  return text
    .replace(/\/\*\*?\s*\n \* @license[\s\S]*?\*\/\n?/g, "")
    .replace(/^\/\*! \*{5}[\s\S]*?\*\/\n?/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/^\/\/# sourceMappingURL.*$/gm, "")
    .replace(/^ {4,}/gm, (indent) => " ".repeat(indent.length / 4))
    .replace(/\n{2,}/g, "\n");
}
