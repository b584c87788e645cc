/** Judges an answer to an exercise, and says what it gave, what is expected and what to look at. */
import { AnswerCall, Todo } from "./answer-call.ts";
import { type Comparison, type Fault, faultOf } from "./answer-fault.ts";
import { answerText, answerTexts } from "./answer-text.ts";
import type { CellError } from "../base/cell-error.ts";
import type { OptionsOf } from "./check-options.ts";
import type { CheckOutput } from "../output/output.ts";

/** How an exercise's answer is judged; see `check` in cell-api.ts. */
export interface CheckOptions {
  /** how far a number may be off; by default a thousandth of it, or of 1 if it is smaller */
  within?: number;
  /** a list may have its items in any order, each as often as expected */
  anyOrder?: boolean;
  /** said when the answer is wrong */
  hint?: string;
  /** wrong answers that are often given, each with what led to it */
  mistakes?: readonly (readonly [answer: unknown, why: string])[];
}

export const checkOptionNames: OptionsOf<CheckOptions> = { within: true, anyOrder: true, hint: true, mistakes: true };

type Verdict = Pick<CheckOutput, "state" | "message">;
type PlaceOf = (thrown: unknown) => CellError | null;

/** Judges an answer: passed, wrong with a word of help, or not given yet. */
export function checkAnswer(
  what: string,
  got: unknown,
  expected: unknown,
  options: CheckOptions = {},
  placeOf: PlaceOf = () => null,
): CheckOutput {
  return { kind: "check", what, ...verdictOn(got, expected, options, placeOf) };
}

/** Stands on the page while the learner's function runs: it may never come back. */
export function runningCheck(what: string, got: unknown): CheckOutput | null {
  const call = Array.isArray(got) ? got[0] : got;
  if (!(call instanceof AnswerCall)) return null;
  const message = `${call.text} has not come back yet. If this stays, a loop has no end: press Stop.`;
  return { kind: "check", what, state: "open", message };
}

function verdictOn(got: unknown, expected: unknown, options: CheckOptions, placeOf: PlaceOf): Verdict {
  if (got instanceof AnswerCall) return callVerdict(got, expected, options, placeOf);
  if (!Array.isArray(got) || !got.some((one) => one instanceof AnswerCall)) return typedVerdict(got, expected, options);
  // Many calls, each with a result of its own: the first that is wrong is told.
  const results = typeof expected === "function" ? got.map(() => expected) : [...(expected as Iterable<unknown>)];
  const verdicts = got.map((one, i) => () => verdictOn(one, results[i], options, placeOf));
  for (const verdict of verdicts) {
    const one = verdict();
    if (one.state !== "passed") return one;
  }
  return passed;
}

const passed: Verdict = { state: "passed", message: "" };
const open: Verdict = { state: "open", message: "Nothing here yet." };

/** What the learner's function makes of an input: both values are told. */
function callVerdict(call: AnswerCall, expected: unknown, options: CheckOptions, placeOf: PlaceOf): Verdict {
  const { result, problem, spoiled } = call.run(placeOf);
  if (problem) return wrong(`${call.text} ${problem}.`, options.hint);
  if (isOpen(result)) return open;
  const odd = oddity(result);
  if (odd) return wrong(`${call.text} ${odd}`);
  if (typeof expected === "function") {
    const said = ask(expected as Judge, result, call.args);
    return said === null
      ? unspoiled(spoiled, call)
      : wrong(`${call.text} gave ${answerText(result)}.`, said || (options.hint ?? otherwise));
  }
  const fault = faultOf(result, expected, options);
  if (!fault) return unspoiled(spoiled, call);
  const known = mistakeOf(result, options, false);
  const place = fault.path.length > 0 ? `Look at ${fault.path.join(", ")}.` : "";
  const nudge = known ?? [place, fault.note, options.hint].filter(Boolean).join(" ");
  return wrong(`${call.text} ${difference(result, expected, fault)}`, nudge, spoiled ?? "");
}

function unspoiled(spoiled: string | null, call: AnswerCall): Verdict {
  return spoiled ? wrong(`${call.text} gave what is expected.`, spoiled) : passed;
}

/** "gave 3, expected 4." Of a long value it tells the part that differs. */
function difference(got: unknown, expected: unknown, fault: Fault): string {
  const [gave, wanted] = answerTexts(got, expected);
  const isWhole = fault.path.length === 0 || !(gave.endsWith("…") || wanted.endsWith("…"));
  if (isWhole) return `gave ${gave}, expected ${wanted}.`;
  const [part, right] = answerTexts(fault.got, fault.expected);
  return `gave ${part} as ${fault.path.join(", ")}, expected ${right}.`;
}

/** What the learner typed in: which way the right answer lies, and not what it is. */
function typedVerdict(got: unknown, expected: unknown, options: CheckOptions): Verdict {
  if (isOpen(got) || got === null || got === "") return open;
  if (got === undefined) return wrong("There is no answer: the value is undefined.");
  if (typeof expected === "function") {
    const said = ask(expected as Judge, got);
    if (said === null) return passed;
    return said ? wrong(said, options.hint) : wrong(`Your answer is ${answerText(got)}.`, options.hint ?? otherwise);
  }
  const odd = oddity(got);
  if (odd) return wrong(`Your answer ${odd.replace(/^gave/, "is")}`);
  const fault = faultOf(got, expected, { ...options, isTyped: true });
  if (!fault) return passed;
  const known = mistakeOf(got, options, true);
  const where = fault.path.length > 0 ? `, and ${fault.path.join(", ")} is ${answerText(fault.got)}` : "";
  const told = `Your answer is ${answerTexts(got, expected)[0]}${where}.`;
  return known ? wrong(told, known) : wrong(told, fault.clue, options.hint);
}

/** It is told the answer, and what the call was given. */
type Judge = (got: unknown, ...given: unknown[]) => unknown;

/** What the judge says: null if it is content. One that trips over an odd answer says no. */
function ask(judge: Judge, got: unknown, given: readonly unknown[] = []): string | null {
  try {
    const verdict = judge(got, ...given);
    if (verdict === true) return null;
    return typeof verdict === "string" ? verdict : "";
  } catch {
    return "";
  }
}

const otherwise = "Something else is expected.";

function mistakeOf(got: unknown, { mistakes, within, anyOrder }: CheckOptions, isTyped: boolean): string | undefined {
  const how: Comparison = { within, anyOrder, isTyped };
  return mistakes?.find(([answer]) => faultOf(got, answer, how) === null)?.[1];
}

/** What is no answer of any kind, in words. */
function oddity(got: unknown): string | null {
  if (got === undefined) return "gave nothing: is a return missing?";
  if (got === null) return "gave null. A value is expected.";
  if (got instanceof Promise || isThenable(got)) {
    return "gave a promise, and not what it will bring: leave out async, or write await where it is made.";
  }
  if (typeof got === "function") return "gave a function. Call it, with () and its inputs, to get its result.";
  return null;
}

function isThenable(value: unknown): boolean {
  try {
    return typeof value === "object" && value !== null && typeof (value as PromiseLike<unknown>).then === "function";
  } catch {
    return false; // a getter that throws
  }
}

/** What an answer is before anybody has written one, or all of it. */
function isOpen(got: unknown): boolean {
  if (got instanceof Todo) return true;
  if (!Array.isArray(got) && got?.constructor !== Object) return false;
  return Object.values(got).some((one) => one instanceof Todo);
}

function wrong(...said: (string | undefined)[]): Verdict {
  return { state: "wrong", message: said.filter(Boolean).join(" ") };
}
