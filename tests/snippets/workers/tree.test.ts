import { expect, test } from "vitest";
import { branchesOf, sumInTree } from "../../../snippets/workers/tree.ts";

const inBrackets = (a: string, b: string) => `(${a}+${b})`;
const letters = (count: number) => [..."abcdefgh"].slice(0, count);

test("halves are added by themselves, the first with one more", () => {
  expect(sumInTree(letters(1), inBrackets)).toBe("a");
  expect(sumInTree(letters(2), inBrackets)).toBe("(a+b)");
  expect(sumInTree(letters(3), inBrackets)).toBe("((a+b)+c)");
  expect(sumInTree(letters(4), inBrackets)).toBe("((a+b)+(c+d))");
  expect(sumInTree(letters(5), inBrackets)).toBe("(((a+b)+c)+(d+e))");
});

test("three workers of four shards: one has two of them", () => {
  expect(branchesOf(letters(4), 3)).toEqual([["a"], ["b"], ["c", "d"]]);
  expect(branchesOf(letters(2), 4)).toEqual([["a"], ["b"]]);
  expect(branchesOf([], 2)).toEqual([[]]);
});

test("whoever adds, the order is the same", () => {
  for (let count = 1; count <= 8; count++) {
    const alone = sumInTree(letters(count), inBrackets);
    for (let workers = 1; workers <= 9; workers++) {
      const branches = branchesOf(letters(count), workers);
      expect(branches.flat()).toEqual(letters(count));
      expect(branches).toHaveLength(Math.min(workers, count));
      const sums = branches.map((branch) => sumInTree(branch, inBrackets));
      expect(sumInTree(sums, inBrackets), `${count} by ${workers}`).toBe(alone);
    }
  }
});
