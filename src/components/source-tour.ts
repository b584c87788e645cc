/** The order in which the source is best read. */
export interface TourStop {
  title: string;
  about: string;
  files: string[];
}

const stops: TourStop[] = [
  {
    title: "Words and their world",
    about:
      "A tokenizer, and the Burrow: its facts, the texts about it, the requests, the people who " +
      "demonstrate and rank, and the rubric that knows what a good answer is.",
    files: [
      "tokenizer",
      "world/vocabulary",
      "world/facts",
      "world/documents",
      "world/corpus",
      "world/requests",
      "world/sample-request",
      "world/parse-request",
      "world/splits",
      "world/answers",
      "world/styles",
      "world/demonstrations",
      "world/correctness",
      "world/gold",
      "world/labelers",
      "world/prompted",
    ],
  },
  {
    title: "The model",
    about: "GPT-2, exactly, as functions over a record of parameters.",
    files: [
      "gpt",
      "init-gpt",
      "sizes",
      "tensor",
      "attention",
      "plain-ops",
      "plain-embed",
      "plain-losses",
      "parameters",
      "heads",
    ],
  },
  {
    title: "Sampling",
    about: "One word after the other, with a cache of keys and values.",
    files: ["generate", "check-prompts", "sample-token"],
  },
  {
    title: "Reading text, then copying demonstrations",
    about: "The next-word loss and its optimizer; first on all words, then on answers only.",
    files: [
      "pretrain",
      "sft",
      "train-step",
      "losses",
      "logprobs",
      "token-batch",
      "shards",
      "exchange",
      "training",
      "optimizer",
      "adamw",
      "schedule",
      "settings",
      "recipe",
    ],
  },
  {
    title: "A judge, learned from ranked answers",
    about: "The reward model.",
    files: ["reward-model", "comparisons", "pair-loss"],
  },
  {
    title: "Answer, judge, improve",
    about: "PPO: rounds of answers, credit for every word, and updates on a leash.",
    files: ["ppo", "rollout", "advantages", "ppo-update", "ppo-loss"],
  },
  {
    title: "How good is it?",
    about: "Answers to requests that training never saw, and where the real models came from.",
    files: ["evaluate", "skills", "calibration", "gao-forms", "lineage", "prices"],
  },
  {
    title: "Other ways, and wrong ones",
    about:
      "No training, no reward model, no value function, a reader as the judge; and mistakes that " +
      "nothing complains about.",
    files: [
      "best-of-n",
      "dpo",
      "grpo",
      "grpo-update",
      "readers-taste",
      "silent-bugs",
      "faulty-episodes",
    ],
  },
  {
    title: "Experiments",
    about: "InstructGPT's findings in miniature: every table that the chapters quote.",
    files: [
      "experiments/experiment",
      "experiments/rows",
      "experiments/more-rows",
      "experiments/measures",
      "experiments/protocol",
      "experiments/workshop",
      "experiments/models",
      "experiments/ppo-recipe",
      "experiments/ppo-runs",
      "experiments/figure-1",
      "experiments/reward-model",
      "experiments/ranked-tests",
      "experiments/accuracies",
      "experiments/pairs-together",
      "experiments/over-optimisation",
      "experiments/best-of-n-curve",
      "experiments/alignment-tax",
      "experiments/sampling",
      "experiments/ppo-details",
      "experiments/alternatives",
      "experiments/readers-taste",
      "experiments/stability",
      "experiments/labelers",
      "experiments/over-fitting",
      "experiments/all",
      "experiments/summary",
    ],
  },
  {
    title: "Files that other tools read",
    about: "A checkpoint is a folder that Hugging Face transformers opens.",
    files: [
      "checkpoint",
      "safetensors",
      "gpt2-config",
      "gpt2-tensors",
      "tokenizer-json",
      "learner-state",
    ],
  },
  {
    title: "The same numbers everywhere",
    about: "Seeded chance, arithmetic that rounds alike on every machine, and clear complaints.",
    files: ["random", "exact-math", "assert", "read"],
  },
  {
    title: "What makes it fast",
    about:
      "TensorFlow.js on WebAssembly, and kernels of our own, in AssemblyScript, that compute the " +
      "model's operations on its memory. A second worker learns from half of every batch, and " +
      "writes half of the answers.",
    files: [
      "meanwhile",
      "generate-together",
      "tasks",
      "task-message",
      "second-worker",
      "serve-orders",
      "awake",
      "shard-gradient",
      "backend",
      "custom-gradient",
      "backward",
      "engine/register",
      "engine/kernel-table",
      "engine/heap",
      "engine/fused-ops",
      "engine/fused-losses",
      "engine/tape",
      "engine/batch-mat-mul",
      "generate-on-engine",
      "token-reader",
      "packed-gpt",
      "engine/adamw",
      "engine/kernels/index",
      "engine/kernels/gemm",
      "engine/kernels/pack",
      "engine/kernels/tile",
      "engine/kernels/attention",
      "engine/kernels/softmax",
      "engine/kernels/cached-attention",
      "engine/kernels/decode",
      "engine/kernels/draw",
      "engine/kernels/packed",
      "engine/kernels/layer-norm",
      "engine/kernels/gelu",
      "engine/kernels/logprob",
      "engine/kernels/mean",
      "engine/kernels/adamw",
      "engine/kernels/exp",
      "engine/kernels/rows",
    ],
  },
  {
    title: "The command line",
    about: "The same core in a terminal.",
    files: [
      "cli",
      "cli/usage",
      "cli/flags",
      "cli/train",
      "cli/stages",
      "cli/start-in-node",
      "cli/second-worker",
      "cli/thread",
      "cli/folders",
      "cli/record",
      "cli/progress-bar",
      "cli/look-inside",
      "cli/export",
      "cli/export-texts",
      "cli/experiments",
      "cli/run-experiment",
      "cli/disk-shelf",
      "cli/core-hash",
      "cli/report",
      "cli/report-texts",
    ],
  },
];

/** The stops with those of their files that exist; files without a stop come last. */
export function sourceTour(names: readonly string[]): TourStop[] {
  const placed = new Set(stops.flatMap(({ files }) => files));
  const rest = names.filter((name) => !placed.has(name));
  const last = { title: "Besides", about: "Files without a place on the tour.", files: rest };
  return [...stops, last]
    .map((stop) => ({ ...stop, files: stop.files.filter((name) => names.includes(name)) }))
    .filter(({ files }) => files.length > 0);
}
