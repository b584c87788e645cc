"""Makes tests/fixtures/sft-by-trl: what TRL writes after a training, in numbers
of 16 bits, and what transformers then answers, word for word (measured with
torch 2.13, transformers 5.18, trl 1.13). EXPORTED is a folder that
`rlhf export` wrote.

    python tests/oracle/make_trl_fixture.py EXPORTED tests/fixtures/sft-by-trl
"""

import json
import os
import sys

import torch
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import SFTConfig, SFTTrainer

exported, folder = [os.path.abspath(path) for path in sys.argv[1:]]
settings = SFTConfig(
    output_dir=folder,
    report_to="none",
    save_strategy="no",
    bf16=False,
    max_length=48,
    learning_rate=5e-4,
    per_device_train_batch_size=16,
    num_train_epochs=2,
)
data = load_dataset("json", data_files=f"{exported}/sft.jsonl", split="train")
trainer = SFTTrainer(model=f"{exported}/checkpoints/pretrain", args=settings, train_dataset=data)
trainer.train()
trainer.model.to(torch.bfloat16)
trainer.save_model(folder)
os.remove(f"{folder}/training_args.bin")

tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()


def answer(prompt):
    ids = tokenizer(prompt, return_tensors="pt")["input_ids"]
    written = model.generate(ids, max_new_tokens=18, do_sample=False)[0, ids.shape[1] :]
    return tokenizer.decode(written, skip_special_tokens=True).strip()


animals = ["fox", "mouse", "bear", "owl"]
prompts = [f"ask: what does the {animal} eat ?" for animal in animals]
with open(f"{folder}/answers.json", "w") as file:
    json.dump({prompt: answer(prompt) for prompt in prompts}, file, indent=1)
    file.write("\n")
