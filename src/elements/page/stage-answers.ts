import type { Output, SamplesOutput } from "../../notebook/output/output.ts";

/** A question of the start page, what is right, and what each stage of the model answers. */
export interface AskedQuestion {
  question: string;
  right: string;
  answers: StageAnswer[];
}

interface StageAnswer {
  stage: string;
  /** without `<end>`, and with "…" where it was cut off before its end */
  text: string;
  /** "right", "wrong", "not an answer"; empty where the Burrow cannot judge */
  verdict: string;
}

/** How many stages the slider has. */
export const stageCount = 4;

/** What cell `four-stages` has shown, as data; null if it shows something else by now. */
export function stageAnswers(outputs: readonly Output[]): AskedQuestion[] | null {
  const shown = outputs.find((output) => output.kind === "samples");
  if (shown?.columns.length !== stageCount + 1) return null;
  return shown.rows.map(({ prompt, answers }) => ({
    question: prompt,
    right: answers[0]?.text ?? "",
    answers: shown.columns.slice(1).map((stage, index) => readAnswer(stage, answers[index + 1] ?? null)),
  }));
}

function readAnswer(stage: string, answer: SamplesOutput["rows"][number]["answers"][number]): StageAnswer {
  const written = answer?.text ?? "";
  const text = written.endsWith("<end>") ? written.slice(0, -"<end>".length).trimEnd() : `${written} …`;
  return { stage, text: text.trim() || "(nothing)", verdict: answer?.badges[0]?.text ?? "" };
}
