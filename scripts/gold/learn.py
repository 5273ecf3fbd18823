#!/usr/bin/env python3
"""Writes the numbers that the tests of src/learn are held to, with scikit-learn.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/learn.py
"""
import json
import math
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn import metrics
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.dummy import DummyClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "src" / "learn" / "gold"
TARGETS = {"iris": "species", "penguins": "species", "wine": None, "breast_cancer": None, "digits": None}
SEEDS = 20
# Forests per split: their mean leaves less of the luck of one forest's draws.
FORESTS = 5


def load(name):
    table = pd.read_csv(ROOT / "public" / "data" / f"{name}.csv")
    target = TARGETS[name] or table.columns[-1]
    table = table.dropna(subset=[target])
    return table.drop(columns=[target]), table[target], target


def encoder(features, scale):
    numeric = features.select_dtypes("number").columns
    words = [column for column in features.columns if column not in numeric]
    steps = [SimpleImputer(strategy="median")] + ([StandardScaler()] if scale else [])
    return ColumnTransformer([
        ("numbers", make_pipeline(*steps), list(numeric)),
        ("words", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), words),
    ], sparse_threshold=0)


def write(name, value):
    OUT.mkdir(exist_ok=True)
    value = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", **value}
    (OUT / f"{name}.json").write_text(json.dumps(value, allow_nan=False) + "\n")


def plain(values):
    return [None if not math.isfinite(value) else float(value) for value in values]


def metric_case(actual, predicted, shares):
    classes = shares.shape[1]
    labels = list(range(classes))
    report = metrics.classification_report(actual, predicted, labels=labels, output_dict=True, zero_division=0)
    average = lambda entry: [entry["precision"], entry["recall"], entry["f1-score"]]
    counts = np.bincount(actual, minlength=classes)
    whole = bool((counts > 0).all())
    auc = None
    if whole and classes == 2:
        auc = metrics.roc_auc_score(actual, shares[:, 1])
    elif whole:
        auc = metrics.roc_auc_score(actual, shares, multi_class="ovr", average="macro", labels=labels)
    curves = []
    for label in labels:
        positive = (actual == label).astype(int)
        if 0 < positive.sum() < len(positive):
            x, y, threshold = metrics.roc_curve(positive, shares[:, label])
            precision, recall, at = metrics.precision_recall_curve(positive, shares[:, label])
            curves.append({
                "class": label, "roc_x": plain(x), "roc_y": plain(y), "roc_threshold": plain(threshold),
                "roc_area": metrics.roc_auc_score(positive, shares[:, label]),
                "recall": plain(recall), "precision": plain(precision), "pr_threshold": plain(at) + [None],
                "average_precision": metrics.average_precision_score(positive, shares[:, label]),
            })
    present = counts > 0
    recalls = metrics.recall_score(actual, predicted, labels=labels, average=None, zero_division=0)
    return {
        "actual": actual.tolist(), "predicted": predicted.tolist(), "shares": shares.tolist(),
        "confusion": metrics.confusion_matrix(actual, predicted, labels=labels).tolist(),
        "accuracy": metrics.accuracy_score(actual, predicted),
        "balanced_accuracy": float(recalls[present].mean()),
        "macro": average(report["macro avg"]), "weighted": average(report["weighted avg"]),
        "per_class": [average(report[str(label)]) for label in labels],
        "roc_auc": auc, "log_loss": metrics.log_loss(actual, shares, labels=labels), "curves": curves,
    }


def metric_cases():
    random = np.random.default_rng(7)
    cases = []
    # Rows, class shares, decimals of the probabilities (few make ties), a class that is never predicted, one without rows.
    for rows, mix, decimals, never, absent in [
        (83, [0.6, 0.3, 0.1], 1, None, None), (140, [0.15, 0.5, 0.25, 0.1], 2, 3, None), (61, [0.7, 0.3], 1, None, None),
        (97, [0.45, 0.35, 0.2], 6, None, 2), (40, [0.9, 0.1], 1, 1, None),
    ]:
        classes = len(mix)
        actual = random.choice(classes, size=rows, p=mix)
        if absent is not None:
            actual[actual == absent] = 0
        scores = random.gamma(0.7, size=(rows, classes))
        scores[np.arange(rows), actual] += random.gamma(0.8, size=rows)
        if never is not None:
            scores[:, never] *= 0.01
        shares = scores / scores.sum(axis=1, keepdims=True)
        shares = np.round(shares, decimals)
        shares[:, 0] += 1 - shares.sum(axis=1)
        shares = np.clip(shares, 0, 1)
        # Scores that differ in the last bit only would be ties to one reader of JSON and not to another.
        shares = np.round(shares / shares.sum(axis=1, keepdims=True), 12)
        cases.append(metric_case(actual, shares.argmax(axis=1), shares))
    return cases


def baselines():
    found = []
    for train, test in [([0] * 5 + [1] * 9 + [2] * 2, [0, 1, 1, 2, 2, 0, 1]), ([0] * 4 + [1] * 4, [0, 1, 1])]:
        train, test = np.array(train), np.array(test)
        dummy = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(train), 1)), train)
        zeros = np.zeros((len(test), 1))
        found.append({"train": train.tolist(), **metric_case(test, dummy.predict(zeros), dummy.predict_proba(zeros))})
    return found


def wilson(right, rows):
    from scipy.stats import binomtest
    interval = binomtest(right, rows).proportion_ci(0.95, method="wilson")
    return [right, rows, interval.low, interval.high]


def logistic():
    found = {}
    for name, c, intercept in [("iris", 1.0, True), ("wine", 0.3, True), ("breast_cancer", 1.0, True), ("penguins", 10.0, True), ("iris", 1.0, False)]:
        features, target, column = load(name)
        prepare = encoder(features, scale=True)
        matrix = prepare.fit_transform(features)
        model = LogisticRegression(C=c, tol=1e-12, max_iter=100_000, fit_intercept=intercept).fit(matrix, target)
        key = name if intercept else f"{name}_through_origin"
        # Rows are classes; a binary model has one. Intercepts of several classes are fixed up to a common constant: centred.
        constant = model.intercept_ - (model.intercept_.mean() if len(model.intercept_) > 1 else 0)
        found[key] = {
            "data": name, "target": column, "C": c, "fit_intercept": intercept, "coef": model.coef_.tolist(),
            "names": [part.split("__", 1)[1] for part in prepare.get_feature_names_out()], "intercept": constant.tolist(),
            "shares": model.predict_proba(matrix)[::17].tolist(),
        }
    return found


def trees():
    found = []
    for name in TARGETS:
        features, target, column = load(name)
        train, test = train_test_split(np.arange(len(target)), test_size=0.2, stratify=target, random_state=3)
        prepare = encoder(features, scale=False)
        fitted = prepare.fit_transform(features.iloc[train]), prepare.transform(features.iloc[test])
        for settings in [{}, {"criterion": "entropy"}, {"max_depth": 3}, {"min_samples_leaf": 5}, {"min_samples_split": 20},
                         {"class_weight": "balanced", "max_depth": 2}]:
            # Equal splits are drawn, so one seed is one of several right answers: all that occur are kept.
            runs = [DecisionTreeClassifier(random_state=seed, **settings).fit(fitted[0], target.iloc[train]) for seed in range(40)]
            found.append({
                "data": name, "target": column, "settings": settings, "train": target.index[train].tolist(), "test": target.index[test].tolist(),
                "accuracy": sorted({run.score(fitted[1], target.iloc[test]) for run in runs}),
                "train_accuracy": sorted({run.score(fitted[0], target.iloc[train]) for run in runs}),
                "depth": sorted({int(run.get_depth()) for run in runs}), "leaves": sorted({int(run.get_n_leaves()) for run in runs}),
                "importances": np.mean([run.feature_importances_ for run in runs], axis=0).tolist(),
            })
    return found


def forests():
    found = []
    for name in TARGETS:
        features, target, column = load(name)
        accuracy, oob, tests, importances = [], [], [], []
        for seed in range(SEEDS):
            train, test = train_test_split(np.arange(len(target)), test_size=0.2, stratify=target, random_state=seed)
            prepare = encoder(features, scale=False)
            known, unknown = prepare.fit_transform(features.iloc[train]), prepare.transform(features.iloc[test])
            right, bags = [], []
            for forest in range(FORESTS):
                model = RandomForestClassifier(100, random_state=1000 * forest + seed, oob_score=True, n_jobs=1)
                model.fit(known, target.iloc[train])
                right.append(model.score(unknown, target.iloc[test]))
                bags.append(model.oob_score_)
                importances.append(model.feature_importances_)
            accuracy.append(np.mean(right))
            oob.append(np.mean(bags))
            tests.append(sorted(target.index[test].tolist()))
        print(name, np.mean(accuracy), np.std(accuracy, ddof=1), np.mean(oob))
        found.append({
            "data": name, "target": column, "accuracy": accuracy, "mean": np.mean(accuracy), "std": np.std(accuracy, ddof=1),
            "oob_mean": np.mean(oob), "oob_std": np.std(oob, ddof=1), "tests": tests,
            "importances": np.mean(importances, axis=0).tolist(),
            "names": [part.split("__", 1)[1] for part in prepare.get_feature_names_out()],
        })
    return found


write("metrics", {"cases": metric_cases(), "baselines": baselines(), "wilson": [wilson(*case) for case in [(29, 30), (0, 12), (7, 7), (113, 360)]]})
write("logistic", {"models": logistic()})
write("trees", {"trees": trees()})
write("forests", {"forests": forests()})
