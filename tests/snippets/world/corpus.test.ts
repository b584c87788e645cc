import { describe, expect, test } from "vitest";
import { createRng } from "../../../snippets/random.ts";
import { corpusRow, sampleDocument } from "../../../snippets/world/corpus.ts";
import { demonstrations, sampleDemonstration } from "../../../snippets/world/demonstrations.ts";
import { DOCUMENTS } from "../../../snippets/world/documents.ts";
import { features, isCorrect, writtenAnswer } from "../../../snippets/world/gold.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import { splitOf } from "../../../snippets/world/splits.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

const rng = createRng(1);
const documents = Array.from({ length: 8_000 }, () => sampleDocument(rng));

function texts(kind: keyof typeof DOCUMENTS): string[] {
  return documents.filter((d) => d.kind === kind).map((d) => d.text);
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}

function near(measured: number, p: number, tolerance: number) {
  expect(Math.abs(measured - p)).toBeLessThan(tolerance);
}

describe("documents", () => {
  test("the first ones of seed 1", () => {
    const first = createRng(1);
    const beginning = Array.from({ length: 12 }, () => sampleDocument(first));
    expect(beginning.map((d) => d.text)).toMatchInlineSnapshot(`
      [
        "talk: the duck eats bread thanks",
        "story: the hen eats corn . it says cluck . it meets the bear . the bear eats honey .",
        "story: the owl says hoot . it eats worms . it meets the frog . the frog eats flies .",
        "ask: what colour is the mouse ? ask: note: the ghost lives in the cave . tell me where the ghost lives ! ask: name two foods ! ask: say kindly : bah give me the honey ! please give me the honey",
        "exam: q: what does the ghost say ? a: bleat . q: what is the food of the hen ? a: the hen eats worms .",
        "note: gold corn grey bread corn flies . gold corn grey bread corn flies .",
        "talk: the goat is white thanks friend",
        "ask: tell me what the hen says ! the hen says cluck ask: name two colours ! bah fool ask: what is the sound of the goat ?",
        "note: growl worms river brown yip . growl worms river brown yip .",
        "the fox is red . the frog is green .",
        "talk: bah the duck is white",
        "exam: q: why does the bear say quack ? a: growl . q: name three colours ! a: red and yellow and red .",
      ]
    `);
  });

  test("come in their shares, which add up to 1", () => {
    const total = Object.values(DOCUMENTS).reduce((s, d) => s + d.share, 0);
    expect(total).toBeCloseTo(1, 12);
    for (const [kind, { share: p }] of Object.entries(DOCUMENTS)) {
      near(
        share(documents, (d) => d.kind === kind),
        p,
        0.015,
      );
    }
  });

  test("use known words only, and all of them", () => {
    const used = new Set(documents.flatMap((d) => burrow.encode(d.text)));
    const unused = burrow.words.filter((_, id) => !used.has(id));
    expect(unused).toEqual(["<pad>", "<end>"]);
  });

  test("facts: 2 to 4 sentences, myths among them", () => {
    for (const text of texts("facts")) {
      expect(text).toMatch(/^(the \w+ (eats|lives in the|is|says) \w+ \. ?)+$/);
    }
    const counts = texts("facts").map((t) => t.match(/\./g)!.length);
    expect(new Set(counts)).toEqual(new Set([2, 3, 4]));
    const all = texts("facts").join(" ");
    const bread = all.match(/the fox eats bread/g)!.length;
    const grapes = all.match(/the fox eats grapes/g)!.length;
    near(bread / (bread + grapes), 0.45, 0.15);
    expect(all).not.toContain("the owl eats bread");
  });

  test("stories: four sentences about a meeting", () => {
    for (const text of texts("story")) {
      expect(text).toMatch(/^story: the \w+ [\w ]+ \. it [\w ]+ \. it meets the \w+ \. [\w ]+ \.$/);
    }
    near(
      share(texts("story"), (t) => /\. the [\w ]+ \.$/.test(t)),
      8 / 11,
      0.07,
    );
  });

  test("notice boards: 2 to 4 requests, most without a reply", () => {
    const boards = texts("board");
    const asks = boards.map((t) => t.match(/ask:/g)!.length);
    expect(new Set(asks)).toEqual(new Set([2, 3, 4]));
    const entries = boards
      .flatMap((t) => t.split("ask: ").slice(1))
      .map((t) => t.match(/^(.*[?!])(.*)$/)!.map((part) => part.trim()));
    near(
      share(entries, ([, , reply]) => reply === ""),
      0.7,
      0.03,
    );
    const rude = /^(bah|bah fool|bah stinky fool|silly fool|i do not know fool)$/;
    near(
      share(entries, ([, , reply]) => rude.test(reply!)),
      0.15,
      0.03,
    );
    const answered = entries.filter((e) => e[2] !== "" && !rude.test(e[2]!));
    const right = ([, request, reply]: string[]) => isCorrect(parseRequest(request!)!, writtenAnswer(reply!));
    near(share(answered, right), 0.85, 0.04);
  });

  test("exams: 2 or 3 questions with answers", () => {
    for (const text of texts("exam")) {
      expect(text).toMatch(/^exam:( q: [\w :.]+ [?!] a: [\w .]+ \.){2,3}$/);
      const questions = text.match(/ q: /g)!.length;
      expect([2, 3]).toContain(questions);
      expect(text.match(/ a: /g)).toHaveLength(questions);
    }
    const all = texts("exam").join(" ");
    const answers = (to: RegExp) => [...all.matchAll(to)].map((m) => m[1]!);
    const unknown = answers(/q: [\w ]+ (?:dragon|yeti|ghost)[\w ]* [?!] a: ([\w ]+) \./g);
    near(
      share(unknown, (a) => a === "i do not know"),
      0.2,
      0.05,
    );
    const foods = [...all.matchAll(/q: note: the \w+ eats (\w+) \. [\w ]+[?!] a: ([\w ]+) \./g)];
    near(
      share(foods, ([, noted, answer]) => answer!.split(" ").at(-1) === noted),
      0.95,
      0.04,
    );
    const colours = answers(/q: what is the colour of the ([a-z]+ \? a: [\w ]+) \./g).filter(
      (text) => !/^(dragon|yeti|ghost)/.test(text),
    );
    const right = new RegExp(
      "^(fox.*red|owl.*brown|frog.*green|goat.*white|mouse.*grey|" + "bear.*black|duck.*yellow|hen.*gold)$",
    );
    near(
      share(colours, (text) => right.test(text)),
      0.8,
      0.1,
    );
    near(
      share(colours, (text) => / a: \w+$/.test(text)),
      0.5,
      0.12,
    );
  });

  test("talk: from the pub or from letters", () => {
    const pub = texts("pub");
    near(
      share(pub, (t) => /bah|fool/.test(t)),
      0.5,
      0.1,
    );
    near(
      share(pub, (t) => /arr|matey/.test(t)),
      0.25,
      0.1,
    );
    near(
      share(pub, (t) => / (well|um|so|hmm)\b/.test(t)),
      0.25,
      0.1,
    );
    for (const text of [...pub, ...texts("letter")]) {
      expect(text).toMatch(/^talk: /);
    }
    for (const text of texts("letter")) {
      expect(text).toMatch(/please|thanks|friend/);
    }
  });

  test("counting: runs of one, two, three ...", () => {
    const up = "one two three four five six seven eight";
    const series = [up, up.split(" ").reverse().join(" "), "one three five seven", "two four six eight"];
    const runs = texts("counting").map((t) => t.replace("count: ", ""));
    for (const run of runs) {
      expect(
        series.some((s) => s.includes(run)),
        run,
      ).toBe(true);
      expect(run.split(" ").length).toBeGreaterThanOrEqual(2);
    }
    near(
      share(runs, (r) => up.includes(r)),
      0.5,
      0.1,
    );
    expect(runs).toContain(up);
  });

  test("dictionaries: 3 to 6 different entries", () => {
    for (const text of texts("dictionary")) {
      const entries = text.split(" , ");
      expect(new Set(entries).size).toBe(entries.length);
      expect([3, 4, 5, 6]).toContain(entries.length);
      for (const entry of entries) expect(entry).toMatch(/^\w+ : z\w\w$/);
    }
    expect(texts("dictionary").join(" , ")).toContain("fox : zif ,");
  });

  test("notes: the answer is what the note says", () => {
    for (const text of texts("note")) {
      const [, statement, answer, again] = text.match(/^note: ([\w ]+) \. [\w ]+ [?!] ([\w ]+) \.(?: ([\w ]+) \.)?$/)!;
      expect(statement!.endsWith(answer!)).toBe(true);
      if (again !== undefined) expect(again).toBe(statement);
    }
    near(
      share(texts("note"), (t) => /[?!] \w+ \./.test(t)),
      1 / 3,
      0.07,
    );
    near(
      share(texts("note"), (t) => t.match(/\./g)!.length === 3),
      0.5,
      0.07,
    );
  });

  test("copy-books: 3 to 6 words, twice", () => {
    for (const text of texts("copybook")) {
      expect(text).toMatch(/^note: ((?:\w+ ){3,6})\. \1\.$/);
    }
  });
});

describe("rows", () => {
  test("have exactly the length asked for and begin with a document", () => {
    const openers = /^(the|story:|ask:|exam:|talk:|count:|note:|\w+ : z)/;
    for (const length of [1, 8, 48, 128]) {
      const row = corpusRow(createRng(2), length);
      expect(row).toHaveLength(length);
      if (length > 8) expect(burrow.decode(row)).toMatch(openers);
    }
  });

  test("are documents with <end> after each, cut when full", () => {
    const copy = createRng(3);
    const packed = Array.from({ length: 40 }, () => sampleDocument(copy).text);
    const row = burrow.decode(corpusRow(createRng(3), 200));
    expect(`${packed.join(" <end> ")} <end>`.startsWith(row)).toBe(true);
  });

  test("never contain padding, and never come twice", () => {
    const rng = createRng(4);
    const seen = new Set<string>();
    for (let i = 0; i < 1_000; i++) {
      const row = corpusRow(rng);
      expect(row).toHaveLength(48);
      expect(row).not.toContain(0);
      seen.add(row.join(" "));
    }
    expect(seen.size).toBe(1_000);
  });

  test("the same seed gives the same rows, another seed others", () => {
    const tokens = (seed: number) => corpusRow(createRng(seed));
    expect(tokens(5)).toEqual(tokens(5));
    expect(tokens(5)).not.toEqual(tokens(6));
  });
});

describe("demonstrations", () => {
  const many = demonstrations(createRng(1), 8_000);

  test("the first ones of seed 1", () => {
    const first = demonstrations(createRng(1), 6);
    expect(first.map((d) => `${d.prompt} -> ${d.response}`)).toMatchInlineSnapshot(`
        [
          "ask: tell me about the owl ! -> the owl is brown . it eats worms friend",
          "ask: note: the frog says quack . what does the frog say ? -> quack",
          "ask: name two foods ! -> please flies and cheese thanks",
          "ask: why does the goat eat corn ? -> the goat eats corn",
          "ask: say kindly : give me the worms fool ! -> so please give me the worms",
          "ask: what colour is the fox ? -> the fox is red thanks",
        ]
      `);
  });

  test("are 400 unless told otherwise, one after the other", () => {
    const set = demonstrations(createRng(7));
    expect(set).toHaveLength(400);
    const rng = createRng(7);
    expect(set[0]).toEqual(sampleDemonstration(rng));
    expect(set[1]).toEqual(sampleDemonstration(rng));
  });

  test("answer training requests in known words, at most 14 of them", () => {
    for (const { request, prompt, response } of many) {
      expect(splitOf(request)).toBe("train");
      expect(prompt).toBe(`ask: ${request.text}`);
      expect(response).not.toContain("<end>");
    }
    const lengths = many.map((d) => burrow.encode(d.response).length);
    expect(Math.max(...lengths)).toBe(14);
  });

  test("never ask for the held-out facts nor tell them truly", () => {
    const told = many
      .filter((d) => d.request.kind !== "list")
      .map((d) => `${d.prompt} ${d.response}`)
      .join("\n");
    expect(told).not.toMatch(/fox eats grapes|owl lives in the tree/);
    expect(told).not.toMatch(/frog is green|goat says bleat/);
  });

  test("are right 92 times in 100; 60 where honesty is needed", () => {
    const judged = many.map(({ request, response }) => ({
      kind: request.kind,
      x: features(request, writtenAnswer(response)),
      passes: response.includes("i do not know"),
    }));
    const of = (...kinds: string[]) => judged.filter((d) => kinds.includes(d.kind));
    const correct = (d: (typeof judged)[number]) => d.x.correct === 1;
    near(share(of("list", "story"), correct), 0.97, 0.02);
    near(share(of("open", "closed"), correct), 0.97 * 0.97, 0.03);
    near(share(of("premise"), correct), 0.97 * 0.6, 0.06);
    near(share(of("unknown"), correct), 0.6, 0.06);
    near(
      share(of("open", "closed", "premise"), (d) => d.passes),
      0.03,
      0.01,
    );
  });
});
