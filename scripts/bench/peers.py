#!/usr/bin/env python3
"""Times scikit-learn, LightGBM and pandas with one thread on the tables of `make bench`.

    OMP_NUM_THREADS=1 python scripts/bench/peers.py FOLDER

Reads lines of a workload's name and a seed, and answers each with a line of JSON: milliseconds, the score, and how many test
rows it is a share of. The first line it writes has the versions. So both sides can take turns: a machine that is slow for a
while, because others use it too, is slow for both.
"""
import json
import pathlib
import sys
import time
import warnings

import lightgbm
import numpy as np
import pandas as pd
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
folder = pathlib.Path(sys.argv[1])
versions = f"scikit-learn {sklearn.__version__}, LightGBM {lightgbm.__version__}, pandas {pd.__version__}, one thread"


def table(name):
    frame = pd.read_csv(folder / f"{name}.csv")
    target = frame.pop("y")
    if not pd.api.types.is_numeric_dtype(target):
        target = target.str[1:].astype(int)
    return np.ascontiguousarray(frame.to_numpy(float)), target.to_numpy()


def split(data, seed, test_share=0.2):
    features, target = data
    stratify = target if target.dtype.kind == "i" else None
    return train_test_split(features, target, test_size=test_share, stratify=stratify, random_state=seed)


def fitted(model, X, y):
    started = time.perf_counter()
    model.fit(X, y)
    return time.perf_counter() - started


def accuracy(model, X, y):
    return accuracy_score(y, model.predict(X))


def area(model, X, y):
    return roc_auc_score(y, model.predict_proba(X)[:, 1])


def judged(name, make, score=accuracy, scaled=False):
    def prepare():
        data = table(name)

        def once(seed):
            a, b, y, z = split(data, seed)
            if scaled:
                scaler = StandardScaler().fit(a)
                a, b = scaler.transform(a), scaler.transform(b)
            model = make(seed)
            return fitted(model, a, y), score(model, b, z), len(z)

        return once

    return prepare


def forest(trees):
    return lambda seed: RandomForestClassifier(trees, n_jobs=1, random_state=seed)


def boosting(seed):
    return lightgbm.LGBMClassifier(n_estimators=100, num_leaves=31, n_jobs=1, verbose=-1, random_state=seed)


def k_means():
    X = StandardScaler().fit_transform(table("wide")[0])

    def once(seed):
        model = KMeans(n_clusters=8, n_init=1, random_state=seed)
        return fitted(model, X, None), model.inertia_, 0

    return once


def prediction(make):
    """Answers to 45,000 rows by 100 trees grown on 5,000."""

    def prepare():
        data = table("wide")

        def once(seed):
            a, b, y, z = split(data, seed, 0.9)
            model = make(seed).fit(a, y)
            started = time.perf_counter()
            shares = model.predict_proba(b)
            return time.perf_counter() - started, accuracy_score(z, model.classes_[shares.argmax(axis=1)]), len(z)

        return once

    return prepare


def csv(name):
    def once(_):
        started = time.perf_counter()
        pd.read_csv(folder / f"{name}.csv")
        return time.perf_counter() - started, 0.0, 0

    return lambda: once


def numbers(model, X, y):
    return r2_score(y, model.predict(X))


# Each prepares what the runs have in common, and gives a function that returns seconds, score and test rows for a seed.
WORKLOADS = {
    "forest iris": judged("iris", forest(100)),
    "forest digits": judged("digits", forest(100)),
    "forest wide": judged("wide", forest(100)),
    "forest small": judged("small", forest(25)),
    "prediction wide": prediction(forest(100)),
    "boosting prediction wide": prediction(boosting),
    "boosting wide": judged("wide", boosting, area),
    "logistic wide": judged("wide", lambda seed: LogisticRegression(), scaled=True),
    "logistic digits": judged("digits", lambda seed: LogisticRegression(max_iter=1000), scaled=True),
    "lasso line": judged("line", lambda seed: Lasso(alpha=0.1), numbers, scaled=True),
    "k-means wide": k_means,
    "csv numbers": csv("rows100000"),
    "csv texts": csv("texts"),
}
print(json.dumps({"versions": versions}), flush=True)
ready = {}
for line in sys.stdin:
    name, seed = line.rsplit(maxsplit=1)
    if name not in ready:
        ready[name] = WORKLOADS[name]()
    seconds, score, tested = ready[name](int(seed))
    print(json.dumps({"millis": seconds * 1000, "score": float(score), "tested": tested}), flush=True)
