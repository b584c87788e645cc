/** A downloaded script, formatted by a reader: it comes back as the same programs, and still is one itself. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Options, format } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FileChapter, writeScript } from "../../src/chapter-files/chapter-script.ts";
import type { InputValues } from "../../src/notebook/output/output.ts";
import { broughtBack, chapterIn, folders, root } from "./chapter.ts";

const settings: [name: string, options: Options][] = [
  ["as it comes", {}],
  ["with tabs, single quotes and no semicolons", { useTabs: true, singleQuote: true, semi: false }],
  ["narrow", { printWidth: 50, tabWidth: 4, trailingComma: "none", arrowParens: "avoid", bracketSpacing: false }],
  [
    "wide",
    {
      printWidth: 140,
      quoteProps: "consistent",
      objectWrap: "collapse",
      experimentalOperatorPosition: "start",
      endOfLine: "crlf",
    },
  ],
];

const chapters = folders.map(chapterIn);

function formatted(source: string, options: Options): Promise<string> {
  return format(source, { ...options, parser: "typescript" });
}

/** The text in one layout, and without what no program sees: where lines and brackets are. */
async function plain(source: string): Promise<string> {
  const wide = await formatted(source, { printWidth: 320, objectWrap: "collapse" });
  return wide.replace(/,(?=\s*[)\]}])/g, "").replace(/[\s()]+/g, "");
}

describe.each(settings)("formatted %s", (_, options) => {
  it.each(chapters)("$slug comes back cell by cell", async ({ script, ...chapter }) => {
    const { changes, leftOver, joined, missing } = broughtBack("x.ts", await formatted(script, options), chapter);
    expect({ leftOver, joined, missing }).toEqual({ leftOver: [], joined: [], missing: [] });
    for (const [index, { id, source }] of changes.entries()) {
      expect(id).toBe(chapter.cells[index]!.id);
      expect(await plain(source!), id).toBe(await plain(chapter.cells[index]!.source));
      expect(source, "it begins at the margin").not.toMatch(/^\s/);
    }
  });
});

const inputs: InputValues = { "a rate": -0.5, list: [1, 0], "a/b": "*/ x" };

/** Cells that are hard to put into one program, and what they print. */
const made: FileChapter = {
  slug: "made",
  title: "Made up",
  cells: [
    'import { createRng, type Rng } from "mini-rlhf/random";\nexport const x = 1;\nfunction read() { return x; }\ntype Pair = [number, number];\nconst rng: Rng = createRng(x); show(rng !== null)',
    "var x = 2;\nconst pair: Pair = [x, read()];\npair",
    'import { createRng, type Rng as Chance } from "mini-rlhf/random";\nimport { decodeSafetensors, type StoredTensor } from "mini-rlhf/safetensors";\nexport type Pair = string;\nexport const x: Pair = `three\n  and more\n`;\nexport { x };\nconst chance: Chance = createRng(2);\nconst stored: StoredTensor | null = null;\nshow(typeof decodeSafetensors, chance === stored ? "odd" : "apart");\nx',
    "const text = `\n    deep\n  less\n`;\n/**\n * of a list\n */\n(show(1), text)",
    "[x, x].length\n",
    "const broken = ;\n  two",
    "for (var k = 0; k < 2; k++) show(k);\nPromise.resolve(k)",
    "// nothing but a comment",
    "",
  ].map((source, index) => ({ id: `cell-${index}`, source: source.trimEnd(), inputs: index === 0 ? inputs : {} })),
};

describe("the program", () => {
  let folder: string;

  // Node runs no TypeScript below node_modules.
  beforeAll(() => {
    folder = mkdtempSync(path.join(root, ".script-"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function node(name: string): string {
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(folder, name)], {
      cwd: folder,
      encoding: "utf8",
    });
    return `${stdout}${stderr}`;
  }

  it("has right types, formatted or not", async () => {
    const config = {
      extends: "../tsconfig.json",
      compilerOptions: { noUncheckedIndexedAccess: false },
      include: ["../keeping/*.ts", "../src/env.d.ts"],
      exclude: [],
    };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    for (const { slug, script } of [...chapters, { slug: "made", script: writeScript(made) }]) {
      writeFileSync(path.join(folder, `${slug}.ts`), script);
      writeFileSync(path.join(folder, `${slug}-formatted.ts`), await formatted(script, { semi: false }));
    }
    const tsc = path.join(root, "node_modules/typescript-7/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "--noEmit", "--pretty", "false", "-p", folder], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  });

  it("runs the same, formatted or not", async () => {
    const script = writeScript(made);
    writeFileSync(path.join(folder, "a.ts"), script);
    writeFileSync(path.join(folder, "b.ts"), await formatted(script, { semi: false, singleQuote: true }));
    const printed = node("a.ts");
    expect(printed.split("\n").filter(Boolean)).toEqual([
      ...["── cell-0", "true", "── cell-1", "[2, 1]", "── cell-2", "apart: function", "three", "  and more"],
      ...["── cell-3", "1", "    deep", "  less", "── cell-4", "2", "── cell-5", "── cell-6", "0", "1", "2"],
      ...["── cell-7", "── cell-8", "This cell cannot be read: Between “=” and “;” a value is missing."],
    ]);
    expect(node("b.ts")).toBe(printed);
  });

  it.each(settings)("comes back formatted %s, with what quotes hold", async (_, options) => {
    const { changes, leftOver } = broughtBack("x.ts", await formatted(writeScript(made), options), made);
    expect(leftOver).toEqual([]);
    expect(changes[0]!.inputs).toEqual(made.cells[0]!.inputs);
    expect(changes[2]!.source).toContain("`three\n  and more\n`");
    expect(changes[3]!.source).toContain("`\n    deep\n  less\n`");
    expect(changes[3]!.source).toContain("\n/**\n * of a list\n */\n");
    expect(changes[5]!.source).toBe(made.cells[5]!.source);
    expect(changes[7]!.source).toBe(made.cells[7]!.source);
  });
});
