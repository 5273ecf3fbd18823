#!/usr/bin/env python3
"""Runs every script the lab writes under the pinned scikit-learn: all samples × models, and awkward files of one's own.

Run it in a virtual environment made from scripts/requirements-gold.txt, with lab-cli built:
    python scripts/check-exports.py path/to/lab-cli

A script passes if it ends without an error or a warning and its accuracy is that of the page within chance: less than
four standard errors of the difference of two shares, and a floor of two test rows.
"""

import json
import math
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {"iris": "species", "penguins": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "digits": "digit"}
MODELS = {
    "random_forest": {"n_estimators": 80, "max_depth": 12, "max_features": "log2", "class_weight": "balanced", "oob_score": True},
    "decision_tree": {"criterion": "entropy", "min_samples_leaf": 2, "min_samples_split": 5},
    "logistic_regression": {"C": 0.5, "max_iter": 500},
}


def table(header, row, count=120):
    return header + "\n" + "".join(row(at) + "\n" for at in range(count))


def kind(at):
    return "yes" if at * 37 % 120 > 60 else "no"


# Each file name is as awkward as its contents.
OWN = {
    "plain.csv": ("ok", table("x,colour,ok", lambda at: f"{at * 37 % 120},{'red' if at % 3 else 'blue'},{kind(at)}").encode()),
    "semi colons; and \"quotes\".csv": ("ok", table("Größe;Farbe;ok", lambda at: f"{at * 37 % 120},5;{'rot' if at % 3 else 'blau'};{kind(at)}").encode("cp1252")),
    "utf 16.csv": ("ok", table("x\ty\tok", lambda at: f"{at * 37 % 120},5\t{at}\t{kind(at)}").encode("utf-16")),
    "gaps.csv": ("ok", table("x,zip,ok", lambda at: f"{at * 37 % 120 if at % 7 else 'NA'},{'01067' if at % 2 else '?'},{kind(at) if at % 11 else ''}").encode()),
    "headers.csv": ("ok", table('a,a,,"b""); import os #",<img src=x onerror=alert(1)>,ok', lambda at: f"{at * 37 % 120},{at % 5},{at % 3},1,2,{kind(at)}").encode()),
    "it's\nlong.csv": ("=cmd()", table("sep=;\nx;=cmd()", lambda at: f"{at * 37 % 120 if at != 5 else '1e999'};{at * 37 % 120 // 60}{';' if at == 9 else ''}").encode()),
    "bom and thousands.csv": ("ok", b"\xef\xbb\xbf" + table("x, y, ok", lambda at: f'"{at * 37 % 120 + 1:,}.5", "1,{at * 8:03}", {kind(at)}', 110).encode()),
}


def ask(cli, commands):
    """The replies to commands, in order."""
    lines = "\n".join(json.dumps({"job": job, "command": command}) for job, command in enumerate(commands))
    run = subprocess.run([cli, "--quiet", "--data", ROOT / "public" / "data"], input=lines, capture_output=True, text=True, check=False)
    events = [json.loads(line) for line in run.stdout.splitlines()]
    for event in events:
        if "failed" in event:
            sys.exit(f"{json.dumps(commands[event['job']])[:300]}\nfailed: {event['failed']}")
    return [next(iter(event["done"].values())) for event in events]


def experiments(cli, folder):
    """What to run: a name, the spec, and the commands that must come before."""
    for sample, target in TARGETS.items():
        for model, settings in MODELS.items():
            for changed in (settings, {}):
                if changed or sample in ("iris", "penguins"):
                    yield f"{sample} {model}", [], {"dataset": {"sample": sample}, "target": target, "model": {model: changed}, "folds": 3}
    flights = {"dataset": {"sample": "flights"}, "target": "late", "model": {"decision_tree": {"max_depth": 6}}}
    yield "flights", [], flights
    yield "flights by time", [], {**flights, "split": {"test_share": 0.1, "time": "date"}, "folds": 3}
    # Twelve groups of ten rows, so that any three are as many rows; days in an order of their own.
    content = table("x,who,day,ok", lambda at: f"{at * 37 % 120},{at % 12},{at * 53 % 28 + 1}.{at * 53 % 12 + 1}.2026,{kind(at)}")
    (folder / "who and when.csv").write_text(content)
    load = {"load": {"name": "who and when.csv", "path": str(folder / "who and when.csv")}}
    own = {"dataset": ask(cli, [load])[0]["dataset"], "target": "ok", "features": ["x"], "model": {"decision_tree": {}}, "folds": 3}
    yield "by groups", [load], {**own, "split": {"test_share": 0.25, "group": "who"}}
    yield "by time", [load], {**own, "split": {"test_share": 0.3, "time": "day"}}
    for name, (target, content) in OWN.items():
        (folder / name).write_bytes(content)
        load = {"load": {"name": name, "path": str(folder / name)}}
        digest = ask(cli, [load])[0]["dataset"]
        for model in MODELS:
            spec = {"dataset": digest, "target": target, "model": {model: {}}, "split": {"test_share": 0.3, "stratify": model != "decision_tree", "seed": 7}}
            yield f"{name!r} {model}", [load], spec


def check(cli, folder, number, name, before, spec):
    *_, script, trained = ask(cli, [*before, {"script": {"spec": spec}}, {"train": {"spec": spec}}])
    path = folder / f"{number}_{script['file']}"
    path.write_text(script["text"], encoding="utf-8")
    run = subprocess.run([sys.executable, "-W", "error", path], cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        return f"{name}: {run.stderr.strip()[-1500:]}\n{script['text']}"
    theirs, rows = float(re.search(r"accuracy ([\d.]+)", run.stdout)[1]), trained["report"]["test_rows"]
    ours = trained["report"]["scores"]["accuracy"]
    support = int(re.search(r"weighted avg.* (\d+)$", run.stdout, re.MULTILINE)[1])
    share = (ours + theirs) / 2
    allowed = max(4 * math.sqrt(2 * share * (1 - share) / rows), 2.001 / rows)
    if support != rows or abs(ours - theirs) > allowed:
        return f"{name}: {support} test rows, accuracy {theirs}; the page has {rows} and {ours:.4f}\n{script['text']}"
    print(f"{name}: {theirs:.4f} there, {ours:.4f} here, {rows} test rows")
    return None


def main():
    cli = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        folder = Path(name)
        jobs = [pool.submit(check, cli, folder, number, *what) for number, what in enumerate(experiments(cli, folder))]
        faults = [fault for job in jobs if (fault := job.result())]
    print(f"{len(jobs) - len(faults)} of {len(jobs)} scripts ran and agree")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
