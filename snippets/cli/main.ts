#!/usr/bin/env node
/** The core from the command line. */
import { runCommandLine } from "./program.ts";

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`rlhf: can't write the output: ${error.message}\n`);
  process.exit(1);
});

process.exitCode = await runCommandLine(process.argv.slice(2));
