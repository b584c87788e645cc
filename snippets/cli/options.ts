/** What is typed after a command: read by commander, and checked here. */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { assert, InputError } from "../base/assert.ts";
import type { Tokenizer } from "../tokenizer.ts";

/** A mistake on the command line itself, not in a file that it names. */
export class UsageError extends InputError {}

/** Commander without any printing or exits of its own but for its help. */
export function quietCommand(name: string): Command {
  return new Command(name)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .configureHelp({ helpWidth: 80 });
}

/** A whole number from `least` upwards, small enough to be counted exactly. */
export function wholeNumber(least: number) {
  return (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && Number.isSafeInteger(value)) return value;
    throw new InvalidArgumentError(`a whole number from ${least} upwards`);
  };
}

/** A number above 0. */
export function positiveNumber(text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("a number above 0");
}

/** One of a few words. */
export function oneOf<Word extends string>(...words: Word[]) {
  return (text: string): Word => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`one of ${words.join(", ")}`);
  };
}

/** Token ids such as "3 17 9". */
export function tokenIds(text: string): number[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length > 0 && words.every((word) => /^\d+$/.test(word))) {
    return words.map(Number);
  }
  throw new InvalidArgumentError('a list of token ids like "3 17 9"');
}

/** A text in a model's words; what it lacks is a mistake in that option. */
export function encodeOption(
  option: string,
  text: string,
  tokenizer: Tokenizer,
): number[] {
  try {
    const tokens = tokenizer.encode(text);
    assert(tokens.length > 0, "expected at least one token, got none.");
    return tokens;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError(`${option}: ${error.message}`);
  }
}

/** From now on, an option that is given twice is a mistake: which was meant? */
export function refuseRepeats(program: Command): void {
  for (const command of program.commands) {
    for (const option of command.options) {
      let count = 0;
      command.on(`option:${option.name()}`, () => {
        count += 1;
        if (count < 2) return;
        throw new UsageError(
          `${option.long} is given twice. Give it once: only one can count.`,
        );
      });
    }
  }
}

/** Commander's complaint in our words: what came, and where help is. */
export function usageError(error: CommanderError, program: Command) {
  const names = program.commands.map((command) => command.name());
  const asked = names.find((name) => program.args[0] === name);
  const problem = error.message.replace(/^error: /, "").replace(/\n/g, " ");
  const option = /(--[a-z-]+)[^']*'/.exec(problem)?.[1] ?? "";
  const words: Record<string, string> = {
    "commander.invalidArgument": invalid(option, problem),
    "commander.missingMandatoryOptionValue": `${option} is needed.`,
    "commander.optionMissingArgument": `${option} needs a value after it.`,
    "commander.help": `There is no such command. Known: ${names.join(", ")}.`,
    "commander.unknownCommand":
      `There is no command "${program.args[0]}". ` +
      `Known: ${names.join(", ")}.`,
  };
  const text = words[error.code] ?? problem.replace(/^./, upper);
  const help = `npm run -s rlhf -- ${asked ? `${asked} --help` : "help"}`;
  return new UsageError(`${text.replace(/[^.)?]$/, "$&.")} Try: ${help}`);
}

/** "--n is a whole number from 1 upwards, got "0"." */
function invalid(option: string, problem: string): string {
  const [, value, expected] =
    /argument '(.*)' is invalid\. (.*)$/s.exec(problem) ?? [];
  return `${option} is ${expected}, got "${value}".`;
}

const upper = (letter: string) => letter.toUpperCase();
