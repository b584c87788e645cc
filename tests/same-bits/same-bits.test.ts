import { readFile } from "node:fs/promises";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { threadHost } from "../../snippets/cli/second-worker.ts";
import { secondWorkerState, startSecondWorker, useSecondWorker } from "../../snippets/second-worker.ts";
import { startWasm } from "../snippets/wasm.ts";
import { hashes } from "./program.ts";

const reference = new URL("reference.json", import.meta.url);

beforeAll(startWasm);
afterEach(() => useSecondWorker(null));

/**
 * The browsers are held to the same file, see tests/browser/same-bits.spec.ts. After a change that
 * means to change the numbers: npm test -- unit same-bits -u
 */
test("training gives the reference bits in Node", async () => {
  const found = `${JSON.stringify(await hashes(), null, 2)}\n`;
  await expect(found).toMatchFileSnapshot("reference.json");
});

test("so it does with a second worker", async () => {
  const tell = vi.fn();
  useSecondWorker(threadHost(tell));
  expect(await startSecondWorker()).toBe(true);
  const found = await hashes();
  expect(found).toEqual(JSON.parse(await readFile(reference, "utf8")));
  expect(secondWorkerState().done).toBe(503);
  expect(tell).not.toHaveBeenCalled();
});
