"""Makes tests/fixtures/gpt2-subwords: a small random GPT-2 with a byte-level
BPE of its own, what the tokenizers library makes of some texts, and what
transformers continues greedily (measured with tokenizers 0.23, transformers
5.18, torch 2.13).

    python tests/oracle/make_subwords_fixture.py tests/fixtures/gpt2-subwords
"""

import json
import random
import sys

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models
from tokenizers import pre_tokenizers, processors, trainers
from transformers import GPT2Config, GPT2LMHeadModel
from transformers import PreTrainedTokenizerFast

folder = sys.argv[1]
words = """the fox eats grapes. Where does the owl live? It's in a tree, and
we'll say "I don't know" if they've 42 or 2026 of them! naïve Füchse, 狐狸 and
🦊 said: hello (world) a+b=c e.g. README.md\tx\n\n  two spaces""".split(" ")
rng = random.Random(1)
corpus = [" ".join(rng.choices(words, k=12)) for _ in range(400)]

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
tokenizer.train_from_iterator(
    corpus,
    trainers.BpeTrainer(
        vocab_size=340,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>"],
        show_progress=False,
    ),
)
# In added_tokens only, as people add them.
tokenizer.add_special_tokens(["<|pad|>"])
tokenizer.add_tokens([AddedToken("<user>", lstrip=True, rstrip=True, normalized=False)])
tokenizer.add_tokens([AddedToken("<user>s", normalized=False)])

ends = ["", " ", "  ", "\n", "\t\n ", "\u00a0", "\ufeff", "\u0085", "\u3000"]
pieces = words + ends + ["<|endoftext|>", "<|pad|>", " <user> ", "<user>s"]
pieces += ["é", "e\u0301", "👩‍🚀", "it's", "IT'S", "x'd", "½", "٣", "_", "\u200b", "\u0000", "ß"]
texts = ["", "the fox", " the fox ", "the  fox\n\n the", "<|endoftext|>the<|pad|>"]
for _ in range(300):
    joint = rng.choice(["", "", " "])
    texts.append(joint.join(rng.choices(pieces, k=rng.randint(1, 7))))
cases = []
for text in texts:
    ids = tokenizer.encode(text).ids
    cases.append({"text": text, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)})
# Ids at random: half letters, and one that is no token.
size = tokenizer.get_vocab_size()
for _ in range(60):
    ids = [rng.randrange(size + 1) for _ in range(rng.randint(1, 8))]
    cases.append({"ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)})

end, pad = tokenizer.token_to_id("<|endoftext|>"), tokenizer.token_to_id("<|pad|>")
config = GPT2Config(
    vocab_size=size, n_positions=32, n_embd=16, n_layer=2, n_head=2,
    bos_token_id=end, eos_token_id=end, pad_token_id=pad,
)
model = GPT2LMHeadModel(config).eval()
prompts = ["the fox", "Where does the owl live?", "naïve 狐狸", "it's", "42 or", "hello (world)", "a tree, and", "we'll say"]


def write(prompt):
    tokens = torch.tensor([tokenizer.encode(prompt).ids])
    with torch.no_grad():
        return model.generate(tokens, max_new_tokens=12, do_sample=False)[0, tokens.shape[1]:].tolist()


# Two tokens end a text here, of which config.json has only one: the other is
# one that the model comes to.
for seed in range(100):
    torch.manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.7)
    other = write(prompts[0])[5]
    if other not in write(prompts[0])[:5] and other not in write(prompts[1]):
        break
model.generation_config.eos_token_id = [end, other]
model.generation_config.pad_token_id = pad
model.save_pretrained(folder)
PreTrainedTokenizerFast(
    tokenizer_object=tokenizer, eos_token="<|endoftext|>", pad_token="<|pad|>"
).save_pretrained(folder)

answers = [{"prompt": prompt, "ids": write(prompt)} for prompt in prompts]
with open(f"{folder}/cases.json", "w") as file:
    json.dump({"end": [end, other], "pad": pad, "cases": cases, "answers": answers}, file, ensure_ascii=True)
    file.write("\n")
print(seed, [len(answer["ids"]) for answer in answers], size)
