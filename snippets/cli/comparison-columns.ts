/**
 * A line of comparisons, whoever wrote it: the book's rankings, TRL's pairs
 * (also as talks), Anthropic's hh-rlhf, OpenAI's summarize-from-feedback.
 */
import { assert } from "../base/assert.ts";
import { isRecord, type Json } from "../checkpoint/files.ts";
import type { RankedAnswers } from "../comparisons.ts";

interface Form {
  /** what a line of this kind has, and as whose it is known */
  columns: readonly string[];
  whose: string;
  /** undefined where a column holds something else */
  read: (line: Json) => Omit<RankedAnswers, "labeler"> | undefined;
}

const FORMS: readonly Form[] = [
  { columns: ["prompt", "ranked"], whose: "the book", read: readRanking },
  { columns: ["prompt", "chosen", "rejected"], whose: "TRL", read: readPair },
  { columns: ["chosen", "rejected"], whose: "hh-rlhf", read: readTalks },
  {
    columns: ["info", "summaries", "choice"],
    whose: "OpenAI",
    read: readPosts,
  },
];

/** Throws an InputError that names the columns found, and those read. */
export function toRanking(line: unknown): RankedAnswers {
  const has = isRecord(line) ? Object.keys(line) : [];
  const form = FORMS.find(({ columns }) =>
    columns.every((column) => has.includes(column)),
  );
  const ranking = form?.read(line as Json);
  assert(
    ranking,
    () => `expected ${expected(form)}; got ${found(line, form)}.`,
  );
  const { labeler } = line as Json;
  const who = typeof labeler === "string" ? labeler : form!.whose;
  return { ...ranking, labeler: who };
}

function expected(form: Form | undefined): string {
  const known = form ? [form] : FORMS;
  return `the columns ${known
    .map(({ columns, whose }) => `${columns.join(", ")} (${whose})`)
    .join(", or ")}`;
}

function found(line: unknown, form: Form | undefined): string {
  const shown = (JSON.stringify(line) ?? "nothing").slice(0, 60);
  if (!isRecord(line)) return shown;
  const columns = Object.keys(line).slice(0, 12).join(", ");
  return form ? `other values in them: ${shown}` : columns || "none";
}

function readRanking({ prompt, ranked }: Json) {
  const isWhole = Array.isArray(ranked) && ranked.every(isText);
  return isText(prompt) && isWhole ? { prompt, ranked } : undefined;
}

/** Texts, or talks: then what was said last in them. */
function readPair({ prompt, chosen, rejected }: Json) {
  const [asked, ...answers] = [prompt, chosen, rejected].map(lastSaid);
  return asked !== undefined && answers.every(isText)
    ? { prompt: asked, ranked: answers.map(ended) }
    : undefined;
}

function lastSaid(value: unknown): string | undefined {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  const text = isRecord(last) ? last.content : last;
  return isText(text) ? text.trim() : undefined;
}

/** "\n\nHuman: ...\n\nAssistant: ...": the last question and its answer. */
function readTalks({ chosen, rejected }: Json) {
  const talk = /^.*\n\nHuman:(.*?)\n\nAssistant:(?!.*\n\nAssistant:)(.*)$/s;
  const [better, worse] = [chosen, rejected].map((text) =>
    isText(text) ? talk.exec(`\n\n${text.trimStart()}`) : null,
  );
  return better && worse && better[1] === worse[1]
    ? { prompt: better[1]!.trim(), ranked: [better, worse].map(answerOf) }
    : undefined;
}

const answerOf = (talk: RegExpExecArray) => ended(talk[2]!.trim());

function readPosts({ info, summaries, choice }: Json) {
  const asked = isRecord(info) ? (info.post ?? info.article) : undefined;
  const texts = Array.isArray(summaries)
    ? summaries.map((each: unknown) => isRecord(each) && each.text)
    : [];
  const isWhole = texts.length === 2 && texts.every(isText);
  if (!isText(asked) || !isWhole || (choice !== 0 && choice !== 1)) {
    return undefined;
  }
  const answers = texts.map((text) => ended(text.trim()));
  return {
    prompt: asked.trim(),
    ranked: choice === 0 ? answers : answers.toReversed(),
  };
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Others write no <end>: what was said is all that was said. */
const ended = (answer: string) =>
  answer.endsWith("<end>") ? answer : `${answer} <end>`;
