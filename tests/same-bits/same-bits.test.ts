import { beforeAll, expect, test } from "vitest";
import { startWasm } from "../snippets/wasm.ts";
import { hashes } from "./program.ts";

beforeAll(startWasm);

/**
 * The browsers are held to the same file, see tests/browser/same-bits.spec.ts. After a change that
 * means to change the numbers: npm test -- unit same-bits -u
 */
test("training gives the reference bits in Node", async () => {
  const found = `${JSON.stringify(await hashes(), null, 2)}\n`;
  await expect(found).toMatchFileSnapshot("reference.json");
});
