import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Judgement } from "../../../snippets/labeler/judgement.ts";
import { mergeJudgements } from "../../../snippets/labeler/merge-judgements.ts";
import { readJudgements, writeJudgements } from "../../../snippets/labeler/judgements-file.ts";
import { ranksFromPairs } from "../../../snippets/labeler/order-from-pairs.ts";
import { burrow, WORDS } from "../../../snippets/world/vocabulary.ts";
import { judged, ranked } from "./rankings.ts";

const read = (content: string | Uint8Array, name = "ann.jsonl") => readJudgements(content, { name });

/** A judgement of any kind: answers that end or do not, ties, places in any order, odd names. */
const anyJudgement: fc.Arbitrary<Judgement> = fc
  .record({
    prompt: fc
      .array(fc.constantFrom(...WORDS.slice(2)), { minLength: 1, maxLength: 6 })
      .map((words) => words.join(" ")),
    cards: fc.array(
      fc.tuple(
        fc.array(fc.constantFrom(...WORDS.slice(2)), { maxLength: 5 }).map((words) => words.join(" ")),
        fc.constantFrom("", " <end>", " <end>"),
        fc.integer({ min: 1, max: 4 }),
      ),
      { minLength: 2, maxLength: 9 },
    ),
    who: fc.constantFrom("Ann", "__proto__", "<b>Bo</b>", "이지은", "👩🏽‍🏫 O'Neil", "constructor"),
    id: fc.constantFrom("card 1", "card 2", "toString"),
    time: fc.constantFrom("2026-11-30T12:00:00.000Z", "2026-11-30T12:00:01Z"),
    seconds: fc.double({ min: 0, max: 1000, noNaN: true }),
    repeats: fc.option(fc.constantFrom("card 1", "valueOf"), { nil: undefined }),
  })
  .map(({ cards, repeats, seconds, ...rest }) => ({
    ...rest,
    seconds: seconds + 0, // -0 is no number in JSON
    answers: cards.map(([text, end]) => `${text}${end}`.trim()),
    ranks: withoutGaps(cards.map(([, , rank]) => rank)),
    ...(repeats !== undefined && { repeats }),
  }));

/** 1, 3, 3, 4 is 1, 2, 2, 3: the same order. */
function withoutGaps(ranks: number[]): number[] {
  const levels = [...new Set(ranks)].sort((a, b) => a - b);
  return ranks.map((rank) => 1 + levels.indexOf(rank));
}

const isTold = ({ ranks }: Judgement) => new Set(ranks).size > 1;

describe("what is written", () => {
  const card = judged({
    id: "card 4",
    answers: ["the owl eats worms <end>", "bah", "worms thanks <end>"],
    ranks: [1, 2, 1],
    repeats: "card 1",
  });

  test("is one pair a line, with TRL's columns first and its spaces", () => {
    const { text, lines, leftOut } = writeJudgements([card]);
    expect(text.endsWith("\n")).toBe(true);
    expect([lines, leftOut]).toEqual([2, 0]);
    const both = { who: "Ann", card: "card 4", time: "2026-11-30T12:00:00.000Z", seconds: 5 };
    const rest = { rejected: " bah", ...both, ended: [true, false], repeats: "card 1" };
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      { prompt: card.prompt, chosen: " the owl eats worms", ...rest, places: [1, 2] },
      { prompt: card.prompt, chosen: " worms thanks", ...rest, places: [3, 2] },
    ]);
    expect(Object.keys(JSON.parse(text.split("\n")[0]!) as object).slice(0, 3)).toEqual([
      "prompt",
      "chosen",
      "rejected",
    ]);
  });

  test("joins to what the tokenizer reads", () => {
    const [line] = writeJudgements([card]).text.split("\n");
    const { prompt, chosen } = JSON.parse(line!) as { prompt: string; chosen: string };
    expect(burrow.encode(prompt + chosen)).toEqual([...burrow.encode(prompt), ...burrow.encode(chosen)]);
  });

  test("leaves out cards of nothing but ties, and counts them", () => {
    expect(writeJudgements([judged({ ranks: [1, 1] }), card, judged({ ranks: [2, 2, 2] })])).toMatchObject({
      lines: 2,
      leftOut: 2,
    });
    expect(writeJudgements([])).toEqual({ text: "", lines: 0, leftOut: 0 });
  });

  test("is read back as it was", () => {
    fc.assert(
      fc.property(anyJudgement.filter(isTold), (judgement) => {
        const { judgements, problems } = read(writeJudgements([judgement]).text);
        expect(problems).toEqual([]);
        expect(judgements).toEqual([judgement]);
      }),
      { numRuns: 300 },
    );
  });

  test("is read back in whatever order its lines come, with those of others between", () => {
    const cards = ["Ann", "Bo", "Cy"].flatMap((who) => ranked(who, [1, 2, 3, 2], [4, 3, 2, 1], [1, 1, 2]));
    const lines = writeJudgements(cards).text.trim().split("\n");
    const order = fc.shuffledSubarray(lines, { minLength: lines.length });
    const name = ({ who, id }: Judgement) => `${who} ${id}`;
    const sorted = (all: Judgement[]) => all.toSorted((a, b) => name(a).localeCompare(name(b)));
    fc.assert(
      fc.property(order, (shuffled) => {
        const { judgements, problems } = read(shuffled.join("\n"));
        expect(problems).toEqual([]);
        const dense = cards.map((one) => ({ ...one, ranks: withoutGaps([...one.ranks]) }));
        expect(sorted(judgements)).toEqual(sorted(dense));
      }),
      { numRuns: 30 },
    );
  });

  test("is read once, and counted, if the file has it twice", () => {
    const { text } = writeJudgements(ranked("Ann", [1, 2, 3], [2, 1]));
    const { judgements, problems, duplicates } = read(text + text);
    expect(problems).toEqual([]);
    expect([judgements.length, duplicates]).toEqual([2, 2]);
  });
});

describe("other people's files", () => {
  test("the book's own comparisons.jsonl, every line of it", () => {
    const file = new URL("../../../public/checkpoints/reward/comparisons.jsonl", import.meta.url);
    const text = readFileSync(file, "utf8");
    const { judgements, problems } = readJudgements(text, { name: "comparisons.jsonl" });
    // where all answers were the same, one is left, and that is no ranking
    const rows = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { labeler: string; ranked: string[] });
    const single = rows.flatMap(({ ranked }, i) => (ranked.length < 2 ? [i + 1] : []));
    expect(problems.map(({ line }) => line)).toEqual(single);
    expect(judgements).toHaveLength(rows.length - single.length);
    const { ranked: answers, labeler: who } = rows[0]!;
    expect(judgements[0]).toMatchObject({ answers, who, ranks: answers.map((_, i) => i + 1), id: "line 1" });
    expect(new Set(judgements.map(({ who }) => who)).size).toBe(8);
  });

  test("pairs for TRL without names: each line its own card, by the file", () => {
    const line = JSON.stringify({ prompt: "ask: what does the owl eat ?", chosen: " worms", rejected: " bah" });
    const time = "2026-01-02T03:04:05.000Z";
    const { judgements, problems } = readJudgements(`${line}\n${line}\n`, { name: "pairs.of.bo.jsonl", time });
    expect(problems).toEqual([]);
    const card = { prompt: "ask: what does the owl eat ?", answers: ["worms <end>", "bah <end>"], ranks: [1, 2] };
    const rest = { who: "pairs.of.bo", time, seconds: 0 };
    expect(judgements).toEqual([
      { ...card, ...rest, id: "line 1" },
      { ...card, ...rest, id: "line 2" },
    ]);
  });
});

const pair = (more: object = {}) => ({
  prompt: "ask: what does the owl eat ?",
  chosen: " worms",
  rejected: " bah",
  ...{ who: "Ann", card: "card 1", time: "2026-11-30T12:00:00Z", seconds: 3, places: [1, 2] },
  ...more,
});
const json = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const utf16 = (text: string, mark = true) => new Uint8Array(Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le"));
const bigEndian = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le").swap16());
const good = json(pair());
const answers = (chosen: string, rejected: string, places?: [number, number]) => pair({ chosen, rejected, places });

/** What the file is, its content, how many rankings it has, and what is said of the rest: line and words. */
const files: [what: string, content: string | Uint8Array, count: number, problems: [number, string][]][] = [
  ["one good line", good, 1, []],
  ["a mark at its beginning (BOM)", `\uFEFF${good}`, 1, []],
  ["the same mark as bytes", new Uint8Array(Buffer.from(`\uFEFF${good}`)), 1, []],
  ["lines that end as on Windows", `${good}\r\n\r\n${good}\r\n`, 1, []],
  ["lines that end as on old Macs", `${good}\r${json(pair({ card: "card 2" }))}`, 2, []],
  ["UTF-16 with its mark", utf16(good), 1, []],
  ["UTF-16, the other way round", bigEndian(good), 1, []],
  ["UTF-16 without its mark", utf16(good, false), 0, [[0, "holds no text"]]],
  [
    "a picture",
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    0,
    [[0, "lines of JSON in UTF-8"]],
  ],
  ["nothing", "", 0, [[0, "is empty"]]],
  ["nothing but spaces", " \n\t\n", 0, [[0, "is empty"]]],
  ["more than 5 MB", `${good}\n`.repeat(40_000), 0, [[0, "and at most 5 MB are read"]]],
  ["more than 100,000 lines", "1\n".repeat(100_001), 0, [[0, "more than 100,000 lines"]]],
  ["a line of more than 100 kB", `${good}\n${json(pair({ note: "x".repeat(100_001) }))}`, 1, [[2, "100"]]],
  ["a list in place of lines", JSON.stringify([pair(), pair({ card: "card 2" })]), 2, []],
  ["the same, on many lines", JSON.stringify([pair()], null, 2), 1, []],
  ["an empty list", "[]", 0, []],
  [
    "one record on many lines",
    JSON.stringify({ a: 1 }, null, 2),
    0,
    [
      [1, "JSON record"],
      [2, '"a\\": 1'],
      [3, "whole"],
    ],
  ],
  ["a line cut off", good.slice(0, -5), 0, [[1, "Is the line whole"]]],
  [
    "a web page",
    "<!doctype html>\n<p>404</p>",
    0,
    [
      [1, "<!doctype html>"],
      [2, "<p>404"],
    ],
  ],
  [
    "a table of a spreadsheet",
    "prompt,chosen,rejected\na,b,c",
    0,
    [
      [1, "prompt,chosen"],
      [2, "a,b,c"],
    ],
  ],
  ["zeros in a text", `{"prompt":"ask:\u0000"}`, 0, [[1, "JSON record"]]],
  ["zeros written out", json(pair({ prompt: "ask: \u0000" })), 0, [[1, "words of the Burrow"]]],
  [
    "numbers in place of records",
    "1\nnull\ntrue",
    0,
    [
      [1, "got 1"],
      [2, "got null"],
      [3, "got true"],
    ],
  ],
  [
    "lists in place of records",
    "[1,2]\n[3]",
    0,
    [
      [1, "a list of 2"],
      [2, "a list of 1"],
    ],
  ],
  ["records of another kind", json({ question: "?", answer: "!" }), 0, [[1, '"question, answer"']]],
  ["a number for a text", json(pair({ chosen: 7 })), 0, [[1, 'text in quotes in "chosen", got 7']]],
  ["a record for a name", json(pair({ who: {} })), 0, [[1, '"who", got a record']]],
  ["a number for a card", json(pair({ card: 3 })), 0, [[1, '"card", got 3']]],
  ["a card's name of 201 letters", json(pair({ card: "x".repeat(201) })), 0, [[1, "at most 200 characters"]]],
  ["talks in place of texts", json(pair({ prompt: [{ role: "user", content: "hi" }] })), 0, [[1, "a list of 1"]]],
  ["no prompt", json(pair({ prompt: undefined })), 0, [[1, '"prompt", got nothing']]],
  ["an empty prompt", json(pair({ prompt: " " })), 0, [[1, "empty text"]]],
  ["words that the Burrow has not", json(pair({ chosen: " a cat" })), 0, [[1, 'in "chosen", got "a"']]],
  ["words in capitals", json(pair({ prompt: "Ask: what does the owl eat ?" })), 0, [[1, '"Ask:"']]],
  ["a time without a zone", json(pair({ time: "2026-11-30T12:00:00" })), 0, [[1, 'such as "2026-']]],
  ["a time that never was", json(pair({ time: "2026-13-41T25:00:00Z" })), 0, [[1, "Expected a time"]]],
  ["a time in milliseconds", json(pair({ time: 1_764_504_000_000 })), 0, [[1, '"time", got 1764']]],
  ["a time of another zone", json(pair({ time: "2026-11-30T21:00:00+09:00" })), 1, []],
  ["seconds below zero", json(pair({ seconds: -1 })), 0, [[1, "got -1"]]],
  ["seconds that never end", good.replace('"seconds":3', '"seconds":1e999'), 0, [[1, "got Infinity"]]],
  ["seconds as a text", json(pair({ seconds: "3" })), 0, [[1, 'got "3"']]],
  ["one place for two", json(pair({ places: [2, 2] })), 0, [[1, "got 2 twice"]]],
  ["a place below the first", json(pair({ places: [0, 1] })), 0, [[1, "from 1 to 50"]]],
  ["a place in halves", json(pair({ places: [1.5, 2] })), 0, [[1, "whole numbers"]]],
  ["three places", json(pair({ places: [1, 2, 3] })), 0, [[1, "a list of 3"]]],
  [
    "places as deep as a well",
    good.replace("[1,2]", `${"[".repeat(9000)}1${"]".repeat(9000)}`),
    0,
    [[1, "a list of 1"]],
  ],
  ["deeper than can be read", `${"[".repeat(99_000)}\n${good}`, 1, [[1, "JSON record"]]],
  ["an answer better than itself", json(pair({ rejected: " worms", places: undefined })), 0, [[1, "contradict"]]],
  [
    "two lines that contradict each other",
    json(pair(), answers(" bah", " worms", [2, 1])),
    0,
    [[1, "Lines 1 and 2 contradict"]],
  ],
  [
    "the same, without places",
    json(answers(" hen", " fox"), answers(" fox", " hen")),
    0,
    [[1, "Lines 1 and 2 contradict"]],
  ],
  [
    "a circle",
    json(answers(" hen", " fox", [1, 2]), answers(" fox", " owl", [2, 3]), answers(" owl", " hen", [3, 1])),
    0,
    [[1, "Lines 1, 2 and 3 go round in a circle"]],
  ],
  [
    "two texts at one place",
    json(pair(), answers(" hen", " bah", [1, 2])),
    0,
    [[1, "Lines 1 and 2 have different answers at place 1"]],
  ],
  ["places on some lines only", json(pair(), answers(" hen", " bah")), 0, [[1, 'Line 2 has no "places"']]],
  [
    "a line that was taken away",
    json(answers(" hen", " fox", [1, 2]), answers(" owl", " bear", [3, 4]), answers(" hen", " bear", [1, 4])),
    0,
    [[1, "pairs are missing"]],
  ],
  [
    "one card with two prompts",
    json(pair(), pair({ prompt: "ask: what does the hen eat ?" })),
    0,
    [[1, 'differ in "prompt"']],
  ],
  ["one card that repeats and does not", json(pair(), pair({ repeats: "card 0" })), 0, [[1, 'differ in "repeats"']]],
  [
    "a pair and a ranking of one card",
    json(pair(), pair({ chosen: undefined, ranked: ["hen", "fox"] })),
    0,
    [[1, "rank one card twice"]],
  ],
  ["a ranking of one", json({ prompt: "ask:", ranked: ["hen"] }), 0, [[1, "2 to 50 answers"]]],
  ["a ranking of numbers", json({ prompt: "ask:", ranked: [1, 2] }), 0, [[1, '"ranked", got 1']]],
  ["a ranking of 51", json({ prompt: "ask:", ranked: new Array(51).fill("hen") }), 0, [[1, "a list of 51"]]],
  [
    "a good line between bad ones",
    `no\n${good}\nno`,
    1,
    [
      [1, "JSON record"],
      [3, "JSON record"],
    ],
  ],
  ["keys that would change every record", `${good.slice(0, -1)},"__proto__":{"who":"Eve"},"constructor":1}`, 1, []],
];

describe("hostile and foreign files", () => {
  test("are more than forty kinds", () => expect(files.length).toBeGreaterThan(40));

  test.each(files)("%s", (_, content, count, expected) => {
    const { judgements, problems } = read(content);
    expect(judgements).toHaveLength(count);
    expect(problems.map(({ line }) => line)).toEqual(expected.map(([line]) => line));
    problems.forEach(({ message }, i) => expect(message).toContain(expected[i]![1]));
  });

  test("every complaint is a sentence that says what to do or what was expected", () => {
    for (const [, content] of files) {
      for (const { message } of read(content).problems) {
        expect(message).toMatch(/Expected|Split|Keep|Take|Save|Is the line|right file/);
        expect(message.length).toBeLessThan(320);
      }
    }
  });

  test("a name is one short line, whatever is in it, and stays a text", () => {
    const nameOf = (who: unknown) => read(json(pair({ who }))).judgements[0]?.who;
    expect(nameOf("<img src=x onerror=alert(1)>")).toBe("<img src=x onerror=alert(1)>");
    expect(nameOf("x".repeat(10_000))).toBe(`${"x".repeat(40)}…`);
    expect(nameOf("Ann\n\tB.\u0000")).toBe("Ann B.");
    expect(nameOf("Ann\u202Egnp.exe\u2066")).toBe("Ann gnp.exe");
    expect(nameOf("\u200B \u200D")).toBe("ann");
    expect(nameOf("")).toBe("ann");
    expect(nameOf("__proto__")).toBe("__proto__");
    expect(nameOf("\uD800")).toBe("ann");
  });

  test("a time of another zone is told in UTC", () => {
    const [judgement] = read(json(pair({ time: "2026-11-30T21:00:00+09:00" }))).judgements;
    expect(judgement!.time).toBe("2026-11-30T12:00:00.000Z");
  });

  test("nobody's prototype is touched", () => {
    read(`{"__proto__":{"polluted":1},"prompt":"ask:","chosen":"hen","rejected":"fox","who":"__proto__"}`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("fifty problems are listed, and the rest is counted", () => {
    const { problems } = read("no\n".repeat(500));
    expect(problems).toHaveLength(51);
    expect(problems[50]).toEqual({ line: 51, message: "From here on, 450 more problems are not listed." });
  });

  test("twelve thousand lines of one card are one ranking", () => {
    const text = (i: number) => ` ${"hen ".repeat(i % 40)}fox`;
    const lines = Array.from({ length: 12_000 }, (_, i) => pair({ chosen: text(i), places: undefined }));
    const { judgements, problems, duplicates } = read(json(...lines));
    expect(problems).toEqual([]);
    expect(duplicates).toBe(1);
    const [{ answers, ranks }] = judgements as [Judgement];
    expect(answers).toHaveLength(41);
    expect(ranks.map((rank, i) => [answers[i], rank]).filter(([, rank]) => rank === 2)).toEqual([["bah <end>", 2]]);
  });

  test("nothing at all makes it throw", () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const values = fc.array(fc.anything({ withNullPrototype: true }).map((value) => JSON.stringify(value) ?? ""));
    const strange = fc.constantFrom(
      null,
      7,
      "",
      "hen",
      " fox",
      "<end>",
      [],
      [1, 2],
      ["hen", "fox"],
      {},
      true,
      "x".repeat(99),
    );
    const names = ["prompt", "chosen", "rejected", "ranked", "who", "labeler", "card", "time", "seconds", "places"];
    const rows = fc.array(fc.dictionary(fc.constantFrom(...names, "ended", "repeats"), strange));
    const content = fc.oneof(
      bytes,
      values.map((lines) => lines.join("\n")),
      rows.map((all) => json(...all)),
      fc.string(),
    );
    fc.assert(
      fc.property(content, (any) => {
        const { judgements, problems } = read(any);
        for (const { answers, ranks, who } of judgements) {
          expect(ranks).toHaveLength(answers.length);
          expect(who).not.toBe("");
        }
        for (const { line } of problems) expect(line).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  });
});

describe("an order from its pairs", () => {
  test("ties are what no pair tells apart; what follows need not be said", () => {
    const pairs = [
      { better: 2, worse: 0, line: 1 },
      { better: 0, worse: 1, line: 2 },
      { better: 0, worse: 3, line: 3 },
    ];
    expect(ranksFromPairs(pairs, 4)).toEqual([2, 3, 1, 3]);
  });

  test("of a circle within a larger card, the shortest is named", () => {
    const pairs = [
      { better: 0, worse: 1, line: 10 },
      { better: 1, worse: 2, line: 11 },
      { better: 2, worse: 3, line: 12 },
      { better: 3, worse: 1, line: 13 },
    ];
    expect(() => ranksFromPairs(pairs, 4)).toThrow("Lines 11, 12 and 13 go round");
  });
});

describe("files together", () => {
  const at = (time: string, cards: Judgement[]) => cards.map((card) => ({ ...card, time }));
  const [early, late] = ["2026-11-30T12:00:00Z", "2026-11-30T13:00:00Z"];
  const ann = at(early, ranked("Ann", [1, 2], [2, 1]));

  test("the same file again brings nothing", () => {
    const once = mergeJudgements([], ann);
    expect(once).toEqual({ judgements: ann, duplicates: 0, renamed: [] });
    expect(mergeJudgements(once.judgements, ann)).toEqual({ judgements: ann, duplicates: 2, renamed: [] });
  });

  test("a later file of the same person adds, and replaces what was ranked anew", () => {
    const more = [ann[0]!, ...at(late, ranked("Ann", [1, 1], [1, 2], [1, 2]).slice(1))];
    const { judgements, duplicates } = mergeJudgements(ann, more);
    expect(duplicates).toBe(1);
    expect(judgements.map(({ id, time }) => [id, time])).toEqual([
      ["card 1", early],
      ["card 2", late],
      ["card 3", late],
    ]);
    // and an older file takes nothing back
    expect(mergeJudgements(judgements, ann).judgements).toEqual(judgements);
  });

  test("another person of the same name is told apart, also when the file comes again", () => {
    const other = at(late, ranked("Ann", [2, 1], [1, 2]));
    const both = mergeJudgements(ann, other);
    expect(both.renamed).toEqual([{ from: "Ann", to: "Ann (2)" }]);
    expect(both.judgements.map(({ who }) => who)).toEqual(["Ann", "Ann", "Ann (2)", "Ann (2)"]);
    const again = mergeJudgements(both.judgements, other);
    expect([again.duplicates, again.judgements.length]).toEqual([2, 4]);
  });
});
