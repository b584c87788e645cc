/**
 * The declaration files that a cell's types come from, packed at build for the editor's worker:
 * the core and the cell API as declarations, TensorFlow.js, and the language's own library. Only
 * files that the compiler reads on the way are in it. Runs in Node.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript-6";
import { cellGlobals } from "../notebook/cell-globals.ts";
import { libraries, type TypePack } from "./type-pack.ts";

const cellApi = "src/notebook/cell-api.ts";

/** @param root the repository's folder */
export function packTypes(root: string): TypePack {
  const modules = coreModules(root);
  const program = ts.createProgram(
    [...modules.map((name) => path.join(root, "snippets", `${name}.ts`)), path.join(root, cellApi)],
    {
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
    },
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
  files["/cell-globals.d.ts"] = cellGlobals("/src/notebook/cell-api.ts");
  return { files, modules: ["@tensorflow/tfjs", ...modules.map((name) => `mini-rlhf/${name}`)] };
}

/** What a cell may import, as src/notebook/modules.ts lists it: "ppo", "world/gold". */
function coreModules(root: string): string[] {
  const text = readFileSync(path.join(root, "src/notebook/modules.ts"), "utf8");
  return [...text.matchAll(/^ {2}"mini-rlhf\/([\w/-]+)":/gm)].map(([, name]) => name!).sort();
}

/** Where a file of a package stands in the pack; our own sources come as declarations instead. */
function packedName(file: string): string | null {
  if (!file.includes("/node_modules/")) return null;
  const [, name] = /^.*\/node_modules\/(.*)$/.exec(file)!;
  if (name!.startsWith("typescript-6/lib/")) return name!.replace("typescript-6", "");
  return name!.startsWith("@tensorflow/") ? `/node_modules/${name}` : null;
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
