"""Makes tests/fixtures/typed-text.json: how the tokenizers library reads texts
as people type them, with the tokenizer.json that a checkpoint of the Burrow
gets (measured with tokenizers 0.23).

    npx node tests/oracle/burrow-tokenizer.ts > /tmp/tokenizer.json
    python tests/oracle/make_typed_text_fixture.py /tmp/tokenizer.json tests/fixtures/typed-text.json
"""

import json
import random
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
words = sorted(tokenizer.get_vocab())
rng = random.Random(7)
joints = [" "] * 12 + ["  ", "\n", "\t", "", "", "\u00a0", "\u2028", "\u3000", "\u200b", "\ufeff", "\u0085", "\u1680", "\u001f"]
signs = ["?", "!", ".", ",", ":", ";", "...", "?!", "\uff1f", "\uff01", "\u2026", "\"", "\u201c", "\u201d", "'", "\u2019", "(", "-", "<", ">", "\u0301", "\u0338"]
slips = ["foxx", "unicorn", "Ask", "ask", "a", "note", "q", "q:a:", "task:", "ask:what", "<END>", "fox<end>", "<end><pad>", "\uff26ox", "\ufb02ies", "\u212aindly", "\u0130", "\u03a3", "x'", "e.g."]


def typed(word):
    return rng.choice([word] * 8 + [word.upper(), word.capitalize(), "\u201c" + word + "\u201d"])


texts = ["Ask: what does the fox eat?", "ask: what does the fox eat ?", "", " ", "ask:what does the owl eat?Thanks!"]
while len(texts) < 600:
    text = ""
    for _ in range(rng.randint(1, 8)):
        text += typed(rng.choice(words))
        if rng.random() < 0.2:
            text += rng.choice(signs)
        if rng.random() < 0.05:
            text += rng.choice(joints) + rng.choice(slips)
        text += rng.choice(joints)
    texts.append(text)

cases = []
for text in texts:
    try:
        ids = tokenizer.encode(text).ids
    except Exception as error:
        assert "Missing [UNK]" in str(error), error
        ids = None
    cases.append([text, ids])
with open(sys.argv[1]) as file:
    used = json.load(file)
reading = {key: used[key] for key in ["normalizer", "pre_tokenizer"]}
with open(sys.argv[2], "w") as file:
    json.dump({"reading": reading, "cases": cases}, file, ensure_ascii=True, indent=0)
    file.write("\n")
print(len(cases), sum(ids is None for _, ids in cases))
