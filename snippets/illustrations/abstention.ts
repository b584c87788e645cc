/**
 * When does it pay to say "i do not know"? A scoring decides: points for a
 * right answer, for a wrong one, and for saying that one does not know (Kalai
 * et al. 2025, section 4.2). And how sure is a model of what it would say,
 * about animals with facts and about one that has none?
 */
import { average } from "../advantages.ts";
import { assert } from "../base/assert.ts";
import { exp } from "../base/exact-math.ts";
import type { GPT } from "../gpt.ts";
import { responseLogprobs } from "../rollout.ts";
import { state, trueValue, VALUES } from "../world/facts.ts";
import { type Answer, features } from "../world/gold.ts";
import { prompt, type RequestOf } from "../world/requests.ts";
import { createRequest } from "../world/requests.ts";
import { ANIMALS, ATTRIBUTES, burrow } from "../world/vocabulary.ts";

/** Points; a right answer has 1. */
export interface Scoring {
  /** for "i do not know" */
  doNotKnow: number;
  /** for a wrong answer; negative where it costs something */
  wrong: number;
}

/** What an answer is worth on average, if it is right with probability p. */
export function pointsOfAnswering(p: number, { wrong }: Scoring): number {
  return p + (1 - p) * wrong;
}

/**
 * The probability of being right above which answering pays: where
 * pointsOfAnswering() meets the points for "i do not know".
 */
export function threshold({ doNotKnow, wrong }: Scoring): number {
  assert(wrong < 1, `A wrong answer has less than 1 point, got ${wrong}.`);
  return (doNotKnow - wrong) / (1 - wrong);
}

export type FactQuestion = RequestOf<"open"> | RequestOf<"unknown">;

/** Every fact of the eight animals, and those that the ghost does not have. */
export function factQuestions(): FactQuestion[] {
  return ATTRIBUTES.flatMap((attribute) => {
    const asked = { attribute, template: 2 } as const;
    const ghost = { kind: "unknown", animal: "ghost", ...asked } as const;
    return [
      ...ANIMALS.map((animal) =>
        createRequest({ kind: "open", animal, ...asked }),
      ),
      createRequest(ghost),
    ] as FactQuestion[];
  });
}

/** What a model would say to a question if it had to name a value. */
export interface Belief {
  question: FactQuestion;
  value: string;
  /** its probability among the eight possible values */
  confidence: number;
  right: boolean;
}

/** Compares the eight sentences that name a value: "the fox eats grapes". */
export function beliefOf(gpt: GPT, question: FactQuestion): Belief {
  const { animal, attribute } = question;
  const values = VALUES[attribute];
  const pairs = values.map((value) => {
    const said = `${state(`the ${animal}`, attribute, value)} <end>`;
    return {
      query: burrow.encode(prompt(question)),
      response: burrow.encode(said),
    };
  });
  const chances = responseLogprobs(gpt, pairs).map((logprobs) =>
    exp(logprobs.reduce((sum, logprob) => sum + logprob, 0)),
  );
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  const best = chances.indexOf(Math.max(...chances));
  return {
    question,
    value: values[best]!,
    confidence: chances[best]! / total,
    right:
      question.kind === "open" &&
      values[best] === trueValue(question.animal, attribute),
  };
}

/** A policy's points per question if it answers where its belief pays. */
export function pointsOfPolicy(
  beliefs: readonly Belief[],
  scoring: Scoring,
  answers: (belief: Belief) => boolean,
): number {
  const points = beliefs.map((belief) => {
    if (!answers(belief)) return scoring.doNotKnow;
    return belief.right ? 1 : scoring.wrong;
  });
  return average(points);
}

export const VERDICTS = ["right", "wrong", "does not know", "else"] as const;
export type AbstentionVerdict = (typeof VERDICTS)[number];

/** Names a wrong value, the right one, says that it does not know, or else. */
export function abstentionVerdict(
  question: FactQuestion,
  answer: Answer,
): AbstentionVerdict {
  const { correct, false: isFalse } = features(question, answer);
  if (isFalse) return "wrong";
  if (correct && question.kind === "open") return "right";
  const admits = answer.words.join(" ").includes("i do not know");
  return admits ? "does not know" : "else";
}

/** Points of one answer; what is neither answer nor admission counts wrong. */
export function pointsOf(
  verdict: AbstentionVerdict,
  { doNotKnow, wrong }: Scoring,
): number {
  if (verdict === "right") return 1;
  return verdict === "does not know" ? doNotKnow : wrong;
}

/** Points per question of three policies: table rows. */
export function policyRows(beliefs: readonly Belief[], scoring: Scoring) {
  const least = threshold(scoring);
  const policies = {
    "always answers": () => true,
    "answers where it pays": ({ confidence }: Belief) => confidence > least,
    "never answers": () => false,
  };
  return Object.entries(policies).map(([policy, answers]) => {
    const answered = beliefs.filter(answers);
    const invented = answered.filter(({ question }) => {
      return question.kind === "unknown";
    });
    return {
      policy,
      answers: answered.length,
      "inventions about the ghost": invented.length,
      "points per question": pointsOfPolicy(beliefs, scoring, answers),
    };
  });
}
