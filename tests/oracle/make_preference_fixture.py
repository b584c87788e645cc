"""Makes tests/fixtures/preferences.json: losses on preferences and of
distillation in float64, and their gradients by autograd. Where TRL has a
function for a loss, ours is asserted to be the same. tests/snippets/
preference-losses.test.ts holds mini-rlhf to the file.

    python tests/oracle/make_preference_fixture.py tests/fixtures
"""

import importlib.metadata
import json
import os
import sys
from types import SimpleNamespace

import torch
import torch.nn.functional as F

os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"
from trl.experimental.cpo import CPOTrainer
from trl.experimental.gkd import GKDTrainer
from trl.experimental.orpo import ORPOTrainer

folder = sys.argv[1]
torch.manual_seed(3)
torch.set_default_dtype(torch.double)
HERE = SimpleNamespace(device="cpu")


def draw(*shape, scale=1.0):
    return torch.tensor([round(x, 3) for x in (torch.randn(*shape) * scale).flatten().tolist()]).reshape(shape)


def same(ours, theirs, tolerance=1e-12):
    assert torch.allclose(ours, theirs.to(ours), rtol=tolerance, atol=tolerance), (ours, theirs)


# Two prompts with three and two answers, best first: all pairs, every prompt the same.
COUNTS = [3, 2]
PAIRS = [(0, 1), (0, 2), (1, 2), (3, 4)]
WEIGHT = torch.tensor([1 / 6, 1 / 6, 1 / 6, 1 / 2])
LENGTHS = torch.tensor([3.0, 7, 5, 2, 9])
# Log-probabilities of tokens between -3 and -0.05, summed
LOGPROBS = torch.tensor([round(x, 3) for x in (-LENGTHS * (torch.rand(5) * 1.5 + 0.05)).tolist()])
REFERENCE = (LOGPROBS + draw(5, scale=1.5)).clamp(max=-0.1)
W, L = [i for i, _ in PAIRS], [j for _, j in PAIRS]


def dpo(logprobs, beta=0.3, smoothing=0.0):
    """As TRL's "sigmoid"; with smoothing as the cDPO of earlier versions."""
    ratios = logprobs - REFERENCE
    delta = beta * (ratios[W] - ratios[L])
    return -(1 - smoothing) * F.logsigmoid(delta) - smoothing * F.logsigmoid(-delta)


def ipo(logprobs, beta=0.3):
    """As TRL's "ipo" in dpo_trainer.py: averages over an answer's tokens."""
    scores = (logprobs - REFERENCE) / LENGTHS
    return (scores[W] - scores[L] - 1 / (2 * beta)) ** 2


def simpo(logprobs, beta=2.0, gamma=1.0):
    means = logprobs / LENGTHS
    losses = -F.logsigmoid(beta * (means[W] - means[L]) - gamma)
    settings = SimpleNamespace(beta=beta, simpo_gamma=gamma, loss_type="simpo", label_smoothing=0, alpha=0.0, accelerator=HERE)
    same(losses, CPOTrainer.cpo_loss(settings, means[W], means[L])[0])
    return losses


def orpo(logprobs, lam=0.25):
    means = logprobs / LENGTHS
    odds = torch.log(means.exp() / (1 - means.exp()))
    apart = F.logsigmoid(odds[W] - odds[L])
    settings = SimpleNamespace(beta=lam, accelerator=HERE)
    # TRL computes this one in float32
    same(lam * apart, ORPOTrainer.odds_ratio_loss(settings, means[W], means[L])[0], 1e-5)
    return -means[W] - lam * apart


def case(name, loss, **settings):
    logprobs = LOGPROBS.clone().requires_grad_()
    value = (loss(logprobs) * WEIGHT).sum()
    value.backward()
    return {"name": name, "settings": settings, "loss": value.item(), "gradient": logprobs.grad.tolist()}


def kto():
    """Eq. 8; the weights and the mean over all answers as in kto_trainer.py."""
    good = torch.tensor([1.0, 0, 1, 0, 0])
    beta, baseline, desirable, undesirable = 0.4, 0.35, 1.5, 0.8
    logprobs = LOGPROBS.clone().requires_grad_()
    ratios = logprobs - REFERENCE
    chosen = 1 - torch.sigmoid(beta * (ratios - baseline))
    rejected = 1 - torch.sigmoid(beta * (baseline - ratios))
    value = torch.where(good == 1, desirable * chosen, undesirable * rejected).mean()
    value.backward()
    return {
        "good": good.tolist(), "klCoef": beta, "baseline": baseline, "goodWeight": desirable, "otherWeight": undesirable,
        "loss": value.item(), "gradient": logprobs.grad.tolist(),
    }


def distillation():
    """Reverse KL over the whole vocabulary, as TRL's GKD with beta 1."""
    student, teacher = draw(6, 5).requires_grad_(), draw(6, 5, scale=2)
    mask = torch.tensor([1.0, 1, 0, 1, 0, 1])
    p, q = F.log_softmax(student, -1), F.log_softmax(teacher, -1)
    value = ((p.exp() * (p - q)).sum(-1) * mask).sum() / mask.sum()
    labels = torch.where(mask == 1, 0, -100)
    # TRL adds the vocabulary's entries to a sum and divides by what is not masked
    theirs = GKDTrainer.generalized_jsd_loss(student[None], teacher[None], labels[None], beta=1, reduction="batchmean")
    same(value, theirs)
    value.backward()
    return {
        "student": student.tolist(), "teacher": q.tolist(), "mask": mask.tolist(),
        "loss": value.item(), "gradient": student.grad.tolist(),
    }


fixture = {
    "versions": {name: importlib.metadata.version(name) for name in ["torch", "trl"]},
    "counts": COUNTS,
    "logprobs": LOGPROBS.tolist(),
    "reference": REFERENCE.tolist(),
    "lengths": LENGTHS.tolist(),
    "cases": [
        case("dpo", dpo, klCoef=0.3),
        case("dpo", lambda x: dpo(x, smoothing=0.2), klCoef=0.3, labelSmoothing=0.2),
        case("ipo", ipo, klCoef=0.3),
        case("simpo", simpo, klCoef=2, margin=1),
        case("orpo", orpo, oddsCoef=0.25),
    ],
    "kto": kto(),
    "distillation": distillation(),
}
rounded = json.loads(json.dumps(fixture), parse_float=lambda x: float(f"{float(x):.9g}"))
with open(f"{folder}/preferences.json", "w") as file:
    lines = []
    for key, value in rounded.items():
        rows = ",\n".join(f"    {json.dumps(row)}" for row in value) if key == "cases" else None
        lines.append(f"  {json.dumps(key)}: " + (f"[\n{rows}\n  ]" if rows else json.dumps(value)))
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
