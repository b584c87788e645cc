import { readFile } from "node:fs/promises";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { threadHost } from "../../snippets/cli/threads.ts";
import { otherWorkers, startOtherWorkers, useOtherWorkers } from "../../snippets/other-workers.ts";
import { startWasm } from "../snippets/wasm.ts";
import { hashes } from "./program.ts";

const reference = new URL("reference.json", import.meta.url);

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

/**
 * The browsers are held to the same file, see tests/browser/same-bits.spec.ts. After a change that
 * means to change the numbers: npm test -- unit same-bits -u
 */
test("training gives the reference bits in Node", async () => {
  const found = `${JSON.stringify(await hashes(), null, 2)}\n`;
  await expect(found).toMatchFileSnapshot("reference.json");
});

test("so it does with another worker", async () => {
  const tell = vi.fn();
  useOtherWorkers(threadHost({ tell }));
  expect(await startOtherWorkers()).toBe(1);
  const found = await hashes();
  expect(found).toEqual(JSON.parse(await readFile(reference, "utf8")));
  expect(otherWorkers().done).toBeGreaterThan(100);
  for (const [note] of tell.mock.calls) expect(note).toMatch(/machine is busy/);
});
