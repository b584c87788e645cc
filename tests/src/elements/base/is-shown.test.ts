import { afterEach, expect, test } from "vitest";
import { isShown } from "../../../../src/elements/base/is-shown.ts";

const { checkVisibility } = Element.prototype;

afterEach(() => {
  Element.prototype.checkVisibility = checkVisibility;
});

const boxes = `<p id="plain">text</p><div hidden><p id="within">text</p></div><p id="none" style="display: none">text</p>`;

test.each(["today's browsers", "Safari before 17.4"])("knows what is drawn in %s", (browser) => {
  document.body.innerHTML = boxes;
  if (browser !== "today's browsers") Reflect.deleteProperty(Element.prototype, "checkVisibility");
  const shown = [...document.querySelectorAll("p")].filter(isShown).map(({ id }) => id);
  expect(shown).toEqual(["plain"]);
  expect(isShown(document.createElement("p"))).toBe(false);
});
