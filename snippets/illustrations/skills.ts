/**
 * What a base model can do and its chat model may have forgotten: the
 * alignment tax (Ouyang et al. 2022, 4.2 and App. E.6), measured on documents
 * and on small tasks that no demonstration shows.
 */
import { average } from "../advantages.ts";
import { exp } from "../base/exact-math.ts";
import type { GPT } from "../gpt.ts";
import { crossEntropy } from "../logprobs.ts";
import type { Rng } from "../random.ts";
import { readBack } from "../read-back.ts";
import { corpusRows } from "../training-recipe.ts";
import { responseLogprobs } from "../rollout.ts";
import { textShards } from "../workers/shards.ts";
import { state, trueValue } from "../world/facts.ts";
import {
  ANIMALS,
  ATTRIBUTES,
  burrow,
  BURROWISH,
  NUMBERS,
} from "../world/vocabulary.ts";

/** Mean probabilities of the right next word, and a loss. */
export interface Skills {
  /** nats per token on 80 new rows of the pretraining corpus */
  documentLoss: number;
  /** "count: one two" -> three */
  counting: number;
  /** "fox : zif , owl : zow , frog :" -> zog */
  fewShotTranslation: number;
  /** "fox :" -> zif */
  zeroShotTranslation: number;
  /** "the fox eats" -> grapes */
  facts: number;
}

/** @param rng of the run: its held-out documents are the same every time */
export function measureSkills(gpt: GPT, rng: Rng): Skills {
  const rows = corpusRows(rng.fork("held-out documents"), 80)(1);
  const { batch, mask } = textShards(rows, 1)[0]!;
  return {
    documentLoss: readBack(() => crossEntropy(gpt, batch, mask))[0]!,
    counting: meanProbability(gpt, COUNTING),
    fewShotTranslation: meanProbability(gpt, FEW_SHOT),
    zeroShotTranslation: meanProbability(gpt, ZERO_SHOT),
    facts: meanProbability(gpt, FACTS),
  };
}

interface Task {
  text: string;
  next: string;
}

/** The third of three numbers: up, down, and by twos. */
const COUNTING: Task[] = NUMBERS.flatMap((_, i) =>
  [1, -1, 2].flatMap((step): Task[] => {
    const next = NUMBERS[i + 2 * step];
    if (next === undefined) return [];
    return [{ text: `count: ${NUMBERS[i]} ${NUMBERS[i + step]}`, next }];
  }),
);

const ENTRIES = ANIMALS.map((animal, i) => `${animal} : ${BURROWISH[i]}`);

const ZERO_SHOT: Task[] = ANIMALS.map((animal, i) => ({
  text: `${animal} :`,
  next: BURROWISH[i]!,
}));

/** Two entries of other animals before the one that is asked for. */
const FEW_SHOT: Task[] = ZERO_SHOT.map(({ text, next }, i) => {
  const [first, second] = [ENTRIES.at(i - 1)!, ENTRIES.at(i - 2)!];
  return { text: `${first} , ${second} , ${text}`, next };
});

const FACTS: Task[] = ANIMALS.flatMap((animal) =>
  ATTRIBUTES.map((attribute) => {
    const next = trueValue(animal, attribute);
    const statement = state(`the ${animal}`, attribute, next);
    return { text: statement.slice(0, -next.length - 1), next };
  }),
);

function meanProbability(gpt: GPT, tasks: readonly Task[]): number {
  const queryResponses = tasks.map(({ text, next }) => ({
    query: burrow.encode(text),
    response: burrow.encode(next),
  }));
  const logprobs = responseLogprobs(gpt, queryResponses);
  return average(logprobs.map(([logprob]) => exp(logprob!)));
}
