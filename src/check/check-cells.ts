/** A part of `npm run check`: the cells of every chapter, with types. Errors name the line of the MDX file. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cellGlobals } from "../notebook/cell-api/cell-globals.ts";
import { moduleFile, publicModules } from "../public-core/public-modules.ts";
import { cellModules, cellsOf, unreadFences } from "./cell-program.ts";
import { chapterFolders } from "../book/chapter-folders.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "node_modules/.cache/mini-rlhf/cells");
const toRoot = "../../../.."; // from there, in any notation of paths

/** As strict as the core, but a cell may trust its own indices. */
const config = {
  extends: `${toRoot}/tsconfig.json`,
  compilerOptions: {
    noUncheckedIndexedAccess: false,
    verbatimModuleSyntax: false,
    // A package does not know itself by name from within node_modules.
    paths: Object.fromEntries(
      publicModules(root)
        .filter(isOurs)
        .map((name) => [name, [`${toRoot}/${pathOf(name)}`]]),
    ),
  },
  include: ["./**/*.ts"],
  exclude: [],
};

rmSync(folder, { recursive: true, force: true });
const errors = [...writeCells(), ...typeErrors()];
for (const error of errors) console.error(error);
console.log(`cells: ${errors.length === 0 ? "no type errors" : `${errors.length} errors`}`);
process.exitCode = errors.length === 0 ? 0 : 1;

/** Writes every cell as a module. @returns those that can't be read */
function writeCells(): string[] {
  write("globals.d.ts", cellGlobals(`${toRoot}/src/notebook/cell-api/cell-api.ts`));
  write("tsconfig.json", JSON.stringify(config));
  const chapters = chapterFolders(path.join(root, "chapters"));
  return chapters.flatMap((chapter) => {
    const mdx = `chapters/${chapter}/index.mdx`;
    const text = readFileSync(path.join(root, mdx), "utf8");
    const { modules, faults } = cellModules(cellsOf(text));
    for (const { id, text } of modules) write(`${chapter}/${id}.ts`, text);
    return [...unreadFences(text), ...faults].map(
      ({ line, column, message }) => `${mdx}(${line},${column}): ${message}`,
    );
  });
}

function isOurs(name: string): boolean {
  return name.startsWith("mini-rlhf/");
}

function pathOf(name: string): string {
  return path.relative(root, moduleFile(root, name)).split(path.sep).join("/");
}

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What the compiler says, with its file names turned back into chapters. */
function typeErrors(): string[] {
  const compiler = path.join(root, "node_modules/typescript-7/bin/tsc");
  const args = [compiler, "--project", folder, "--noEmit", "--pretty", "false"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
  });
  if (status === 0) return [];
  const lines = `${stdout}${stderr}`.trim().split("\n");
  const place = /^.*mini-rlhf[\\/]cells[\\/]([^\\/]+)[\\/]([^\\/(]+)\.ts(\(.*)$/;
  return lines.map((line) => line.replace(place, "chapters/$1/index.mdx$3 [cell $2]"));
}
