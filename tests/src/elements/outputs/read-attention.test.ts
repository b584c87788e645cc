import { beforeEach, expect, test } from "vitest";
import type { PictureReader } from "../../../../src/elements/outputs/picture-reader.ts";
import { readAttention } from "../../../../src/elements/outputs/read-attention.ts";
import type { AttentionOutput } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";

const output: AttentionOutput = {
  ...{ kind: "attention", tokens: ["the", " fox", " runs"] },
  heads: [
    { name: "head 0", weights: [[1], [0.5, 0.5], [0.2, 0.8, 0]] },
    { name: "head 1", weights: [[1], [0.9, 0.1], [0.6, 0.4, 0]] },
  ],
};
let reader: PictureReader;
let found: (number | null)[];
const chips = () => [...document.querySelectorAll<HTMLElement>(".attention-tokens .token")];

beforeEach(() => {
  document.body.innerHTML = `<div id="picture">${renderOutput(output)}</div>`;
  reader = readAttention(output, document.body);
  found = [];
  const picture = document.querySelector("#picture")!;
  picture.addEventListener("pointermove", (event) => found.push(reader.find(event as PointerEvent)));
});

test("a token says where it looks, the most first, on average over the heads", () => {
  expect(reader.count).toBe(3);
  expect(reader.show(2)).toBe("on average over the heads, “ runs” (token 3) looks at “ fox” 0.6, “the” 0.4");
  expect(chips().map((one) => one.style.getPropertyValue("--t"))).toEqual(["0.400", "0.600", "0.000"]);
  expect(chips()[2]!.hasAttribute("data-active")).toBe(true);
});

test("over a head's map, it is that head's row", () => {
  const map = document.querySelectorAll(".attention-map")[1]!;
  const { left, top, height } = map.querySelector(".attention-back")!.getBoundingClientRect();
  const at = { bubbles: true, clientX: left + 1, clientY: top + height * 0.5 };
  map.dispatchEvent(new PointerEvent("pointermove", at));
  expect(found).toEqual([1]);
  expect(reader.show(1)).toBe("head 1: “ fox” (token 2) looks at “the” 0.9, “ fox” 0.1");
  expect(document.querySelector(".attention-row")!.getAttribute("visibility")).toBe("visible");
});

test("beside the tokens there is nothing, and nothing is marked", () => {
  document.querySelector("#picture")!.dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
  expect(found).toEqual([null]);
  reader.show(1);
  expect(reader.show(null)).toBe("");
  expect(document.querySelector(".attention-row")!.getAttribute("visibility")).toBe("hidden");
  expect(chips().some((one) => one.hasAttribute("data-active"))).toBe(false);
});
