/** The judge of GRPO and RLOO, for TRL a function: scorer.score. */
export const SCORER = `"""The reward model as the judge of GRPO and RLOO.

It reads the tokens that the policy wrote, with the <end> if there is one.
"""
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

CHECKPOINT = "checkpoints/reward"
tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT).eval()


@torch.inference_mode()
def score(prompts, completion_ids, **_):
    ids = [
        tokenizer(prompt)["input_ids"] + list(answer)
        for prompt, answer in zip(prompts, completion_ids)
    ]
    batch = tokenizer.pad({"input_ids": ids}, return_tensors="pt")
    return model(**batch).logits[:, 0].tolist()
`;
