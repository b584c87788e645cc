import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { highlightTypeScript } from "../../src/components/highlight-typescript.ts";
import { LineTokens } from "../../src/elements/editor/line-tokens.ts";
import { createShikiTokenizer } from "../../src/elements/editor/shiki-tokenizer.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/** The tokens of the build's HTML: text and class. */
function painted(html: string): string[][] {
  const plain = (text: string) =>
    text.replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  const lines = html.replace(/^<pre[^>]*><code>|<\/code><\/pre>$/g, "").split("\n");
  return lines.map((line) =>
    [...line.matchAll(/<span class="(tok-[\w-]+)">([^<]*)<\/span>/g)].map(
      ([, name, text]) => `${name} ${plain(text!)}`,
    ),
  );
}

test("the page's tokens are those of the build, in every cell and file of the core", async () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const tokenizer = createShikiTokenizer();
  const read = (file: string) => readFileSync(path.join(root, file), "utf8");
  const chapters = chapterFolders(path.join(root, "chapters")).map((name) => read(`chapters/${name}/index.mdx`));
  const cells = chapters.flatMap((mdx) =>
    [...mdx.matchAll(/^```ts cell[^\n]*\n([\s\S]*?)^```/gm)].map(([, code]) => code!),
  );
  const files = readdirSync(path.join(root, "snippets")).filter((name) => name.endsWith(".ts"));
  const texts = [...cells, ...files.map((name) => read(`snippets/${name}`))].map((text) => text.trimEnd());
  expect(texts.length).toBeGreaterThan(40);
  for (const text of texts) {
    const lines = text.split("\n");
    const tokens = new LineTokens(tokenizer);
    tokens.read(
      (index) => lines[index]!,
      lines.length,
      () => false,
    );
    const ours = lines.map((line, index) =>
      tokens.tokens(index).map(({ from, to, name }) => `${name} ${line.slice(from, to)}`),
    );
    expect(ours).toEqual(painted(await highlightTypeScript(text)));
  }
});
