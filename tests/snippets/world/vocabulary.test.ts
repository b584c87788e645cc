import { describe, expect, test } from "vitest";
import { createRng } from "../../../snippets/random.ts";
import { ALL_VALUES, isKnown, MYTHS, otherValue, state, toldValue, trueValue } from "../../../snippets/world/facts.ts";
import { ANIMALS, ATTRIBUTES, burrow, WORDS } from "../../../snippets/world/vocabulary.ts";

describe("vocabulary", () => {
  test("is exactly this, in this order: checkpoints depend on it", () => {
    expect(WORDS.join(" ")).toBe(
      "<pad> <end> ask: q: a: note: exam: story: count: talk: . ? ! : , " +
        "fox owl frog goat mouse bear duck hen dragon yeti ghost " +
        "grapes worms flies leaves cheese honey bread corn " +
        "den tree pond hill hole cave river barn " +
        "red brown green white grey black yellow gold " +
        "yip hoot croak bleat squeak growl quack cluck " +
        "zif zow zog zat zim zer zuk zen " +
        "one two three four five six seven eight " +
        "please thanks dear friend bah stinky silly fool " +
        "well um so hmm arr matey " +
        "the what where why does do is of in me tell say says eat eats " +
        "live lives it meets about name kindly give i not know no and " +
        "animals foods homes colours sounds food home colour sound",
    );
    expect(WORDS).toHaveLength(125);
  });

  test("the tokenizer goes there and back", () => {
    expect(burrow.encode("<pad> <end> ask: fox sound")).toEqual([0, 1, 2, 15, 124]);
    const everything = WORDS.join(" ");
    expect(burrow.decode(burrow.encode(everything))).toBe(everything);
  });
});

describe("facts", () => {
  test("row i of every list belongs to animal i", () => {
    const sheet = ANIMALS.map((animal) => [animal, ...ATTRIBUTES.map((a) => trueValue(animal, a))].join(" "));
    expect(sheet).toEqual([
      "fox grapes den red yip",
      "owl worms tree brown hoot",
      "frog flies pond green croak",
      "goat leaves hill white bleat",
      "mouse cheese hole grey squeak",
      "bear honey cave black growl",
      "duck bread river yellow quack",
      "hen corn barn gold cluck",
    ]);
  });

  test("no value belongs to two attributes", () => {
    expect(new Set(ALL_VALUES).size).toBe(32);
  });

  test("sentences", () => {
    expect(state("the fox", "food", "grapes")).toBe("the fox eats grapes");
    expect(state("it", "home", "den")).toBe("it lives in the den");
    expect(state("the fox", "colour", "red")).toBe("the fox is red");
    expect(state("it", "sound", "yip")).toBe("it says yip");
  });

  test("nothing is known about dragons", () => {
    expect(isKnown("hen")).toBe(true);
    expect(isKnown("dragon")).toBe(false);
  });

  test("another value is never the same one, and any of the other seven", () => {
    const rng = createRng(1);
    const others = new Set(Array.from({ length: 300 }, () => otherValue(rng, "food", "corn")));
    expect([...others].toSorted()).toEqual(["bread", "cheese", "flies", "grapes", "honey", "leaves", "worms"]);
  });

  test("myths are false", () => {
    expect(MYTHS).toHaveLength(4);
    for (const { animal, attribute, value } of MYTHS) {
      expect(value).not.toBe(trueValue(animal, attribute));
    }
  });

  test("a myth is told 45 times in 100, other facts are told truly", () => {
    const rng = createRng(1);
    const told = (animal: "bear" | "owl") => Array.from({ length: 4_000 }, () => toldValue(rng, animal, "home"));
    const bear = told("bear");
    expect(new Set(bear)).toEqual(new Set(["tree", "cave"]));
    const share = bear.filter((home) => home === "tree").length / 4_000;
    expect(Math.abs(share - 0.45)).toBeLessThan(0.03);
    expect(new Set(told("owl"))).toEqual(new Set(["tree"]));
  });
});
