import { describe, expect, test } from "vitest";
import { writtenAnswer } from "../../../snippets/world/gold.ts";
import { allRequests, parseRequest } from "../../../snippets/world/parse-request.ts";
import { rightAnswer, verdict } from "../../../snippets/world/verdict.ts";

const OWL = "what does the owl eat ?"; // worms
const LIST = "name two foods !";
const DRAGON = "where does the dragon live ?";

describe("one word for an answer", () => {
  test.each([
    [OWL, "the owl eats worms thanks", "right"],
    [OWL, "worms", "right"],
    [OWL, "the owl eats cheese", "wrong"],
    [OWL, "bah fool", "not an answer"],
    [OWL, "i do not know", "not an answer"],
    [OWL, "ask: what does the fox eat ?", "not an answer"],
    // it guesses first and asks then: the rubric sees a false value, we see no answer
    [OWL, "cheese ask: name two foods !", "not an answer"],
    [OWL, "worms q: name two foods !", "not an answer"],
    [DRAGON, "i do not know", "right"],
    [DRAGON, "the dragon lives in the cave", "wrong"],
    [LIST, "corn and honey", "right"],
    [LIST, "corn and corn", "wrong"],
    [LIST, "i do not know", "not an answer"],
    ["say kindly : give me the honey fool !", "please give me the honey", "right"],
    ["say kindly : give me the honey fool !", "give me the honey fool", "wrong"],
  ])("%s %s: %s", (question, answer, word) => {
    expect(verdict(parseRequest(question)!, writtenAnswer(answer))).toBe(word);
  });

  test("what does not end is no answer, whatever it says", () => {
    expect(verdict(parseRequest(OWL)!, writtenAnswer("the owl eats worms", false))).toBe("not an answer");
    const long = Array.from({ length: 18 }, () => "worms").join(" ");
    expect(verdict(parseRequest(OWL)!, writtenAnswer(long))).toBe("not an answer");
  });
});

describe("what is right", () => {
  test.each([
    [OWL, "the owl eats worms"],
    ["why does the fox eat bread ?", "no the fox eats grapes"],
    [DRAGON, "nobody knows: the dragon has no facts"],
    [LIST, "any two foods"],
    ["note: the fox lives in the pond . where does the fox live ?", "the fox lives in the pond"],
    ["tell me about the hen !", "any two of: the hen eats corn, it lives in the barn, it is gold, it says cluck"],
  ])("%s: %s", (question, right) => expect(rightAnswer(parseRequest(question))).toBe(right));

  test("of no request of the Burrow, nothing", () => {
    expect(rightAnswer(parseRequest("where where ?"))).toBe("the Burrow has no such question");
  });

  test("the rubric finds it right, where it is a sentence", () => {
    const said = allRequests().filter(({ kind }) => !["unknown", "list", "story"].includes(kind));
    expect(said.length).toBeGreaterThan(1000);
    for (const request of said)
      expect(verdict(request, writtenAnswer(rightAnswer(request))), request.text).toBe("right");
  });
});
