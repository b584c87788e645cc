import { expect, test } from "vitest";
import { models } from "mini-rlhf/illustrations/gpt35-models";
import { dollarsFor, laterPrices, prices } from "mini-rlhf/illustrations/prices";

const byName = new Map(models.map((model) => [model.name, model]));

test("names are unique, and ancestors are in the list", () => {
  expect(byName.size).toBe(models.length);
  for (const { name, trainedFrom } of models) {
    if (trainedFrom === null || trainedFrom === "not stated") continue;
    expect(byName.has(trainedFrom), `${name} from ${trainedFrom}`).toBe(true);
  }
});

test("a base model is one that was pretrained only", () => {
  for (const { name, trainedFrom, method } of models) {
    expect(trainedFrom === null, name).toBe(method === "pretraining");
  }
});

test("the chain of the chat model ends at the base model", () => {
  const chain = [];
  let model = byName.get("gpt-3.5-turbo-0301");
  while (model) {
    chain.push(`${model.name}: ${model.method}`);
    model = byName.get(model.trainedFrom ?? "");
  }
  expect(chain).toEqual([
    "gpt-3.5-turbo-0301: not stated",
    "text-davinci-003: PPO",
    "text-davinci-002: FeedME",
    "code-davinci-002: pretraining",
  ]);
});

test("dates are dates, in order", () => {
  const dayOf = (date = "") => date.replace(/^(before|after) /, "");
  for (const { name, releasedOn, endAnnouncedOn, shutDownOn } of models) {
    const dates = [releasedOn, endAnnouncedOn, shutDownOn].map(dayOf).filter(Boolean);
    for (const date of dates) expect(new Date(date).toISOString().slice(0, date.length), name).toBe(date);
    expect([...dates].sort(), name).toEqual(dates);
  }
});

test("a name on a dated list is no date of release", () => {
  const listed = models.filter(({ releasedOn }) => releasedOn?.startsWith("before"));
  expect(listed.map(({ name }) => name)).toEqual([
    "davinci-instruct-beta",
    "text-davinci-001",
    "text-curie-001",
    "text-babbage-001",
  ]);
});

test("prices are of models in the list, and are per million tokens", () => {
  for (const { model } of prices) expect(byName.has(model), model).toBe(true);
  expect(dollarsFor("text-davinci-003", 1000)).toBeCloseTo(0.02);
  expect(dollarsFor("gpt-3.5-turbo-0301", 1000)).toBeCloseTo(0.002);
  expect(dollarsFor("gpt-9", 1000)).toBeNaN();
});

test("an answer costs what its prompt costs, or has a price of its own", () => {
  expect(dollarsFor("text-davinci-003", 1e6, 1e6)).toBeCloseTo(40);
  expect(dollarsFor("GPT-5.4", 1e6, 2e6)).toBeCloseTo(2.5 + 30);
  for (const { dollarsPerMillion, answerPerMillion } of laterPrices) {
    expect(answerPerMillion! / dollarsPerMillion, "four to eight times").toBeGreaterThanOrEqual(4);
    expect(answerPerMillion! / dollarsPerMillion).toBeLessThanOrEqual(8);
  }
});
