/** What the outputs of a cell depend on, in a few short names; equal keys mean equal outputs. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CellKey, FrozenCell } from "../book/frozen.ts";
import { ancestry } from "../notebook/kernel/run-plan.ts";
import { tensorModules } from "../public-core/public-modules.ts";
import { type FreezableCell, root } from "./chapter-cells.ts";
import { digest, fileDigest, programDigest } from "./digest.ts";

/** What compiles a cell, runs it and makes outputs of its values. */
export const notebook = ["language/analyse", "kernel/run", "output/output-stream", "kernel/cut-event"].map(
  (name) => `src/notebook/${name}.ts`,
);
const withTensors = new Set(tensorModules(root));
const backend = ["snippets/engine/backend.ts"];
const kernels = "snippets/engine/kernels.wasm";

/** @param files what the cell and those it needs have read */
export function cellKey(index: number, cells: FreezableCell[], files: readonly string[]): CellKey {
  const needed = ancestry(index, cells);
  const modules = new Set(
    needed.flatMap(({ program }) => {
      const imports = [...(program?.imports ?? []), ...(program?.dynamicImports ?? [])];
      return imports.map(({ specifier }) => specifier);
    }),
  );
  const core = [...modules].filter((name) => name.startsWith("mini-rlhf/")).sort();
  const hasTensors = [...modules].some((name) => withTensors.has(name));
  const coreFiles = core.map((name) => `snippets/${name.slice("mini-rlhf/".length)}.ts`);
  return {
    code: digest(...needed.flatMap(({ id, source }) => [id, source])),
    core: programDigest([...coreFiles, ...(hasTensors ? backend : [])]),
    notebook: programDigest(notebook),
    runtime: hasTensors ? `${tensorFlow()}, kernels ${fileDigest(kernels)}` : "none",
    files: Object.fromEntries([...files].sort().map((file) => [file, publicDigest(file)])),
  };
}

const meaning: Record<keyof CellKey, string> = {
  code: "its code, or that of a cell that it needs, has changed",
  core: "the core that it imports has changed",
  notebook: "the notebook has changed",
  runtime: "TensorFlow.js or the engine has changed",
  files: "a file that it reads has changed",
};

/** Why a frozen cell is out of date, or null. */
export function outOfDate(index: number, cells: FreezableCell[], frozen: FrozenCell | undefined): string | null {
  if (!frozen) return "it has not been frozen";
  const now = cellKey(index, cells, Object.keys(frozen.key.files));
  const names = Object.keys(meaning) as (keyof CellKey)[];
  const changed = names.find((name) => JSON.stringify(now[name]) !== JSON.stringify(frozen.key[name]));
  return changed ? meaning[changed] : null;
}

function publicDigest(file: string): string {
  const where = path.join("public", file);
  return existsSync(path.join(root, where)) ? fileDigest(where) : "missing";
}

function tensorFlow(): string {
  const file = path.join(root, "node_modules/@tensorflow/tfjs-backend-wasm/package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return `tfjs ${version} wasm`;
}
