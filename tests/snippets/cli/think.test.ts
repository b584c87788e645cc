import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { chaseReport } from "../../../snippets/chase/measures.ts";
import { puzzleText, samplePuzzle } from "../../../snippets/chase/puzzle.ts";
import { chaseConfig } from "../../../snippets/chase/recipe.ts";
import { loadGPT } from "../../../snippets/checkpoint.ts";
import { createProgram, runCommandLine } from "../../../snippets/cli/program.ts";
import { createRng } from "../../../snippets/random.ts";
import { startWasm } from "../wasm.ts";

const book = fileURLToPath(new URL("../../../public/checkpoints/chase", import.meta.url));
let folder = "";
beforeAll(async () => {
  await startWasm();
  folder = mkdtempSync(join(tmpdir(), "rlhf-think-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rlhf = async (...args: string[]): Promise<void> =>
  void (await createProgram().parseAsync(args, { from: "user" }));

describe("the command think", () => {
  test("writes over nothing, and says so before it trains", async () => {
    mkdirSync(join(folder, "sft"));
    await expect(rlhf("think", "--out", folder)).rejects.toThrow(InputError);
    await expect(rlhf("think", "--out", folder)).rejects.toThrow(/sft is there already\. Name another --out/);
    expect(existsSync(join(folder, "walk"))).toBe(false);
  });

  test.each([
    [[], /--out/],
    [["--out", "x", "--seed", "0"], /--seed/],
    [["--out", "x", "--size", "M"], /--size/],
  ])("refuses %j", async (args, message) => {
    const say = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await runCommandLine(["think", ...args])).toBe(2);
    expect(String(say.mock.calls[0]?.[0])).toMatch(message);
    say.mockRestore();
    expect(existsSync("x")).toBe(false);
  });
});

describe("the book's model of the paper chase", () => {
  const read = async (name: string) => new Uint8Array(readFileSync(join(book, name)));

  test("answers mostly in silence, which is enough for one step and not for three", async () => {
    const model = await loadGPT(read);
    expect(model.config).toEqual(chaseConfig);
    const [one, three] = [1, 3].map((k) => {
      const rng = createRng(20).fork(k);
      const puzzles = Array.from({ length: 60 }, () => samplePuzzle(rng, { split: "train", steps: [k] }));
      return chaseReport(model, puzzles, createRng(21));
    });
    expect(one!.right).toBeGreaterThan(0.8);
    expect(three!.right).toBeLessThan(0.45);
    expect(three!.aloud).toBeLessThan(0.3);
    expect(three!.rightIfAloud).toBeGreaterThan(0.8);
    expect(three!.rightIfSilent).toBeLessThan(0.3);
  });

  test("can be sampled from on the command line, with words of its own", async () => {
    const print = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const puzzle = samplePuzzle(createRng(1), { split: "train", steps: [1] });
    const flags = ["--checkpoint", book, "--prompt", puzzleText(puzzle), "--max-tokens", "9", "--n", "5"];
    await rlhf("sample", ...flags);
    const lines = print.mock.calls.map(([text]) => String(text)).join("");
    print.mockRestore();
    const players = new Set(puzzle.notes.flat());
    for (const line of lines.trim().split("\n")) {
      for (const word of line.split(" ")) expect(word === "step" || players.has(word as "jay")).toBe(true);
    }
  });

  test("weighs half a megabyte at most", () => {
    const bytes = readdirSync(book).reduce((sum, name) => sum + readFileSync(join(book, name)).length, 0);
    expect(bytes).toBeLessThanOrEqual(500_000);
  });
});
