/** What the programs of `npm run check` say, in one form. */

export interface Finding {
  /** from the root of the repository, with forward slashes */
  file: string;
  line: number;
  column: number;
  text: string;
}

/** "src/example.ts:3:5 what is wrong" */
export function findingLine({ file, line, column, text }: Finding): string {
  return `${file}:${line}:${column} ${text}`;
}

/**
 * `file(3,5): text`, as compilers write it, or `file:3:5 - text`, as astro check does, each with the indented
 * lines right below it; colours and all else aside.
 */
export function readLines(output: string): Finding[] {
  const findings: Finding[] = [];
  let isBelow = false;
  for (const said of plain(output)) {
    const found = /^(\S.*?)(?:\((\d+),(\d+)\):|:(\d+):(\d+) -) (.+)$/.exec(said);
    if (found) {
      const [, file, line, column, other, beside, text] = found;
      findings.push({
        file: slashed(file!),
        line: Number(line ?? other),
        column: Number(column ?? beside),
        text: text!,
      });
    } else if (isBelow && said.startsWith("  ")) findings.at(-1)!.text += ` ${said.trim()}`;
    isBelow = found !== null || (isBelow && said.startsWith("  "));
  }
  return findings;
}

/**
 * Prettier names the file alone, unless it cannot read it.
 * @param lineOf the first line of a file that Prettier writes otherwise
 */
export function readUnformatted(output: string, lineOf: (file: string) => number): Finding[] {
  return plain(output).flatMap((said) => {
    const unread = /^\[error\] (\S+): (.+) \((\d+):(\d+)\)$/.exec(said);
    if (unread) {
      const [, file, text, line, column] = unread;
      return [{ file: slashed(file!), line: Number(line), column: Number(column), text: text! }];
    }
    const file = slashed(said);
    if (file === "" || file.startsWith("[")) return [];
    return [{ file, line: lineOf(file), column: 1, text: `is written otherwise by npx prettier --write ${file}` }];
  });
}

interface LintedFile {
  filePath: string;
  messages: { ruleId: string | null; message: string; line?: number; column?: number }[];
}

/** @param from the folder that the files are named from */
export function readEslint(output: string, from: string): Finding[] {
  const files = dataIn(output) as LintedFile[];
  return files.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message, line = 1, column = 1 }) => {
      const file = slashed(filePath).replace(`${slashed(from)}/`, "");
      return { file, line, column, text: ruleId ? `${message} (${ruleId})` : message };
    }),
  );
}

interface Unused {
  name: string;
  line?: number;
  col?: number;
}

/** Of each kind of knip's issues: what is the matter with the name. */
const matters: Record<string, string> = {
  files: "nothing that is started uses this file",
  dependencies: "is a dependency that nothing uses",
  devDependencies: "is a dependency that nothing uses",
  unlisted: "is used, and package.json lacks it",
  unresolved: "is imported, and not there",
  binaries: "is called, and no dependency brings it",
  exports: "is exported, and nothing imports it",
  types: "is an exported type, and nothing imports it",
  enumMembers: "is a member that nothing uses",
  namespaceMembers: "is a member that nothing uses",
  duplicates: "is exported under two names",
};

export function readKnip(output: string): Finding[] {
  const { issues } = dataIn(output) as {
    issues: ({ file: string } & Record<string, (Unused | Unused[])[]>)[];
  };
  return issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, unused]) =>
      unused.map((one) => {
        const { name, line = 1, col: column = 1 } = [one].flat()[0]!;
        const text = kind === "files" ? matters[kind]! : `${name} ${matters[kind] ?? `is among knip's ${kind}`}`;
        return { file: slashed(file), line, column, text };
      }),
    ),
  );
}

/** The line that is JSON, beside what else a program may have to say. */
function dataIn(output: string): unknown {
  return JSON.parse(output.split("\n").find((line) => /^[[{]/.test(line)) ?? "");
}

function plain(output: string): string[] {
  // eslint-disable-next-line no-control-regex -- a colour begins with the control character ESC
  return output.replace(/\u001b\[[\d;]*m/g, "").split(/\r?\n/);
}

function slashed(file: string): string {
  return file.replaceAll("\\", "/");
}
