"""Opens a folder written by `rlhf export` with transformers and TRL.

    python prove.py FOLDER OURS

OURS is a JSON file: for every stage, what our own model says of some tokens
(logits [T][V], or for the reward model a score). Prints one line per proof.
"""

import json
import os
import sys

os.environ["TOKENIZERS_PARALLELISM"] = "false"
sys.path.insert(0, sys.argv[1])
os.chdir(sys.argv[1])

import torch
from datasets import load_dataset
from scorer import score
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import SFTConfig, SFTTrainer

with open(sys.argv[2]) as file:
    ours = json.load(file)


def proved(what):
    print(f"- {what}")


def largest_difference(theirs, mine):
    return (theirs - torch.tensor(mine)).abs().max().item()


for stage in ["pretrain", "sft", "ppo"]:
    model = AutoModelForCausalLM.from_pretrained(f"checkpoints/{stage}").eval()
    tokens = torch.tensor([[*ours["prompt_ids"], *ours["answer_ids"]]])
    with torch.no_grad():
        difference = largest_difference(model(tokens).logits[0], ours[stage])
    assert difference < 1e-4, f"{stage}: logits differ by {difference}"
    proved(f"logits of {stage}: equal up to {difference:.1e}")

tokenizer = AutoTokenizer.from_pretrained("checkpoints/sft")
ids = tokenizer(ours["prompt"])["input_ids"]
assert ids == ours["prompt_ids"], f"tokens {ids}, expected {ours['prompt_ids']}"
texts = [tokenizer.decode(ours[part], skip_special_tokens=True) for part in ["prompt_ids", "answer_ids"]]
ids = tokenizer("".join(texts))["input_ids"]
assert [*ids, tokenizer.eos_token_id] == [*ours["prompt_ids"], *ours["answer_ids"]], f"joined texts are {ids}"
proved("tokens: the same, of texts apart and joined")

[judged] = score([ours["prompt"]], [ours["answer_ids"]])
assert abs(judged - ours["reward"]) < 1e-4, f"score {judged}, expected {ours['reward']}"
proved(f"scorer.py's score: equal up to {abs(judged - ours['reward']):.1e}")

data = load_dataset("json", data_files="sft.jsonl", split="train").select(range(8))
args = SFTConfig(output_dir="out/labels", report_to="none", bf16=False, max_length=48)
sft = SFTTrainer(model="checkpoints/pretrain", args=args, train_dataset=data, processing_class=tokenizer)
labels = sft.data_collator([sft.train_dataset[0]])["labels"][0]
learned = tokenizer.convert_ids_to_tokens(labels[labels != -100])
expected = [*data[0]["completion"].split(), "<end>"]
assert learned == expected, f"TRL learns {learned}, expected {expected}"
proved("SFT learns the completion and its end, and nothing else")
