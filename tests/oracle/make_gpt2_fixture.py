"""Makes tests/fixtures/gpt2-by-transformers: a small random GPT-2 and its
logits, computed by the transformers library (measured with torch 2.13,
transformers 5.18).

    python tests/oracle/make_gpt2_fixture.py tests/fixtures/gpt2-by-transformers
"""

import json
import sys

import torch
from transformers import GPT2Config, GPT2LMHeadModel

folder = sys.argv[1]
torch.manual_seed(7)
config = GPT2Config(
    vocab_size=23, n_positions=12, n_embd=16, n_layer=2, n_head=4, n_inner=24
)
model = GPT2LMHeadModel(config).eval()
with torch.no_grad():
    for parameter in model.parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.5)
model.save_pretrained(folder)
tokens = torch.tensor([[3, 17, 9, 0, 22]])
with open(f"{folder}/logits.json", "w") as file:
    json.dump(model(tokens).logits[0].tolist(), file)
