/**
 * The house, from the ground up. A file may import from its own row and from
 * rows above it in this table (which lie below it in the house), never from
 * later rows. A name that ends in "/" stands for a folder. A new file in
 * `snippets/` or `src/` needs its place here.
 */
export interface Layer {
  name: string;
  files: string[];
}

export const layers: Layer[] = [
  {
    name: "L0 plain TypeScript, without TensorFlow.js",
    files: [
      "snippets/assert.ts",
      "snippets/awake.ts",
      "snippets/exact-math.ts",
      "snippets/random.ts",
      "snippets/sample-token.ts",
      "snippets/tokenizer.ts",
      "snippets/tokenizer-json.ts",
      "snippets/safetensors.ts",
      "snippets/exchange.ts",
      "snippets/token-batch.ts",
      "snippets/shards.ts",
      "snippets/adamw.ts",
      "snippets/advantages.ts",
      "snippets/best-of-n.ts",
      "snippets/gao-forms.ts",
      "snippets/schedule.ts",
      "snippets/settings.ts",
      "snippets/lineage.ts",
      "snippets/prices.ts",
    ],
  },
  { name: "L0 the Burrow, without TensorFlow.js", files: ["snippets/world/"] },
  {
    name: "L1 tensors",
    files: [
      "snippets/backend.ts",
      "snippets/custom-gradient.ts",
      "snippets/backward.ts",
      "snippets/attention.ts",
      "snippets/plain-ops.ts",
      "snippets/plain-embed.ts",
      "snippets/plain-losses.ts",
      "snippets/read.ts",
      "snippets/engine/",
      "snippets/parameters.ts",
      "snippets/tensor.ts",
      "snippets/optimizer.ts",
      "snippets/pair-loss.ts",
    ],
  },
  {
    name: "L2 the model",
    files: [
      "snippets/gpt.ts",
      "snippets/init-gpt.ts",
      "snippets/gpt2-config.ts",
      "snippets/gpt2-tensors.ts",
      "snippets/sizes.ts",
    ],
  },
  {
    name: "L3 around the model",
    files: [
      "snippets/heads.ts",
      "snippets/logprobs.ts",
      "snippets/ppo-loss.ts",
      "snippets/packed-gpt.ts",
      "snippets/token-reader.ts",
      "snippets/generate-on-engine.ts",
      "snippets/losses.ts",
      "snippets/check-prompts.ts",
      "snippets/generate.ts",
      "snippets/checkpoint.ts",
      "snippets/learner-state.ts",
    ],
  },
  {
    name: "L4 what two workers share",
    files: [
      "snippets/shard-gradient.ts",
      "snippets/tasks.ts",
      "snippets/task-message.ts",
      "snippets/second-worker.ts",
      "snippets/serve-orders.ts",
      "snippets/meanwhile.ts",
      "snippets/generate-together.ts",
      "snippets/train-step.ts",
    ],
  },
  {
    name: "L4 experience",
    files: [
      "snippets/recipe.ts",
      "snippets/rollout.ts",
      "snippets/training.ts",
      "snippets/evaluate.ts",
      "snippets/skills.ts",
      "snippets/calibration.ts",
    ],
  },
  {
    name: "L5 trainers",
    files: [
      "snippets/pretrain.ts",
      "snippets/sft.ts",
      "snippets/reward-model.ts",
      "snippets/comparisons.ts",
      "snippets/ppo-update.ts",
      "snippets/ppo.ts",
      "snippets/faulty-episodes.ts",
      "snippets/silent-bugs.ts",
      "snippets/dpo.ts",
      "snippets/grpo-update.ts",
      "snippets/grpo.ts",
      "snippets/readers-taste.ts",
    ],
  },
  { name: "L6 experiments", files: ["snippets/experiments/"] },
  { name: "L7 the command line", files: ["snippets/cli/", "snippets/cli.ts"] },
  { name: "the notebook", files: ["src/notebook/"] },
  { name: "the editor's knowledge of types", files: ["src/editor/"] },
  { name: "what readers keep and share", files: ["src/keeping/"] },
  { name: "the benchmark", files: ["src/benchmark/"] },
  {
    name: "what the site knows about the book",
    files: [
      "src/env.d.ts",
      "src/bibliography.ts",
      "src/chapter-parts.ts",
      "src/chapter-slug.ts",
      "src/experiments.ts",
      "src/frozen.ts",
      "src/frozen-value.ts",
      "src/measured-chart.ts",
      "src/measured-table.ts",
      "src/number-text.ts",
      "src/link.ts",
      "src/notation.ts",
      "src/search.ts",
      "src/theme-key.ts",
    ],
  },
  { name: "Markdown plugins", files: ["src/plugins/"] },
  { name: "the chapters as the site finds them", files: ["src/chapters.ts"] },
  { name: "custom elements", files: ["src/elements/"] },
  { name: "components", files: ["src/components/"] },
  { name: "layouts", files: ["src/layouts/"] },
  { name: "pages", files: ["src/pages/"] },
  { name: "the type check of chapters", files: ["src/check/"] },
  { name: "the frozen outputs of chapters", files: ["src/freeze/"] },
  { name: "chapters as scripts", files: ["src/script/"] },
  { name: "the server of npm start", files: ["src/serve.ts"] },
];

/** The row of a file, or -1. */
export function layerOf(path: string) {
  return layers.findIndex(({ files }) =>
    files.some((entry) => (entry.endsWith("/") ? path.startsWith(entry) : path === entry)),
  );
}
