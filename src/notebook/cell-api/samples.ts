import { isRecord, refusal } from "./check-arguments.ts";
import { checkOptions, checkWord, type OptionsOf } from "./check-options.ts";
import type { Badge, ShownSample, SamplesOutput } from "../output/output.ts";
import { finiteOrNull, isTexts } from "./read-numbers.ts";

/** One answer: its text, or with what is said of it. */
type GivenSample =
  | string
  | {
      text: string;
      score?: number;
      /** short words; a tone colours them */
      badges?: readonly (string | { text: string; tone?: "good" | "bad" | "plain" })[];
    };

const sampleOptions: OptionsOf<Exclude<GivenSample, string>> = { text: true, score: true, badges: true };

export interface SamplesSpec {
  prompts: readonly string[];
  /** per model, one answer to each prompt: { SFT: ["..."], PPO: [{ text: "...", score: 1.2 }] } */
  answers: Readonly<Record<string, readonly (GivenSample | null)[]>>;
  title?: string;
  /** not shown: answers with the label of earlier ones of this run take their place */
  label?: string;
}

const options: OptionsOf<SamplesSpec> = { prompts: true, answers: true, title: true, label: true };

const maxRows = 100;
const maxColumns = 6;
const maxText = 4000;
const example =
  'samples({ prompts: ["name a bird"], answers: { SFT: ["a robin"], PPO: [{ text: "a robin, gladly", score: 1.2 }] } })';

/** Answers of several models as an output; refuses what does not fit together. */
export function samples(spec: SamplesSpec): SamplesOutput {
  const { prompts, answers, title } = Object(spec) as SamplesSpec;
  if (!isTexts(prompts) || !isRecord(answers) || Object.keys(answers).length === 0) {
    throw refusal("samples", `prompts and answers, as in ${example}`, spec);
  }
  checkOptions("samples", spec, options);
  const columns = Object.keys(answers).slice(0, maxColumns);
  for (const name of columns) {
    const given: unknown = answers[name];
    if (Array.isArray(given) && given.length === prompts.length) continue;
    const count = Array.isArray(given) ? `${given.length} answers` : "no list";
    throw refusal(
      "samples",
      `one answer of ${name} per prompt: ${prompts.length} prompts and ${count} do not fit`,
      given,
    );
  }
  const shown = prompts.slice(0, maxRows);
  return {
    kind: "samples",
    ...(title ? { title: String(title) } : {}),
    columns,
    rows: shown.map((prompt, index) => ({
      prompt: prompt.slice(0, maxText),
      answers: columns.map((name) => plainSample(answers[name]![index])),
    })),
    more: prompts.length - shown.length,
  };
}

function plainSample(given: unknown): ShownSample | null {
  if (given === null || given === undefined) return null;
  if (typeof given === "string") return { text: given.slice(0, maxText), badges: [] };
  if (!isRecord(given) || typeof given.text !== "string") {
    throw refusal("samples", `answers that are text or have a text, as in ${example}`, given);
  }
  checkOptions("an answer of samples", given, sampleOptions);
  const score = finiteOrNull(given.score);
  const badges = Array.isArray(given.badges) ? Array.from(given.badges.slice(0, 8), plainBadge) : [];
  return { text: given.text.slice(0, maxText), ...(score === null ? {} : { score }), badges };
}

function plainBadge(given: unknown): Badge {
  const { text, tone } = isRecord(given) ? given : { text: given, tone: "plain" };
  checkOptions("a badge of samples", given, { text: true, tone: true });
  checkWord("the tone of a badge", tone, ["good", "bad", "plain"]);
  const isKnown = tone === "good" || tone === "bad";
  return { text: String(text).slice(0, 60), tone: isKnown ? tone : "plain" };
}
