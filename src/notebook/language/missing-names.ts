/** Names that a reader may know from a page, from Node or from Python, and what stands for them here. */

const inWorker = "A cell runs in a worker, apart from the page";
const page = `${inWorker}, so it has no document and no window. Show values with show(value), and ask the reader with slider(), select() or textInput().`;
const python = (rest: string): string => `That is Python; a cell is TypeScript. ${rest}`;
const node = (rest: string): string => `That is Node’s; a cell runs in the browser. ${rest}`;
const modules = 'Write import { name } from "module"; the editor lists all modules as you type one.';
const files = "Files of the book are read by book(folder); your own files stay where they are.";
const tensors = 'TensorFlow.js stands for it here: import * as tf from "@tensorflow/tfjs";';
const charts = "Charts are drawn by lineChart({ series: { loss: losses } }), barChart() and heatMap().";
const terminal = "That is a command for a terminal; a cell runs TypeScript in this page.";

const words: Record<string, string> = {
  document: page,
  window: page,
  parent: page,
  alert: `${inWorker}, and cannot open a dialog. Write show("…").`,
  confirm: `${inWorker}, and cannot open a dialog. Write await select({ … }) or show("…").`,
  prompt: `${inWorker}, and cannot open a dialog. Write textInput({ label: "…" }).`,
  localStorage: `${inWorker}, and keeps nothing in the browser itself. Keep a model with keep(name, model).`,
  sessionStorage: `${inWorker}, and keeps nothing in the browser itself. Keep a model with keep(name, model).`,
  HTMLElement: page,
  Image: page,
  $: page,
  jQuery: page,
  React: page,
  d3: charts,
  Plotly: charts,
  Chart: charts,

  require: node(modules),
  module: node("A cell exports nothing: what it defines is there for the cells below."),
  exports: node("A cell exports nothing: what it defines is there for the cells below."),
  process: node("Settings are constants of the cell: const seed = 1;"),
  fs: node(files),
  path: node(files),
  os: node(files),
  __dirname: node(files),
  __filename: node(files),
  Buffer: node("Write new Uint8Array(n), or new TextEncoder().encode(text)."),
  global: node("Write globalThis."),
  setImmediate: node("Write setTimeout(f), or await progress({ step }) in a loop."),
  Deno: node(files),
  Bun: node(files),

  tf: 'Import it first: import * as tf from "@tensorflow/tfjs";',
  torch: python(tensors),
  nn: python(tensors),
  F: python(tensors),
  np: python(tensors),
  numpy: python(tensors),
  transformers: python('Models come from the book: import { gpt } from "mini-rlhf/gpt";'),
  pd: python("Rows are a list of records, and table(rows) shows them."),
  plt: python(charts),
  print: python("Write console.log(x), or show(x)."),
  len: python("Write list.length."),
  range: python("Write for (let i = 0; i < n; i++) { … }, or Array.from({ length: n }, (_, i) => i)."),
  enumerate: python("Write for (const [i, x] of list.entries()) { … }."),
  zip: python("Write a.map((x, i) => [x, b[i]])."),
  sum: python("Write list.reduce((total, x) => total + x, 0)."),
  sorted: python("Write [...list].sort((a, b) => a - b)."),
  reversed: python("Write [...list].reverse()."),
  abs: python("Write Math.abs(x)."),
  min: python("Write Math.min(...list)."),
  max: python("Write Math.max(...list)."),
  round: python("Write Math.round(x), or x.toFixed(2) for a text."),
  str: python("Write String(x)."),
  int: python("Write Math.trunc(x), or Number(text)."),
  float: python("Write Number(text)."),
  list: python("Write [...items]."),
  dict: python("Write { a: 1 }."),
  set: python("Write new Set(items)."),
  tuple: python("Write [a, b]."),
  type: python("Write typeof x."),
  isinstance: python("Write x instanceof Name, or typeof x."),
  input: python('Write textInput({ label: "…" }).'),
  open: python(files),
  exit: python('A cell ends by itself; throw new Error("…") ends it at once.'),
  quit: python('A cell ends by itself; throw new Error("…") ends it at once.'),
  None: python("Write null."),
  True: python("Write true."),
  False: python("Write false."),
  Exception: python('Write new Error("…").'),
  ValueError: python('Write new Error("…").'),

  pip: terminal,
  npm: terminal,
  ls: terminal,
  cd: terminal,
  git: terminal,
};

const nodeModule =
  /^(?:node:.+|fs|path|os|http|https|crypto|util|url|child_process|worker_threads|stream|events|assert|process)(?:\/.*)?$/;

/** What to do without a module that is none of the book's; null for one that says nothing. */
export function wordsForModule(specifier: string): string | null {
  if (nodeModule.test(specifier)) return node(files);
  if (/^(?:https?:|\/\/|npm:|jsr:)/.test(specifier)) return "A cell imports nothing from other addresses.";
  if (/^(?:react|react-dom|vue|svelte|jquery|next)(?:\/.*)?$/.test(specifier)) return page;
  if (/^(?:torch|transformers|trl|numpy)$/.test(specifier)) return python(tensors);
  return /^\.{0,2}\//.test(specifier) ? `A cell has no files beside it. ${files}` : null;
}

/** What to write for a name that is not there; null for one that says nothing. */
export function wordsForMissing(name: string): string | null {
  return Object.hasOwn(words, name) ? words[name]! : null;
}
