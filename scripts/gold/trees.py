#!/usr/bin/env python3
"""Writes the numbers that regression trees, extra trees and boosting are held to, with scikit-learn.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/trees.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import (ExtraTreesClassifier, ExtraTreesRegressor, HistGradientBoostingClassifier, HistGradientBoostingRegressor,
                              RandomForestRegressor)
from sklearn.tree import DecisionTreeRegressor

OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "learn" / "gold"
SEEDS = 20


def write(name, value):
    value = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", **value}
    (OUT / f"{name}.json").write_text(json.dumps(value, allow_nan=False) + "\n")


def fixture(seed, rows, classes):
    """Skewed columns on different scales, none with two equal values, and a target that depends on some of them.

    Numbers are exact in 32 bits, which is what scikit-learn's trees see.
    """
    random = np.random.default_rng(seed)

    def distinct(values):
        values = values.astype(np.float32)
        return values[np.sort(np.unique(values, return_index=True)[1])[:rows]].astype(float)

    drawn = 2 * rows
    features = np.column_stack([distinct(values) for values in [
        random.gamma(1.5, 20, drawn), random.normal(0, 1, drawn), random.exponential(3, drawn) - 40, random.uniform(0, 1e-3, drawn),
        random.normal(500, 300, drawn), random.lognormal(0, 1, drawn),
    ]])
    signal = np.sin(features[:, 0] / 15) * 3 + features[:, 1] ** 2 + np.where(features[:, 2] > -38, 2.0, 0.0) * features[:, 5]
    signal = signal + random.normal(0, 0.7, rows)
    if classes is None:
        return features, np.round(signal * 13 + 250, 6)
    edges = np.quantile(signal, np.cumsum([0.5, 0.3, 0.2][:classes - 1]))
    return features, np.searchsorted(edges, signal)


def columns(features, target):
    return {"columns": features.T.tolist(), "target": target.tolist()}


def regression_trees():
    features, target = fixture(3, 320, None)
    known, unknown = features[:240], features[240:]
    cases = []
    for settings in [{}, {"max_depth": 4}, {"min_samples_leaf": 7}, {"min_samples_split": 30, "min_samples_leaf": 4},
                     {"max_depth": 6, "min_samples_leaf": 5}, {"min_samples_leaf": 12}]:
        # Equal cuts are drawn (two rows can be told apart by any column): where 40 runs differ, only their range is kept.
        runs = [DecisionTreeRegressor(random_state=seed, **settings).fit(known, target[:240]) for seed in range(40)]
        answers = [run.predict(unknown) for run in runs]
        settled = all(np.allclose(answer, answers[0], rtol=0, atol=1e-9) for answer in answers)
        ends = lambda values: [min(values), max(values)]
        print("regression tree", settings, "settled" if settled else "ties")
        cases.append({
            "settings": settings, "depth": ends([int(run.get_depth()) for run in runs]), "leaves": ends([int(run.get_n_leaves()) for run in runs]),
            "r2": ends([run.score(unknown, target[240:]) for run in runs]), "train_r2": ends([run.score(known, target[:240]) for run in runs]),
            "predictions": answers[0].tolist() if settled else None,
            "importances": runs[0].feature_importances_.tolist() if settled else None,
        })
    return {"train_rows": 240, **columns(features, target), "cases": cases}


def averages(name, model, features, target, train):
    """Mean and spread over seeds of the score on rows held out, and out of bag where rows are drawn."""
    scores, bags = [], []
    for seed in range(SEEDS):
        fitted = model(seed).fit(features[:train], target[:train])
        scores.append(fitted.score(features[train:], target[train:]))
        bags.append(getattr(fitted, "oob_score_", 0.0))
    print(name, np.mean(scores), np.std(scores, ddof=1), np.mean(bags))
    return {"model": name, "mean": np.mean(scores), "std": np.std(scores, ddof=1), "oob_mean": np.mean(bags), "oob_std": np.std(bags, ddof=1)}


def forests():
    numbers, classes = fixture(5, 700, None), fixture(6, 900, 3)
    return {
        "numbers": columns(*numbers), "classes": columns(*classes), "train_rows": 400,
        "cases": [
            averages("forest_regressor", lambda seed: RandomForestRegressor(50, random_state=seed, oob_score=True, n_jobs=1), *numbers, 400),
            averages("extra_trees_regressor", lambda seed: ExtraTreesRegressor(50, random_state=seed, n_jobs=1), *numbers, 400),
            averages("extra_trees", lambda seed: ExtraTreesClassifier(50, random_state=seed, n_jobs=1), *classes, 400),
            averages("extra_trees_drawn", lambda seed: ExtraTreesClassifier(50, random_state=seed, bootstrap=True, oob_score=True,
                                                                            min_samples_leaf=3, n_jobs=1), *classes, 400),
        ],
    }


def boosting():
    cases = []
    for name, classes, rows, settings in [
        ("numbers", None, 900, {}), ("numbers", None, 900, {"l2_regularization": 2.0, "max_depth": 3, "learning_rate": 0.3}),
        ("numbers", None, 900, {"max_leaf_nodes": 8, "min_samples_leaf": 5, "max_bins": 30}),
        ("two", 2, 900, {}), ("two", 2, 900, {"max_leaf_nodes": 5, "min_samples_leaf": 40}), ("two", 2, 900, {"max_leaf_nodes": None, "max_depth": 4}),
        ("three", 3, 900, {"max_leaf_nodes": 6}), ("three", 3, 900, {"max_bins": 12, "l2_regularization": 0.5, "max_leaf_nodes": 5}),
    ]:
        features, target = fixture({"numbers": 11, "two": 12, "three": 13}[name], rows, classes)
        # A tenth of one column is missing, and one value in ten of another is the same.
        features[np.arange(rows) % 10 == 3, 1] = np.nan
        features[np.arange(rows) % 10 == 7, 4] = 500.0
        kind = HistGradientBoostingRegressor if classes is None else HistGradientBoostingClassifier
        model = kind(max_iter=20, early_stopping=False, **settings).fit(features[:600], target[:600])
        raw = model._raw_predict(features[600:])
        cases.append({
            "data": name, "settings": settings, "raw": raw.tolist(), "score": model.score(features[600:], target[600:]),
            "leaves": [[int(tree.get_n_leaf_nodes()) for tree in round] for round in model._predictors],
        })
    data = {}
    for name, classes, seed in [("numbers", None, 11), ("two", 2, 12), ("three", 3, 13)]:
        features, target = fixture(seed, 900, classes)
        listed = columns(features, target)
        listed["columns"][1] = [None if row % 10 == 3 else value for row, value in enumerate(listed["columns"][1])]
        listed["columns"][4] = [500.0 if row % 10 == 7 else value for row, value in enumerate(listed["columns"][4])]
        data[name] = listed
    return {"train_rows": 600, "data": data, "cases": cases}


write("regression_trees", regression_trees())
write("tree_ensembles", forests())
write("boosting", boosting())
