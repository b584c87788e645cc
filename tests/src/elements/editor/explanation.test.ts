import { expect, test } from "vitest";
import { explanation, signatureHelp } from "../../../../src/elements/editor/explanation.ts";

test("a declaration stands in colours above its words, code in backquotes as code", () => {
  const box = explanation({ code: "const a: Array<number>", doc: "Use `a[0]`, not <b>a</b>." });
  expect([box.querySelector("pre")!.textContent, box.querySelector("p")!.textContent]).toEqual([
    "const a: Array<number>",
    "Use a[0], not <b>a</b>.",
  ]);
  expect([box.querySelector("code")!.textContent, box.querySelector("b")]).toEqual(["a[0]", null]);
  expect(box.querySelectorAll(".tok-keyword")).toHaveLength(1);
  expect(explanation({ code: "x", doc: "" }).querySelector("p")).toBeNull();
});

test("of a call, the parameter that is being written stands out", () => {
  const signature = { head: "f(", parameters: ["a: number", "b: string"], tail: "): void", doc: "Does it." };
  const box = signatureHelp({ ...signature, active: 1, overloads: 3 });
  expect(box.querySelector("pre")!.textContent).toBe("f(a: number, b: string): void");
  expect(box.querySelector("b")!.textContent).toBe("b: string");
  expect(box.querySelector("p")!.textContent).toBe("Does it. One of 3 ways to call it.");
  expect(signatureHelp({ ...signature, doc: "", active: 5, overloads: 1 }).querySelector("b, p")).toBeNull();
});
