/**
 * `npm run check`: everything that can be found out without running the code, each finding with its file and
 * line. `npm run check -- types knip` runs the parts that are called so; `--fresh` keeps nothing of former runs.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { findingLine } from "./findings.ts";
import { type Part, partsCalled, cache } from "./parts.ts";
import { type PartResult, runPart } from "./run-part.ts";

const root = path.resolve(import.meta.dirname, "../..");

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: "boolean", default: false } },
});
process.exitCode = await main();

async function main(): Promise<number> {
  const parts = partsCalled(words);
  if (parts.length === 0) {
    console.error(`No part is called ${words.join(" or ")}. There are: ${partsCalled([]).map(nameOf).join(", ")}.`);
    return 2;
  }
  if (options.fresh) rmSync(path.join(root, cache), { recursive: true, force: true });
  const results: PartResult[] = [];
  const waiting = [...parts];
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const result = await runPart(part, root);
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
  const good = results.filter(isGood).length;
  console.log(`\n${good} of ${results.length} parts have nothing to say.`);
  return good === results.length ? 0 : 1;
}

function nameOf({ name }: Part): string {
  return name;
}

function isGood({ findings, failure }: PartResult): boolean {
  return findings.length === 0 && failure === null;
}

/** Its name, its seconds and its findings, as soon as they are there. */
function tell({ name, seconds, findings, failure }: PartResult): void {
  const what = failure === null ? `${findings.length || "no"} finding${findings.length === 1 ? "" : "s"}` : "is broken";
  console.log(`${name.padEnd(22)} ${seconds.toFixed(1).padStart(5)} s  ${what}`);
  for (const finding of findings) console.log(`  ${findingLine(finding)}`);
  if (failure !== null) console.log(failure.replace(/^/gm, "  "));
}
