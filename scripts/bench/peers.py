#!/usr/bin/env python3
"""Times scikit-learn and LightGBM with one thread on the tables of `make bench`; prints JSON: name, milliseconds, score.

    OMP_NUM_THREADS=1 python scripts/bench/peers.py FOLDER [ONLY]
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
folder, only = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
found = {"versions": f"scikit-learn {sklearn.__version__}, LightGBM {lightgbm.__version__}, one thread"}


def table(name):
    frame = pd.read_csv(folder / f"{name}.csv")
    target = frame.pop("y")
    if not pd.api.types.is_numeric_dtype(target):
        target = target.str[1:].astype(int)
    return np.ascontiguousarray(frame.to_numpy(float)), target.to_numpy()


def split(data, seed=0):
    features, target = data
    stratify = target if target.dtype.kind == "i" else None
    return train_test_split(features, target, test_size=0.2, stratify=stratify, random_state=seed)


def timed(name, repeats, once):
    """The median of several fits, and the mean score; `once` returns seconds and score."""
    if only and not name.startswith(only):
        return
    runs = [once(seed) for seed in range(repeats)]
    found[name] = {"millis": float(np.median([run[0] for run in runs]) * 1000), "score": float(np.mean([run[1] for run in runs]))}
    print(name, found[name], file=sys.stderr)


def fitted(model, X, y):
    started = time.perf_counter()
    model.fit(X, y)
    return time.perf_counter() - started


def classify(name, make, score=lambda model, X, y: accuracy_score(y, model.predict(X)), scaled=False):
    data = table(name)

    def once(seed):
        a, b, y, z = split(data, seed)
        if scaled:
            scaler = StandardScaler().fit(a)
            a, b = scaler.transform(a), scaler.transform(b)
        model = make(seed)
        return fitted(model, a, y), score(model, b, z)

    return once


def forest(trees):
    return lambda seed: RandomForestClassifier(trees, n_jobs=1, random_state=seed)


def boosting(seed):
    return lightgbm.LGBMClassifier(n_estimators=100, num_leaves=31, n_jobs=1, verbose=-1, random_state=seed)


def area(model, X, y):
    return roc_auc_score(y, model.predict_proba(X)[:, 1])


timed("forest iris", 15, classify("iris", forest(100)))
timed("forest digits", 7, classify("digits", forest(100)))
timed("forest wide", 2, classify("wide", forest(100)))
timed("forest small", 7, classify("small", forest(25)))
timed("boosting wide", 5, classify("wide", boosting, area))
timed("logistic wide", 7, classify("wide", lambda seed: LogisticRegression(), scaled=True))
timed("logistic digits", 7, classify("digits", lambda seed: LogisticRegression(max_iter=1000), scaled=True))


def lasso(seed):
    a, b, y, z = split(line, seed)
    scaler = StandardScaler().fit(a)
    model = Lasso(alpha=0.1)
    return fitted(model, scaler.transform(a), y), r2_score(z, model.predict(scaler.transform(b)))


def k_means(seed):
    X = StandardScaler().fit_transform(wide)
    model = KMeans(n_clusters=8, n_init=1, random_state=seed)
    return fitted(model, X, None), model.inertia_


line, wide = table("line"), table("wide")[0]
timed("lasso line", 7, lasso)
timed("k-means wide", 9, k_means)


def prediction(seed):
    a, b, y, _ = split(table("wide"), seed)
    model = RandomForestClassifier(100, n_jobs=1, random_state=seed).fit(a[:5000], y[:5000])
    started = time.perf_counter()
    model.predict_proba(b)
    return time.perf_counter() - started, 0.0


timed("prediction wide", 3, prediction)
print(json.dumps(found))
