/** What `export` writes beside the data: settings for TRL, and how to go on. */

const dataset = (file: string) => `datasets:
  - path: json
    data_files: ${file}
`;

const common = `report_to: none
logging_steps: 20
save_strategy: no
bf16: false
`;

/** The main recipe's settings, in the words of TRL. */
export const trlConfigs: Record<string, string> = {
  "sft.yaml": `model_name_or_path: checkpoints/pretrain
output_dir: out/sft
${dataset("sft.jsonl")}learning_rate: 5.0e-4
lr_scheduler_type: cosine
num_train_epochs: 8
per_device_train_batch_size: 16
max_length: 48
${common}`,
  "reward.yaml": `model_name_or_path: checkpoints/sft
output_dir: out/reward
${dataset("preferences.jsonl")}learning_rate: 1.0e-3
num_train_epochs: 1
per_device_train_batch_size: 120
max_length: 48
${common}`,
  "dpo.yaml": `model_name_or_path: checkpoints/sft
output_dir: out/dpo
${dataset("preferences.jsonl")}beta: 0.3
learning_rate: 2.0e-4
num_train_epochs: 1
per_device_train_batch_size: 120
max_length: 48
${common}`,
  "grpo.yaml": `model_name_or_path: checkpoints/sft
reward_model_name_or_path: checkpoints/reward
output_dir: out/grpo
${dataset("prompts.jsonl")}beta: 0.15
learning_rate: 2.0e-4
max_steps: 60
per_device_train_batch_size: 64
num_generations: 8
num_iterations: 2
max_completion_length: 18
${common}`,
};

export const exportReadme = `# From the tab to a cluster

Everything that the tiny ChatGPT was trained on, for the tools that large ones
are trained with: TRL, on one GPU or on many (\`accelerate launch\`).

    pip install trl
    trl sft --config sft.yaml        # pretrain -> SFT
    trl reward --config reward.yaml  # SFT -> reward model
    trl dpo --config dpo.yaml        # SFT -> DPO, without a reward model
    trl grpo --config grpo.yaml      # SFT -> policy, judged by the reward model

Run them in this folder. TRL has no PPO trainer any more; GRPO takes its place.

| file | columns |
| --- | --- |
| sft.jsonl | prompt, completion: the demonstrations |
| preferences.jsonl | prompt, chosen, rejected: every pair of ranked answers |
| prompts.jsonl | prompt: what the policy practises on |

Left out are pairs with an answer that did not come to its end. The checkpoints
in checkpoints/ open with transformers; reward has one score for an output:

    from transformers import AutoModelForCausalLM, AutoTokenizer
    model = AutoModelForCausalLM.from_pretrained("checkpoints/sft")
    tokenizer = AutoTokenizer.from_pretrained("checkpoints/sft")
    prompt = tokenizer("ask: what does the fox eat ?", return_tensors="pt")
    print(tokenizer.decode(model.generate(**prompt, max_new_tokens=18)[0]))

Words are split at spaces, so every completion begins with one; \`<end>\` is the
token that ends it, and the trainers add it. For a larger model change
\`model_name_or_path\`, lower the learning rate, and the same files will do.
`;
