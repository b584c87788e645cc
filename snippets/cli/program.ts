/**
 * The command line as a whole: its commands, and what becomes of a fault.
 *
 * A fault is one sentence on stderr: what was expected, what came, what to do.
 */
import { type Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { InputError } from "../base/assert.ts";
import { writeDeck } from "./deck.ts";
import { exportRun } from "./export.ts";
import { WriteError } from "./folders.ts";
import { addLogits, addSample, addScore } from "./look-inside.ts";
import { quietCommand, refuseRepeats } from "./options.ts";
import { UsageError, usageError } from "./options.ts";
import { startInNode } from "./start-in-node.ts";
import { addThink } from "./think.ts";
import { addTrain, Stopped } from "./train.ts";

const NOTES = `
Type them as: npm run -s rlhf -- <command> ...
Exit status: 0 done, 1 something that was named can't be used, 2 a mistake on
the command line, 130 stopped by Ctrl-C.
`;

/** All commands, with nothing read yet. */
export function createProgram(): Command {
  const program = quietCommand("rlhf")
    .description("Train a tiny ChatGPT, and look inside.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print what there is to say")
    .helpCommand("help [command]", "print what a command takes")
    .addHelpText("after", NOTES);
  addTrain(program);
  addSample(program);
  addLogits(program);
  addScore(program);
  addExport(program);
  addThink(program);
  program
    .command("deck")
    .description("Writes public/labeler/deck.json: the cards to rank.")
    .action(writeDeck);
  refuseRepeats(program);
  // Not before: a mere --help needs no backend.
  return program.hook("preAction", () => startInNode());
}

function addExport(program: Command): void {
  program
    .command("export")
    .summary("Writes a run for use with TRL.")
    .description(
      "Writes a run for use with TRL: checkpoints, demonstrations, " +
        "preferences, prompts, settings.",
    )
    .option("--from <dir>", "the run to write; the book's, unless named")
    .requiredOption("--out <dir>", "needed: the folder to write")
    .action(exportRun);
}

/** Does what is asked, and says what is wrong; resolves to the exit status. */
export async function runCommandLine(args: string[]): Promise<number> {
  const program = createProgram();
  try {
    const asked = args.length > 0 ? args : ["help"];
    await program.parseAsync(asked, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Stopped) return 130;
    if (!(error instanceof CommanderError)) return tell(error);
    return error.exitCode === 0 ? 0 : tell(usageError(error, program));
  }
}

function tell(error: unknown): number {
  const known = error instanceof InputError || error instanceof WriteError;
  const { message, stack } = Object(error) as Error;
  const text = known
    ? message
    : `${message ?? String(error)} (a fault of rlhf itself; NODE_DEBUG=rlhf ` +
      `shows where)`;
  const where = process.env.NODE_DEBUG === "rlhf" ? `\n${stack}` : "";
  process.stderr.write(`rlhf: ${text.replace(/\s*\n\s*/g, " ")}${where}\n`);
  return error instanceof UsageError ? 2 : 1;
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as {
    version: string;
  };
  return version;
}
