import { describe, expect, test } from "vitest";
import { createRng } from "../../../snippets/random.ts";
import { coreAnswer, type AnswerOptions } from "../../../snippets/world/answers.ts";
import { gold, isCorrect, writtenAnswer } from "../../../snippets/world/gold.ts";
import { allRequests, parseRequest } from "../../../snippets/world/parse-request.ts";
import { applyStyle, sampleStyle, STYLES, type Style } from "../../../snippets/world/styles.ts";

/** How often each different answer comes, in 2,000. */
function answers(text: string, options: AnswerOptions) {
  const rng = createRng(1);
  const request = parseRequest(text)!;
  return tally(() => coreAnswer(rng, request, options));
}

function styled(style: Style, core: string) {
  const rng = createRng(1);
  return tally(() => applyStyle(rng, style, core));
}

function tally(draw: () => string): Map<string, number> {
  const shares = new Map<string, number>();
  for (let i = 0; i < 2_000; i++) {
    const text = draw();
    shares.set(text, (shares.get(text) ?? 0) + 1 / 2_000);
  }
  return shares;
}

function only(shares: Map<string, number>): string[] {
  return [...shares.keys()].toSorted();
}

const RIGHT = { right: true };
const WRONG = { right: false };

describe("right answers", () => {
  test.each([
    ["what does the fox eat ?", "the fox eats grapes", "grapes"],
    ["note: the fox lives in the pond . where does the fox live ?", "the fox lives in the pond", "pond"],
    ["why is the fox gold ?", "no the fox is red", "red"],
    ["what does the yeti eat ?", "i do not know", "i do not know"],
    ["say kindly : give me the corn fool !", "please give me the corn", "please give me the corn"],
  ])("%s", (request, long, short) => {
    expect(only(answers(request, RIGHT))).toEqual([long]);
    expect(only(answers(request, { ...RIGHT, short: true }))).toEqual([short]);
  });

  test("lists join different members with and, or nothing", () => {
    const three = only(answers("name three homes !", RIGHT));
    expect(three.length).toBeGreaterThan(300); // of 8 * 7 * 6
    for (const text of three) expect(text).toMatch(/^\w+ and \w+ and \w+$/);
    const two = only(answers("name two homes !", RIGHT));
    expect(two).toHaveLength(8 * 7);
    const short = only(answers("name two homes !", { ...RIGHT, short: true }));
    expect(short).toHaveLength(8 * 7);
    for (const text of short) expect(text).toMatch(/^\w+ \w+$/);
  });

  test("lists of animals name no ghosts", () => {
    const all = only(answers("name three animals !", RIGHT)).join(" ");
    expect(all).not.toMatch(/dragon|yeti|ghost/);
  });

  test("stories tell two different facts", () => {
    const all = only(answers("tell me about the fox !", RIGHT));
    expect(all).toHaveLength(4 * 3);
    expect(all).toContain("the fox eats grapes . it lives in the den");
  });

  test("in practice, stories keep the held-out fact to themselves", () => {
    const all = only(answers("tell me about the fox !", { ...RIGHT, split: "train" }));
    expect(all).toHaveLength(3 * 2);
    expect(all.join(" ")).not.toContain("eats");
  });

  test("are correct by the gold rubric, long and short, for all requests", () => {
    const rng = createRng(1);
    for (const request of allRequests()) {
      for (const short of [false, true]) {
        const text = coreAnswer(rng, request, { right: true, short });
        const correct = isCorrect(request, writtenAnswer(text));
        expect(correct, `${request.text} -> ${text}`).toBe(true);
      }
    }
  });
});

describe("wrong answers", () => {
  test("are incorrect by the gold rubric, long and short, for all requests", () => {
    const rng = createRng(1);
    for (const request of allRequests()) {
      for (const short of [false, true]) {
        const text = coreAnswer(rng, request, { right: false, short });
        const correct = isCorrect(request, writtenAnswer(text));
        expect(correct, `${request.text} -> ${text}`).toBe(false);
      }
    }
  });

  test("to open questions: one of the other seven values", () => {
    const wrong = answers("what does the fox eat ?", { ...WRONG, short: true });
    expect(only(wrong)).toHaveLength(7);
    expect(wrong.has("grapes")).toBe(false);
  });

  test("against a note: 6 times in 10 what is true elsewhere", () => {
    const request = "note: the fox eats corn . what does the fox eat ?";
    const wrong = answers(request, { ...WRONG, short: true });
    // .6, and a seventh of the other .4
    expect(Math.abs(wrong.get("grapes")! - (0.6 + 0.4 / 7))).toBeLessThan(0.04);
    expect(wrong.has("corn")).toBe(false);
    expect(only(wrong)).toHaveLength(7);
  });

  test("against a note on a mystery animal: any other value", () => {
    const request = "note: the yeti eats corn . what does the yeti eat ?";
    const wrong = answers(request, { ...WRONG, short: true });
    expect(only(wrong)).toHaveLength(7);
    for (const share of wrong.values()) expect(share).toBeLessThan(0.2);
  });

  test("to a false premise: believes it", () => {
    const wrong = answers("why is the fox gold ?", WRONG);
    expect(only(wrong)).toEqual(["the fox is gold"]);
  });

  test("about a mystery animal: a fabrication", () => {
    const wrong = answers("what does the yeti eat ?", WRONG);
    expect(only(wrong)).toHaveLength(8);
    expect(wrong.has("the yeti eats honey")).toBe(true);
  });

  test("lists: repeated 4 times in 10, else one too few or too many", () => {
    const wrong = answers("name three foods !", { ...WRONG, short: true });
    const share = (fits: (members: string[]) => boolean) =>
      [...wrong].filter(([text]) => fits(text.split(" "))).reduce((sum, [, p]) => sum + p, 0);
    const repeated = share((m) => m.length === 3 && new Set(m).size === 2);
    expect(Math.abs(repeated - 0.4)).toBeLessThan(0.04);
    expect(Math.abs(share((m) => m.length === 2) - 0.3)).toBeLessThan(0.04);
    expect(Math.abs(share((m) => m.length === 4) - 0.3)).toBeLessThan(0.04);
  });

  test("rude, or not polite enough, where kindness was asked for", () => {
    const wrong = answers("say kindly : bah give me the corn !", WRONG);
    expect(only(wrong)).toEqual(["give me the corn", "give me the corn fool"]);
  });
});

describe("styles", () => {
  test("come in their shares, which add up to 1", () => {
    const total = Object.values(STYLES).reduce((sum, p) => sum + p, 0);
    expect(total).toBeCloseTo(1, 12);
    const rng = createRng(1);
    const drawn = tally(() => sampleStyle(rng));
    for (const [style, p] of Object.entries(STYLES)) {
      expect(Math.abs(drawn.get(style)! - p), style).toBeLessThan(0.03);
    }
  });

  test.each<[Style, string[]]>([
    ["plain", ["X"]],
    ["terse", ["X"]],
    ["polite", ["X friend", "X thanks", "please X"]],
    ["courteous", ["X thanks friend", "dear friend X", "please X thanks"]],
    [
      "gushing",
      ["X thanks thanks friend", "dear friend X thanks", "dear friend X thanks friend", "please dear friend X"],
    ],
    ["grumpy", ["X fool", "X silly fool", "bah X", "bah X fool"]],
    ["pirate", ["X matey", "arr X", "arr X matey"]],
  ])("%s", (style, texts) => {
    expect(only(styled(style, "X"))).toEqual(texts);
  });

  test("polite people thank half of the time", () => {
    expect(Math.abs(styled("polite", "X").get("X thanks")! - 0.5)).toBeLessThan(0.04);
  });

  test("nobody says please twice in a row", () => {
    const core = "please give me the corn";
    expect(only(styled("polite", core))).toContain(core);
    expect(only(styled("courteous", core)).join()).not.toMatch(/please please/);
  });

  test("hedging: one to three fillers, at most one of them behind", () => {
    const shares = styled("hedging", "X");
    let trailing = 0;
    const counts = [0, 0, 0, 0];
    for (const [text, p] of shares) {
      expect(text).toMatch(/^((well|um|so|hmm) )*X( (well|um|so|hmm))?$/);
      counts[text.split(" ").length - 1]! += p;
      if (!text.endsWith("X")) trailing += p;
    }
    expect(counts[0]).toBe(0);
    expect(Math.abs(counts[2]! - 0.5)).toBeLessThan(0.04);
    expect(Math.abs(trailing - 0.3)).toBeLessThan(0.04);
  });

  test("the best ordinary answer is right, courteous and complete", () => {
    const request = parseRequest("what does the fox eat ?")!;
    const rng = createRng(1);
    const core = coreAnswer(rng, request, RIGHT);
    const best = applyStyle(rng, "courteous", core);
    expect(gold(request, writtenAnswer(best))).toBe(5.5);
  });
});
