import { expect, test } from "vitest";
import { highlight } from "../../../../src/elements/base/highlight.ts";

/** The coloured pieces, as "kind: text". */
function coloured(source: string): string[] {
  const box = document.createElement("pre");
  box.innerHTML = highlight(source);
  expect(box.textContent).toBe(source);
  return [...box.querySelectorAll("span")].map((span) => `${span.className.replace("tok-", "")}: ${span.textContent}`);
}

test.each([
  ["const a = 1;", ["keyword: const", "constant: 1"]],
  ["f(true) // why", ["function: f", "constant: true", "comment: // why"]],
  ["`a ${b}`", ["string: `a ${b}`"]],
  ['"un\\"closed', ['string: "un\\"closed']],
  ["/* never closed", ["comment: /* never closed"]],
  ["let x: number", ["keyword: let", "function: number"]],
  ["name.property", []],
  ["", []],
])("%j", (source, pieces) => expect(coloured(source)).toEqual(pieces));

test("markup in code stays text", () => {
  expect(coloured("<script>x</script> & <b>")).toEqual([]);
  expect(coloured('"<img onerror=x>"')).toEqual(['string: "<img onerror=x>"']);
});

test("a text that is too long stays plain, and whole", () => {
  const long = "const a = 1;\n".repeat(5000);
  expect(coloured(long)).toEqual([]);
});
