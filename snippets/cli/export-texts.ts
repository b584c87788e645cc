/** The words of an exported folder: how to go on, and what differs there. */
import type { TrlCommand } from "./trl-settings.ts";

/** What each of TRL's commands makes of what. */
const TRAINS: Record<TrlCommand, string> = {
  sft: "pretrain -> SFT",
  reward: "SFT -> reward model",
  dpo: "SFT -> DPO, without a reward model",
  grpo: "SFT -> policy, judged by the reward model",
};

const COLUMNS: Record<string, string> = {
  "sft.jsonl": "prompt, completion: the demonstrations",
  "preferences.jsonl":
    "prompt, chosen, rejected: every pair of ranked answers that both ended",
  "prompts.jsonl": "prompt: what the policy practises on",
};

const PROMPT = "ask: what does the fox eat ?";
const SAMPLE = `npm run -s rlhf -- sample --prompt "${PROMPT}"`;

export interface Exported {
  /** those that this folder has all for */
  commands: readonly TrlCommand[];
  files: readonly string[];
  /** the language model to try */
  model: string;
}

/** The folder's README.md. Its indented lines are run by a test. */
export function exportReadme({ commands, files, model }: Exported): string {
  const lines = commands.map((name) => {
    const command = `trl ${name} --config ${name}.yaml`.padEnd(32);
    return `    ${command} # ${TRAINS[name]}`;
  });
  const rows = Object.entries(COLUMNS)
    .filter(([name]) => files.includes(name))
    .map(([name, columns]) => `| ${name} | ${columns} |`);
  return `# From the tab to a cluster

Everything that the tiny ChatGPT was trained on, for the tools that large ones
are trained with: TRL, here of version 1.13, on a CPU or on GPUs. Run these in
this folder, in this order:

    pip install trl
${lines.join("\n")}

What they have trained lies in \`out/\`. A language model of it opens in the
book's repository, too, where DIR is this folder:
\`${SAMPLE} --checkpoint DIR/out/sft\`.
TRL has no PPO trainer any more; GRPO takes its place.

| file | columns |
| --- | --- |
${rows.join("\n")}

The checkpoints in \`checkpoints/\` open with transformers:

    from transformers import AutoModelForCausalLM, AutoTokenizer
    model = AutoModelForCausalLM.from_pretrained("${model}")
    tokenizer = AutoTokenizer.from_pretrained("${model}")
    prompt = tokenizer("${PROMPT}", return_tensors="pt")
    print(tokenizer.decode(model.generate(**prompt, max_new_tokens=18)[0]))

Words are split at spaces, and a word carries the space before it, as GPT-2's
do. A word that is not one of the 125 is an error ("Missing [UNK] token").
\`<end>\` is the token that ends an answer, and the trainers add it. For a
larger model change \`model_name_or_path\`, lower the learning rate, and the
same files will do.

## What TRL does otherwise than the book

The settings are the book's, with these differences:

- Chance: other seeds, and the order of rows is another one.
- The warm-up of the learning rate begins at 0, so it comes one step later.
${differences(commands)}`;
}

const PAIRS = `- Reward model and DPO: pairs are shuffled, so the pairs of one
  ranking come in different steps, and a prompt with nine ranked answers
  counts 36 times as much as one with two. In the book a step has all pairs
  of eight prompts, and every prompt counts the same.
- Pairs with an answer that did not come to its end are left out, as TRL would
  write an end to it.
`;

const REWARD = `- The reward model starts with a head from another distribution,
  and its scores keep the unit and the zero that training gave them. In
  \`checkpoints/reward\` the demonstrations have a mean score of 0, and the
  SFT model's answers a standard deviation of 1.
`;

const GRPO = `- GRPO: a step is one update, of which a round of the book
  has eight. Given a reward model itself, TRL would score answers without
  their \`<end>\`, where the reward model has learned nothing; so \`scorer.py\`
  reads the tokens.
`;

function differences(commands: readonly TrlCommand[]): string {
  return [
    commands.includes("dpo") ? PAIRS : "",
    commands.includes("reward") ? REWARD : "",
    commands.includes("grpo") ? GRPO : "",
  ].join("");
}

/** GRPO's judge, as TRL calls one that is not a model: scorer.score. */
export const SCORER = `"""The reward model as the judge of trl grpo.

It reads the tokens that the policy wrote, with the <end> if there is one.
"""
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

CHECKPOINT = "checkpoints/reward"
tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT).eval()


@torch.inference_mode()
def score(prompts, completion_ids, **_):
    ids = [
        tokenizer(prompt)["input_ids"] + list(answer)
        for prompt, answer in zip(prompts, completion_ids)
    ]
    batch = tokenizer.pad({"input_ids": ids}, return_tensors="pt")
    return model(**batch).logits[:, 0].tolist()
`;
