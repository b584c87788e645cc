import { afterAll, beforeAll, expect, test } from "vitest";
import { placeOf } from "../plugins/small-book.ts";
import { CopiedBook } from "./copied-book.ts";

/** The real build refuses a copy of the book that is broken, and says where. */
const sft = "chapters/03-sft/index.mdx";
const ppo = "chapters/05-ppo/index.mdx";
const train = "chapters/06-train-with-ppo/index.mdx";
let book: CopiedBook;
beforeAll(() => void (book = new CopiedBook()));
afterAll(() => book.remove());

/** Puts `instead` in the place of the first `that`. @returns where it stands now: "chapters/…/index.mdx:12:3: " */
function change(file: string, instead: string, that: string): string {
  const text = book.read(file);
  if (!text.includes(that)) throw new Error(`${file} does not have ${that}.`);
  const changed = text.replace(that, () => instead);
  book.write(file, changed);
  return `${file}:${placeOf(changed, instead)}: `;
}

test("a chapter's faults end the build before it begins, those of all chapters together", async () => {
  const before = [sft, ppo, train].map((file) => [file, book.read(file)] as const);
  const places = [
    change(sft, "captoin=", "caption="),
    change(ppo, '<Cite of="williams1993" />', '<Cite of="williams1992" />'),
    change(ppo, "\\lag u \\\\", "\\log u \\\\"),
    change(train, "[chapter](../06-reference/index.mdx", "[chapter 13](../13-reference/index.mdx"),
  ];
  const { code, output } = await book.build();
  expect(output).toContain("4 things are wrong with the book's pages:");
  for (const place of places) expect(output).toContain(`\n${place}`);
  expect(code).toBe(1);
  for (const [file, text] of before) book.write(file, text);
});

test("dead addresses end it when all pages are there: in a chapter, across chapters, in a layout", async () => {
  const places = [
    change(sft, "[Chapter 9](/nowhere/)", "[Chapter 9](../09-pros-and-cons/index.mdx#is-it-affordable)"),
    change(
      sft,
      "[Prompting](../01-gpt-basics/index.mdx#prompt",
      "[Prompting](../01-gpt-basics/index.mdx#prompting-dress",
    ),
    change("src/components/SiteFooter.astro", 'link("benchmarks/")', 'link("benchmark/")'),
  ];
  const { code, output } = await book.build();
  expect(output).toContain("3 things are wrong with the book's pages:");
  for (const place of places) expect(output).toContain(`\n${place}`);
  expect(output).toMatch(/Did you mean \/benchmark\/\? It is in \d\d+ pages/);
  expect(code).toBe(1);
});
