/** The README.md of an exported folder: how to go on from there. */
import { differences } from "./export-differences.ts";
import { RAY_JOB } from "./openrlhf.ts";
import type { TrlCommand } from "./trl-settings.ts";

/** What each of TRL's commands makes of what. */
const TRAINS: Record<TrlCommand, string> = {
  sft: "pretrain -> SFT",
  reward: "SFT -> reward model",
  dpo: "SFT -> DPO, without a reward model",
  kto: "SFT -> KTO, from thumbs up and down",
  grpo: "SFT -> policy, judged by the reward model",
  rloo: "the same, with the mean of the others as baseline",
};

const COLUMNS: Record<string, string> = {
  "sft.jsonl": "prompt, completion: the demonstrations",
  "preferences.jsonl":
    "prompt, chosen, rejected: 15 pairs of each ranking's answers",
  "thumbs.jsonl":
    "prompt, completion, label: each ranking's best answer and its worst",
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

What they have trained lies in \`out/\`. It opens in the book again, in a
terminal at the book's repository, where DIR is this folder:
\`${SAMPLE} --checkpoint DIR/out/sft\`,
and in the browser: "My models" in a chapter's menu, then "Open a folder".
${commands.includes("grpo") ? JOB : ""}
${PROCESSES}
## The files

| file | columns |
| --- | --- |
${rows.join("\n")}

The checkpoints in \`checkpoints/\` open with transformers:

    from transformers import AutoModelForCausalLM, AutoTokenizer
    model = AutoModelForCausalLM.from_pretrained("${model}")
    tokenizer = AutoTokenizer.from_pretrained("${model}")
    prompt = tokenizer("${PROMPT}", return_tensors="pt")
    print(tokenizer.decode(model.generate(**prompt, max_new_tokens=18)[0]))

Capitals are read as small letters, and a mark is a word of its own. A word
carries the space before it, as GPT-2's do. One that is not among the 125 is an
error ("Missing [UNK] token").
\`<end>\` is the token that ends an answer, and the trainers add it. For a
larger model change \`model_name_or_path\`, lower the learning rate, and the
same files will do.

${differences(commands)}`;
}

const JOB = `
TRL has no PPO trainer any more; GRPO and RLOO take its place there. For PPO
there is a job for a Ray cluster, with the book's settings in the words of
OpenRLHF 0.11: \`sh ${RAY_JOB}\`. Checked: every argument's name and type
against OpenRLHF's own. Not run: it takes a GPU, and vLLM's kernels for
attention, which begin at heads of 32 numbers where a model of this folder has
16 or so; a larger model in the place of \`checkpoints/sft\` has more.
`;

const PROCESSES = `## On several processes

A process for each GPU, or here for each half of a CPU. What a step learns from
stays the same if the batch of each process is divided by their number:

    accelerate launch --num_processes 1 \\
      -m trl.scripts.sft --config sft.yaml --output_dir out/sft-1 \\
      --use_cpu true
    accelerate launch --multi_gpu --num_processes 2 \\
      -m trl.scripts.sft --config sft.yaml --output_dir out/sft-2 \\
      --use_cpu true --per_device_train_batch_size 8

The second means two CPUs in spite of its name: with \`--cpu\` in the place of
\`--multi_gpu\` one process would start, and say nothing of it. Both learn the
same, up to rounding; a model this small gains no time by it (38 seconds and 46
on two busy cores). On GPUs leave out \`--use_cpu true\`. The other commands
take the same words: \`trl.scripts.dpo\` is \`trl dpo\`.
`;
