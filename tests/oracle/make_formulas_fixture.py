"""Makes tests/fixtures/formulas.json: the formulas of training, computed by
PyTorch and TRL and their gradients by autograd (measured with torch 2.13,
transformers 5.18, trl 1.13). tests/snippets/formulas.test.ts holds ours to it.

    python tests/oracle/make_formulas_fixture.py tests/fixtures
"""

import json
import math
import sys

import torch
import torch.nn.functional as F
from transformers import GPT2LMHeadModel
from trl.trainer.grpo_trainer import nanstd

folder = sys.argv[1]
torch.manual_seed(11)


def numbers(tensor):
    """Seven digits: what float32 holds."""
    return json.loads(json.dumps(tensor.detach().double().tolist()), parse_float=lambda x: float(f"{float(x):.7g}"))


def draw(*shape, scale=1.0):
    return torch.tensor([round(x, 3) for x in (torch.randn(*shape) * scale).flatten().tolist()]).reshape(shape)


def gpt_gradients():
    """Cross-entropy of a GPT-2 on two texts, and its gradient in short: for
    every parameter the norm, and the sum of entry i times cos(i)."""
    model = GPT2LMHeadModel.from_pretrained(f"{folder}/gpt2-by-transformers").eval()
    tokens = torch.tensor([[3, 17, 9, 0, 22, 5], [8, 8, 1, 20, 4, 11]])
    mask = torch.tensor([[0, 1, 1, 1, 0], [1, 1, 0, 1, 1]])
    logits = model(tokens).logits[:, :-1]
    losses = F.cross_entropy(logits.transpose(1, 2), tokens[:, 1:], reduction="none")
    loss = (losses * mask).sum() / mask.sum()
    loss.backward()
    gradients = {}
    for name, parameter in model.named_parameters():
        flat = parameter.grad.flatten().double()
        wave = torch.cos(torch.arange(flat.numel(), dtype=torch.double))
        gradients[name] = {"norm": numbers(flat.norm()), "wave": numbers(flat @ wave)}
    return {"tokens": tokens.tolist(), "mask": mask.flatten().tolist(), "loss": numbers(loss), "gradients": gradients}


def pair_loss():
    """Two prompts with four and three answers, best first."""
    counts = [4, 3]
    scores = draw(7, scale=2).requires_grad_()
    means, first = [], 0
    for count in counts:
        own = scores[first : first + count]
        pairs = [-F.logsigmoid(own[i] - own[j]) for i in range(count) for j in range(i + 1, count)]
        means.append(torch.stack(pairs).mean())
        first += count
    loss = torch.stack(means).mean()
    loss.backward()
    return {"counts": counts, "scores": numbers(scores), "loss": numbers(loss), "gradient": numbers(scores.grad)}


def advantages():
    """Generalised advantages as powers of gamma lambda, then whitened."""
    rewards, values = draw(9), draw(9)
    cases = []
    for gamma, lam in [(1.0, 0.95), (0.9, 0.5), (1.0, 1.0), (1.0, 0.0)]:
        deltas = rewards + gamma * torch.cat([values[1:], torch.zeros(1)]) - values
        steps = torch.arange(9)
        powers = torch.triu((gamma * lam) ** (steps[None, :] - steps[:, None]).clamp(min=0).double())
        cases.append({"gamma": gamma, "lam": lam, "advantages": numbers(powers @ deltas.double())})
    white = (values - values.mean()) / (values.var(unbiased=False) + 1e-8).sqrt()
    return {"rewards": numbers(rewards), "values": numbers(values), "cases": cases, "whitened": numbers(white)}


def policy_loss():
    logprobs = draw(8).sub(2).requires_grad_()
    old = logprobs.detach() + draw(8, scale=0.3)
    weights, mask = draw(8), torch.tensor([1.0, 1, 1, 0, 1, 1, 1, 0])
    ratio = (logprobs - old).exp()
    objective = torch.minimum(ratio * weights, ratio.clamp(0.8, 1.2) * weights)
    loss = -(objective * mask).sum() / mask.sum()
    loss.backward()
    return {
        "logprobs": numbers(logprobs), "old": numbers(old), "advantages": numbers(weights),
        "mask": mask.tolist(), "cliprange": 0.2, "loss": numbers(loss), "gradient": numbers(logprobs.grad),
    }


def value_loss():
    values = draw(8).requires_grad_()
    old, returns = values.detach() + draw(8, scale=0.3), draw(8)
    mask = torch.tensor([1.0, 1, 1, 0, 1, 1, 1, 0])
    clipped = old + (values - old).clamp(-0.2, 0.2)
    worse = torch.maximum((values - returns) ** 2, (clipped - returns) ** 2)
    loss = 0.5 * (worse * mask).sum() / mask.sum()
    loss.backward()
    return {
        "values": numbers(values), "old": numbers(old), "returns": numbers(returns),
        "mask": mask.tolist(), "cliprange": 0.2, "loss": numbers(loss), "gradient": numbers(values.grad),
    }


def adamw():
    """Five steps with clipping to norm 1 and weight decay."""
    weight, bias = draw(3, 2), draw(2)
    first = {"weight": numbers(weight), "bias": numbers(bias)}
    parameters = [torch.nn.Parameter(weight.clone()), torch.nn.Parameter(bias.clone())]
    optimizer = torch.optim.AdamW(parameters, lr=0.05, betas=(0.9, 0.95), eps=1e-5, weight_decay=0.01)
    gradients = []
    for step in range(5):
        gradient = {"weight": draw(3, 2, scale=0.2 + 0.4 * step), "bias": draw(2, scale=0.3)}
        parameters[0].grad, parameters[1].grad = gradient["weight"].clone(), gradient["bias"].clone()
        norm = torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        gradients.append({**{name: numbers(g) for name, g in gradient.items()}, "norm": numbers(norm)})
        optimizer.step()
    last = {"weight": numbers(parameters[0]), "bias": numbers(parameters[1])}
    return {"learningRate": 0.05, "epsilon": 1e-5, "weightDecay": 0.01, "first": first, "gradients": gradients, "last": last}


def dpo():
    """Pairs of answers: log-probabilities under policy and reference."""
    beta = 0.3
    chosen, rejected = draw(4).sub(6).requires_grad_(), draw(4).sub(6).requires_grad_()
    ref_chosen, ref_rejected = draw(4).sub(6), draw(4).sub(6)
    delta = (chosen - ref_chosen) - (rejected - ref_rejected)
    loss = -F.logsigmoid(beta * delta).mean()
    loss.backward()
    return {
        "klCoef": beta, "chosen": numbers(chosen), "rejected": numbers(rejected),
        "refChosen": numbers(ref_chosen), "refRejected": numbers(ref_rejected),
        "loss": numbers(loss), "gradientChosen": numbers(chosen.grad), "gradientRejected": numbers(rejected.grad),
    }


def grpo():
    """Advantages with TRL's own standard deviation; k3 and its gradient."""
    rewards, size = draw(8, scale=2), 4
    grouped = rewards.view(-1, size)
    mean = grouped.mean(dim=1).repeat_interleave(size)
    advantages = (rewards - mean) / (nanstd(grouped, dim=1).repeat_interleave(size) + 1e-4)
    logprobs = draw(5).requires_grad_()
    reference = logprobs.detach() + draw(5, scale=0.4)
    k3 = (reference - logprobs).exp() - (reference - logprobs) - 1
    k3.sum().backward()
    return {
        "groupSize": size, "rewards": numbers(rewards), "advantages": numbers(advantages),
        "logprobs": numbers(logprobs), "reference": numbers(reference),
        "k3": numbers(k3), "gradient": numbers(logprobs.grad),
    }


def best_of_n():
    """The mean over all subsets, one by one."""
    import itertools

    proxy, gold = draw(8), draw(8)
    cases = []
    for n in [1, 2, 3, 5, 8]:
        subsets = list(itertools.combinations(range(8), n))
        best = [max(subset, key=lambda i: proxy[i].item()) for subset in subsets]
        cases.append({"n": n, "gold": numbers(gold[best].double().mean()), "proxy": numbers(proxy[best].double().mean())})
    return {"proxy": numbers(proxy), "gold": numbers(gold), "cases": cases}


parts = [gpt_gradients, pair_loss, advantages, policy_loss, value_loss, adamw, dpo, grpo, best_of_n]
fixture = {part.__name__: part() for part in parts}
with open(f"{folder}/formulas.json", "w") as file:
    lines = []
    for name, part in fixture.items():
        fields = ",\n".join(f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in part.items())
        lines.append(f"  {json.dumps(name)}: {{\n{fields}\n  }}")
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
assert math.isfinite(fixture["gpt_gradients"]["loss"])
