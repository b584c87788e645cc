"""Makes tests/fixtures/agreement.json: agreement between labelers, computed by
scikit-learn, statsmodels, NLTK and SciPy (measured with scikit-learn 1.2.1,
statsmodels 0.13.5, NLTK 3.8, SciPy 1.10.1: Debian's python3-sklearn,
python3-statsmodels, python3-nltk). tests/snippets/labeler/ holds ours to it.

    python3 tests/oracle/make_agreement_fixture.py tests/fixtures
"""

import json
import random
import sys
from itertools import combinations

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from scipy.stats import bootstrap, rankdata
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
from statsmodels.stats.proportion import proportion_confint

draw = random.Random(7)

# Krippendorff 2011, section C: four observers, twelve units, data missing.
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# Fleiss 1971, table 1: six psychiatrists' diagnoses of thirty patients; how
# many said depression, personality disorder, schizophrenia, neurosis, other.
FLEISS = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
]


def alpha(rows, level):
    """Rows of units, each the values that people gave; None is missing."""
    triples = [(person, unit, value) for unit, row in enumerate(rows) for person, value in enumerate(row) if value is not None]
    shared = {unit for _, unit, _ in triples if sum(other == unit for _, other, _ in triples) > 1}
    triples = [(f"p{person}", f"u{unit}", value) for person, unit, value in triples if unit in shared]
    counts = {}
    for _, _, value in triples:
        counts[value] = counts.get(value, 0) + 1

    def ordinal(a, b):
        low, high = min(a, b), max(a, b)
        between = sum(count for value, count in counts.items() if low <= value <= high)
        return (between - (counts[low] + counts[high]) / 2) ** 2

    def nominal(a, b):
        return float(a != b)

    distance = {"nominal": nominal, "ordinal": ordinal}[level]
    return AnnotationTask(triples, distance=distance).alpha()


def alphas():
    units = [list(unit) for unit in zip(*KRIPPENDORFF)]
    published = {"units": units, "nominal": alpha(units, "nominal"), "ordinal": alpha(units, "ordinal")}
    cases = [published]
    for people, values, missing in [(2, 2, 0.0), (3, 4, 0.3), (5, 9, 0.5)]:
        own = []
        for _ in range(15):
            true = draw.randint(1, values)
            said = [true if draw.random() < 0.6 else draw.randint(1, values) for _ in range(people)]
            own.append([None if draw.random() < missing else value for value in said])
        cases.append({"units": own, "nominal": alpha(own, "nominal"), "ordinal": alpha(own, "ordinal")})
    return cases


def cohen():
    cases = []
    for values, share in [(2, 0.7), (3, 0.2), (4, 0.9)]:
        one = [draw.randint(1, values) for _ in range(25)]
        other = [value if draw.random() < share else draw.randint(1, values) for value in one]
        cases.append({"one": one, "other": other, "kappa": cohen_kappa_score(one, other)})
    return cases


def fleiss():
    units = [[value + 1 for value, count in enumerate(row) for _ in range(count)] for row in FLEISS]
    cases = [{"units": units, "kappa": fleiss_kappa(np.array(FLEISS))}]
    for people, values in [(2, 2), (4, 3)]:
        own = [[draw.randint(1, values) for _ in range(people)] for _ in range(12)]
        cases.append({"units": own, "kappa": fleiss_kappa(aggregate_raters(np.array(own))[0])})
    return cases


def wilson():
    cases = [(0, 6), (6, 6), (3, 7), (55, 72), (1, 100)]
    ends = [proportion_confint(k, n, method="wilson") for k, n in cases]
    return [{"successes": k, "count": n, "low": low, "high": high} for (k, n), (low, high) in zip(cases, ends)]


def cards():
    """Three people rank twelve cards of four, with ties; places differ, and each leaves out a card."""
    people = []
    for person in range(3):
        own = []
        for card in range(12):
            if card == person:
                continue
            texts = [f"answer {letter}" for letter in "abcd"]
            scores = {text: round(i + draw.gauss(0, 1.2)) for i, text in enumerate(texts)}
            draw.shuffle(texts)
            ranks = rankdata([-scores[text] for text in texts], method="dense")
            own.append({"prompt": f"card {card}", "answers": texts, "ranks": [int(rank) for rank in ranks]})
        people.append(own)
    return people


def told(ranked, one, other):
    """1: the first is better, 2: the second, None: a tie, or not on a card."""
    if ranked is None:
        return None
    rank = dict(zip(ranked["answers"], ranked["ranks"]))
    return None if rank[one] == rank[other] else 1 if rank[one] < rank[other] else 2


def rankings():
    people = cards()
    prompts = [f"card {card}" for card in range(12)]
    at = [{ranked["prompt"]: ranked for ranked in own} for own in people]
    letters = [f"answer {letter}" for letter in "abcd"]
    pairs = [(prompt, one, other) for prompt in prompts for one, other in combinations(letters, 2)]
    verdicts = [[told(own.get(prompt), one, other) for own in at] for prompt, one, other in pairs]
    both = verdicts + [[value and 3 - value for value in row] for row in verdicts]
    shared = [row for row in both if None not in row]
    first = [row[:2] for row in both if None not in row[:2]]
    ranks = []
    for prompt in prompts:
        for letter in letters:
            of = [own.get(prompt) for own in at]
            middle = [dict(zip(r["answers"], rankdata(r["ranks"]))) if r else None for r in of]
            ranks.append([float(m[letter]) if m else None for m in middle])
    alike = np.array([[np.mean([a == b for a, b in map(lambda row: (row[i], row[j]), verdicts) if a and b]) for j in range(3)] for i in range(3)])
    by_card = [
        (sum(row[0] == row[1] for row in rows), len(rows))
        for rows in ([row for (card, _, _), row in zip(pairs, verdicts) if card == prompt and row[0] and row[1]] for prompt in prompts)
        if rows
    ]
    resampled = bootstrap(
        (np.array([a for a, _ in by_card]), np.array([n for _, n in by_card])),
        lambda a, n, axis: a.sum(axis=axis) / n.sum(axis=axis),
        paired=True, vectorized=True, method="percentile", n_resamples=20_000, random_state=1,
    )
    return {
        "people": people,
        "share": alike.tolist(),
        "interval": list(resampled.confidence_interval),
        "ties": sum(row[0] is None or row[1] is None for (card, _, _), row in zip(pairs, verdicts) if card not in ("card 0", "card 1")),
        "cohen": cohen_kappa_score(*zip(*first)),
        "fleiss": fleiss_kappa(aggregate_raters(np.array(shared))[0]),
        "alphaOfPairs": alpha(both, "nominal"),
        "alphaOfRanks": alpha(ranks, "ordinal"),
    }


parts = [alphas, cohen, fleiss, wilson, rankings]
fixture = {part.__name__: part() for part in parts}
assert [round(fixture["alphas"][0][level], 3) for level in ["nominal", "ordinal"]] == [0.743, 0.815]
assert round(fixture["fleiss"][0]["kappa"], 3) == 0.430
with open(f"{sys.argv[1]}/agreement.json", "w") as file:
    parts = [f"  {json.dumps(name)}: {json.dumps(part)}" for name, part in fixture.items()]
    file.write("{\n" + ",\n".join(parts) + "\n}\n")
