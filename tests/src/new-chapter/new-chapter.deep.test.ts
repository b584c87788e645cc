import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { placeOf } from "../plugins/small-book.ts";
import { CopiedBook } from "../site-check/copied-book.ts";

/** A new chapter, in a copy of the repository, goes all the way as it stands. */
let book: CopiedBook;
beforeAll(() => void (book = new CopiedBook()));
afterAll(() => book.remove());

const command = "src/new-chapter/new-chapter.ts";

describe("without a chapter to make", () => {
  test("--help says what there is", async () => {
    expect(await book.run(command, "--help")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/new-chapter -- "A title" \[--slug some-words\]/),
    });
  });

  test.each([
    [[], /needs a title/],
    [["PPO"], /add --slug/],
    [["two", "words"], /between quotes: npm run new-chapter -- "two words"/],
    [["--slgu", "x"], /'--slgu'.*--help/],
  ])("%j gets a sentence, and nothing is made", async (args, sentence) => {
    const before = book.read("tests/chapters/answers.ts");
    expect(await book.run(command, ...args)).toMatchObject({ code: 2, output: expect.stringMatching(sentence) });
    expect(book.read("tests/chapters/answers.ts")).toBe(before);
  });
});

test("it is made, checked, frozen, solved and built, and says what is next", async () => {
  const made = await book.run(command, "What is new: a test");
  expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/Chapter 10 is there.*npm run dev/s) });
  const folder = "10-what-is-new-a-test";
  expect(existsSync(path.join(book.folder, "chapters", folder, "outputs.json"))).toBe(true);

  expect(await book.run("src/check/check-cells.ts")).toMatchObject({
    code: 0,
    output: expect.stringMatching(/no type errors/),
  });
  expect(await book.run("src/freeze/freeze.ts", "--check", folder)).toMatchObject({ code: 0 });
  const tests = ["run", "--config=tests/vitest.config.ts", "tests/chapters/exercises", "tests/chapters/mutants"];
  const solved = await book.run("node_modules/vitest/vitest.mjs", ...tests, "-t", "what-is-new|every exercise");
  expect(solved).toMatchObject({ code: 0, output: expect.stringMatching(/Tests {2}\d\d+ passed/) });

  expect(await book.build()).toMatchObject({ code: 0 });
  const page = book.read("dist/what-is-new-a-test/index.html");
  expect(page).toContain("What is new: a test");
  expect(page).toMatch(/<a href="#figure-first-look">Figure(?:&nbsp;|\u00a0)10\.1<\/a>/);
  expect(page).toMatch(/After 200 draws the mean is <a[^>]*>\s*0\.\d\d\s*<\/a>/);

  const again = await book.run(command, "What is new: a test");
  expect(again).toMatchObject({ code: 2, output: expect.stringMatching(/has this title already/) });
});

test("the dev server shows it as it is written, and what is wrong with it", async () => {
  const server = await book.startDev();
  const page = () =>
    fetch(`${server.address}written/`).then(async (one) => ({ status: one.status, text: await one.text() }));
  try {
    expect((await page()).status).toBe(404);
    expect(await book.run(command, "Written")).toMatchObject({ code: 0 });
    const folder = readdirSync(path.join(book.folder, "chapters")).find((name) => name.endsWith("-written"))!;
    const mdx = `chapters/${folder}/index.mdx`;
    await vi.waitFor(async () => expect((await page()).text).toContain("Say here what the chapter asks"), waiting);
    const text = book.read(mdx);
    book.write(mdx, text.replace("Say here what the chapter asks", "It asks what is new"));
    await vi.waitFor(async () => expect((await page()).text).toContain("It asks what is new"), waiting);
    const broken = text.replace("<Figure id", "<Figure idd");
    book.write(mdx, broken);
    await vi.waitFor(async () => expect((await page()).status).toBe(500), waiting);
    await vi.waitFor(
      () => expect(server.said()).toContain(`${mdx}:${placeOf(broken, "idd")}: <Figure> has no attribute`),
      waiting,
    );
    book.write(mdx, text);
    await vi.waitFor(async () => expect((await page()).status).toBe(200), waiting);
  } finally {
    await server.stop();
  }
});

/** The first page takes long, on a busy machine. */
const waiting = { timeout: 60_000, interval: 100 };
