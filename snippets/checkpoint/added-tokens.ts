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
  const contents = added.map(({ content }) => content);
  const sorted = contents.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(sorted.map(escape).join("|"), "gu");
  const tokens = new Map(added.map((token) => [token.content, token]));
  return (text: string): (string | number)[] => {
    const pieces: (string | number)[] = [];
    let end = 0;
    for (const { 0: content, index } of text.matchAll(pattern)) {
      const { id, lstrip, rstrip } = tokens.get(content)!;
      const before = text.slice(end, index);
      pieces.push(lstrip ? before.replace(AT_END, "") : before, id);
      end = Math.max(end, index + content.length);
      if (rstrip) end += AT_START.exec(text.slice(end))![0].length;
    }
    return [...pieces, text.slice(end)].filter((piece) => piece !== "");
  };
}

const AT_START = /^\p{White_Space}*/u;
const AT_END = /\p{White_Space}*$/u;

/** For a regular expression that has it as it stands. */
function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
