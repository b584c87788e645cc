import type { Module } from "./modules.ts";

/** It types what a release of TensorFlow.js may change, and a test of its own watches over it. */
const owner = "snippets/engine/tfjs-internals.ts";

/** `tf.engine() as unknown as { … }`: a type for what the library keeps to itself */
const opened = /\btf\.(?:engine|env|backend)\(\)\s+as\s+(?!tf\.)|\b_tfGlobals\b/;

/** How TensorFlow.js looks inside is known to one file. */
export function internalsAreKnownOnce(modules: Module[]) {
  return modules
    .filter(({ path }) => path !== owner && /^(snippets|src)\//.test(path))
    .flatMap(({ path, source }) =>
      source.split("\n").flatMap((line, index) => {
        return opened.test(line) ? [`${path}:${index + 1} opens TensorFlow.js; ask ${owner}`] : [];
      }),
    );
}
