/**
 * What cells may import: the files of snippets/ itself, of its world/, methods/, labeler/, chase/ and
 * illustrations/, and a few packages. Nothing is listed by hand: a new file there can be imported. Runs in Node, at build.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ownPrefix = "mini-rlhf/";
const publicFolders = ["", "world/", "methods/", "labeler/", "chase/", "illustrations/"];
const packages = [
  "@tensorflow/tfjs",
  // a megabyte, for the one cell that shows how GPT-3.5 cuts words
  "gpt-tokenizer/encoding/cl100k_base",
  "gpt-tokenizer/bpeRanks/cl100k_base",
];

/** @param root the repository's folder @returns "mini-rlhf/gpt", "mini-rlhf/world/facts", "@tensorflow/tfjs" */
export function publicModules(root: string): string[] {
  const own = publicFolders.flatMap((folder) =>
    readdirSync(path.join(root, "snippets", folder))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${ownPrefix}${folder}${file.slice(0, -".ts".length)}`),
  );
  return [...own, ...packages].sort();
}

/** Those that need TensorFlow.js, or use something that does: it has to be started before them. */
export function tensorModules(root: string): string[] {
  const known = new Map<string, boolean>();
  return publicModules(root).filter((name) => {
    if (!name.startsWith(ownPrefix)) return name.startsWith("@tensorflow/");
    return reachesTensors(moduleFile(root, name), known);
  });
}

/** The file of one of our modules. */
export function moduleFile(root: string, name: string): string {
  return path.join(root, "snippets", `${name.slice(ownPrefix.length)}.ts`);
}

function reachesTensors(file: string, known: Map<string, boolean>): boolean {
  const before = known.get(file);
  if (before !== undefined) return before;
  known.set(file, false);
  const reaches = valueImports(readFileSync(file, "utf8")).some((specifier) => {
    if (specifier.startsWith("@tensorflow/")) return true;
    return specifier.startsWith(".") && reachesTensors(path.resolve(path.dirname(file), specifier), known);
  });
  known.set(file, reaches);
  return reaches;
}

/** What a text imports for more than its types. */
function valueImports(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s+"([^"]+)"/gm);
  return [...statements].map(([, specifier]) => specifier!);
}
