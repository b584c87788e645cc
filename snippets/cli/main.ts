#!/usr/bin/env node
/**
 * The core from the command line: npm run -s rlhf -- <command>
 *
 * Exit status: 0 done, 2 a mistake in what was asked, 130 stopped by Ctrl-C,
 * 1 anything else.
 */
import { InputError } from "../base/assert.ts";
import { writeDeck } from "./deck.ts";
import { exportRun } from "./export.ts";
import { WriteError } from "./folders.ts";
import { printLogits, sample, score } from "./look-inside.ts";
import { startInNode } from "./start-in-node.ts";
import { think } from "./think.ts";
import { train } from "./train.ts";
import { USAGE } from "./usage.ts";

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  train,
  sample,
  logits: printLogits,
  score,
  export: exportRun,
  deck: writeDeck,
  think,
};

async function main([name = "help", ...args]: string[]): Promise<void> {
  if (["help", "--help", "-h"].includes(name) || args.includes("--help")) {
    process.stdout.write(USAGE);
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const known = Object.keys(COMMANDS).join(", ");
    throw new InputError(`There is no command "${name}". Known: ${known}.`);
  }
  await startInNode();
  await command(args);
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`rlhf: can't write the output: ${error.message}\n`);
  process.exit(1);
});

main(process.argv.slice(2)).catch((error: unknown) => {
  const mistake = error instanceof InputError;
  const text =
    mistake || error instanceof WriteError
      ? error.message.replace(/\s*\n\s*/g, " ")
      : ((error as Error)?.stack ?? error);
  process.stderr.write(`rlhf: ${text}\n`);
  process.exitCode = mistake ? 2 : 1;
});
