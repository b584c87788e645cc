import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { plainModules, tensorModules } from "../../src/notebook/modules.ts";

const snippets = resolve(import.meta.dirname, "../../snippets");
/** Command line and experiments are for terminals; the worker itself starts backend and engine. */
const notForCells = /^(cli(\/|\.)|experiments\/|backend\.ts|engine\/)/;

const files = (readdirSync(snippets, { recursive: true }) as string[]).filter((file) => file.endsWith(".ts"));

test("cells can import every module of the core", () => {
  const wanted = files.filter((file) => !notForCells.test(file)).map((file) => `mini-rlhf/${file.slice(0, -3)}`);
  const offered = [...Object.keys(plainModules), ...Object.keys(tensorModules)];
  expect(offered.filter((name) => name.startsWith("mini-rlhf/")).sort()).toEqual(wanted.sort());
});

test("exactly those that reach TensorFlow.js start it first", () => {
  for (const name of Object.keys(plainModules).filter((one) => one.startsWith("mini-rlhf/"))) expect(`${name} ${reachesTensors(name)}`).toBe(`${name} false`);
  for (const name of Object.keys(tensorModules).filter((one) => one.startsWith("mini-rlhf/"))) {
    expect(`${name} ${reachesTensors(name)}`).toBe(`${name} true`);
  }
});

function reachesTensors(name: string): boolean {
  const waiting = [join(snippets, `${name.replace("mini-rlhf/", "")}.ts`)];
  const seen = new Set<string>();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const imports = readFileSync(file, "utf8").matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s+"([^"]+)"/gm);
    for (const [, specifier = ""] of imports) {
      if (specifier.startsWith("@tensorflow/")) return true;
      if (specifier.startsWith(".")) waiting.push(resolve(dirname(file), specifier));
    }
  }
  return false;
}
