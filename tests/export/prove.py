"""Opens a folder written by `rlhf export` with transformers and TRL.

    python prove.py FOLDER LOGITS

LOGITS is a JSON file: for every stage, what our own model says of some tokens
(logits [T][V], or for the reward model a score). One SFT and one DPO step are
made on the exported files. Prints one line per proof; fails loudly.
"""

import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import torch
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, AutoTokenizer
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

folder, ours_file = sys.argv[1:]
with open(ours_file) as file:
    ours = json.load(file)


def largest_difference(theirs, mine):
    return (theirs - torch.tensor(mine)).abs().max().item()


for stage in ["pretrain", "sft", "ppo"]:
    model = AutoModelForCausalLM.from_pretrained(f"{folder}/checkpoints/{stage}").eval()
    tokens = torch.tensor([ours["tokens"]])
    with torch.no_grad():
        difference = largest_difference(model(tokens).logits[0], ours[stage])
    assert difference < 1e-4, f"{stage}: logits differ by {difference}"
    print(f"logits of {stage}: equal up to {difference:.1e}")

tokenizer = AutoTokenizer.from_pretrained(f"{folder}/checkpoints/sft")
ids = tokenizer(ours["text"])["input_ids"]
assert ids == ours["tokens"], f"tokens {ids}, expected {ours['tokens']}"
print("tokens: the same")

judge = AutoModelForSequenceClassification.from_pretrained(f"{folder}/checkpoints/reward", num_labels=1).eval()
with torch.no_grad():
    score = judge(torch.tensor([ours["scored"]])).logits.item()
assert abs(score - ours["reward"]) < 1e-4, f"score {score}, expected {ours['reward']}"
print(f"score of the reward model: equal up to {abs(score - ours['reward']):.1e}")


def rows(name, count):
    data = load_dataset("json", data_files=f"{folder}/{name}.jsonl", split="train")
    print(f"{name}.jsonl: {len(data)} rows of {', '.join(data.column_names)}")
    return data.select(range(count))


def config(kind, name, **more):
    return kind(
        output_dir=f"{folder}/out/{name}", max_steps=1, per_device_train_batch_size=8, max_length=48,
        report_to="none", save_strategy="no", bf16=False, use_cpu=True, disable_tqdm=True, **more,
    )


def one_step(trainer, name):
    before = {key: value.detach().clone() for key, value in trainer.model.named_parameters()}
    loss = trainer.train().training_loss
    changed = sum(not torch.equal(before[key], value) for key, value in trainer.model.named_parameters())
    assert changed > 0 and loss == loss, f"{name}: nothing was learned, loss {loss}"
    print(f"{name}: one step, loss {loss:.3f}")
    return loss


sft = SFTTrainer(
    model=f"{folder}/checkpoints/pretrain", args=config(SFTConfig, "sft"),
    train_dataset=rows("sft", 8), processing_class=tokenizer,
)
labels = sft.data_collator([sft.train_dataset[0]])["labels"][0]
learned = tokenizer.convert_ids_to_tokens(labels[labels != -100])
with open(f"{folder}/sft.jsonl") as file:
    first = json.loads(file.readline())
expected = [*first["completion"].split(), "<end>"]
assert learned == expected, f"TRL learns {learned}, expected {expected}"
print("SFT: learns the completion and its end, and nothing else")
one_step(sft, "SFT")

dpo = DPOTrainer(
    model=f"{folder}/checkpoints/sft", args=config(DPOConfig, "dpo", beta=0.3),
    train_dataset=rows("preferences", 8), processing_class=tokenizer,
)
loss = one_step(dpo, "DPO")
assert abs(loss - 0.693) < 0.01, f"DPO starts at log 2, got {loss}"
rows("prompts", 8)
