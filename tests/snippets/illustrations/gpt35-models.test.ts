import { expect, test } from "vitest";
import { models } from "mini-rlhf/illustrations/gpt35-models";
import { dollarsFor, prices } from "mini-rlhf/illustrations/prices";

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
  for (const { name, releasedOn, shutDownOn } of models) {
    for (const date of [releasedOn, shutDownOn]) {
      if (date !== undefined) expect(new Date(date).toISOString().slice(0, 10), name).toBe(date);
    }
    if (releasedOn && shutDownOn) expect(releasedOn < shutDownOn, name).toBe(true);
  }
});

test("prices are of models in the list, and are per million tokens", () => {
  for (const { model } of prices) expect(byName.has(model), model).toBe(true);
  expect(dollarsFor("text-davinci-003", 1000)).toBeCloseTo(0.02);
  expect(dollarsFor("gpt-3.5-turbo-0301", 1000)).toBeCloseTo(0.002);
  expect(dollarsFor("gpt-9", 1000)).toBeNaN();
});
