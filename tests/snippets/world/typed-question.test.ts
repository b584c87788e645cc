import { expect, test } from "vitest";
import { allRequests } from "../../../snippets/world/parse-request.ts";
import { readQuestion } from "../../../snippets/world/typed-question.ts";

test.each([
  ["Where does a Fox live?", "where does the fox live ?"],
  ["what does the owl eat", "what does the owl eat ?"],
  ["Tell me about the hen", "tell me about the hen !"],
  [
    "Note: the fox lives in the pond. Where does the fox live?",
    "note: the fox lives in the pond . where does the fox live ?",
  ],
  ["say kindly: give me the corn, fool!", "say kindly : give me the corn fool !"],
  ["  ?! ", ""],
  ["", ""],
])("%j is read as %j", (typed, text) => expect(readQuestion(typed).text).toBe(text));

test("names each word that the Burrow does not have, once", () => {
  const { unknown } = readQuestion("Does the unicorn like the unicorn's horn?");
  expect(unknown).toEqual(["unicorn", "like", "unicorn's", "horn"]);
  expect(readQuestion("unicorn unicorn").unknown).toEqual(["unicorn"]);
});

test("every request of the Burrow is read as it is written", () => {
  for (const { text } of allRequests()) expect(readQuestion(text)).toEqual({ text, unknown: [] });
});
