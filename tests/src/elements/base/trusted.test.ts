import { expect, test, vi } from "vitest";
import { anew } from "../anew.ts";
import { setMarkup, trustedAddress } from "../../../../src/elements/base/trusted.ts";

test("markup comes through the door, a worker's address only if it is a blob's", () => {
  const box = document.createElement("p");
  setMarkup(box, "a <b>bold</b> word");
  expect(box.querySelector("b")?.textContent).toBe("bold");
  expect(String(trustedAddress("blob:https://book/1"))).toBe("blob:https://book/1");
  for (const address of ["https://elsewhere/x.js", "data:text/javascript,1", ""])
    expect(() => trustedAddress(address)).toThrow(TypeError);
});

test("a browser without trusted types does the same", async () => {
  vi.stubGlobal("trustedTypes", undefined);
  const plain = await anew<typeof import("../../../../src/elements/base/trusted.ts")>("base/trusted.ts");
  const box = document.createElement("p");
  plain.setMarkup(box, "<i>x</i>");
  expect(box.children).toHaveLength(1);
  expect(() => plain.trustedAddress("https://elsewhere/x.js")).toThrow(TypeError);
  vi.unstubAllGlobals();
});
