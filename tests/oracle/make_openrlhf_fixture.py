"""Makes tests/fixtures/openrlhf-arguments.json: the arguments of OpenRLHF's
openrlhf/cli/train_ppo_ray.py, out of the file itself (its part that fills the
parser is run, nothing else: that takes no ray, no vLLM and no GPU). Made with
version 0.11.0, commit 3c3be6234e0cb353e76bb8019947db9dfe99fca7.
tests/snippets/cli/openrlhf.test.ts holds our job to it.

    python tests/oracle/make_openrlhf_fixture.py train_ppo_ray.py tests/fixtures

With a third argument, the job that `rlhf export` wrote, OpenRLHF's own parser
has to take its words too.
"""

import argparse
import ast
import json
import shlex
import sys
from datetime import datetime

source, folder = sys.argv[1:3]
with open(source) as file:
    tree = ast.parse(file.read())
main = next(node for node in tree.body if isinstance(node, ast.If))
filling = [node for node in main.body if "parser." in ast.unparse(node) and "parse_args" not in ast.unparse(node)]
names = {"argparse": argparse, "datetime": datetime}
start = ast.parse("parser = argparse.ArgumentParser()").body
exec(compile(ast.Module([*start, *filling], []), source, "exec"), names)
parser = names["parser"]


def described(action):
    if action.nargs == 0:
        return {"type": "switch"}
    kind = {"type": action.type.__name__}
    if action.nargs is not None:
        kind["count"] = action.nargs
    if action.choices is not None:
        kind["choices"] = list(action.choices)
    return kind


arguments = {
    name.removeprefix("--"): described(action)
    for action in parser._actions
    for name in action.option_strings
    if name not in ["-h", "--help"]
}
fixture = {"version": "0.11.0", "commit": "3c3be6234e0cb353e76bb8019947db9dfe99fca7", "arguments": arguments}
with open(f"{folder}/openrlhf-arguments.json", "w") as file:
    json.dump(fixture, file, indent=1)
    file.write("\n")

if len(sys.argv) > 3:
    with open(sys.argv[3]) as file:
        words = shlex.split(file.read().replace("\\\n", " "), comments=True)
    print(parser.parse_args(words[words.index("openrlhf.cli.train_ppo_ray") + 1 :]))
