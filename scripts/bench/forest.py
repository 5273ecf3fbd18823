#!/usr/bin/env python3
"""Times a forest of 100 trees, ours (native, one thread) against scikit-learn's with n_jobs=1, on the same data.

    .venv/gold/bin/python scripts/bench/forest.py      # the environment of scripts/gold/requirements.txt
"""
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import numpy as np
from sklearn.datasets import load_digits, load_iris, make_classification
from sklearn.ensemble import RandomForestClassifier

ROOT = pathlib.Path(__file__).resolve().parents[2]


def scikit_learn(features, target, rounds):
    millis = []
    for _ in range(rounds):
        started = time.perf_counter()
        RandomForestClassifier(100, random_state=1, n_jobs=1).fit(features, target)
        millis.append((time.perf_counter() - started) * 1000)
    return statistics.median(millis)


data = {
    "iris": load_iris(return_X_y=True),
    "digits": load_digits(return_X_y=True),
    "wide50k": make_classification(50_000, 20, n_informative=8, random_state=0),
}
with tempfile.TemporaryDirectory() as folder:
    for name, (features, target) in data.items():
        lines = [f"{len(target)} {features.shape[1]} {len(set(target))}", " ".join(map(str, target))]
        # Stored as 32-bit floats, which is what scikit-learn's trees see.
        lines += [" ".join(repr(float(value)) for value in column) for column in features.astype(np.float32).T]
        pathlib.Path(folder, f"{name}.txt").write_text("\n".join(lines))
    command = ["cargo", "bench", "--quiet", "--features", "native", "--bench", "forest"]
    ours = subprocess.run(command, cwd=ROOT, env={**os.environ, "BENCH_DATA": folder}, check=True, capture_output=True, text=True)
for line in ours.stdout.splitlines():
    if line.startswith("{"):
        entry = json.loads(line)
        theirs = scikit_learn(*data[entry["data"]], rounds=2 if entry["data"] == "wide50k" else 7)
        print(f"{entry['data']:8}  ours {entry['millis']:10.2f} ms   scikit-learn {theirs:10.2f} ms   {theirs / entry['millis']:6.1f} times faster")
