import { expect, test } from "vitest";
import { LineTokens, type LineTokenizer } from "../../../../src/elements/editor/line-tokens.ts";

/** A language of words and of comments in brackets that may go over lines. */
function brackets() {
  const read: string[] = [];
  const tokenizer: LineTokenizer<boolean> = {
    tokenize(line, before = false) {
      read.push(line);
      const opens = line.lastIndexOf("[");
      const after = opens === line.lastIndexOf("]") ? before : opens > line.lastIndexOf("]");
      return { tokens: [{ from: 0, to: line.length, name: before ? "comment" : "word" }], after };
    },
    isSame: (a, b) => (a ?? false) === (b ?? false),
  };
  return { read, lines: new LineTokens(tokenizer) };
}

const never = () => false;

test("only what has changed is read again", () => {
  const { read, lines } = brackets();
  const text = ["a", "b", "c", "d"];
  lines.read((index) => text[index]!, 4, never);
  expect(read.splice(0)).toEqual(text);
  text.splice(1, 1, "x", "y");
  lines.replace(1, 1, 2);
  lines.read((index) => text[index]!, 5, never);
  expect(read.splice(0)).toEqual(["x", "y"]);
});

test("an opened comment changes the lines below, up to its end", () => {
  const { read, lines } = brackets();
  const text = ["a", "b", "]", "d"];
  lines.read((index) => text[index]!, 4, never);
  read.length = 0;
  text[0] = "a [";
  lines.replace(0, 1, 1);
  lines.read((index) => text[index]!, 4, never);
  expect(read).toEqual(["a [", "b", "]"]);
  expect(lines.tokens(1)).toMatchObject([{ name: "comment" }]);
  expect(lines.tokens(3)).toMatchObject([{ name: "word" }]);
});

test("it stops when it is late, and goes on from there", () => {
  const { read, lines } = brackets();
  const text = ["a", "b", "c"];
  const lineAt = (index: number) => text[index]!;
  expect(lines.read(lineAt, 3, () => read.length === 2)).toBe(2);
  expect(lines.read(lineAt, 3, never)).toBe(3);
  expect(read).toEqual(["a", "b", "c"]);
});
