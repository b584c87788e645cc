/** The files of snippets/, as the pages below /source/ show them. */
const texts = import.meta.glob<string>("../../snippets/**/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

export interface SourceFile {
  /** below snippets/, without its ending: "world/gold" */
  name: string;
  /** what the file is about: the comment that it begins with, without its stars */
  doc: string;
  /** the rest of the file */
  code: string;
  /** the line of the file in which the rest begins */
  firstLine: number;
  /** names of the files that it imports */
  imports: string[];
}

export const sourceFiles: ReadonlyMap<string, SourceFile> = new Map(
  Object.entries(texts)
    .map(([path, text]) => [path.replace(/^.*\/snippets\/|\.ts$/g, ""), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => [name, readSource(name, text)]),
);

/** The file that `specifier` means in the file called `from`, if it is one of ours. */
export function importedFile(from: string, specifier: string): string | undefined {
  if (!/^\.{1,2}\//.test(specifier)) return undefined;
  const url = new URL(specifier.replace(/\.ts$/, ""), `file:///${from}`);
  const name = url.pathname.slice(1);
  return `../../snippets/${name}.ts` in texts ? name : undefined;
}

export function importersOf(name: string): string[] {
  return [...sourceFiles.values()].filter(({ imports }) => imports.includes(name)).map((file) => file.name);
}

/** A file of snippets/ in its parts. */
export function readSource(name: string, text: string): SourceFile {
  const [head, comment] = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\/\n+/.exec(text) ?? [""];
  const specifiers = text.matchAll(/^(?:import|export|\}).*?\bfrom "([^"]+)"|\bimport\("([^"]+)"\)/gm);
  const imported = [...specifiers].map(([, named, lazy]) => importedFile(name, named ?? lazy!));
  return {
    name,
    doc: (comment ?? "").replace(/^[ \t]*\*? ?/gm, "").trim(),
    code: text.slice(head.length).trimEnd(),
    firstLine: head.split("\n").length,
    imports: [...new Set(imported.filter((file) => file !== undefined))],
  };
}

/** What a list says of a file. */
export function firstSentence(doc: string): string {
  const [paragraph] = doc.split(/\n\s*\n/);
  const text = paragraph!.replace(/\s+/g, " ");
  return /^.*?[.?!](?=\s[A-Z]|$)/.exec(text)?.[0] ?? text;
}
