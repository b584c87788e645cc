"""Makes tests/fixtures/groups.json: the losses of GRPO and its relatives and
their gradients, by TRL's own code in float64 (measured with torch 2.13, trl
1.13). tests/snippets/group-loss.test.ts holds ours to it.

    python tests/oracle/make_groups_fixture.py tests/fixtures
"""

import json
import sys
from collections import defaultdict
from types import SimpleNamespace
from unittest.mock import MagicMock

import torch
from trl.trainer.grpo_trainer import GRPOTrainer
from trl.trainer.rloo_trainer import RLOOTrainer

folder = sys.argv[1]
torch.manual_seed(5)
torch.set_default_dtype(torch.float64)

ROWS, WIDTH, LONGEST = 4, 6, 8
LENGTHS = [6, 2, 5, 1]


def numbers(tensor):
    return [float(f"{x:.10g}") for x in tensor.detach().flatten().tolist()]


def draw(*shape, scale=1.0):
    return torch.round(torch.randn(*shape) * scale, decimals=3)


mask = torch.tensor([[float(t < length) for t in range(WIDTH)] for length in LENGTHS])
logprobs = draw(ROWS, WIDTH, scale=0.4) - 1.5
old = logprobs + draw(ROWS, WIDTH, scale=0.25)
reference = logprobs + draw(ROWS, WIDTH, scale=0.4)
advantages = torch.tensor([1.2, -0.7, 0.4, -0.9])


def stub(**settings):
    """What the two functions ask of a trainer; the rest only logs."""
    accelerator = MagicMock(num_processes=1)
    accelerator.gather = accelerator.gather_for_metrics = lambda x: x
    accelerator.reduce = lambda x, **_: x
    usual = dict(
        accelerator=accelerator, model=SimpleNamespace(training=True), aux_loss_enabled=False, top_entropy_quantile=1.0,
        off_policy_mask_threshold=None, use_vllm=False, vllm_importance_sampling_correction=False, _entropy_bonus_enabled=False,
        current_gradient_accumulation_steps=1, max_completion_length=LONGEST, tools=None, _metrics=defaultdict(lambda: defaultdict(list)),
        args=SimpleNamespace(use_bias_correction_kl=False, delta=None, steps_per_generation=1),
    )
    return SimpleNamespace(**{**usual, **settings})


def inputs():
    empty = torch.zeros(ROWS, 1, dtype=torch.long)
    return {
        "prompt_ids": empty, "prompt_mask": empty, "completion_ids": torch.zeros(ROWS, WIDTH, dtype=torch.long),
        "completion_mask": mask, "advantages": advantages, "old_per_token_logps": old, "ref_per_token_logps": reference,
        "old_logps": (old * mask).sum(1), "num_items_in_batch": mask.sum(),
    }


def run(trainer, **settings):
    own = logprobs.clone().requires_grad_()
    look = lambda *_, **__: (own, torch.zeros_like(own), None)
    loss = trainer._compute_loss(stub(_get_per_token_logps_and_entropies=look, **settings), None, inputs())
    loss.backward()
    return {"loss": float(f"{loss.item():.10g}"), "gradient": numbers(own.grad)}


def grpo(**settings):
    usual = dict(loss_type="grpo", importance_sampling_level="token", beta=0.0, epsilon_low=0.2, epsilon_high=0.2)
    return run(GRPOTrainer, **{**usual, **settings})


cases = {
    "GRPO": {"ours": {"average": "answers", "klCoef": 0.3}, **grpo(beta=0.3)},
    "token mean, with KL": {"ours": {"average": "tokens", "klCoef": 0.1}, **grpo(loss_type="bnpo", beta=0.1)},
    "Dr. GRPO": {"ours": {"average": "constant"}, **grpo(loss_type="dr_grpo")},
    "DAPO": {"ours": {"average": "tokens", "cliprangeHigh": 0.28}, **grpo(loss_type="dapo", epsilon_high=0.28)},
    "GSPO": {
        "ours": {"average": "answers", "ratio": "answer mean", "cliprange": 0.03, "cliprangeHigh": 0.04},
        **grpo(importance_sampling_level="sequence", epsilon_low=0.03, epsilon_high=0.04),
    },
    "CISPO": {"ours": {"surrogate": "cispo", "cliprangeHigh": 0.1}, **grpo(loss_type="cispo", epsilon_high=1.1)},
    "RLOO": {"ours": {"average": "answers", "ratio": "answer"}, **run(RLOOTrainer, epsilon_low=0.2, epsilon_high=0.2)},
}
fixture = {
    "rows": ROWS, "width": WIDTH, "lengths": LENGTHS, "maxNewTokens": LONGEST, "logprobs": numbers(logprobs), "old": numbers(old),
    "reference": numbers(reference), "advantages": numbers(advantages), "cases": cases,
}
with open(f"{folder}/groups.json", "w") as file:
    file.write(json.dumps(fixture, indent=1) + "\n")
