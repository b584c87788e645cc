/** The file system and module resolution of the editor: the packed types, and the cells. */
import ts from "typescript";
import { cellFiles, type CellFile, type EditorCell } from "./cell-files.ts";
import { libraries, type TypePack } from "./type-pack.ts";

/** As strict as the check of the book's cells (src/check/check-cells.ts). */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: libraries.map((name) => `lib.${name}.d.ts`),
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  strict: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

export class LanguageHost implements ts.LanguageServiceHost {
  readonly #pack: TypePack;
  #cells = new Map<string, CellFile>();
  #versions = new Map<string, number>();
  #version = 0;

  constructor(pack: TypePack) {
    this.#pack = pack;
  }

  setCells(cells: readonly EditorCell[]): void {
    const files = cellFiles(cells);
    for (const file of files) {
      const isSame = this.#cells.get(file.path)?.text === file.text;
      if (!isSame) this.#versions.set(file.path, ++this.#version);
    }
    this.#cells = new Map(files.map((file) => [file.path, file]));
  }

  cell(path: string): CellFile | undefined {
    return this.#cells.get(path);
  }

  get modules(): readonly string[] {
    return this.#pack.modules;
  }

  /** The file of what a cell may import. */
  moduleFile(name: string): string | undefined {
    return this.#pack.packages[name] ?? resolve(name, "/", this.fileExists);
  }

  getCompilationSettings = (): ts.CompilerOptions => options;
  getCurrentDirectory = (): string => "/";
  getDefaultLibFileName = (): string => "/lib/lib.es2024.d.ts";
  getProjectVersion = (): string => `${this.#version}:${[...this.#cells.keys()].join()}`;
  getScriptVersion = (path: string): string => String(this.#versions.get(path) ?? 0);
  fileExists = (path: string): boolean => this.#cells.has(path) || path in this.#pack.files;
  directoryExists = (): boolean => true;
  getDirectories = (): string[] => [];
  readDirectory = (): string[] => [];

  /** The core is there from the start, so that its names can be offered for import. */
  getScriptFileNames = (): string[] => {
    const core = this.#pack.modules.flatMap((name) => this.moduleFile(name) ?? []);
    return ["/cell-globals.d.ts", ...core, ...this.#cells.keys()];
  };

  readFile = (path: string): string | undefined => this.#cells.get(path)?.text ?? this.#pack.files[path];

  getScriptSnapshot = (path: string): ts.IScriptSnapshot | undefined => {
    const text = this.readFile(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  };

  resolveModuleNameLiterals = (literals: readonly ts.StringLiteralLike[], from: string) =>
    literals.map(({ text }): ts.ResolvedModuleWithFailedLookupLocations => {
      const file = this.#pack.packages[text] ?? resolve(text, from, this.fileExists);
      if (!file) return { resolvedModule: undefined };
      const extension = /\.d\.[mc]?ts$/.test(file) ? ts.Extension.Dts : ts.Extension.Ts;
      return { resolvedModule: { resolvedFileName: file, extension } };
    });
}

/** The file of a module: a cell, the core, or a package that the pack has. */
function resolve(name: string, from: string, exists: (path: string) => boolean): string | undefined {
  const core = /^mini-rlhf\/(.+)$/.exec(name);
  if (core) return [`/snippets/${core[1]}.d.ts`].find(exists);
  const isPath = /^[./]/.test(name);
  const at = new URL(isPath ? name : `/node_modules/${name}`, `file://${from}`).pathname;
  const bare = at.replace(/\.(?:d\.ts|ts|js)$/, "");
  const places = isPath || name.split("/").length > 2 ? [bare] : [`${bare}/dist`];
  return places.flatMap((one) => [`${one}.ts`, `${one}.d.ts`, `${one}/index.d.ts`]).find(exists);
}
