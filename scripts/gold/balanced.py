#!/usr/bin/env python3
"""Writes the numbers that forests with balanced classes are held to, with scikit-learn.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/balanced.py

One class is rare (3 rows in 100), so that drawing rows by class and weighing drawn rows by class give different forests.
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "learn" / "gold"
SEEDS = 25
TRAIN = 600


def fixture(seed, shares):
    """Five columns, a row's mean depends on its class; values exact in 32 bits, which is what scikit-learn's trees see."""
    random = np.random.default_rng(seed)
    rows = 2 * TRAIN
    target = random.permutation(np.repeat(np.arange(len(shares)), np.round(np.array(shares) * rows).astype(int)))
    features = random.normal(0, 1, (rows, 5)) + target[:, None] * np.array([0.9, 0.6, -0.5, 0.0, 0.0])
    return np.round(features * 64) / 64, target


def scored(model, features, target):
    """Over the seeds: accuracy, the share given to the rarest class, recall of that class, and the out-of-bag score."""
    found = []
    rare = int(np.argmin(np.bincount(target)))
    for seed in range(SEEDS):
        fitted = model(seed).fit(features[:TRAIN], target[:TRAIN])
        shares, truth = fitted.predict_proba(features[TRAIN:]), target[TRAIN:]
        predicted = fitted.predict(features[TRAIN:])
        found.append([np.mean(predicted == truth), shares[:, rare].mean(), np.mean(predicted[truth == rare] == rare),
                      getattr(fitted, "oob_score_", 0.0)])
    found = np.array(found)
    return {"mean": found.mean(axis=0).tolist(), "std": found.std(axis=0, ddof=1).tolist()}


# Rows of a rare class are drawn so often that some are in every tree.
warnings.filterwarnings("ignore", message="Some inputs do not have OOB scores")
data = {"two": fixture(1, [0.97, 0.03]), "three": fixture(2, [0.77, 0.2, 0.03])}
cases = []
for name, (features, target) in data.items():
    for kind, model in [("random_forest", RandomForestClassifier), ("extra_trees", ExtraTreesClassifier)]:
        for weight in [None, "balanced", "balanced_subsample"]:
            for settings in [{"oob_score": True}, {"oob_score": True, "min_samples_leaf": 4, "criterion": "entropy"}]:
                make = lambda seed: model(40, bootstrap=True, class_weight=weight, random_state=seed, n_jobs=1, **settings)
                case = {"data": name, "model": kind, "class_weight": weight or "none", "settings": settings, **scored(make, features, target)}
                print(name, kind, weight, settings, np.round(case["mean"], 4))
                cases.append(case)
# In 64ths, which are whole numbers and shorter.
listed = {name: {"columns": (features.T * 64).astype(int).tolist(), "target": target.tolist()} for name, (features, target) in data.items()}
value = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "train_rows": TRAIN, "seeds": SEEDS, "data": listed, "cases": cases}
(OUT / "balanced_forests.json").write_text(json.dumps(value, allow_nan=False) + "\n")
