/** Tokens such as <|endoftext|>, which are found before a text is cut. */

export interface AddedToken {
  id: number;
  content: string;
  /** takes the white space before it, or after it, along */
  lstrip: boolean;
  rstrip: boolean;
}

/** Text -> the texts between added tokens, and the ids of these. */
export function splitter(added: readonly AddedToken[]) {
  if (added.length === 0) return (text: string) => [text];
  // The longest first: of two that begin alike it is the one that is meant.
  const sorted = added.toSorted((a, b) => b.content.length - a.content.length);
  const parts = sorted.map(
    ({ content, lstrip, rstrip }) =>
      `${lstrip ? SPACE : ""}(${escape(content)})${rstrip ? SPACE : ""}`,
  );
  const pattern = new RegExp(parts.join("|"), "gu");
  const ids = new Map(added.map(({ content, id }) => [content, id]));
  return (text: string): (string | number)[] => {
    const pieces: (string | number)[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const content = match.slice(1).find((group) => group !== undefined)!;
      pieces.push(text.slice(end, match.index), ids.get(content)!);
      end = match.index + match[0].length;
    }
    return [...pieces, text.slice(end)].filter((piece) => piece !== "");
  };
}

const SPACE = String.raw`\p{White_Space}*`;

/** For a regular expression that has it as it stands. */
function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
