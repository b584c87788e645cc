/** What a reader of an exported folder is told of TRL and of the book. */
import type { TrlCommand } from "./trl-settings.ts";

const has = (commands: readonly TrlCommand[], ...some: TrlCommand[]) =>
  some.some((each) => commands.includes(each));

/** The end of the README, about the commands that it prints. */
export function differences(commands: readonly TrlCommand[]): string {
  const isRanked = has(commands, "reward", "dpo", "kto");
  return [
    GENERAL,
    isRanked ? RANKED : "",
    has(commands, "kto") ? KTO : "",
    has(commands, "reward") ? REWARD : "",
    has(commands, "grpo", "rloo") ? SAMPLED : "",
    has(commands, "grpo", "rloo") ? MEASURES : "",
  ].join("");
}

const GENERAL = `## What TRL does otherwise than the book

The settings are the book's, the second beta of AdamW and the cosine down to a
tenth among them, with these differences:

- Chance: other seeds, and SFT's rows come in another order.
- The warm-up of the learning rate begins at 0, so it comes one step later.
`;

const RANKED = `- Rankings: in the book a step has all pairs of eight prompts;
  a prompt counts as the mean of its pairs, so every prompt counts the same.
  TRL has no weight for a row. So each ranking has 15 rows in
  \`preferences.jsonl\`: some of the 36 pairs of nine answers, and each of the
  6 pairs of four more than once. The rows stay in their order
  (\`train_sampling_strategy\`), and 120 are a step: eight prompts again.
- Answers that did not come to their end are left out, as TRL would write an
  end to them.
`;

const KTO = `- KTO: the best answer of a ranking has a thumb up and the
  worst one down.
`;

const REWARD = `- The reward model starts with a head from another distribution,
  and its scores keep the unit and the zero that training gave them. In
  \`checkpoints/reward\` the demonstrations have a mean score of 0, and the
  SFT model's answers a standard deviation of 1.
`;

const SAMPLED = `- GRPO and RLOO: a step is one update, of which a round
  of the book has eight, or with RLOO four. Given a reward model itself, TRL
  would score answers without their \`<end>\`, where the reward model has
  learned nothing; so \`scorer.py\` reads the tokens.
`;

const MEASURES = `
## What the curves measure

- The share of clipped tokens: the book's \`clipfrac\` counts every token whose
  ratio left the range; TRL's \`clip_ratio\` only those where the clip stops the
  gradient, so it is the smaller one.
- The drift: PPO and RLOO take log(pi / ref) of the sampled tokens out of the
  reward (the estimate k1: right on average, sometimes below 0). GRPO has
  ref / pi - 1 - log(ref / pi) in its loss (k3: never below 0). TRL's \`kl\` is
  a mean over tokens, the book's a sum over an answer.
- Advantages: PPO whitens them over all tokens of a round, before it is cut
  into updates; GRPO compares an answer with those to the same prompt.
- After an answer that did not come to its end, the book's PPO counts on
  nothing more: the value there is 0, as after an end.
`;
