import type { ModelName } from "./models.ts";
import type { Taste } from "mini-rlhf/labeler/fit-taste";
import type { Tone } from "mini-rlhf/world/tones";
import {
  count,
  flag,
  list,
  lookup,
  number,
  only,
  record,
  type Schema,
  text,
  variants,
} from "../notebook/base/schema.ts";

/** A card's answers, best first. */
export interface RankedTexts {
  prompt: string;
  ranked: string[];
}

export const rankedTextsSchema = record<RankedTexts>({ prompt: text(400), ranked: list(text(400), 9) });

/** What the page asks of the worker that trains on a reader's rankings. */
export type Order =
  /** a new training, in the place of the one before; with `whole` these tune all of the crew's reward model */
  | { kind: "train"; taste: Taste; seed: number; rounds: number; whole: RankedTexts[] | null }
  /** the kept training goes on, up to so many rounds in all */
  | { kind: "go on"; rounds: number }
  | { kind: "stop" }
  /** the model goes to those that the reader keeps in this browser */
  | { kind: "keep"; id: number; name: string }
  /** each prompt is answered once by each model */
  | { kind: "ask"; id: number; prompts: string[]; models: ModelName[]; seed: number };

/** One round of PPO, as the page shows it: means over the round's answers. */
export interface ShownRound {
  step: number;
  /** what the policy is trained for: the crew's score beside the taste, and the taste */
  proxy: number;
  /** the crew's reward model alone, the Burrow's rubric, and the share of right answers */
  crew: number;
  gold: number;
  correct: number;
  kl: number;
  /** the share of each tone */
  tones: Record<Tone, number>;
  /** what it answers to the watched prompts */
  says: string[];
}

export type Reply =
  | { kind: "round"; round: ShownRound }
  /** stopped early, or at the round that was asked for; kept in this browser, or not */
  | { kind: "trained"; rounds: number; isStopped: boolean; isKept: boolean; seconds: number }
  | { kind: "kept"; id: number }
  | { kind: "answers"; id: number; answers: Record<string, string[]> }
  | { kind: "problem"; id: number; message: string };

const shownRound = record<ShownRound>({
  step: count,
  proxy: number,
  crew: number,
  gold: number,
  correct: number,
  kl: number,
  tones: lookup(number, 20),
  says: list(text(400), 20),
});

export const roundSchema: Schema<ShownRound> = shownRound;

export const replySchema: Schema<Reply> = variants<Reply, "kind">("kind", {
  round: record<Extract<Reply, { kind: "round" }>>({ kind: only("round"), round: shownRound }),
  trained: record<Extract<Reply, { kind: "trained" }>>({
    kind: only("trained"),
    rounds: count,
    isStopped: flag,
    isKept: flag,
    seconds: number,
  }),
  kept: record<Extract<Reply, { kind: "kept" }>>({ kind: only("kept"), id: count }),
  answers: record<Extract<Reply, { kind: "answers" }>>({
    kind: only("answers"),
    id: count,
    answers: lookup(list(text(400), 500), 5),
  }),
  problem: record<Extract<Reply, { kind: "problem" }>>({ kind: only("problem"), id: count, message: text(10_000) }),
});

/** What the policy is asked after every round, so that one sees it change. */
export const watchedPrompts = [
  "ask: what does the owl eat ?",
  "ask: where does the frog live ?",
  "ask: tell me about the fox !",
];
