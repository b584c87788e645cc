import { describe, expect, test } from "vitest";
import { cellKey, notebook, outOfDate } from "../../../src/freeze/cell-keys.ts";
import { ancestry } from "../../../src/notebook/kernel/run-plan.ts";
import type { FreezableCell } from "../../../src/freeze/chapter-cells.ts";
import { programDigest, programFiles, tokensOf } from "../../../src/freeze/digest.ts";
import type { FrozenCell } from "../../../src/book/frozen.ts";
import { analyse } from "../../../src/notebook/language/analyse.ts";

function book(sources: Record<string, string>): FreezableCell[] {
  return Object.entries(sources).map(([id, source]) => ({
    id,
    source,
    line: 1,
    isKept: false,
    isTraced: false,
    program: analyse(source),
  }));
}

const sources = {
  data: 'import { createRng } from "mini-rlhf/random";\nconst data = [1];',
  aside: "const aside = 1;",
  model: 'import { initGPT } from "mini-rlhf/init-gpt";\nconst model = data.length;',
  ask: "model + 1",
};
const cells = book(sources);
const key = (changed: Partial<typeof sources>, files: string[] = []) =>
  cellKey(3, book({ ...sources, ...changed }), files);

test("comments, types and layout are no tokens", () => {
  const plain = tokensOf('import { a } from "./a.ts";\nconst x = f(`a${1}`, /b/);');
  const dressed = tokensOf(
    'import type { T } from "./t.ts"; // why\nimport { a } from "./a.ts";\n\n/** what */\nconst   x: T = f(`a${1}`, /b/) as T;',
  );
  expect(dressed.filter((token) => token !== ";")).toEqual(plain.filter((token) => token !== ";"));
  expect(tokensOf("const x = 1;")).not.toEqual(tokensOf("const x = 2;"));
});

test("a program is all that it imports, however far away, but no types", () => {
  const files = programFiles(["snippets/ppo.ts"]);
  for (const near of ["ppo-update", "rollout"]) expect(files).toContain(`snippets/${near}.ts`);
  for (const far of ["engine/heap", "tensor", "tokenizer"]) expect(files).toContain(`snippets/${far}.ts`);
  const program = programFiles(notebook);
  for (const near of ["language/parse", "output/output-stream", "base/cut-text"])
    expect(program).toContain(`src/notebook/${near}.ts`);
  // A cell's key names the core that the cell itself imports; a type is gone when it runs.
  expect(program.filter((file) => file.startsWith("snippets/"))).toEqual([]);
  expect(program).not.toContain("src/notebook/output/output.ts");
});

test("a program's digest covers what it imports", () => {
  const digests = ["snippets/random.ts", "snippets/training-recipe.ts", "src/notebook/kernel/kernel.ts"].map((file) =>
    programDigest([file]),
  );
  expect(new Set(digests).size).toBe(3);
  expect(programDigest(["snippets/training-recipe.ts"])).toBe(digests[1]);
  expect(() => programDigest(["snippets/nothing.ts"])).toThrow("ENOENT");
});

describe("a cell's key", () => {
  test("is about the cell and those it needs", () => {
    expect(ancestry(3, cells).map(({ id }) => id)).toEqual(["data", "model", "ask"]);
    expect(key({})).toEqual(key({}));
    expect(key({ aside: "const aside = 2;" })).toEqual(key({}));
    expect(key({ ask: "model + 2" }).code).not.toBe(key({}).code);
    expect(key({ data: `${sources.data}\n` }).code).not.toBe(key({}).code);
  });

  test("is about what they import, and what runs that", () => {
    expect(cellKey(0, cells, []).runtime).toBe("none");
    expect(key({}).runtime).toMatch(/^tfjs [\d.]+ wasm, kernels [0-9a-f]{12}$/);
    expect(key({ data: "const data = [1];" }).core).not.toBe(key({}).core);
  });

  test("is about the files that were read", () => {
    const { files } = key({}, ["checkpoints/sft/config.json", "no/such/file"]);
    expect(files["checkpoints/sft/config.json"]).toMatch(/^[0-9a-f]{12}$/);
    expect(files["no/such/file"]).toBe("missing");
  });

  test("says what has changed", () => {
    const frozen: FrozenCell = { key: key({}), values: {}, outputs: [], seconds: 1 };
    expect(outOfDate(3, cells, frozen)).toBeNull();
    expect(outOfDate(3, cells, undefined)).toMatch(/not been frozen/);
    expect(outOfDate(3, book({ ...sources, ask: "model" }), frozen)).toMatch(/its code/);
    expect(outOfDate(3, cells, { ...frozen, key: { ...key({}), core: "other" } })).toMatch(/core/);
    expect(outOfDate(3, cells, { ...frozen, key: { ...key({}), files: { a: "other" } } })).toMatch(/file/);
  });
});
