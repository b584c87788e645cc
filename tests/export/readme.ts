/** What an exported folder's README.md tells its reader to run: the blocks that are indented. */

export interface Told {
  /** "trl sft --config sft.yaml", in their order */
  commands: string[];
  /** "trl", from "pip install trl" */
  packages: string[];
  /** programs in Python */
  programs: string[];
}

export function readTold(readme: string): Told {
  const blocks = readme.match(/(?:^ {4}.*\n)+/gm) ?? [];
  const lines = blocks.map((block) =>
    block
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(4))
      // A command goes on in the line after a backslash.
      .join("\n")
      .replace(/ \\\n +/g, " ")
      .split("\n"),
  );
  const [programs, shell] = [lines.filter(isPython), lines.filter((block) => !isPython(block)).flat()];
  const commands = shell.map((line) => line.replace(/\s+#.*$/, ""));
  const install = "pip install ";
  return {
    commands: commands.filter((line) => !line.startsWith(install)),
    packages: commands
      .filter((line) => line.startsWith(install))
      .flatMap((line) => line.slice(install.length).split(" ")),
    programs: programs.map((block) => `${block.join("\n")}\n`),
  };
}

function isPython([first]: string[]): boolean {
  return /^(from|import) /.test(first!);
}
