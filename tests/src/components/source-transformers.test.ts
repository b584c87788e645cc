import { expect, test } from "vitest";
import { highlightTypeScript } from "../../../src/components/highlight-typescript.ts";
import { linkedImports, numberedLines } from "../../../src/components/source-transformers.ts";

const code = 'import { a } from "./a.ts";\nimport { b } from "elsewhere";\nf("./b.ts");';
const text = (html: string) => html.replace(/<[^>]+>/g, "").replaceAll("&quot;", '"');

test("lines are numbered as in the file, and the numbers are no text", async () => {
  const html = await highlightTypeScript(code, numberedLines(12));
  expect([...html.matchAll(/id="(L\d+)"/g)].map(([, id]) => id)).toEqual(["L12", "L13", "L14"]);
  expect(html).toContain('href="#L13"');
  expect(text(html)).toBe(code);
});

test("a known file's name is a link, and nothing else", async () => {
  const address = (specifier: string) => (specifier === "./a.ts" ? "/source/a/" : undefined);
  const html = await highlightTypeScript(code, linkedImports(address));
  expect(html).toMatch(/<a href="\/source\/a\/">"\.\/a\.ts"<\/a>/);
  expect(html.match(/<a /g)).toHaveLength(1);
  expect(text(html)).toBe(code);
});
