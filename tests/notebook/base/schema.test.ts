import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { FrozenChapter } from "../../../src/book/frozen.ts";
import { outputSchema } from "../../../src/notebook/output/output-schema.ts";
import {
  atMost,
  count,
  fitting,
  flag,
  list,
  lookup,
  nested,
  nullable,
  number,
  only,
  optional,
  pair,
  read,
  record,
  type Schema,
  text,
  variants,
  word,
} from "../../../src/notebook/base/schema.ts";
import { exampleOutputs } from "../output/example-outputs.ts";
import { chapterFolders } from "../../../src/book/chapter-folders.ts";

interface Bird {
  kind: "bird";
  name: string;
  sings?: boolean;
  colour: "red" | "grey";
}

const bird = record<Bird>({
  kind: only("bird"),
  name: text(10),
  sings: optional(flag),
  colour: word<Bird["colour"]>({ red: true, grey: true }),
});

describe("a schema", () => {
  test("is checked against its type: a drift does not compile", () => {
    const [kind, name] = [only("bird"), text(10)];
    const colour = word<Bird["colour"]>({ red: true, grey: true });
    const sings = optional(flag);
    // @ts-expect-error a field is missing
    record<Bird>({ kind, name, sings });
    // @ts-expect-error a field may be missing, and the schema does not say so
    record<Bird>({ kind, name, sings: flag, colour });
    // @ts-expect-error a field of another kind
    record<Bird>({ kind, name: number, sings, colour });
    // @ts-expect-error less than the type allows
    record<Bird>({ kind, name, sings, colour: only("red") });
    // @ts-expect-error one too many
    record<Bird>({ kind, name, sings, colour, age: number });
    type Animal = Bird | { kind: "fish"; name: string };
    // @ts-expect-error a kind is missing
    variants<Animal, "kind">("kind", { bird });
    // @ts-expect-error null is not said
    const numbers: Schema<number | null> = number;
    expect(read(numbers, 1)).toBe(1);
  });

  test("gives back a copy with nothing else in it", () => {
    const given = { name: "robin", kind: "bird", colour: "red", onclick: "alert(1)", sings: undefined };
    const found = read(bird, given);
    expect(found).toEqual({ name: "robin", kind: "bird", colour: "red" });
    expect(Object.keys(found)).toEqual(["name", "kind", "colour"]);
    expect(read(lookup(list(text(5), 3), 3), JSON.parse('{"__proto__": ["a"], "constructor": []}'))).toEqual(
      JSON.parse('{"__proto__": ["a"], "constructor": []}'),
    );
  });

  test("cuts what is too long to be read, and refuses what is too long to be shown", () => {
    expect(read(text(5), "123456789")).toBe("12345…");
    expect(
      read(list(text(1_500_000), 3), ["a".repeat(1_500_000), "b".repeat(1_500_000), "c".repeat(90)]).map(
        ({ length }) => length,
      ),
    ).toEqual([1_500_000, 500_001, 21]);
    expect(() => read(list(number, 2), [1, 2, 3])).toThrow("it should be a list of at most 2, not a list of 3");
    expect(() => read(list(number, 1000), new Array(1e9))).toThrow(
      "it should be a list of at most 1000, not a list of 1000000000",
    );
  });

  const wrong: [string, Schema<never> | Schema<unknown>, unknown, string][] = [];
  const refused = <T>(schema: Schema<T>, value: unknown, words: string) =>
    wrong.push([words, schema as Schema<unknown>, value, words]);
  refused(bird, { kind: "bird", name: 3, colour: "red" }, "name should be a text, not 3");
  refused(bird, { kind: "bird", name: "a" }, "colour should be one of red, grey, not undefined");
  refused(bird, [], "it should be a record, not a list of 0");
  refused(bird, new Map(), "it should be a record, not a Map");
  refused(
    list(pair(number, nullable(number)), 5),
    [
      [1, null],
      [1, NaN],
    ],
    "[1][1] should be a finite number, not NaN",
  );
  refused(list(number, 5), [1, , 3], "[1] should be a finite number, not undefined");
  refused(list(number, 5), new Float32Array(3), "it should be a list, not a Float32Array");
  refused(count, -1, "it should be a whole number from 0, not -1");
  refused(count, 0.5, "it should be a whole number from 0, not 0.5");
  refused(lookup(number, 1), { a: 1, b: 2 }, "it should be a record of at most 1 names");
  refused(
    fitting(list(number, 5), "rising numbers", ([a = 0, b = 0]) => a < b),
    [2, 1],
    "it needs rising numbers",
  );
  test.each(wrong)("says what is wrong: %s", (_, schema, value, words) => {
    expect(() => read(schema as Schema<unknown>, value)).toThrow(words);
  });

  test("comes to an end with what contains itself, or is without end", () => {
    type Tree = { parts: Tree[] };
    const tree: Schema<Tree> = record<Tree>({
      parts: list(
        nested(() => tree),
        1000,
      ),
    });
    const own: Tree = { parts: [] };
    own.parts.push(own);
    expect(() => read(tree, own)).toThrow("levels deep");
    const wide: Tree = { parts: [] };
    for (let i = 0; i < 100; i++) wide.parts.push(wide);
    expect(() => read(tree, wide)).toThrow("levels deep");
    let many: Tree = { parts: [] };
    for (let level = 0; level < 8; level++) many = { parts: Array.from({ length: 20 }, () => many) };
    expect(() => read(atMost(10_000, tree), many)).toThrow("should be smaller");
    let deep: Tree = { parts: [] };
    for (let level = 0; level < 100_000; level++) deep = { parts: [deep] };
    expect(() => read(tree, deep)).toThrow("levels deep");
  });
});

describe("the schema of outputs", () => {
  test.each(exampleOutputs.map((output) => [output.kind, output] as const))(
    "takes what the cell API makes as it is: %s",
    (_, output) => {
      const sent: unknown = structuredClone(output);
      expect(JSON.stringify(read(outputSchema, sent))).toBe(JSON.stringify(output));
    },
  );

  const chapters = new URL("../../../chapters/", import.meta.url);
  const frozen = chapterFolders(chapters).flatMap((folder) => {
    try {
      return [
        [
          folder,
          JSON.parse(readFileSync(new URL(`${folder}/outputs.json`, chapters), "utf8")) as FrozenChapter,
        ] as const,
      ];
    } catch {
      return [];
    }
  });

  test("takes what the book has printed as it is", () => {
    expect(frozen.length).toBeGreaterThan(5);
    for (const [folder, { cells }] of frozen) {
      for (const [id, { outputs }] of Object.entries(cells)) {
        const found = outputs.map((output) => read(outputSchema, output));
        expect(JSON.stringify(found), `${folder} ${id}`).toBe(JSON.stringify(outputs));
      }
    }
  });
});
