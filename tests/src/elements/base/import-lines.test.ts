import { expect, test } from "vitest";
import { foldLabel, topImports } from "../../../../src/elements/base/import-lines.ts";

const two = 'import { a } from "mini-rlhf/a";\nimport * as b from "mini-rlhf/b";';

test("the imports at a text's top, to the end of the last one's line", () => {
  expect(topImports(`${two}\n\nconst c = a(b);`)).toBe(two);
  expect(topImports(`${two} // why\nimport("x");\n`)).toBe(`${two} // why`);
  expect(topImports(two)).toBe(two);
  expect(foldLabel(two)).toBe("imports · 2 lines");
});

test("in every way that they are written", () => {
  const many = [
    'import "mini-rlhf/setup";',
    "import d from 'd3'",
    'import type { Rng } from "mini-rlhf/random";',
    "",
    "import {",
    "  initGPT,",
    "  type GPT,",
    '} from "mini-rlhf/gpt";',
    'import d, { e as f } from "d3-array";',
  ].join("\n");
  expect(topImports(`${many}\nimport.meta;`)).toBe(many);
  expect(topImports(`\n${two}\nx`)).toBe(`\n${two}`);
});

test("a single line is not folded, nor what is no import or stands further down", () => {
  const others = [
    "",
    "const a = 1;",
    'import { a } from "a";\na();',
    `// first\n${two}`,
    `const a = 1;\n${two}`,
    'import("a");\nimport("b");',
    "important();\nimporter();",
    'import { a } from "a"; a();\nimport { b } from "b";',
    "import {\n  a,\n",
  ];
  for (const source of others) expect(topImports(source), source).toBe("");
});

test("a megabyte is read no further than its top", () => {
  const long = `import ${"x ".repeat(500_000)}`;
  // Whoever reads it again and again does not come to an end within the test's limit.
  expect(topImports(long)).toBe("");
  expect(topImports("\n".repeat(1_000_000))).toBe("");
});
