import { format } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consoleMethods, createConsole } from "../../../src/notebook/cell-api/console.ts";
import { formatLine } from "../../../src/notebook/cell-api/console-format.ts";
import { consoleTable } from "../../../src/notebook/cell-api/console-table.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { OutputStream } from "../../../src/notebook/output/output-stream.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { StopSignal } from "../../../src/notebook/base/stop.ts";

/** A console whose clock the test moves, and what it has shown. */
function consoleAt() {
  const clock = { now: 0 };
  const out = new OutputStream(() => {}, { now: () => 0, after: () => () => {} });
  return { clock, out, console: createConsole(out, new StopSignal(), () => clock.now) };
}

/** All lines, with their level where it is not "log". */
function linesOf(outputs: Output[]): string[] {
  return outputs.flatMap((output) => {
    if (output.kind !== "text") return [output.kind];
    const level = output.level === "log" ? "" : `${output.level}: `;
    return output.text.split("\n").map((line) => `${level}${line}`);
  });
}

describe("the format of a line", () => {
  // https://console.spec.whatwg.org/#formatter, and what all browsers agree on beyond it
  const cases: [unknown[], string][] = [
    [[], ""],
    [["100 %% of %s"], "100 %% of %s"],
    [["%s and %s", "a"], "a and %s"],
    [["%s", "a", "b", 3], "a b 3"],
    [["%d|%i|%f", "42.9px", 42.9, "42.9px"], "42|42|42.9"],
    [["%d %i %f", Symbol("a"), Symbol("a"), Symbol("a")], "NaN NaN NaN"],
    [["%d%%", 50], "50%"],
    [["%cred%c plain", "color: red", ""], "red plain"],
    [["%s", "%s", "b"], "%s b"],
    [["%s", null], "null"],
    [["%s", Symbol("a")], "Symbol(a)"],
    [["%s", { a: 1 }], "[object Object]"],
    [["%o %O", { a: [1, "x"] }, "text"], '{ a: [1, "x"] } "text"'],
    [["%x %", 1], "%x % 1"],
    [[1, "%s", 2], "1 %s 2"],
    [[{ a: 1 }, [1, 2], undefined, null, 3n], "{ a: 1 } [1, 2] undefined null 3n"],
    [["%s", Object.create(null)], "{}"],
    [["%d", Object.create(null)], "NaN"],
  ];

  for (const [values, line] of cases) {
    test(`${values.map((value) => (typeof value === "string" ? JSON.stringify(value) : typeof value)).join(", ")} is ${line}`, () => {
      expect(formatLine(values)).toBe(line);
    });
  }

  test("is Node's where Node keeps to the standard: texts, whole numbers, %% and too few values", () => {
    const piece = fc.oneof(fc.constantFrom("%s", "%d", "%i", "%%", "%", "%c", "%x", " "), fc.string());
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant(undefined), fc.boolean());
    fc.assert(
      fc.property(fc.array(piece), fc.array(value, { minLength: 1 }), (pieces, values) => {
        const text = pieces.join("");
        // Node reads 12 in "12px" as no number, and null as 0.
        fc.pre(!/%[dicf]/.test(text) || values.every((one) => typeof one === "number"));
        // A format of ours alone, and texts in another kind of quotes.
        fc.pre(!/%[jo]/i.test(text));
        expect(formatLine([text, ...values])).toBe(format(text, ...values));
      }),
      { numRuns: 500 },
    );
  });

  test("never throws, whatever is printed", () => {
    const hostile = [
      new Proxy(
        {},
        {
          get: () => {
            throw new Error("get");
          },
          ownKeys: () => {
            throw new Error("keys");
          },
        },
      ),
      {
        toString: () => {
          throw new Error("text");
        },
      },
      Object.defineProperty({}, "a", {
        enumerable: true,
        get: () => {
          throw new Error("a");
        },
      }),
    ];
    const value = fc.oneof(
      fc.anything({ withSparseArray: true, withNullPrototype: true, withBigInt: true }),
      fc.constantFrom(...hostile),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^(%[sdifoOc%]| |a)*$/), fc.array(value), (text, values) => {
        expect(typeof formatLine([text, ...values])).toBe("string");
        expect(typeof formatLine(values)).toBe("string");
      }),
    );
  });
});

describe("the console of a cell", () => {
  test("has every method that Node's has, and none throws", () => {
    const { console: own } = consoleAt();
    const node = Object.entries(console).filter(
      ([name, value]) => typeof value === "function" && /^[a-z]+$/i.test(name),
    );
    for (const name of new Set([...node.map(([one]) => one), ...consoleMethods])) {
      const method = own[name as keyof typeof own];
      expect(method, name).toBeTypeOf("function");
      for (const values of [[], ["a"], [{}, "b"], [null]]) expect(() => method(...values), name).not.toThrow();
    }
  });

  test("tells its five levels apart", () => {
    const { out, console } = consoleAt();
    for (const level of ["log", "info", "debug", "warn", "error"] as const) console[level](level);
    expect(linesOf(out.outputs)).toEqual(["log", "info: info", "debug: debug", "warn: warn", "error: error"]);
    const looks = out.outputs.map((output) => /class="([^"]*)"/.exec(renderOutput(output))![1]);
    expect(new Set(looks).size).toBe(5);
  });

  test("indents groups, each line of what is in them", () => {
    const { out, console } = consoleAt();
    console.group("outer %d", 1);
    console.log("a\nb");
    console.groupCollapsed("inner");
    console.warn("c");
    console.groupEnd();
    console.group();
    console.log("d");
    console.groupEnd();
    console.groupEnd();
    console.groupEnd();
    console.log("e");
    expect(linesOf(out.outputs)).toEqual(["outer 1", "  a", "  b", "  inner", "warn:     c", "    d", "e"]);
  });

  test("counts by label, from 1 again after a reset", () => {
    const { out, console } = consoleAt();
    console.count();
    console.count("50 %d");
    console.count();
    console.countReset();
    console.count("default");
    console.countReset("never");
    expect(linesOf(out.outputs)).toEqual([
      "default: 1",
      "50 %d: 1",
      "default: 2",
      "default: 1",
      'warn: Nothing was counted as "never" in this run of the cell.',
    ]);
  });

  test("measures time by its clock", () => {
    const { out, console, clock } = consoleAt();
    console.time("a %s");
    clock.now = 12.3456;
    console.timeLog("a %s", "so far", { step: 3 });
    console.time("a %s");
    clock.now = 2500;
    console.timeEnd("a %s");
    console.timeEnd("a %s");
    expect(linesOf(out.outputs)).toEqual([
      "a %s: 12.35 ms so far { step: 3 }",
      'warn: The timer "a %s" runs already.',
      "a %s: 2.5 s",
      'warn: No timer "a %s" was started in this run of the cell.',
    ]);
  });

  test("asserts", () => {
    const { out, console } = consoleAt();
    console.assert(true, "no");
    console.assert(false);
    console.assert(0, "loss %d", 3.9);
    console.assert(null, { a: 1 }, "b");
    console.assert(false, undefined);
    expect(linesOf(out.outputs)).toEqual([
      "error: Assertion failed",
      "error: Assertion failed: loss 3",
      "error: Assertion failed: { a: 1 } b",
      "error: Assertion failed",
    ]);
  });

  test("clears its lines and begins again in their place; pictures stay", () => {
    const { out, console } = consoleAt();
    console.log("a");
    console.table([[1]]);
    console.error("b");
    console.clear();
    expect(out.outputs.map((output) => renderOutput(output)).map((html) => html.includes(" hidden"))).toEqual([
      true,
      false,
      true,
    ]);
    console.log("c");
    console.log("d");
    expect(linesOf(out.outputs)).toEqual(["", "table", "c", "d"]);
    console.clear();
    console.log("e");
    expect(linesOf(out.outputs)).toEqual(["", "table", "e"]);
  });

  test("dir shows a value, dirxml and log a text", () => {
    const { out, console } = consoleAt();
    console.dir("text", { depth: 0 });
    console.dirxml("a", { b: 1 });
    expect(linesOf(out.outputs)).toEqual(['"text"', "a { b: 1 }"]);
  });
});

describe("console.table", () => {
  const rowsOf = (data: unknown, only?: unknown) => {
    const table = consoleTable(data, only);
    return table && [table.columns, ...table.rows];
  };

  test("of records, lists, a mixture, maps, sets, records of records, typed arrays", () => {
    expect(
      rowsOf([
        { a: 1, b: "x" },
        { a: 2, c: true },
      ]),
    ).toEqual([
      ["(index)", "a", "b", "c"],
      [0, 1, "x", null],
      [1, 2, null, true],
    ]);
    expect(rowsOf([[1, 2], [3]])).toEqual([
      ["(index)", "0", "1"],
      [0, 1, 2],
      [1, 3, null],
    ]);
    expect(rowsOf(["a", { b: 1 }, null])).toEqual([
      ["(index)", "b", "Values"],
      [0, null, "a"],
      [1, 1, null],
      [2, null, null],
    ]);
    expect(
      rowsOf(
        new Map<unknown, unknown>([
          ["k", { a: 1 }],
          [2, "v"],
        ]),
      ),
    ).toEqual([
      ["(index)", "a", "Values"],
      ["k", 1, null],
      [2, null, "v"],
    ]);
    expect(rowsOf(new Set(["a"]))).toEqual([
      ["(index)", "Values"],
      [0, "a"],
    ]);
    expect(rowsOf({ x: { a: 1 }, y: 2 })).toEqual([
      ["(index)", "a", "Values"],
      ["x", 1, null],
      ["y", null, 2],
    ]);
    expect(rowsOf(new Float32Array([1, 2]))).toEqual([
      ["(index)", "Values"],
      [0, 1],
      [1, 2],
    ]);
  });

  test("shows only the columns that are asked for, in that order", () => {
    expect(rowsOf([{ a: 1, b: 2, c: 3 }], ["c", "a"])).toEqual([
      ["(index)", "c", "a"],
      [0, 3, 1],
    ]);
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`c${i}`, i]));
    expect(rowsOf([wide], ["c499"])).toEqual([
      ["(index)", "c499"],
      [0, 499],
    ]);
    expect(rowsOf([wide])![0]!.length).toBeLessThan(60);
  });

  test("prints what has no items as a line", () => {
    const { out, console } = consoleAt();
    for (const value of [5, "text", null, undefined, {}]) console.table(value);
    expect(linesOf(out.outputs)).toEqual(["5", "text", "null", "undefined", "{}"]);
  });

  test("is quick for lists of any length, and tells how many rows it leaves out", () => {
    expect(consoleTable(new Array(1e9))!.more).toBe(1e9 - 200);
    expect(consoleTable(new Map(Array.from({ length: 1e5 }, (_, i) => [i, i])))!.rows.length).toBe(200);
  });

  test("survives JSON, and runs no code of the values", () => {
    const value = fc.anything({
      withSparseArray: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(value, fc.option(fc.array(fc.string()), { nil: undefined }), (data, only) => {
        const table = consoleTable(data, only);
        if (table) expect(JSON.parse(JSON.stringify(table))).toEqual(table);
        if (table) for (const row of table.rows) expect(row.length).toBe(table.columns.length);
      }),
    );
    const trap = Object.defineProperty({}, "a", {
      enumerable: true,
      get: () => {
        throw new Error("run");
      },
    });
    expect(rowsOf([trap])).toEqual([
      ["(index)", "a"],
      [0, null],
    ]);
  });
});
