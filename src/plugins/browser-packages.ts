/**
 * The packages that a page and its workers import, now or later. Vite makes each one a file when a page
 * asks for it first, and a package that it did not expect has it reload the page.
 */
export const browserPackages: readonly string[] = [
  "@codemirror/autocomplete",
  "@codemirror/commands",
  "@codemirror/lang-javascript",
  "@codemirror/language",
  "@codemirror/lint",
  "@codemirror/search",
  "@codemirror/state",
  "@codemirror/view",
  "@shikijs/langs-precompiled/typescript",
  "@sveltejs/acorn-typescript",
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "acorn",
  "d3-array",
  "d3-scale",
  "d3-shape",
  "diff",
  "fflate",
  "gpt-tokenizer/bpeRanks/cl100k_base",
  "gpt-tokenizer/encoding/cl100k_base",
  "idb",
  "minisearch",
  "shiki/core",
  "shiki/engine/javascript",
  "typescript",
];
