import { describe, expect, test } from "vitest";
import path from "node:path";
import { publicModules } from "../../../src/public-core/public-modules.ts";
import { importedValue, unknownModule } from "../../../src/notebook/cell-api/registry.ts";
import { alike } from "../../../src/notebook/base/suggest.ts";

const names = publicModules(path.resolve(import.meta.dirname, "../../.."));
const registry = { names: () => names, load: async () => ({}) };
const at = { line: 1, column: 1 };

const asked = (specifier: string) => unknownModule(specifier, registry, at);

describe("names that are alike", () => {
  test("a slip, a part and a whole, the likest first", () => {
    expect(alike("advantage", names, 3)[0]).toBe("mini-rlhf/advantages");
    expect(alike("reward", names, 3)).toContain("mini-rlhf/reward-model");
    expect(alike("mini-rlhf/gold", names, 1)).toEqual(["mini-rlhf/world/gold"]);
    expect(alike("gpt2", ["gpt", "sft", "gpt2-config"], 2)).toEqual(["gpt", "gpt2-config"]);
  });

  test("none where nothing is", () => {
    expect(alike("lodash", names, 5)).toEqual([]);
    expect(alike("", names, 5)).toEqual([]);
  });
});

describe("an import of what is not there is answered in a few words", () => {
  test("what is like it, and where all of them are listed", () => {
    const { message, hint } = asked("mini-rlhf/advantage");
    expect(message).toBe('There is no module "mini-rlhf/advantage" here. Did you mean "mini-rlhf/advantages"?');
    const others = "Like it: mini-rlhf/group-advantages.";
    expect(hint).toBe(`${others} The editor lists all ${names.length} modules as you type one.`);
    expect(asked("reward").hint).toMatch(/^Like it: mini-rlhf\/.*reward.*\. The editor lists all/);
  });

  test("what can be imported at all, where nothing is like it", () => {
    expect(asked("lodash").hint).toContain("the book’s own modules, @tensorflow/tfjs and gpt-tokenizer");
  });

  test("on a phone, too: never more than a few lines", () => {
    for (const specifier of [
      "lodash",
      "mini-rlhf/world",
      "mini-rlhf",
      "x",
      "tensorflow",
      ...names.map((name) => `${name}s`),
    ]) {
      expect(asked(specifier).hint!.length, specifier).toBeLessThan(220);
    }
  });

  test("of an export: all where they are few, else the likely ones", () => {
    const problem = (name: string, exports: string[]) => {
      try {
        importedValue(
          { imported: name, local: name, at },
          "mini-rlhf/x",
          Object.fromEntries(exports.map((one) => [one, 1])),
        );
      } catch (error) {
        return (error as { hint: string }).hint;
      }
      throw new Error("There is such an export.");
    };
    expect(problem("gea", ["gae", "whiten"])).toBe("It exports gae, whiten.");
    const many = Array.from({ length: 400 }, (_, i) => `operation${i}`).concat("matMul");
    expect(problem("matmull", many)).toBe("The editor lists all of its 401 exports as you type one.");
    expect(problem("matrix", [...many, "matrixSolve", "matrixInverse"])).toBe(
      "Like it: matrixSolve, matrixInverse. The editor lists all of its 403 exports as you type one.",
    );
  });
});
