import { beforeEach, expect, test } from "vitest";
import codeSwitch from "../../../../src/components/CodeSwitch.astro?markup";
import "../../../../src/elements/page/code-switch.ts";
import { codeMode, setCodeMode } from "../../../../src/elements/state/code-mode.ts";

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.code;
  document.body.innerHTML = codeSwitch({});
});

test("is a button that says whether all code is shown", () => {
  const button = document.querySelector("button")!;
  const pressed = () => button.getAttribute("aria-pressed");
  expect([button.textContent.trim(), pressed()]).toEqual(["Show all code", "false"]);
  button.click();
  expect([codeMode(), pressed()]).toEqual(["coding", "true"]);
  setCodeMode("reading");
  expect(pressed()).toBe("false");
});
