import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { publicModules, tensorModules } from "../../../src/public-core/public-modules.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test("cells see the core's own files, the world and the illustrations, and no inner room", () => {
  const names = publicModules(root);
  expect(names).toEqual(
    expect.arrayContaining(["mini-rlhf/gpt", "mini-rlhf/world/gold", "mini-rlhf/illustrations/prices"]),
  );
  expect(
    names.filter((name) => /^mini-rlhf\/(?:base|tensor|engine|workers|checkpoint|experiments|cli)\//.test(name)),
  ).toEqual([]);
  expect(names.filter((name) => /^mini-rlhf\/[^/]*$/.test(name)).length).toBeLessThanOrEqual(51);
});

test("a file that reaches TensorFlow.js, however far away, starts it", () => {
  const small = mkdtempSync(path.join(tmpdir(), "core-"));
  const files = {
    "random.ts": "export const one = 1;",
    "gpt.ts": 'import type { One } from "./random.ts";\nimport { add } from "./tensor.ts";',
    "types.ts": 'import type { Tensor } from "./tensor.ts";',
    "tensor.ts": 'import { add } from "./engine/add.ts";\nexport { add };',
    "engine/add.ts": 'import * as tf from "@tensorflow/tfjs";\nimport "../gpt.ts";',
    "world/facts.ts": 'import { one } from "../random.ts";',
  };
  for (const [name, text] of Object.entries({
    ...files,
    "methods/kto.ts": "",
    "labeler/card.ts": "",
    "chase/puzzle.ts": "",
    "illustrations/prices.ts": "",
  })) {
    const file = path.join(small, "snippets", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(tensorModules(small)).toEqual(["@tensorflow/tfjs", "mini-rlhf/gpt", "mini-rlhf/tensor"]);
  const real = tensorModules(root);
  expect(real).toEqual(expect.arrayContaining(["mini-rlhf/sft", "mini-rlhf/illustrations/silent-bugs"]));
  expect(real.filter((name) => /random|tokenizer$|world|prices/.test(name))).toEqual([]);
});
