import { describe, expect, it } from "vitest";
import { lineDiff } from "../../src/edits/line-diff.ts";

function short(before: string, after: string): string[] {
  const mark = { same: " ", added: "+", removed: "-", gap: "…" };
  return lineDiff(before, after).map(({ kind, text }) => mark[kind] + text);
}

describe("lineDiff", () => {
  it("shows what went and what came, with two lines around", () => {
    const before = ["a", "b", "c", "d", "e", "f", "g", "h"].join("\n");
    expect(short(before, before.replace("f", "F"))).toEqual(["…3 lines", " d", " e", "-f", "+F", " g", " h"]);
  });

  it("has nothing but a gap for equal texts", () => {
    expect(short("a\nb", "a\nb\n")).toEqual(["…2 lines"]);
  });

  it("does not care for a missing last line break", () => {
    expect(short("a\nb", "a\nb\nc")).toEqual([" a", " b", "+c"]);
  });

  it("gives up the search in texts that share next to nothing", () => {
    const lines = (name: string) => Array.from({ length: 3000 }, (_, i) => `${name} ${i}`).join("\n");
    const found = lineDiff(lines("x"), lines("y"));
    expect(found.filter(({ kind }) => kind === "removed")).toHaveLength(3000);
    expect(found.filter(({ kind }) => kind === "added")).toHaveLength(3000);
  });
});
