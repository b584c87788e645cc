import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { browserPackages } from "../src/plugins/browser-packages.ts";
import { packagesInBrowser } from "./architecture/browser-packages.ts";
import {
  coreStandsAlone,
  importsExist,
  importsHaveNoCycles,
  importsPointDown,
  notebookKnowsNoPage,
  packagesAreDeclared,
  worldIsPlain,
} from "./architecture/import-rules.ts";
import { internalsAreKnownOnce } from "./architecture/internals-rule.ts";
import { parseModules } from "./architecture/modules.ts";
import { filesFitEveryMachine, lockIsComplete, topLevelIsFixed } from "./architecture/repository-rules.ts";
import { readSourceTree, topLevelNames } from "./architecture/source-tree.ts";
import {
  chanceIsSeeded,
  codeRunsAnywhere,
  displayedFilesFit,
  filesHaveOneIdea,
  functionsAreShort,
} from "./architecture/style-rules.ts";
import { testsDoNotSleep, testsMeasureNoTime } from "./architecture/time-rules.ts";
import { textStaysText } from "./architecture/trust-rules.ts";

/**
 * Each rule twice: it holds for the repository, and it is broken by a small
 * tree made for it, so that we know that it can be.
 */
const root = path.resolve(import.meta.dirname, "..");
const tree = readSourceTree(root);
const modules = parseModules(tree);
const readJson = (file: string) => JSON.parse(readFileSync(path.join(root, file), "utf8"));

/** Modules of a small tree, given as path and code. */
function given(files: Record<string, string>) {
  return parseModules(new Map(Object.entries(files)));
}

test("the tree is read", () => {
  const paths = modules.map((module) => module.path);
  expect(paths).toContain("snippets/gpt.ts");
  expect(paths).toContain("tests/architecture.test.ts");
  expect(paths.some((file) => file.includes("node_modules"))).toBe(false);
  expect(modules.find((module) => module.path === "snippets/gpt.ts")!.imports).not.toEqual([]);
});

describe("imports point down", () => {
  test("in the repository", () => expect(importsPointDown(modules)).toEqual([]));

  test.each([
    ["a static import", 'import { shareOut } from "../workers/share-out.ts";'],
    ["a type", 'import type { Task } from "../workers/tasks.ts";'],
    ["a re-export", 'export { shareOut } from "../workers/share-out.ts";'],
    ["a dynamic import", 'const gold = await import("../world/gold.ts");'],
    ["a package import", 'import { models } from "mini-rlhf/illustrations/gpt35-models";'],
    ["the site", 'import { link } from "../../src/book/link.ts";'],
    ["a worker", 'new Worker(new URL("../cli/thread.ts", import.meta.url));'],
  ])("and not up: %s", (_, code) => {
    const problems = importsPointDown(given({ "snippets/engine/tape.ts": `\n${code}` }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^snippets\/engine\/tape\.ts:2 imports .*; snippets\/engine\/ may not know /);
  });

  test("but the public core and its rooms read each other", () => {
    const files = {
      "snippets/tensor.ts": 'import "./engine/tape.ts";',
      "snippets/engine/tape.ts": 'import type { Params } from "../parameters.ts";',
      "snippets/ppo.ts": 'import "./workers/share-out.ts";',
    };
    expect(importsPointDown(given(files))).toEqual([]);
  });

  test("and not up in .astro files", () => {
    const component = '---\nimport Page from "../pages/x.astro";\n---\n<p>text</p>\n';
    const script = '<p>---</p>\n<script>\n  import "../pages/y.ts";\n</script>\n';
    expect(importsPointDown(given({ "src/components/A.astro": component, "src/components/B.astro": script }))).toEqual([
      expect.stringContaining("src/components/A.astro:2"),
      expect.stringContaining("src/components/B.astro:3"),
    ]);
  });

  test("from a room", () => {
    expect(importsPointDown(given({ "snippets/new-folder/idea.ts": "", "snippets/new-idea.ts": "" }))).toEqual([
      expect.stringContaining("snippets/new-folder/idea.ts is in no room"),
    ]);
  });
});

describe("imports have no cycles", () => {
  test("in the repository", () => expect(importsHaveNoCycles(modules)).toEqual([]));

  test("unlike these", () => {
    const files = {
      "src/a.ts": 'import "./b.ts";',
      "src/b.ts": 'import "./c.ts";',
      "src/c.ts": 'import "./b.ts";',
    };
    expect(importsHaveNoCycles(given(files))).toEqual(["src/b.ts > src/c.ts > src/b.ts"]);
  });
});

describe("the core stands alone", () => {
  test("in the repository", () => expect(coreStandsAlone(modules)).toEqual([]));

  test.each([
    ["snippets/gpt.ts", "node:fs"],
    ["snippets/gpt.ts", "astro"],
    ["snippets/gpt.ts", "commander"],
    ["snippets/cli/main.ts", "yargs"],
  ])("unlike %s with %s", (file, specifier) => {
    expect(coreStandsAlone(given({ [file]: `import "${specifier}";` }))).toHaveLength(1);
  });

  test("and its cli uses Node and commander", () => {
    expect(coreStandsAlone(given({ "snippets/cli/files.ts": 'import "node:fs";\nimport "commander";' }))).toEqual([]);
  });
});

describe("the world is plain", () => {
  test("in the repository", () => expect(worldIsPlain(modules)).toEqual([]));

  test("unlike with this", () => {
    const files = {
      "snippets/world/facts.ts": 'import { createRng } from "../random.ts";',
      "snippets/random.ts": 'import * as tf from "@tensorflow/tfjs";',
    };
    expect(worldIsPlain(given(files))).toEqual([
      "snippets/world/facts.ts needs TensorFlow.js, by way of snippets/random.ts",
    ]);
  });
});

describe("one file knows TensorFlow.js inside", () => {
  test("in the repository", () => expect(internalsAreKnownOnce(modules)).toEqual([]));

  test.each([
    "const engine = tf.engine() as unknown as Engine;",
    "const { wasm } = tf.backend() as Wasm;",
    "const tables = globalThis._tfGlobals;",
  ])("unlike with %s", (code) => {
    expect(internalsAreKnownOnce(given({ "snippets/engine/tape.ts": code }))).toHaveLength(1);
    expect(internalsAreKnownOnce(given({ "snippets/engine/tfjs-internals.ts": code }))).toEqual([]);
  });

  test("and the library's own types are no secret", () => {
    const code = "const backend = tf.backend() as tf.KernelBackend;";
    expect(internalsAreKnownOnce(given({ "snippets/engine/tape.ts": code }))).toEqual([]);
  });
});

describe("the notebook knows no page", () => {
  test("in the repository", () => expect(notebookKnowsNoPage(modules)).toEqual([]));

  test.each(["astro", "astro:content", "node:fs", "../components/Cell.astro", "mini-rlhf/gpt"])(
    "unlike one with %s",
    (specifier) => {
      const problems = notebookKnowsNoPage(given({ "src/notebook/kernel/run.ts": `import "${specifier}";` }));
      expect(problems).toHaveLength(1);
    },
  );

  test("and only core-modules.ts reaches the core", () => {
    const files = { "src/notebook/kernel/core-modules.ts": 'export const gpt = () => import("mini-rlhf/gpt");' };
    expect(notebookKnowsNoPage(given(files))).toEqual([]);
  });
});

describe("code runs anywhere", () => {
  test("in the repository", () => expect(codeRunsAnywhere(modules)).toEqual([]));

  test.each([
    ["snippets/gpt.ts", "document.title"],
    ["src/notebook/kernel/run.ts", "window.scrollTo(0, 0)"],
    ["snippets/gpt.ts", "process.env"],
    ["snippets/cli/main.ts", "document.title"],
  ])("unlike %s with %s", (file, code) => {
    expect(codeRunsAnywhere(given({ [file]: code }))).toHaveLength(1);
  });
});

describe("packages are declared", () => {
  const manifest = { dependencies: { katex: "1" }, devDependencies: { vitest: "1" } };

  test("in the repository", () => {
    expect(packagesAreDeclared(modules, readJson("package.json"))).toEqual([]);
  });

  test.each([
    ["src/book/link.ts", "left-pad"],
    ["src/book/link.ts", "@scope/name/file.js"],
    ["src/book/link.ts", "vitest"],
    ["tests/a.test.ts", "jest"],
  ])("unlike %s with %s", (file, specifier) => {
    const problems = packagesAreDeclared(given({ [file]: `import "${specifier}";` }), manifest);
    expect(problems).toHaveLength(1);
  });
});

describe("packages of types", () => {
  const manifest = { devDependencies: { "@types/hast": "1" } };
  const using = (code: string) => packagesAreDeclared(given({ "src/book/link.ts": code }), manifest);

  test("are enough for types only", () => {
    expect(using('import type { Root } from "hast";')).toEqual([]);
    expect(using('import { type Root, root } from "hast";')).toHaveLength(1);
  });
});

describe("imported files exist", () => {
  test("in the repository", () => {
    const exists = (file: string) => existsSync(path.join(root, file));
    expect(importsExist(modules, exists)).toEqual([]);
  });

  test("unlike this one", () => {
    const files = { "src/book/link.ts": 'import "mini-rlhf/nothing";' };
    expect(importsExist(given(files), () => false)).toEqual([
      "src/book/link.ts:1 imports mini-rlhf/nothing, which is not there",
    ]);
  });
});

describe("files have one idea", () => {
  test("in the repository", () => expect(filesHaveOneIdea(modules)).toEqual([]));

  test.each([
    ["src/notebook/base/utils.ts", "export const x = 1;"],
    ["snippets/types.ts", "export type X = 1;"],
    ["snippets/model.ts", 'export * from "./gpt.ts";\nexport { x } from "./heads.ts";'],
    ["src/notebook/kernel/index.ts", "export const x = 1;"],
  ])("unlike %s", (file, code) => {
    expect(filesHaveOneIdea(given({ [file]: code }))).toHaveLength(1);
  });
});

describe("chance is seeded", () => {
  test("in the repository", () => expect(chanceIsSeeded(modules, tree)).toEqual([]));

  test("unlike in this code", () => {
    const files = { "snippets/gpt.ts": "Math.random();\ntf.multinomial(p, 1);" };
    expect(chanceIsSeeded(given(files), new Map())).toHaveLength(2);
  });

  test("unlike in this chapter", () => {
    const chapter = "```ts cell id=a\nconst x = Math.random();\n```\n";
    expect(chanceIsSeeded([], new Map([["chapters/01-a/index.mdx", chapter]]))).toHaveLength(1);
  });
});

describe("text stays text", () => {
  test("in the repository", () => expect(textStaysText(modules)).toEqual([]));

  test.each([
    "box.innerHTML = text;",
    "box.innerHTML += text;",
    'box["outerHTML"] = text;',
    "Object.assign(box, { innerHTML: text });",
    'box.insertAdjacentHTML("beforeend", text);',
    "box?.setHTMLUnsafe(text);",
    "document.createRange().createContextualFragment(text);",
    'new DOMParser().parseFromString(text, "text/html");',
    "document.write(text);",
    "frame.srcdoc = text;",
    "eval(text);",
    "(0, globalThis.eval)(text);",
    "new Function(text)();",
    'new Worker(new URL("./x.ts", import.meta.url));',
    'trustedTypes.createPolicy("another", {});',
  ])("unlike with %s", (code) => {
    expect(textStaysText(given({ "src/elements/base/button.ts": code }))).not.toEqual([]);
    expect(textStaysText(given({ "tests/browser/any.spec.ts": code }))).toEqual([]);
  });

  test("but it may be read", () => {
    expect(textStaysText(given({ "src/elements/base/button.ts": "const kept = box.innerHTML;" }))).toEqual([]);
  });
});

describe("functions are short", () => {
  test("in the repository", () => expect(functionsAreShort(modules)).toEqual([]));

  test.each([
    ["function f() {", "}"],
    ["const f = () => {", "};"],
    ["class A { m() {", "} }"],
  ])("unlike %s", (head, tail) => {
    const body = (lines: number) => [head, ...Array<string>(lines - 2).fill("  1;"), tail].join("\n");
    expect(functionsAreShort(given({ "snippets/gpt.ts": body(60) }))).toEqual([]);
    expect(functionsAreShort(given({ "snippets/gpt.ts": body(61) }))).toEqual([
      "snippets/gpt.ts:1 has a function of 61 lines",
    ]);
  });
});

describe("displayed files fit", () => {
  test("in the repository", () => expect(displayedFilesFit(modules)).toEqual([]));

  test("unlike these", () => {
    const wide = `// ${"x".repeat(80)}`;
    const long = "1;\n".repeat(161);
    const tree = given({ "snippets/gpt.ts": wide, "snippets/cli/main.ts": wide });
    expect(displayedFilesFit(tree)).toHaveLength(2);
    const files = {
      "snippets/gpt.ts": long,
      "snippets/cli/main.ts": long,
      "snippets/engine/tape.ts": "1;\n".repeat(251),
    };
    expect(displayedFilesFit(given(files))).toEqual([
      "snippets/gpt.ts has 161 lines, over 160",
      "snippets/engine/tape.ts has 251 lines, over 250",
    ]);
  });
});

describe("tests measure no time", () => {
  test("in the repository", () => expect(testsMeasureNoTime(modules)).toEqual([]));

  test.each([
    "expect(performance.now() - start).toBeLessThan(100);",
    "const begin = Date.now();\nexpect(Date.now() - begin).toBeLessThan(100);",
    "const took = (performance.now() - begin) / 1000;\nexpect(Math.round(took)).toBe(1);",
    "let end = 0;\nend = performance.now();\nconst seconds = end / 1000;\nexpect(seconds > 1).toBe(true);",
    "const took = Date.now() - begin;\nexpect(100).not.toBeLessThan(took);",
    "expect.soft(process.hrtime.bigint() - begin).toBeLessThan(100n);",
  ])("unlike with %s", (code) => {
    expect(testsMeasureNoTime(given({ "tests/any.test.ts": code }))).toHaveLength(1);
    expect(testsMeasureNoTime(given({ "tests/bench/any.test.ts": code }))).toEqual([]);
  });

  test("but they ask a fake clock", () => {
    const code = "const begin = clock.now();\nawait work();\nexpect(clock.now() - begin).toBe(100);";
    expect(testsMeasureNoTime(given({ "tests/any.test.ts": code }))).toEqual([]);
  });
});

describe("unit tests do not sleep", () => {
  test("in the repository", () => expect(testsDoNotSleep(modules)).toEqual([]));

  test.each([
    "await new Promise((resolve) => setTimeout(resolve, 100));",
    "const sleep = (ms: number) => new Promise((go) => setTimeout(go, ms));",
    "await new Promise<void>((go) => { globalThis.setTimeout(() => go(), 20); });",
    'import { setTimeout as sleep } from "node:timers/promises";',
    "Atomics.wait(new Int32Array(shared), 0, 0, 100);",
  ])("unlike with %s", (code) => {
    expect(testsDoNotSleep(given({ "tests/any.test.ts": code }))).toHaveLength(1);
    expect(testsDoNotSleep(given({ "tests/bench/any.ts": code, "tests/browser/any.spec.ts": code }))).toEqual([]);
  });

  test.each([
    "await new Promise((resolve) => setTimeout(resolve));",
    "await new Promise((resolve) => setTimeout(resolve, 5));",
    "await new Promise((resolve) => setImmediate(resolve));",
    'await new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 1000));',
    'page.cells.a = "await new Promise((go) => setTimeout(go, 1000));";',
  ])("but %s may be", (code) => {
    expect(testsDoNotSleep(given({ "tests/any.test.ts": code }))).toEqual([]);
  });
});

describe("the top level is fixed", () => {
  test("in the repository", () => expect(topLevelIsFixed(topLevelNames(root))).toEqual([]));

  test("unlike with these", () => {
    expect(topLevelIsFixed(["src", ".github", "scripts", "vite.config.ts"])).toHaveLength(2);
  });
});

describe("files fit every machine", () => {
  test("in the repository", () => expect(filesFitEveryMachine(tree)).toEqual([]));

  test.each([
    "see /home/ada/notes.txt",
    "/root/.npmrc",
    "C:\\Users\\ada\\book",
    '"resolved": "https://example.org/x.tgz"',
    "registry=https://registry.example.org/",
  ])("unlike one with %s", (text) => {
    expect(filesFitEveryMachine(new Map([["README.md", text]]))).toHaveLength(1);
  });
});

describe("the lock file is complete", () => {
  test("in the repository", () => {
    expect(lockIsComplete(readJson("package-lock.json").packages)).toEqual([]);
  });

  test("unlike this one", () => {
    const packages = {
      "": { dependencies: { a: "1" }, devDependencies: { b: "1" } },
      "node_modules/a": { optionalDependencies: { "a-linux": "1", "a-darwin": "1" } },
      "node_modules/a/node_modules/a-linux": { dependencies: { c: "1" } },
      "node_modules/c": {},
    };
    expect(lockIsComplete(packages)).toEqual([
      "package.json asks for b, which package-lock.json lacks",
      "node_modules/a asks for a-darwin, which package-lock.json lacks",
    ]);
  });
});

describe("packages of the browser", () => {
  test("are those that Vite expects", () => {
    expect(packagesInBrowser(modules)).toEqual([...browserPackages].sort());
  });

  test("come with workers and with what is imported later, not with types or with Node", () => {
    const files = {
      "src/elements/base/a.ts": 'import type { T } from "types-only";\nimport { b } from "./b.ts";\nimport "node:fs";',
      "src/elements/base/b.ts": 'import("late");',
      "src/notebook/kernel/worker.ts": 'import "../../edits/c.ts";',
      "src/edits/c.ts": 'import "deep";\nimport wasm from "deep/x.wasm?url";',
      "src/pages/d.ts": 'import "in-node";',
    };
    expect(packagesInBrowser(given(files))).toEqual(["deep", "late"]);
  });
});
