/** One import of a text's top, to the end of its line, with the empty lines before it. */
const statement =
  /\s*import\s*(?:type\s)?(?:[\w$*{][^"'();]*\sfrom\s*)?(["'])[^"'\n]*\1;?[ \t]*(?:\/\/[^\n]*)?(?=\n|$)/y;

/** A single line would not get shorter. */
const fewestLines = 2;

/** The imports that a text begins with, without the line break after them; "" if they are no lines to fold. */
export function topImports(source: string): string {
  let end = 0;
  for (statement.lastIndex = 0; statement.test(source);) end = statement.lastIndex;
  const imports = source.slice(0, end);
  return lineCount(imports) < fewestLines ? "" : imports;
}

/** What stands in their place. */
export function foldLabel(imports: string): string {
  return `imports · ${lineCount(imports)} lines`;
}

/** How much code there is, in words. */
export function lineWords(source: string): string {
  const lines = lineCount(source);
  return lines === 1 ? "1 line" : `${lines} lines`;
}

export function lineCount(text: string): number {
  return text.split("\n").length;
}
