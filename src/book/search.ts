/** Finds sections of the book by what they say: the same in the page and in the tests. */
import MiniSearch, { type Options } from "minisearch";

/** One section, as search.json lists it. */
export interface Passage {
  /** below the base path: "ppo/#the-clip" */
  address: string;
  /** "5. PPO" */
  chapter: string;
  heading: string;
  text: string;
}

export interface Hit extends Passage {
  /** the words of the text that were found */
  terms: string[];
}

const STOP_WORDS = new Set(
  (
    "a an and are as at be but by can do does for from has have how i if in is it its me my not of " +
    "on or so that the their then there this through to was what when why will with you your"
  ).split(" "),
);

/** What learners call things, and what the book calls them. */
const ALSO: Record<string, string[]> = {
  accuracy: ["agreement"],
  accurate: ["accuracy", "good enough"],
  adaptive: ["adapts"],
  assignments: ["exercises"],
  backprop: ["gradient", "back-propagate"],
  backpropagate: ["gradient", "back-propagate"],
  baseline: ["better than expected"],
  beta: ["β", "leash"],
  browser: ["tab"],
  clipping: ["clip"],
  coefficient: ["β", "leash"],
  collapse: ["over-optimisation"],
  compare: ["win rate", "better"],
  cost: ["price"],
  critic: ["value"],
  dataset: ["pairs", "export"],
  decreasing: ["pg loss"],
  encoder: ["decoder", "transformer"],
  epochs: ["passes"],
  epsilon: ["ϵ"],
  evaluate: ["win rate", "better"],
  forgetting: ["tax"],
  gae: ["advantage", "token"],
  gamma: ["γ"],
  hacking: ["over-optimisation", "leash"],
  hallucinate: ["hallucination"],
  head: ["value"],
  homework: ["exercises"],
  identical: ["same", "entropy", "over-optimisation"],
  implement: ["train"],
  kl: ["leash"],
  lambda: ["λ", "advantage"],
  learn: ["stuck", "accuracy"],
  length: ["longer"],
  myself: ["labeler"],
  nanogpt: ["ask", "base"],
  normalisation: ["normalised", "units"],
  normalization: ["normalised", "units"],
  outputs: ["entropy", "over-optimisation"],
  overfit: ["over-fit"],
  overfitting: ["over-fit"],
  preference: ["ranking"],
  preferences: ["ranking"],
  pretrained: ["base", "ask"],
  price: ["cost"],
  repeat: ["thanks", "over-optimisation"],
  repeats: ["thanks", "over-optimisation"],
  repetitive: ["thanks", "over-optimisation"],
  rl: ["reinforcement"],
  rm: ["reward"],
  scratch: ["train"],
};

const options: Options<Passage> = {
  idField: "address",
  fields: ["heading", "chapter", "text"],
  storeFields: ["address", "chapter", "heading", "text"],
  processTerm: (term) => {
    const word = term.toLowerCase();
    return STOP_WORDS.has(word) ? null : stem(word);
  },
};

/** "rewards", "rewarded" and "rewarding" are one word; crude, and the same on both sides. */
function stem(word: string): string {
  if (word.length < 5) return word.replace(/(?<=[^s])s$/, "");
  return word.replace(/(?:ations?|ings?|ed|es|s|ies|y|e)$/, "");
}

export function createSearch(passages: readonly Passage[]) {
  const index = new MiniSearch<Passage>(options);
  index.addAll(passages);
  return (query: string, limit = 12): Hit[] => {
    const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const also = words.flatMap((word) => ALSO[word] ?? []).join(" ");
    const hits = index.search(
      { combineWith: "OR", queries: [query, { queries: [also], boost: { heading: 2, text: 0.6 } }] },
      {
        boost: { heading: 4, chapter: 1.2 },
        prefix: (term) => term.length > 2,
        fuzzy: (term) => (term.length > 6 ? 0.15 : false),
        boostTerm: (term) => (term === "model" ? 0.3 : 1), // nearly every section has it
        weights: { prefix: 0.5, fuzzy: 0.2 },
      },
    );
    return hits.slice(0, limit).map(({ address, chapter, heading, text, terms }) => ({
      address: address as string,
      chapter: chapter as string,
      heading: heading as string,
      text: text as string,
      terms,
    }));
  };
}
