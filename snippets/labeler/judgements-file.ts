/**
 * Rankings as a file: one pair a line, with the columns that TRL's trainers
 * for DPO and for reward models read (`prompt`, `chosen`, `rejected`), and
 * beside them what it takes to get the rankings back.
 *
 * Texts are as TRL wants them: an answer begins with a space, so that it can
 * be joined to its prompt, and TRL adds the end itself.
 */
import { InputError } from "../base/assert.ts";
import { type FileProblem, jsonLines } from "./file-lines.ts";
import { type Judgement, preferredPairs } from "./judgement.ts";
import { type CardPart, judgementOf } from "./judgement-from-lines.ts";
import { readLine } from "./judgement-line.ts";

/**
 * One JSON record a pair that was told apart. A card of nothing but ties has
 * no pair; `leftOut` counts those.
 */
export function writeJudgements(judgements: readonly Judgement[]): {
  text: string;
  lines: number;
  leftOut: number;
} {
  const cards = judgements.map(linesOf);
  const lines = cards.flat();
  return {
    text: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    lines: lines.length,
    leftOut: cards.filter((card) => card.length === 0).length,
  };
}

function linesOf(judgement: Judgement): object[] {
  const { id, prompt, answers, ranks, who, time, seconds, repeats } = judgement;
  return preferredPairs(ranks).map(({ better, worse }) => {
    const [chosen, rejected] = [answers[better]!, answers[worse]!];
    const ended = [chosen, rejected].map((text) => /(^| )<end>$/.test(text));
    return {
      ...{ prompt, chosen: forTrl(chosen), rejected: forTrl(rejected) },
      ...{ who, card: id, time, seconds },
      places: [better + 1, worse + 1], // as shown, from 1
      ...(ended.includes(false) && { ended }),
      ...(repeats !== undefined && { repeats }),
    };
  });
}

function forTrl(answer: string): string {
  const text = answer.replace(/ ?<end>$/, "");
  return text === "" ? "" : ` ${text}`;
}

export interface JudgementsRead {
  judgements: Judgement[];
  problems: FileProblem[];
  /** cards that stood in the file more than once, and were read once */
  duplicates: number;
}

/** Only so many problems are listed; the last one counts the rest. */
const MOST_PROBLEMS = 50;

/**
 * Reads what `writeJudgements` has written, the book's comparisons.jsonl, and
 * pairs for TRL of whatever origin. Never throws: what cannot be read is a
 * problem with its line, and the rest is read.
 *
 * @param name of the file: the labeler of lines that name none
 * @param time of lines that have none, such as the file's; ISO 8601, in UTC
 */
export function readJudgements(
  content: string | Uint8Array,
  { name, time = "1970-01-01T00:00:00Z" }: { name: string; time?: string },
): JudgementsRead {
  const { lines, problems } = jsonLines(content);
  const who = name.replace(/\.\w+$/, "").slice(0, 40) || "a file";
  const cards = new Map<string, CardPart[]>();
  for (const { line, value } of lines) {
    attempt(problems, line, () => {
      const part = readLine(value, { who, card: `line ${line}`, time });
      const key = JSON.stringify([part.who, part.card, part.time]);
      const card = cards.get(key);
      if (card) card.push({ ...part, line });
      else cards.set(key, [{ ...part, line }]);
    });
  }
  const judgements: Judgement[] = [];
  let duplicates = 0;
  for (const parts of cards.values()) {
    attempt(problems, parts[0]!.line, () => {
      const { judgement, again } = judgementOf(parts);
      judgements.push(judgement);
      if (again > 0) duplicates += 1;
    });
  }
  return { judgements, problems: listed(problems), duplicates };
}

function attempt(problems: FileProblem[], line: number, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push({ line, message: error.message });
  }
}

function listed(problems: FileProblem[]): FileProblem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const rest = sorted.length - MOST_PROBLEMS;
  if (rest <= 0) return sorted;
  const { line } = sorted[MOST_PROBLEMS]!;
  const message = `From here on, ${rest} more problems are not listed.`;
  return [...sorted.slice(0, MOST_PROBLEMS), { line, message }];
}
