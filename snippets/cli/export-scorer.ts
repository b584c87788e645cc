/** The judge of GRPO and RLOO, for TRL a function: scorer.score. */
import { grpoDefaults } from "../grpo.ts";

export const SCORER = `"""The reward model as the judge of GRPO and RLOO.

It reads the tokens that the policy wrote, with the <end>. An answer without
one has a score of its own, whatever it says.
"""
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

CHECKPOINT = "checkpoints/reward"
NO_END_SCORE = ${grpoDefaults.noEndScore.toFixed(1)}
tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT).eval()


@torch.inference_mode()
def score(prompts, completion_ids, **_):
    ids = [
        tokenizer(prompt)["input_ids"] + list(answer)
        for prompt, answer in zip(prompts, completion_ids)
    ]
    batch = tokenizer.pad({"input_ids": ids}, return_tensors="pt")
    scores = model(**batch).logits[:, 0].tolist()
    ended = [answer[-1] == tokenizer.eos_token_id for answer in completion_ids]
    return [x if end else NO_END_SCORE for x, end in zip(scores, ended)]
`;
