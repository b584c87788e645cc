import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { CellProblem } from "../../../src/notebook/base/cell-error.ts";
import { foreignCode } from "../../../src/notebook/language/foreign-code.ts";
import { createRng } from "../../../snippets/random.ts";
import { corpusFiles, snippetsOf } from "./read-corpus.ts";

/** What readers paste that is no TypeScript, with what the error says: language, line and remedy. */
type Case = [text: string, language: string, line: number, hint: RegExp];

const pasted: Case[] = [
  ["def f(x):\n    return x + 1\n", "Python", 1, /function name\(a, b\)/],
  ["const lr = 1;\n\ndef loss(a, b):\n    return a - b", "Python", 3, /function name/],
  ["async def main():\n    pass", "Python", 1, /function name/],
  ["import torch\nimport torch.nn as nn\n", "Python", 1, /@tensorflow\/tfjs/],
  ["import torch.nn.functional as F", "Python", 1, /@tensorflow\/tfjs/],
  ["from transformers import AutoModelForCausalLM", "Python", 1, /@tensorflow\/tfjs/],
  ["from dataclasses import dataclass", "Python", 1, /import \{ name \} from "module"/],
  ["import numpy as np", "Python", 1, /import \{ name \}/],
  ["import os, sys", "Python", 1, /import \{ name \}/],
  [
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()",
    "Python",
    1,
    /class Name extends Parent/,
  ],
  ["for i in range(3):\n    print(i)", "Python", 1, /for \(const x of list\)/],
  ["for i, x in enumerate(xs):\n    print(i)", "Python", 1, /for \(const x of list\)/],
  ["if x > 0:\n    y = 1\nelif x < 0:\n    y = 2", "Python", 1, /if \(x > 0\)/],
  ["while True:\n    break", "Python", 1, /if \(x > 0\)/],
  ["if (a) {\n}\nelse:\n    b = 1", "Python", 3, /else \{/],
  ["try:\n    f()\nexcept ValueError as e:\n    pass", "Python", 1, /try \{/],
  ["with torch.no_grad():\n    y = model(x)", "Python", 1, /tf\.tidy/],
  ["let f = lambda x: x + 1", "Python", 1, /\(x\) => x \+ 1/],
  ['show(f"loss {loss:.3f}")', "Python", 1, /backticks/],
  ["show(f'{a}')", "Python", 1, /backticks/],
  ['"""Computes the loss."""\nlet a = 1', "Python", 1, /backticks/],
  ["const squares = [x * x for x in xs]", "Python", 1, /list\.map/],
  ["if not done:\n    go()", "Python", 1, /if \(x > 0\)|&&/],
  ["const ok = a and b", "Python", 1, /&&/],
  ["let y = x if x > 0 else 0", "Python", 1, /x > 0 \? a : b/],
  ["const head = xs[:3]", "Python", 1, /list\.slice/],
  ["const tail = xs[1:]", "Python", 1, /list\.slice/],
  ["train(**config)", "Python", 1, /f\(\.\.\.list\)/],
  ["# a comment\nlet a = 1", "Python", 1, /comment begins with \/\//],
  ["let a = 1;\nraise ValueError('no')", "Python", 2, /throw new Error/],
  ["assert x.shape == (2, 3)", "Python", 1, /throw new Error/],
  ['print "hello"', "Python", 1, /console\.log/],
  ["const f = (x) -> float:\n  return x", "Python", 1, /function name/],
  ["@torch.no_grad()\ndef f(x):\n    return x", "Python", 1, /decorator/],
  ["pip install torch", "a command for a terminal", 1, /Nothing is installed/],
  ["!pip install trl", "a command for a terminal", 1, /Nothing is installed/],
  ["%pip install trl", "a command of Jupyter", 1, /Jupyter/],
  ["%matplotlib inline\nlet a = 1", "a command of Jupyter", 1, /lineChart/],
  [">>> x = 1\n>>> x + 1", "a command of Jupyter", 1, /without what stands before/],
  ["$ npm install", "a command for a terminal", 1, /Nothing is installed/],
  ["npm run build", "a command for a terminal", 1, /Nothing is installed/],
  ["git clone https://example.org/a.git", "a command for a terminal", 1, /in a terminal/],
  ["python train.py --lr 1e-4", "a command for a terminal", 1, /in a terminal/],
  ["cd ..\nls -la", "a command for a terminal", 1, /in a terminal/],
  ["curl -O https://example.org/x", "a command for a terminal", 1, /in a terminal/],
  ["#!/bin/bash\necho hi", "a command for a terminal", 1, /in a terminal/],
  ["export CUDA_VISIBLE_DEVICES=0", "a command for a terminal", 1, /in a terminal/],
  ["<!doctype html>\n<p>Hello</p>", "HTML", 1, /show\(value\)/],
  ['<div class="a">hello</div>', "HTML", 1, /show\(value\)/],
  ['const App = () => <div className="a">{x}</div>;', "HTML", 1, /show\(value\)/],
  ["const el = <Chart data={data} />;", "JSX", 1, /no React/],
  ['{"loss": 1.5, "steps": [1, 2]}', "JSON", 1, /const data = …/],
  ["body {\n  margin: 3px;\n}", "CSS", 1, /how the page looks/],
  ["#include <stdio.h>\nint main() { return 0; }", "C or C++", 1, /const x = 1/],
  ["int x = 3;", "C or C++", 1, /const x = 1/],
  ["public class Main {\n  public static void main(String[] a) {}\n}", "Java or C#", 1, /function f/],
  ["fn main() {\n  let mut x = 1;\n}", "Rust", 1, /function f/],
  ["func main() {\n}", "Go", 1, /function f/],
  ["x <- function(a) a", "R", 1, /const x = 1/],
  ["SELECT a FROM b WHERE c = 1", "SQL", 1, /filter/],
  ["$\\frac{1}{2}$", "LaTeX", 1, /formulas/],
  ["```ts\nlet a = 1\n```\nThe loss falls.", "Markdown", 1, /between the ``` marks/],
  ["## A heading\nlet a = 1", "Markdown", 1, /``` marks/],
  ["<<<<<<< HEAD\nlet a = 1\n=======\nlet a = 2\n>>>>>>> main", "a diff", 1, /without \+ and -/],
];

function problemOf(text: string): CellProblem {
  try {
    analyse(text);
  } catch (error) {
    if (error instanceof CellProblem) return error;
    throw error;
  }
  throw new Error(`This can be read: ${text}`);
}

describe("a text of another language is called by its name, where its sign stands", () => {
  for (const [text, language, line, hint] of pasted) {
    test(`${language}: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const { message, at, hint: said } = problemOf(text);
      expect(message).toBe(`This looks like ${language}; a cell reads TypeScript.`);
      expect(at?.line).toBe(line);
      expect(said).toMatch(hint);
    });
  }

  test("with Windows' line ends, indented and behind other text, too", () => {
    for (const [text, language] of pasted.filter(([, , line]) => line === 1)) {
      if (/^(?:JSON|a diff)$/.test(language) || /^#!|^@/.test(text)) continue;
      expect(problemOf(text.replaceAll("\n", "\r\n")).message, text).toContain(language);
      expect(problemOf(`const a = 1;\n${text}`), text).toMatchObject({
        message: expect.stringContaining(language) as string,
        at: { line: 2 },
      });
    }
  });
});

describe("TypeScript is not taken for another language", () => {
  test("with a slip of the fingers in it", () => {
    const rng = createRng(1);
    const place = (text: string): number => Math.floor(rng.uniform() * (text.length + 1));
    const pieces = ["(", ")", "{", "}", "<", ">", '"', "'", ":", ";", ",", "=>", "?", "\n", "await ", " "];
    let [refused, mistaken] = [0, 0];
    for (const { source } of corpusFiles().flatMap(snippetsOf)) {
      const at = place(source);
      const piece = pieces[Math.floor(rng.uniform() * pieces.length)]!;
      for (const text of [source.slice(0, at) + piece + source.slice(at), source.slice(0, at) + source.slice(at + 1)]) {
        try {
          analyse(text);
        } catch (error) {
          refused++;
          if ((error as Error).message.startsWith("This looks like")) mistaken++;
        }
      }
    }
    expect(refused).toBeGreaterThan(200);
    expect(mistaken / refused).toBeLessThan(0.01);
  });

  test("and the search for a sign takes no time for a text that has none", () => {
    // Patterns with two ways to match the same would need longer than the universe is old.
    const atoms = [
      "a",
      "a ",
      "a,",
      "(",
      "[",
      "if ",
      "for x in ",
      "a-",
      " ",
      "<a ",
      "f'",
      "'",
      "a.",
      "and ",
      "= x if ",
      "import a, ",
      "a[",
      "def a(",
    ];
    for (const first of atoms) for (const second of atoms) foreignCode((first + second).repeat(5000), 7);
    expect(foreignCode("x ".repeat(500_000), 999_000)).toBeNull();
  });
});
