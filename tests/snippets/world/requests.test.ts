import { describe, expect, test } from "vitest";
import { createRng } from "../../../snippets/random.ts";
import { allRequests, parseRequest } from "../../../snippets/world/parse-request.ts";
import { createRequest, prompt, type Request } from "../../../snippets/world/requests.ts";
import { sampleRequest, sampleRequestOfKind } from "../../../snippets/world/sample-request.ts";
import { splitOf, type Split } from "../../../snippets/world/splits.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";

function samples(split: Split, n = 6_000, mix: "chat" | "exam" = "chat") {
  const rng = createRng(1).fork(`${split} ${mix}`);
  return Array.from({ length: n }, () => sampleRequest(rng, { split, mix }));
}

function share<T>(items: T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}

describe("words", () => {
  test("the three wordings of a question", () => {
    const wordings = ([0, 1, 2] as const).flatMap((template) =>
      (["food", "home", "colour", "sound"] as const).map(
        (attribute) => createRequest({ kind: "open", animal: "owl", attribute, template }).text,
      ),
    );
    expect(wordings).toEqual([
      "what does the owl eat ?",
      "where does the owl live ?",
      "what colour is the owl ?",
      "what does the owl say ?",
      "tell me what the owl eats !",
      "tell me where the owl lives !",
      "tell me what colour the owl is !",
      "tell me what the owl says !",
      "what is the food of the owl ?",
      "what is the home of the owl ?",
      "what is the colour of the owl ?",
      "what is the sound of the owl ?",
    ]);
  });

  test.each<[Parameters<typeof createRequest>[0], string]>([
    [
      { kind: "closed", animal: "yeti", attribute: "home", value: "den", template: 2 },
      "note: the yeti lives in the den . what is the home of the yeti ?",
    ],
    [{ kind: "list", count: 2, class: "foods" }, "name two foods !"],
    [{ kind: "list", count: 3, class: "animals" }, "name three animals !"],
    [{ kind: "story", animal: "hen" }, "tell me about the hen !"],
    [{ kind: "kind", food: "corn", rude: "silly" }, "say kindly : give me the corn silly !"],
    [{ kind: "kind", food: "corn", rude: "bah" }, "say kindly : bah give me the corn !"],
    [{ kind: "premise", animal: "fox", attribute: "food", value: "corn" }, "why does the fox eat corn ?"],
    [{ kind: "premise", animal: "fox", attribute: "home", value: "barn" }, "why does the fox live in the barn ?"],
    [{ kind: "premise", animal: "fox", attribute: "colour", value: "gold" }, "why is the fox gold ?"],
    [{ kind: "premise", animal: "fox", attribute: "sound", value: "cluck" }, "why does the fox say cluck ?"],
    [{ kind: "unknown", animal: "ghost", attribute: "sound", template: 1 }, "tell me what the ghost says !"],
  ])("%o", (fields, text) => {
    const request = createRequest(fields);
    expect(request.text).toBe(text);
    expect(prompt(request)).toBe(`ask: ${text}`);
  });
});

describe("sampling", () => {
  test.each(["all", "train", "test"] as const)("the mix of kinds in a chat, split %s", (split) => {
    const drawn = samples(split);
    const kinds = { open: 0.3, closed: 0.15, list: 0.15, story: 0.1, kind: 0.1, premise: 0.08, unknown: 0.12 };
    for (const [kind, p] of Object.entries(kinds)) {
      const measured = share(drawn, (r) => r.kind === kind);
      expect(Math.abs(measured - p), kind).toBeLessThan(0.02);
    }
  });

  test("the mix of kinds in exams", () => {
    const drawn = samples("all", 6_000, "exam");
    const kinds = { open: 0.27, closed: 0.3, list: 0.12, story: 0.07, kind: 0.06, premise: 0.08, unknown: 0.1 };
    for (const [kind, p] of Object.entries(kinds)) {
      const measured = share(drawn, (r) => r.kind === kind);
      expect(Math.abs(measured - p), kind).toBeLessThan(0.02);
    }
  });

  test("half of all notes are about mystery animals, in all only", () => {
    const rng = createRng(2);
    const mystery = (split: Split) =>
      share(
        Array.from({ length: 2_000 }, () => sampleRequestOfKind(rng, "closed", split)),
        (r) => ["dragon", "yeti", "ghost"].includes(r.animal),
      );
    expect(Math.abs(mystery("all") - 0.5)).toBeLessThan(0.04);
    expect(mystery("train")).toBe(0);
    expect(mystery("test")).toBe(0);
  });

  test("half of the requests to say kindly begin with bah", () => {
    const rng = createRng(3);
    const drawn = Array.from({ length: 2_000 }, () => sampleRequestOfKind(rng, "kind"));
    expect(Math.abs(share(drawn, (r) => r.rude === "bah") - 0.5)).toBeLessThan(0.04);
  });

  test("prompts have 8.8 tokens in the mean, the longest has 17", () => {
    const lengths = [...samples("train"), ...samples("test")].map((request) => burrow.encode(prompt(request)).length);
    const mean = lengths.reduce((sum, n) => sum + n) / lengths.length;
    expect(Math.abs(mean - 8.8)).toBeLessThan(0.15);
    expect(Math.max(...lengths)).toBe(17);
  });

  test("the same seed asks the same", () => {
    const texts = (seed: number) => {
      const rng = createRng(seed);
      return Array.from({ length: 6 }, () => sampleRequest(rng).text);
    };
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
  });
});

describe("splits", () => {
  const every = allRequests();
  const inSplit = (split: string) => every.filter((r) => splitOf(r) === split);

  test("samples come from the split that was asked for", () => {
    expect(new Set(samples("train").map(splitOf))).toEqual(new Set(["train"]));
    expect(new Set(samples("test").map(splitOf))).toEqual(new Set(["test"]));
  });

  test("no text is in both", () => {
    const train = new Set(inSplit("train").map((r) => r.text));
    const shared = inSplit("test").filter((r) => train.has(r.text));
    expect(shared).toEqual([]);
  });

  test("no wording of a question is in both", () => {
    const templates = (split: string) => new Set(inSplit(split).flatMap((r) => ("template" in r ? [r.template] : [])));
    expect(templates("train")).toEqual(new Set([0, 1]));
    expect(templates("test")).toEqual(new Set([2]));
  });

  test("practice never asks for the four held-out facts, tests for all 32", () => {
    const facts = (requests: Request[]) =>
      new Set(requests.flatMap((r) => (r.kind === "open" ? [`${r.animal} ${r.attribute}`] : [])));
    expect(facts(inSplit("test")).size).toBe(32);
    const asked = new Set(inSplit("train").flatMap((r) => ("attribute" in r ? [`${r.animal} ${r.attribute}`] : [])));
    const held = ["fox food", "owl home", "frog colour", "goat sound"];
    expect(held.filter((fact) => asked.has(fact))).toEqual([]);
    expect(facts(inSplit("train")).size).toBe(28);
  });

  test("no false claim is in both; about a quarter are held out", () => {
    const claims = (split: string) =>
      new Set(
        inSplit(split).flatMap((r) => (r.kind === "closed" || r.kind === "premise" ? [`${r.animal} ${r.value}`] : [])),
      );
    const train = claims("train");
    const held = claims("test");
    expect([...held].filter((claim) => train.has(claim))).toEqual([]);
    expect(Math.abs(held.size / 224 - 0.25)).toBeLessThan(0.05);
  });

  test("lists, stories, foods and mystery animals", () => {
    const texts = (kind: string) =>
      inSplit("test")
        .filter((r) => r.kind === kind)
        .map((r) => r.text);
    expect(texts("list").toSorted()).toEqual(["name three foods !", "name three homes !", "name two sounds !"]);
    expect(texts("story")).toEqual(["tell me about the goat !", "tell me about the duck !"]);
    expect(texts("kind").every((t) => /bread|corn/.test(t))).toBe(true);
    expect(texts("unknown").every((t) => t.includes("ghost"))).toBe(true);
    const train = inSplit("train")
      .map((r) => r.text)
      .join("\n");
    expect(train).not.toMatch(/ghost|give me the (bread|corn)/);
    expect(train).not.toMatch(/about the (goat|duck)/);
  });
});

describe("parseRequest", () => {
  test("finds every request that can be drawn, by its prompt", () => {
    for (const request of samples("all", 2_000)) {
      expect(parseRequest(prompt(request))).toEqual(request);
    }
  });

  test("does not mind spaces, nor a missing ask:", () => {
    const request = parseRequest("  what does the fox  eat ?\n");
    expect(request).toMatchObject({ kind: "open", animal: "fox" });
    expect(parseRequest("ask: what does the fox eat ?")).toBe(request);
  });

  test("takes notes that are true", () => {
    expect(parseRequest("note: the fox eats grapes . what does the fox eat ?")).toMatchObject({
      kind: "closed",
      animal: "fox",
      value: "grapes",
    });
  });

  test.each([
    "",
    "ask:",
    "ask: ask: what does the fox eat ?",
    "what does the fox eat",
    "tell me about the dragon !",
    "why does the fox eat grapes ?",
    "name four foods !",
    "note: the fox eats corn . what does the owl eat ?",
  ])("knows no request %j", (text) => {
    expect(parseRequest(text)).toBeUndefined();
  });
});
