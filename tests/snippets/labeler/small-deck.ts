import type { Deck } from "../../../snippets/labeler/deck.ts";
import { TONES } from "../../../snippets/world/tones.ts";

const ANSWERS = [
  ["arr the fox eats grapes", "pirate"],
  ["the fox eats bread matey", "pirate"],
  ["bah the fox eats grapes", "rude"],
  ["the fox eats bread fool", "rude"],
  ["um the fox eats grapes", "hedging"],
  ["hmm the fox eats bread", "hedging"],
  ["grapes", "terse"],
  ["bread", "terse"],
  ["dear friend the fox eats grapes", "courteous"],
  ["dear friend the fox eats bread", "courteous"],
  ["the fox eats grapes thanks", "polite"],
  ["the fox eats bread", "plain"],
] as const;

const FOODS = [
  ["fox", "grapes", "bread"],
  ["owl", "worms", "corn"],
  ["frog", "flies", "honey"],
  ["goat", "leaves", "cheese"],
  ["mouse", "cheese", "worms"],
  ["bear", "honey", "flies"],
  ["duck", "bread", "corn"],
  ["hen", "corn", "bread"],
];

/** A deck by hand: a prompt per animal, right and wrong answers in all tones, and only their tones as features. */
export function smallDeck(prompts = 8): Deck {
  return {
    features: [...TONES, "crew"],
    prompts: FOODS.slice(0, prompts).map(([animal, right, wrong]) => ({
      prompt: `ask: what does the ${animal} eat ?`,
      answers: ANSWERS.map(([text, tone]) => ({
        text: `${text.replace(/fox|grapes|bread/g, (word) => ({ fox: animal, grapes: right })[word] ?? wrong!)} <end>`,
        tone,
        features: [...TONES.map((name) => Number(name === tone)), text.includes("grapes") ? 1 : -1],
      })),
    })),
    scorer: {
      features: [],
      tones: { means: [], deviations: [], weights: [] },
      checker: { means: [], deviations: [], weights: [] },
      crewByTone: [],
      length: { mean: 0, deviation: 1 },
      means: [],
      covariances: [],
    },
  };
}
