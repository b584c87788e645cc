/**
 * Writes tests/fixtures/kernel-bits.json: run it by hand when the kernels' bits are meant to change.
 * `npx node tests/oracle/make-kernel-bits.ts`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Bench, hashes } from "../snippets/engine/kernel-cases.ts";

const kernels = readFileSync(new URL("../../snippets/engine/kernels.wasm", import.meta.url));
const fixture = new URL("../fixtures/kernel-bits.json", import.meta.url);
writeFileSync(fixture, `${JSON.stringify(hashes(await Bench.of(kernels)), null, 2)}\n`);
