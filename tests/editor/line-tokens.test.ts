import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { highlightTypeScript } from "../../src/components/highlight-typescript.ts";
import { LineTokens, type LineTokenizer } from "../../src/elements/editor/line-tokens.ts";
import { createShikiTokenizer } from "../../src/elements/editor/shiki-tokenizer.ts";

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

/** The tokens of the build's HTML: text and class. */
function painted(html: string): string[][] {
  const plain = (text: string) =>
    text.replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  const lines = html.replace(/^<pre[^>]*><code>|<\/code><\/pre>$/g, "").split("\n");
  return lines.map((line) =>
    [...line.matchAll(/<span class="(tok-[\w-]+)">([^<]*)<\/span>/g)].map(([, name, text]) => `${name} ${plain(text!)}`),
  );
}

test("the page's tokens are those of the build, in every cell and file of the core", async () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const tokenizer = createShikiTokenizer();
  const read = (file: string) => readFileSync(path.join(root, file), "utf8");
  const chapters = readdirSync(path.join(root, "chapters")).map((name) => read(`chapters/${name}/index.mdx`));
  const cells = chapters.flatMap((mdx) => [...mdx.matchAll(/^```ts cell[^\n]*\n([\s\S]*?)^```/gm)].map(([, code]) => code!));
  const files = readdirSync(path.join(root, "snippets")).filter((name) => name.endsWith(".ts"));
  const texts = [...cells, ...files.map((name) => read(`snippets/${name}`))].map((text) => text.trimEnd());
  expect(texts.length).toBeGreaterThan(40);
  for (const text of texts) {
    const lines = text.split("\n");
    const tokens = new LineTokens(tokenizer);
    tokens.read((index) => lines[index]!, lines.length, never);
    const ours = lines.map((line, index) =>
      tokens.tokens(index).map(({ from, to, name }) => `${name} ${line.slice(from, to)}`),
    );
    expect(ours).toEqual(painted(await highlightTypeScript(text)));
  }
}, 60_000);
