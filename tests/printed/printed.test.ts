import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProgram } from "../../snippets/cli/program.ts";
import { readWish, WISHES } from "../../snippets/cli/wish.ts";
import { readOptions, USAGE as BENCH_USAGE } from "../bench/options.ts";
import { commandsOf, printedCommands, root, stepsOf, textFiles } from "./printed.ts";
import { HOW } from "./how.ts";

const scripts = (
  JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { scripts: Record<string, string> }
).scripts;
const rlhfCommands = createProgram().commands;

/** What stands for something that the reader puts there. */
const isPlaceholder = (word: string) => /[<$[\]{}]|^[A-Z]+$|^your-|^\.\.\.$/.test(word);
const steps = printedCommands().flatMap(({ text, file }) => stepsOf(text).map((words) => ({ words, file })));
const named = (words: string[]) => words.filter((word) => !isPlaceholder(word));

/** npm run [-s] NAME [-- ...] */
const runs = steps.flatMap(({ words: [npm, run, ...rest], file }) => {
  if (npm !== "npm" || run !== "run") return [];
  const [name, ...after] = rest.filter((word) => word !== "-s");
  const args = after.slice(after.indexOf("--") + 1);
  return [{ name, args: after.includes("--") ? args : [], file }];
});

test("commands are found in texts of every kind", () => {
  const found = (file: string, text: string) => commandsOf(file, text).map((one) => one.text);
  expect(found("a.md", "Run `npm run check`, then `npm test`.")).toEqual(["npm run check", "npm test"]);
  expect(found("a.md", "npm ci && npm start   # serves\n")).toEqual(["npm ci && npm start"]);
  expect(found("a.ts", "`${file}: npm run freeze makes it`")).toEqual(["npm run freeze makes it"]);
  expect(found("a.astro", "<code>npm run bench</code>.")).toEqual(["npm run bench"]);
  expect(found("a.json", '{"command": "npm run x -- a \\"b c\\"", "n": 1}')).toEqual(["npm run x -- a 'b c'"]);
  expect(stepsOf('npm ci && npm run x -- --prompt "a b" c')).toEqual([
    ["npm", "ci"],
    ["npm", "run", "x", "--", "--prompt", "a b", "c"],
  ]);
  expect(printedCommands().length).toBeGreaterThan(60);
});

test("every printed npm script is there", () => {
  const unknown = runs.filter(({ name }) => name !== undefined && !isPlaceholder(name) && !(name in scripts));
  expect(unknown).toEqual([]);
});

test("Node is started by npm: the system's may be too old for TypeScript", () => {
  expect(steps.filter(({ words }) => words[0] === "node")).toEqual([]);
});

test("every file that npx is told to run is there", () => {
  const files = steps.flatMap(({ words: [npx, node, file] }) => (npx === "npx" && node === "node" ? [file!] : []));
  const chapters = globSync("chapters/*/", { cwd: root }).map((folder) => `${path.basename(folder).slice(3)}.ts`);
  for (const file of files.filter((word) => !isPlaceholder(word))) {
    expect(existsSync(path.join(root, file)) || chapters.includes(file), file).toBe(true);
  }
  expect(files.length).toBeGreaterThan(3);
});

test("npm test -- unit WORD and browser WORD name test files", () => {
  const told = steps.filter(({ words, file }) => file === "README.md" && words.slice(0, 3).join(" ") === "npm test --");
  const words = told.map((step) => step.words.slice(3));
  expect(words.length).toBeGreaterThan(2);
  for (const [part, word] of words) {
    if (word === undefined || isPlaceholder(part!)) continue;
    const files = globSync(part === "unit" ? "tests/**/*.test.ts" : "tests/browser/*.spec.ts", { cwd: root });
    expect(
      files.some((file) => file.includes(word)),
      `${part} ${word}`,
    ).toBe(true);
  }
});

describe("every printed flag is known to its program", () => {
  test.each(rlhfCommands)("rlhf $_name", (command) => {
    const known = command.options.map(({ long }) => long);
    const flags = (words: readonly string[]) => words.flatMap((word) => word.match(/^\[?(--[a-z-]+)/)?.[1] ?? []);
    const printed = runs
      .filter(({ name, args }) => name === "rlhf" && args[0] === command.name())
      .flatMap(({ args }) => flags(args));
    for (const flag of printed) expect([...known, "--help"]).toContain(flag);
  });

  test("rlhf has no other command", () => {
    const asked = runs.filter(({ name }) => name === "rlhf").map(({ args }) => args[0]!);
    const known = ["help", ...rlhfCommands.map((command) => command.name())];
    expect(named(asked).length).toBeGreaterThan(8);
    expect(named(asked).filter((command) => !known.includes(command))).toEqual([]);
  });

  test("experiments", () => {
    const asked = runs.filter(({ name, args }) => name === "experiments" && !args.some(isPlaceholder));
    expect(asked.length).toBeGreaterThan(20);
    for (const { args } of asked) expect(() => readWish(args)).not.toThrow();
    for (const [flag] of WISHES.matchAll(/^ {2}--(?!help)[a-z]+/gm)) {
      const value = /--(quick|report)/.test(flag) ? [] : ["1"];
      expect(readWish([flag.trim(), ...value])).toBeDefined();
    }
  });

  test("bench", () => {
    for (const { args } of runs.filter(({ name, args }) => name === "bench" && !args.some(isPlaceholder))) {
      expect(readOptions(args)).toBeDefined();
    }
    const examples = {
      torch: "python3",
      json: "x.json",
      rounds: "3",
      work: "gemm",
      size: "S",
      runtime: "node",
      workers: "1",
      peers: "none",
    };
    for (const [, flag] of BENCH_USAGE.matchAll(/^ {2}--([a-z-]+)/gm)) {
      const value = (examples as Record<string, string>)[flag!];
      expect(readOptions([`--${flag}`, ...(value === undefined ? [] : [value])])).toBeDefined();
    }
  });

  test("the others: their source has it", () => {
    for (const { name, args, file } of runs) {
      if (name === undefined || isPlaceholder(name) || ["rlhf", "experiments", "bench"].includes(name)) continue;
      const source = /[\w/.-]+\.ts/.exec(scripts[name]!)?.[0];
      for (const flag of args.flatMap((word) => word.match(/^\[?--([a-z-]+)/)?.[1] ?? [])) {
        expect(readFileSync(path.join(root, source!), "utf8"), `${file}: ${name} --${flag}`).toMatch(
          new RegExp(`\\b${flag}\\b`),
        );
      }
    }
  });
});

test("every path that is printed is there", () => {
  const missing: string[] = [];
  const places = /(?<![\w/.@-])(?:\.github|chapters|public|snippets|src|tests)\/[\w./-]*\w/g;
  for (const [file, text] of textFiles()) {
    for (const [name] of text.matchAll(places)) {
      const after = text[text.indexOf(name) + name.length] ?? "";
      const open = /NAME|\bNN\b|example/.test(name.replaceAll("-", " ")) || /[*${<[]/.test(after);
      // Beside a map of its folder, too: `chapters/answers.ts` in tests/README.md.
      const beside = `${path.posix.dirname(file)}/${name}`;
      const stem = [name, `${name}.ts`, beside, name.split("/")[0]!].slice(0, open ? 4 : 3);
      if (!stem.some((one) => existsSync(path.join(root, one)))) missing.push(`${file}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});

test("every link of a page for people who work on the book leads to a file", () => {
  const pages = globSync(["README.md", ".github/*.md", "*/README.md"], { cwd: root });
  const links = pages.flatMap((page) => {
    const text = readFileSync(path.join(root, page), "utf8");
    return [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, to]) => path.join(path.dirname(page), to!));
  });
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((to) => !existsSync(path.join(root, to)))).toEqual([]);
});

describe("maps of rooms", () => {
  const sources = [...textFiles()].filter(([file]) => /\.(ts|astro|cjs|json)$/.test(file)).map(([, text]) => text);
  const words = new Set(sources.flatMap((text) => text.match(/[\w$]+/g) ?? []));
  const isThere = (folder: string, name: string) => {
    if (existsSync(path.join(root, name)) || existsSync(path.join(root, folder, name))) return true;
    return globSync([name, `${folder}/**/${name}`], { cwd: root }).length > 0;
  };

  /** What a map names between backticks that is neither a file nor a word of the source. */
  function unknownNames(folder: string, text: string): string[] {
    const named = [...text.matchAll(/`` (.+?) ``|`([^`\n]+)`/g)].map(([, long, short]) => long ?? short!);
    return named.filter((name) => {
      if (/\s|^[:,]/.test(name) && !name.startsWith("<")) return false;
      const tag = /^<(\w[\w-]*)/.exec(name)?.[1];
      if (tag) return !words.has(tag.split("-")[0]!);
      if (/\/|\.\w+$/.test(name)) return !isThere(folder, name);
      return (name.match(/[\w$]+/g) ?? []).some((word) => !words.has(word));
    });
  }

  test.each(["src", "tests", "chapters", "snippets"])("%s/README.md names what is there", (folder) => {
    const text = readFileSync(path.join(root, folder, "README.md"), "utf8");
    expect(text.match(/`[^`\n]+`/g)!.length).toBeGreaterThan(10);
    expect(unknownNames(folder, text)).toEqual([]);
  });

  test("and what is not there is found", () => {
    const text =
      "`kernel/kernels.ts` runs `runCel()` of `notebook/kernel/kernel.ts` in `notebok/`, `<Cell>` or `<Sell>`";
    expect(unknownNames("src", text)).toEqual(["kernel/kernels.ts", "runCel()", "notebok/", "<Sell>"]);
  });
});

test("every command that a reader is told is run by npm run printed, or it is said what runs it", () => {
  const told = printedCommands().filter(({ file }) => /^README\.md$|^chapters\/|^public\/|exported/.test(file));
  const unheard = told.filter(({ text }) => !HOW.some(({ command }) => command.test(text)));
  expect(unheard).toEqual([]);
});
