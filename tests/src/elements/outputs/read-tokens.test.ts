import { beforeEach, expect, test } from "vitest";
import type { PictureReader } from "../../../../src/elements/outputs/picture-reader.ts";
import { readTokens } from "../../../../src/elements/outputs/read-tokens.ts";
import type { TokensOutput } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";

const output: TokensOutput = {
  ...{ kind: "tokens", label: "logprob", domain: [-5, 0] },
  rows: [
    { name: "before", query: ["Q"], tokens: ["the", " fox"], values: [-0.5, null] },
    { query: [], tokens: ["owl"], values: [-2] },
  ],
};
let reader: PictureReader;
const tokens = () => [...document.querySelectorAll<HTMLElement>(".strip-row .token")];

beforeEach(() => {
  document.body.innerHTML = renderOutput(output);
  reader = readTokens(output, document.body);
});

test("every token with a number is said, with its place, over all rows", () => {
  expect(reader.count).toBe(3);
  expect([0, 1, 2].map((index) => reader.show(index))).toEqual([
    "before: “the” logprob −0.5 (token 1 of 2)",
    "before: “ fox” logprob none (token 2 of 2)",
    "“owl” logprob −2 (token 1 of 1)",
  ]);
});

test("one is marked, then another one, then none", () => {
  const active = () => tokens().findIndex((one) => one.hasAttribute("data-active"));
  reader.show(1);
  expect(active()).toBe(1);
  reader.show(2);
  expect(active()).toBe(2);
  expect([reader.show(null), active()]).toEqual(["", -1]);
  expect(reader.show(99)).toBe("");
});

test("the pointer finds the token that it is on", () => {
  const found: (number | null)[] = [];
  document.body.addEventListener("pointermove", (event) => found.push(reader.find(event)), { once: false });
  for (const target of [tokens()[2]!, document.body])
    target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
  expect(found).toEqual([2, null]);
});
