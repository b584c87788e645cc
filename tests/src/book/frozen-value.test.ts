import { describe, expect, test } from "vitest";
import type { FrozenCell } from "../../../src/book/frozen.ts";
import { findValue, type ReadChapter } from "../../../src/book/frozen-value.ts";

const values = {
  wins: 0.66,
  rows: [
    { model: "SFT", gold: 3.1 },
    { model: "PPO", gold: 4.2, tags: ["a.b"] },
  ],
  after: { winRate: 0.7, "won often": true },
};
const frozen = { cells: { "ppo-compare": { values } as unknown as FrozenCell } };
const readChapter: ReadChapter = (name) => (name === null || name === "ppo" ? { folder: "05-ppo", frozen } : undefined);

const valueOf = (of: string) => findValue(of, readChapter).value;

describe("a value in prose", () => {
  test("is found by cell, name and path", () => {
    expect(valueOf("ppo-compare.wins")).toBe(0.66);
    expect(valueOf("ppo-compare.after.winRate")).toBe(0.7);
    expect(valueOf("ppo-compare.rows[0].gold")).toBe(3.1);
    expect(valueOf("ppo-compare.rows[model=PPO].gold")).toBe(4.2);
    expect(valueOf("ppo-compare.rows[1].tags[0]")).toBe("a.b");
    expect(valueOf('ppo-compare.after["won often"]')).toBe(true);
  });

  test("may belong to another chapter", () => {
    expect(findValue("ppo-compare.wins", readChapter).chapter).toBeNull();
    expect(findValue("ppo/ppo-compare.wins", readChapter).chapter).toBe("05-ppo");
  });

  test.each([
    ["ppo-compare", "is not written as cell-id.name"],
    ["ppo-compare.losses", 'ppo-compare has no "losses". There is: wins, rows, after.'],
    ["ppo-compare.rows[7].gold", 'ppo-compare.rows has no "[7]". It is a list of 2.'],
    ["ppo-compare.rows[model=DPO]", 'has no "[model=DPO]"'],
    ["ppo-compare.after", "is not one value. There is: winRate, won often."],
    ["ppo-train.wins", 'cell "ppo-train" has no frozen outputs'],
    ["dpo/ppo-compare.wins", 'there is no chapter "dpo"'],
    ["ppo-compare.constructor", 'has no "constructor"'],
    ["ppo-compare.__proto__.toString", 'has no "__proto__"'],
  ])("is refused: %s", (of, why) => {
    expect(() => findValue(of, readChapter)).toThrow(why);
  });
});
