"""Makes tests/fixtures/lora.json: the little GPT-2 of gpt2-by-transformers with
adapters by Hugging Face's PEFT, its logits, and the gradient of a loss by the
adapters. tests/snippets/lora.test.ts holds ours to it.

    python tests/oracle/make_lora_fixture.py tests/fixtures

With a second folder, of a model with adapters written by mini-rlhf (loraFiles),
prints the logits that PEFT finds for the fixture's tokens.
"""

import importlib.metadata
import json
import sys

import torch
import torch.nn.functional as F
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import GPT2LMHeadModel

folder = sys.argv[1]
torch.manual_seed(5)
TOKENS = torch.tensor([[3, 17, 9, 0, 22, 5], [8, 8, 1, 20, 4, 11]])
base = GPT2LMHeadModel.from_pretrained(f"{folder}/gpt2-by-transformers").double().eval()

if len(sys.argv) > 2:
    model = PeftModel.from_pretrained(base, sys.argv[2]).double().eval()
    print(json.dumps(model(TOKENS).logits.tolist()))
    sys.exit()

TARGETS = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"]
config = LoraConfig(
    task_type="CAUSAL_LM", r=3, lora_alpha=6, lora_dropout=0.0, target_modules=TARGETS, fan_in_fan_out=True
)
model = get_peft_model(base, config).double().eval()
adapters = {name: p for name, p in model.named_parameters() if "lora_" in name}
for parameter in adapters.values():
    parameter.data = torch.tensor([round(x, 3) for x in (torch.randn(parameter.shape) * 0.4).flatten().tolist()], dtype=torch.double).reshape(parameter.shape)
logits = model(TOKENS).logits
loss = F.cross_entropy(logits[:, :-1].flatten(0, 1), TOKENS[:, 1:].flatten())
loss.backward()


def own(name):
    """As in the file that PEFT writes, without the adapter's own name."""
    return name.replace(".default", "")


fixture = {
    "versions": {name: importlib.metadata.version(name) for name in ["torch", "transformers", "peft"]},
    "rank": 3,
    "alpha": 6,
    "tokens": TOKENS.tolist(),
    "adapters": {own(name): p.tolist() for name, p in adapters.items()},
    "logits": logits.tolist(),
    "loss": loss.item(),
    "gradients": {own(name): p.grad.tolist() for name, p in adapters.items()},
}
text = json.dumps(fixture)
rounded = json.loads(text, parse_float=lambda x: float(f"{float(x):.8g}"))
with open(f"{folder}/lora.json", "w") as file:
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in rounded.items()]
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
