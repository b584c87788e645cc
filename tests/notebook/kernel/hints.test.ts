import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { cellApiNames } from "../../../src/notebook/cell-api/cell-api.ts";
import type { CellError } from "../../../src/notebook/base/cell-error.ts";
import { withHint } from "../../../src/notebook/kernel/hints.ts";
import type { PlannedCell } from "../../../src/notebook/kernel/run-plan.ts";
import { unknownModule } from "../../../src/notebook/cell-api/registry.ts";

interface Text {
  now: string;
  book?: string;
}

/** A page's cells as the kernel knows them, some of them changed by the reader. */
function cellsOf(texts: Record<string, Text>): PlannedCell[] {
  const read = (text: string) => {
    try {
      return analyse(text);
    } catch {
      return null;
    }
  };
  return Object.entries(texts).map(([id, { now, book }]) => ({
    id,
    source: now,
    program: read(now),
    ...(book === undefined ? {} : { original: { source: book, program: read(book) } }),
  }));
}

function hintOf(message: string, texts: Record<string, Text>, name = "ReferenceError"): string | undefined {
  const error: CellError = { name, message, line: 1, column: 1, code: "" };
  const cells = cellsOf(texts);
  return withHint(error, cells.length - 1, cells, [...cellApiNames]).hint;
}

const missing = (name: string, texts: Record<string, Text> = { a: { now: name } }) =>
  hintOf(`${name} is not defined`, texts);

describe("a name that is missing because a cell was overwritten", () => {
  const book = 'import { createBurrow } from "mini-rlhf/world/facts";\nconst burrow = createBurrow(), moles = 3;';

  test("names the cell that the reader has changed, and the way back", () => {
    const hint = missing("burrow", { first: { now: "1 + 1", book }, middle: { now: "2" }, b: { now: "burrow" } });
    expect(hint).toBe(
      'The cell "first" above defines "burrow" in the book, but no longer does as you have changed it. Define it again, or press Reset there.',
    );
  });

  test("also when it was imported there, when the cell cannot be read, and when it is the same cell", () => {
    expect(missing("createBurrow", { first: { now: "", book }, b: { now: "createBurrow()" } })).toContain(
      'The cell "first" above',
    );
    expect(missing("moles", { first: { now: "const moles = ;", book }, b: { now: "moles" } })).toContain(
      "cannot be read as it is now",
    );
    expect(missing("moles", { b: { now: "moles + 1", book } })).toMatch(/^This cell defines "moles" in the book/);
  });

  test("before any guess at what was meant", () => {
    const hint = missing("document", {
      first: { now: "const documents = 1", book: "const document = 1" },
      b: { now: "document" },
    });
    expect(hint).toContain('The cell "first" above');
  });
});

describe("a name of another world is answered with what stands for it here", () => {
  const expected: Record<string, RegExp> = {
    document: /worker.*no document.*show\(value\)/,
    window: /worker.*no window/,
    alert: /show\("…"\)/,
    prompt: /textInput/,
    localStorage: /keep\(name, model\)/,
    require: /Node’s.*import \{ name \} from/,
    module: /Node’s.*for the cells below/,
    exports: /for the cells below/,
    process: /Node’s/,
    fs: /book\(folder\)/,
    __dirname: /Node’s/,
    Buffer: /Uint8Array/,
    global: /globalThis/,
    print: /Python.*console\.log/,
    len: /\.length/,
    range: /Array\.from/,
    None: /null/,
    True: /true/,
    torch: /@tensorflow\/tfjs/,
    np: /@tensorflow\/tfjs/,
    plt: /lineChart/,
    tf: /import \* as tf from "@tensorflow\/tfjs"/,
    React: /no document/,
    ls: /terminal/,
  };

  for (const [name, words] of Object.entries(expected)) test(name, () => expect(missing(name)).toMatch(words));

  test("as Chromium, Firefox and WebKit say that it is missing", () => {
    for (const message of ["document is not defined", "Can't find variable: document"])
      expect(hintOf(message, { a: { now: "" } })).toMatch(/no document/);
  });

  test("but a cell's own name of that kind is a cell's", () => {
    expect(missing("print", { a: { now: "print" }, b: { now: "const print = 1" } })).toContain("Python");
    const cells = cellsOf({ a: { now: "print" }, b: { now: "const print = 1" } });
    const error: CellError = { name: "ReferenceError", message: "print is not defined", line: 1, column: 1, code: "" };
    expect(withHint(error, 0, cells, []).hint).toContain('in cell "b"');
  });

  test("and names that every object has are no answers", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"])
      expect(missing(name) ?? "").not.toContain("native code");
  });
});

test("a module of another world is answered, too, before what there is", () => {
  const registry = { names: () => ["@tensorflow/tfjs", "mini-rlhf/gpt"], load: async () => ({}) };
  const hint = (specifier: string) => unknownModule(specifier, registry, null).hint;
  for (const specifier of ["fs", "node:fs/promises", "path"])
    expect(hint(specifier)).toMatch(/Node’s.*A cell can import/);
  expect(hint("https://esm.sh/lodash")).toMatch(/nothing from other addresses/);
  expect(hint("react")).toMatch(/no document/);
  expect(hint("./data.json")).toMatch(/no files beside it/);
  expect(hint("lodash")).toMatch(/^A cell can import/);
});

test("a tensor that was freed, and a fence pasted along with its code", () => {
  expect(hintOf("Tensor is disposed.", { a: { now: "t.dataSync()" } }, "Error")).toContain(
    "Run the cell again that makes it",
  );
  expect(hintOf('"" is not a function', { a: { now: "```ts\n1\n```" } }, "TypeError")).toContain("``` marks");
});
