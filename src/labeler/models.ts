/** The models that a reader can talk to, in the order in which they were made, and what each is. */
export const modelTitles = {
  sft: "SFT, before",
  crew: "PPO, the crew’s taste",
  yours: "PPO, yours",
};

export type ModelName = keyof typeof modelTitles;

export const models = Object.keys(modelTitles) as ModelName[];
