"""The same work in PyTorch, as one would write it for speed on a CPU: eager float32,
fused attention, fused AdamW, a cache of keys and values for sampling.

Reads one JSON request a line and answers with one JSON line, as node-process.ts does:
    {"type": "prepare", "task": {"work": "train", "shape": {...}}}   ->  {"result": ...}
    {"type": "measure", "work": "train", "slice": 300}               ->  {"result": {"ms": 18.5}}
    {"type": "release"}                                              ->  {"result": null}
"""

import json
import math
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1
if THREADS > 0:
    torch.set_num_threads(THREADS)  # else as many as PyTorch takes by itself
PAD, END = 0, 1
ANSWERS, PROMPT, NEW = 64, 8, 16


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        C, self.H = shape["C"], shape["H"]
        self.ln_1, self.ln_2 = nn.LayerNorm(C), nn.LayerNorm(C)
        self.qkv, self.out = nn.Linear(C, 3 * C), nn.Linear(C, C)
        self.fc, self.back = nn.Linear(C, 4 * C), nn.Linear(4 * C, C)

    def forward(self, x, cache=None):
        B, T, C = x.shape
        heads = self.qkv(self.ln_1(x)).view(B, T, 3, self.H, C // self.H)
        q, k, v = heads.permute(2, 0, 3, 1, 4)  # each [B, H, T, D]
        if cache is not None:
            keys, values, past = cache
            keys[:, :, past : past + T], values[:, :, past : past + T] = k, v
            k, v = keys[:, :, : past + T], values[:, :, : past + T]
        # One new token may look at everything that is cached.
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=T > 1)
        x = x + self.out(mixed.transpose(1, 2).reshape(B, T, C))
        return x + self.back(F.gelu(self.fc(self.ln_2(x)), approximate="tanh"))


class GPT(nn.Module):
    def __init__(self, shape):
        super().__init__()
        V, C, L, T = (shape[name] for name in "VCLT")
        self.shape = shape
        self.wte, self.wpe = nn.Embedding(V, C), nn.Embedding(T, C)
        self.h = nn.ModuleList(Block(shape) for _ in range(L))
        self.ln_f = nn.LayerNorm(C)
        nn.init.normal_(self.wte.weight, std=0.08)
        nn.init.normal_(self.wpe.weight, std=0.04)

    def hidden(self, ids, caches=None, past=0):
        x = self.wte(ids) + self.wpe.weight[past : past + ids.shape[1]]
        for layer, block in enumerate(self.h):
            x = block(x, caches and (*caches[layer], past))
        return self.ln_f(x)

    def unembed(self, hidden):
        return F.linear(hidden, self.wte.weight)

    def forward(self, ids):
        return self.unembed(self.hidden(ids))


class Scorer(nn.Module):
    """A GPT body with one number in place of the output layer."""

    def __init__(self, gpt):
        super().__init__()
        self.gpt = copy_of(gpt)
        self.score = nn.Linear(gpt.shape["C"], 1, bias=False)
        self.scale, self.shift = 1.0, 0.0

    def forward(self, ids):
        return self.score(self.gpt.hidden(ids)).squeeze(-1) * self.scale + self.shift


def copy_of(model):
    """A new model with the same weights."""
    new = GPT(model.shape) if isinstance(model, GPT) else Scorer(model.gpt)
    new.load_state_dict(model.state_dict())
    if isinstance(model, Scorer):
        new.scale, new.shift = model.scale, model.shift
    return new


def adamw(model, weight_decay=0.0, eps=1e-8):
    settings = {"betas": (0.9, 0.95), "eps": eps, "weight_decay": weight_decay}
    return torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True, **settings)


def minimize(optimizer, rate, loss):
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    parameters = optimizer.param_groups[0]["params"]
    nn.utils.clip_grad_norm_(parameters, 1.0, foreach=True)
    optimizer.step()
    return loss.item()


def warm_up_cosine(step, steps, peak, warm_up):
    if step <= warm_up:
        return peak * min(1, step / max(1, warm_up))
    done = (step - warm_up) / max(1, steps - warm_up)
    return peak * (0.1 + 0.45 * (1 + math.cos(math.pi * done)))


@torch.inference_mode()
def generate(gpt, prompts, new_tokens, stop=None):
    """Prompts of different lengths: everybody moves one position at a time."""
    B, V = len(prompts), gpt.shape["V"]
    shortest = min(len(prompt) for prompt in prompts)
    longest = max(len(prompt) for prompt in prompts) + new_tokens
    lengths = torch.tensor([len(prompt) for prompt in prompts])
    ids = torch.full((B, longest), PAD)
    for row, prompt in enumerate(prompts):
        ids[row, : len(prompt)] = torch.tensor(prompt)
    C, H = gpt.shape["C"], gpt.shape["H"]
    caches = [torch.empty(2, B, H, longest, C // H).unbind() for _ in gpt.h]
    done = torch.zeros(B, dtype=torch.bool)
    ends = lengths + new_tokens
    past, read = 0, ids[:, :shortest]
    for position in range(shortest, longest):
        hidden = gpt.hidden(read, caches, past)[:, -1]
        past = position
        drawn = torch.multinomial(F.softmax(gpt.unembed(hidden), -1), 1).squeeze(1)
        writing = (lengths <= position) & ~done
        ids[:, position] = torch.where(writing, drawn, ids[:, position])
        done |= position + 1 >= ends
        if stop is not None:
            done |= writing & (drawn == stop)
        if done.all():
            break
        read = ids[:, position : position + 1]
    rows = ids.tolist()
    answers = (row[n : n + new_tokens] for row, n in zip(rows, lengths.tolist()))
    return [cut(answer, stop) for answer in answers]


def cut(answer, stop):
    return answer[: answer.index(stop) + 1] if stop in answer else answer


def padded(rows):
    T = max(map(len, rows))
    return torch.tensor([row + [PAD] * (T - len(row)) for row in rows])


def answer_mask(exchanges):
    """1 where a response token is predicted, [n, T-1]."""
    rows = [[0.0] * (len(q) - 1) + [1.0] * len(r) for q, r in exchanges]
    T = max(map(len, rows))
    return torch.tensor([row + [0.0] * (T - len(row)) for row in rows])


def logprobs(gpt, ids):
    logits = gpt(ids[:, :-1])
    chosen = logits.gather(-1, ids[:, 1:, None]).squeeze(-1)
    return chosen - logits.logsumexp(-1)


def masked_mean(values, mask):
    return (values * mask).sum() / mask.sum()


def cross_entropy(gpt, rows, mask=None):
    ids = padded(rows)
    logits = gpt(ids[:, :-1])
    loss = F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    return loss.mean() if mask is None else masked_mean(loss, mask.flatten())


def exchange_scores(model, exchanges):
    values = model(padded([q + r for q, r in exchanges]))
    last = torch.tensor([len(q) + len(r) - 1 for q, r in exchanges])
    return values.gather(1, last[:, None]).squeeze(1)


def batches(items, size, steps):
    """Epochs of shuffled items, whole batches only."""
    per_epoch = max(1, len(items) // size)
    for step in range(steps):
        if step % per_epoch == 0:
            deck = torch.randperm(len(items)).tolist()
        start = step % per_epoch * size
        yield step + 1, [items[i] for i in deck[start : start + size]]


def fine_tune(gpt, path):
    optimizer, steps = adamw(gpt), path["steps"]["sft"]
    exchanges = [(d["query"], d["response"]) for d in path["demonstrations"]]
    for step, batch in batches(exchanges, 16, steps):
        loss = cross_entropy(gpt, [q + r for q, r in batch], answer_mask(batch))
        minimize(optimizer, warm_up_cosine(step, steps, path["rates"]["sft"], 0), loss)


def learn_to_judge(model, path):
    optimizer, steps = adamw(model), path["steps"]["reward"]
    usable = [c for c in path["comparisons"] if len(c["ranked"]) > 1]
    for step, batch in batches(usable, 8, steps):
        exchanges = [(c["query"], answer) for c in batch for answer in c["ranked"]]
        scores = exchange_scores(model, exchanges).split([len(c["ranked"]) for c in batch])
        losses = [pair_loss(s) for s in scores]
        minimize(optimizer, warm_up_cosine(step, steps, 1e-3, 5), torch.stack(losses).mean())


def pair_loss(ranked):
    """All pairs of one prompt's answers, best first."""
    better, worse = torch.triu_indices(len(ranked), len(ranked), 1)
    return -F.logsigmoid(ranked[better] - ranked[worse]).mean()


@torch.inference_mode()
def normalise(judge, gpt, path):
    queries = path["queries"][:200]
    samples = zip(queries, generate(gpt, queries, path["maxNewTokens"], END))
    written = [(d["query"], d["response"]) for d in path["demonstrations"]]
    judge.scale = 1 / exchange_scores(judge, list(samples)).std().item()
    judge.shift = -exchange_scores(judge, written).mean().item()


@torch.inference_mode()
def rollout(policy, reference, values, judge, queries, new_tokens):
    answers = generate(policy, queries, new_tokens, END)
    exchanges = list(zip(queries, answers))
    ids, mask = padded([q + r for q, r in exchanges]), answer_mask(exchanges)
    ended = torch.tensor([answer[-1] == END for answer in answers])
    scores = torch.where(ended, exchange_scores(judge, exchanges), -2.0)
    logits = policy(ids[:, :-1])
    all_logprobs = F.log_softmax(logits, -1)
    entropy = -(all_logprobs.exp() * all_logprobs).sum(-1)
    old = all_logprobs.gather(-1, ids[:, 1:, None]).squeeze(-1)
    expected = values(ids[:, :-1]) * mask
    rewards = -0.15 * (old - logprobs(reference, ids)) * mask
    last = torch.tensor([len(q) + len(r) - 2 for q, r in exchanges])
    rewards[torch.arange(len(last)), last] += scores
    advantages = gae(rewards, expected, mask)
    shifted = advantages - masked_mean(advantages, mask)
    white = shifted / (masked_mean(shifted**2, mask) + 1e-8).sqrt()
    returns = advantages + expected
    masked_mean(entropy, mask).item()  # what a reader watches
    return ids, mask, old, expected, white, returns


def gae(rewards, values, mask, gamma=1.0, lam=0.95):
    advantages = torch.zeros_like(rewards)
    following, later = torch.zeros(len(rewards)), torch.zeros(len(rewards))
    for t in reversed(range(rewards.shape[1])):
        delta = rewards[:, t] + gamma * following - values[:, t]
        later = (delta + gamma * lam * later) * mask[:, t]
        following = values[:, t]
        advantages[:, t] = later
    return advantages


def reinforce(policy, judge, path):
    reference, values = copy_of(policy), copy_of(judge)
    optimizer, value_optimizer = adamw(policy, eps=1e-5), adamw(values, eps=1e-5)
    queries, new_tokens = path["queries"], path["maxNewTokens"]
    for step in range(1, path["steps"]["ppo"] + 1):
        asked = [queries[i] for i in torch.randint(len(queries), (ANSWERS,)).tolist()]
        seen = rollout(policy, reference, values, judge, asked, new_tokens)
        rate = path["rates"]["ppo"] * min(1, step / 5)
        for _ in range(2):
            for part in torch.randperm(ANSWERS).split(16):
                ids, mask, old, expected, advantages, returns = (x[part] for x in seen)
                width = int(mask.sum(0).nonzero().max()) + 1  # no more padding than needed
                ids, mask = ids[:, : width + 1], mask[:, :width]
                old, advantages = old[:, :width], advantages[:, :width]
                minimize(optimizer, rate, policy_loss(policy, ids, mask, old, advantages))
                expected, returns = expected[:, :width], returns[:, :width]
                loss = value_loss(values, ids, mask, expected, returns)
                minimize(value_optimizer, 1e-3, loss)


def policy_loss(policy, ids, mask, old, advantages):
    ratio = ((logprobs(policy, ids) - old) * mask).exp()
    clipped = ratio.clamp(0.8, 1.2)
    return -masked_mean(torch.minimum(ratio * advantages, clipped * advantages), mask)


def value_loss(model, ids, mask, old, returns):
    values = model(ids[:, :-1])
    near = old + (values - old).clamp(-0.2, 0.2)
    worse = torch.maximum((values - returns) ** 2, (near - returns) ** 2)
    return 0.5 * masked_mean(worse, mask)


def random_rows(rows, length, V):
    return torch.randint(2, V, (rows, length))


def train(shape, _):
    gpt = GPT(shape)
    optimizer = adamw(gpt, weight_decay=0.01)
    ids = random_rows(shape["B"], shape["T"] + 1, shape["V"])

    def run():
        logits = gpt(ids[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
        minimize(optimizer, 1e-3, loss)

    return run


def sample(shape, _):
    gpt = GPT(shape)
    prompts = random_rows(ANSWERS, PROMPT, shape["V"]).tolist()
    return lambda: generate(gpt, prompts, NEW)


def gemm(shape, _):
    N, C = shape["B"] * shape["T"], shape["C"]
    x, weight, dy = torch.randn(N, C), torch.randn(C, 4 * C), torch.randn(N, 4 * C)
    return lambda: (x @ weight, dy @ weight.T, x.T @ dy)


def whole_path(shape, path):
    def run():
        gpt = GPT(shape)
        optimizer = adamw(gpt, weight_decay=0.01)
        steps = len(path["rows"])
        for step, rows in enumerate(path["rows"], 1):
            rate = warm_up_cosine(step, steps, path["rates"]["pretrain"], 50)
            minimize(optimizer, rate, cross_entropy(gpt, rows))
        fine_tune(gpt, path)
        judge = Scorer(gpt)
        learn_to_judge(judge, path)
        normalise(judge, gpt, path)
        reinforce(gpt, judge, path)

    return run


WORKS = {"train": train, "sample": sample, "gemm": gemm, "path": whole_path}


def measure(run, slice):
    """As src/benchmark/measure.ts: a first run does not count; the median of the others."""
    if slice > 0:
        run()
    times = []
    start = before = time.perf_counter()
    while True:
        run()
        now = time.perf_counter()
        times.append(1000 * (now - before))
        before = now
        if 1000 * (now - start) >= slice:
            return statistics.median(times)


def main():
    prepared = {}
    print(json.dumps({"result": {"version": torch.__version__, "threads": torch.get_num_threads()}}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        result = None
        if request["type"] == "prepare":
            task = request["task"]
            work = task["work"]
            prepared[work] = WORKS[work](task["shape"], task.get("data"))
            result = {"operations": 0, "tokens": 0}
        elif request["type"] == "measure":
            result = {"ms": measure(prepared[request["work"]], request["slice"])}
        else:
            prepared.clear()
        print(json.dumps({"result": result}), flush=True)


main()
