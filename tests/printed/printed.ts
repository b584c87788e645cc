/** Every command that the repository prints for a person to run, and where it stands. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { exportReadme } from "../../snippets/cli/export-readme.ts";
import { TRL_COMMANDS } from "../../snippets/cli/trl-settings.ts";

export const root = path.resolve(import.meta.dirname, "../..");

export interface PrintedCommand {
  /** without what stands beside it */
  text: string;
  /** the file that prints it */
  file: string;
}

/** Where nothing is printed for a person: data, tests, and what a program tells programs. */
const silent =
  /^package(-lock)?\.json$|^tests\/(.*\.(test|spec)\.ts$|fixtures\/|architecture\/|printed\/|export\/readme\.ts)|outputs\.json$|\.(wasm|safetensors|png|jsonl|svg)$/;

/** The text files of the working tree, by path; an exported folder's README.md too. */
export function textFiles(): Map<string, string> {
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const files = list
    .trim()
    .split("\n")
    .filter((file) => !silent.test(file));
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
  const readme = exportReadme({ commands: TRL_COMMANDS, files: [], model: "checkpoints/sft" });
  return texts.set("an exported README.md", readme);
}

/** A command goes on to the end of its line, of its code or of its text. */
const command =
  /(?<![\w-])(?:npm (?:ci|start|test|run|exec|rebuild|install|i)\b|npx |node (?=[\w./<$]\S*\.ts\b|<)|git clone |pip install )[^`\n]*/g;

/** Not what is said of it on the same line. */
const alone = /^(?:"[^"]*"|'[^']*'|(?!\\n|<\/|\s+#\s|\s{3,}|\)|[:,.] |\\$)[^\n])*/;

export function commandsOf(file: string, text: string): PrintedCommand[] {
  // In JSON a command is a text of its own, with its quotes escaped.
  const plain = file.endsWith(".json") ? text.replaceAll('\\"', "'").replaceAll('"', "\n") : text;
  return [...plain.matchAll(command)].map(([found]) => {
    return { text: alone.exec(found)![0].replace(/[\s.:,;\\]+$/, ""), file };
  });
}

export function printedCommands(): PrintedCommand[] {
  return [...textFiles()].flatMap(([file, text]) => commandsOf(file, text));
}

/** "npm ci && npm test" -> each with its words, quotes taken off. */
export function stepsOf(text: string): string[][] {
  const words = text.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  const steps: string[][] = [[]];
  for (const word of words) {
    if (word === "&&") steps.push([]);
    else steps.at(-1)!.push(word.replace(/^(["'])(.*)\1$/, "$2"));
  }
  return steps;
}
