import { stripTypeScriptTypes } from "node:module";
import { parse } from "acorn";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import { blankTypes } from "../../../src/notebook/language/strip-types.ts";
import { CellProblem } from "../../../src/notebook/base/cell-error.ts";
import { parseTypeScript } from "../../../src/notebook/language/parse.ts";
import { fixtures } from "../read-fixtures.ts";

const spaces = (text: string): string => text.replace(/[^\s]/g, "x").replace(/[^\n]+$/gm, "");

describe("types become spaces", () => {
  for (const { name, source, expected } of fixtures("erase")) {
    test(name, async () => {
      const js = blankTypes(source, parseTypeScript(source));
      expect(js.length).toBe(source.length);
      expect(spaces(js)).toBe(spaces(source));
      await expect(js).toMatchFileSnapshot(expected);
    });
  }
});

describe("what is left is what TypeScript leaves", () => {
  // The declarations of other modules are the notebook's own matter; Node keeps them.
  const comparable = fixtures("erase").filter(({ name }) => name !== "modules");
  for (const { name, source } of comparable) {
    test(name, () => {
      const ours = shape(blankTypes(source, parseTypeScript(source)));
      expect(ours).toEqual(shape(stripTypeScriptTypes(source)));
    });
  }
});

/** The syntax tree without places and empty statements. */
function shape(js: string): unknown {
  const tree = parse(js, { sourceType: "module", ecmaVersion: "latest" });
  const noise = new Set(["start", "end", "raw"]);
  const text = JSON.stringify(tree, (key, value: unknown) => (noise.has(key) ? undefined : value));
  return JSON.parse(text, (_, value: unknown) =>
    Array.isArray(value) ? value.filter((one: { type?: string } | null) => one?.type !== "EmptyStatement") : value,
  );
}

describe("what cannot be run is refused, with its place", () => {
  for (const { name, source, expected } of fixtures("refuse")) {
    test(name, async () => {
      const { at, message, hint } = problemOf(source);
      const place = at ? `${at.line}:${at.column}` : "nowhere";
      await expect(`${place}\n${message}\n${hint ?? ""}`.trimEnd() + "\n").toMatchFileSnapshot(expected);
    });
  }

  test("a text that is nested beyond reason", () => {
    expect(problemOf("(".repeat(100_000)).name).toBe("SyntaxError");
    expect(problemOf(`${"[".repeat(30_000)}${"]".repeat(30_000)}`).message).toMatch(/nested too deeply/);
  });

  test("an empty cell is none", () => {
    expect(analyse("").definitions).toEqual([]);
    expect(analyse("// nothing").display).toBeNull();
  });
});

function problemOf(source: string): CellProblem {
  try {
    analyse(source);
  } catch (error) {
    if (error instanceof CellProblem) return error;
    throw error;
  }
  throw new Error("The cell was not refused.");
}

describe("definitions and references", () => {
  const free = (source: string): string[] => [...analyse(source).references.free.keys()];

  test("every kind of declaration at the top level defines a name", () => {
    const { definitions } = analyse(`
      import a, { b as c, type T } from "m"; import * as d from "m";
      const e = 1, { f, g: { h }, ...i } = {}, [j, , ...k] = [];
      let l; class M {} function n() {} async function* o() {}
      if (true) { var p = 1; let inner; } for (var q of []) {} interface R {} type S = 1;
    `);
    const expected = "a c d e f h i j k l M n o p q".split(" ");
    expect([...definitions].sort()).toEqual(expected.sort());
  });

  test("names of functions, blocks, loops, catch and classes are their own", () => {
    expect(free("function f(a, { b }, [c = d]) { var e; { let g; } return a + b + c + e + f; }")).toEqual(["d"]);
    expect(free("{ let x; x; } x")).toEqual(["x"]);
    expect(free("for (const i of list) i; i")).toEqual(["list", "i"]);
    expect(free("try {} catch ({ message }) { message }")).toEqual([]);
    expect(free("const f = function g() { g; arguments; }; g")).toEqual(["g"]);
    expect(free("(class A { static a = A; [b] = c; d() {} })")).toEqual(["b", "c"]);
    expect(free("switch (x) { case 1: let y; y }")).toEqual(["x"]);
  });

  test("property names and labels are no references", () => {
    expect(free("a.b.c; ({ d: e, f }); label: for (;;) { break label; }")).toEqual(["a", "e", "f"]);
    expect(free("a[b]; ({ [c]: 1 }); x?.y")).toEqual(["a", "b", "c", "x"]);
  });

  test("a type is no reference", () => {
    expect(free("const a: GPT = b as Rng; function f<T>(x: Foo): Bar {}")).toEqual(["b"]);
  });

  test("assignments to names of other cells are found, to own ones not", () => {
    const { references } = analyse("let own = 1; own = 2; other = 3; more++; ({ a: [deep] } = x); o.p = 1");
    expect([...references.assigned.keys()]).toEqual(["other", "more", "deep"]);
  });

  test("a variable that a function assigns can still change after the run", () => {
    const { references } = analyse(`
      let count = 0, fixed = 0, shadowed = 0;
      fixed = 1;
      const add = () => { count++; };
      function other(shadowed) { shadowed = 2; }
    `);
    expect([...references.changing]).toEqual(["count"]);
  });
});

describe("the value to show", () => {
  const shown = (source: string): string | null => {
    const { display, js } = analyse(source);
    return display && js.slice(display.start, display.end).trim();
  };

  test("is that of a last statement that is an expression", () => {
    expect(shown("const a = 1;\na + 1; // the sum\n")).toBe("a + 1");
    expect(shown("(a, b)")).toBe("(a, b)");
    expect(shown("await f()\ntype T = 1;")).toBe("await f()");
    expect(shown("const a = 1;")).toBeNull();
    expect(shown("if (a) b;")).toBeNull();
  });
});
