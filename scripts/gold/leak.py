#!/usr/bin/env python3
"""Writes the numbers that the leaks in src/learn/leak are held to: scikit-learn makes the same mistakes.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/leak.py
"""
import importlib.util
import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src" / "learn" / "gold" / "leak.json"


def figures(values):
    """Mean and its standard error."""
    return [float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))]


def anova():
    random = np.random.default_rng(8)
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2])
    columns = np.round(random.normal(size=(12, 5)) + labels[:, None] * np.array([0, 0.4, -1.1, 0.1, 2]), 3)
    kept = SelectKBest(f_classif, k=2).fit(columns, labels).get_support(indices=True)
    return {"labels": labels.tolist(), "columns": columns.T.tolist(), "f": f_classif(columns, labels)[0].tolist(), "kept": kept.tolist()}


def selection(rows=60, columns=400, kept=10, repeats=400):
    leaky, honest, delivered = [], [], []
    for seed in range(repeats):
        random = np.random.default_rng(seed)
        X, y = random.normal(size=(rows + 400, columns)), random.integers(0, 2, rows + 400)
        folds = StratifiedKFold(5, shuffle=True, random_state=seed)
        model = make_pipeline(StandardScaler(), LogisticRegression())
        seen = SelectKBest(f_classif, k=kept).fit(X[:rows], y[:rows])
        leaky.append(cross_val_score(model, seen.transform(X[:rows]), y[:rows], cv=folds).mean())
        inside = make_pipeline(SelectKBest(f_classif, k=kept), StandardScaler(), LogisticRegression())
        honest.append(cross_val_score(inside, X[:rows], y[:rows], cv=folds).mean())
        delivered.append(model.fit(seen.transform(X[:rows]), y[:rows]).score(seen.transform(X[rows:]), y[rows:]))
    ask = {"rows": rows, "columns": columns, "kept": kept}
    return {**ask, "leaky": figures(leaky), "honest": figures(honest), "delivered": figures(delivered)}


def scaler(rows=40, repeats=400):
    X, y = load_breast_cancer(return_X_y=True)
    leaky, honest, delivered = [], [], []
    for seed in range(repeats):
        past, future = train_test_split(np.arange(len(y)), train_size=rows, stratify=y, random_state=seed)
        folds = StratifiedKFold(5, shuffle=True, random_state=seed)
        scaled = StandardScaler().fit(X[past])
        leaky.append(cross_val_score(KNeighborsClassifier(), scaled.transform(X[past]), y[past], cv=folds).mean())
        model = make_pipeline(StandardScaler(), KNeighborsClassifier())
        honest.append(cross_val_score(model, X[past], y[past], cv=folds).mean())
        delivered.append(model.fit(X[past], y[past]).score(X[future], y[future]))
    return {"rows": rows, "leaky": figures(leaky), "honest": figures(honest), "delivered": figures(delivered)}


def flights(every=20):
    """The cases without a draw: the leaked column, and a validation in the order of time."""
    spec = importlib.util.spec_from_file_location("samples", HERE / "samples.py")
    samples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(samples)
    table = samples.flights().iloc[::every]
    table = table[table.late.notna()].reset_index(drop=True)
    date = pd.to_datetime(table.date)
    X = pd.DataFrame({"month": date.dt.month, "day": date.dt.day, "weekday": date.dt.dayofweek})
    for name in table.columns.drop(["date", *samples.AFTERWARDS]):
        X[name] = table[name] if pd.api.types.is_numeric_dtype(table[name]) else table[name].astype("category").cat.codes
    y = (table.late == "yes").astype(int).to_numpy()

    def later(rows, share):
        """The first row of the latest share, moved to the beginning of its day."""
        start = len(rows) - int(np.ceil(len(rows) * share - 1e-9))
        return int(np.searchsorted(date.iloc[rows].to_numpy(), date.iloc[rows].to_numpy()[start]))

    everything = np.arange(len(y))
    cut = later(everything, 1 / 3)
    past, future = everything[:cut], everything[cut:]
    inner = later(past, 0.2)

    def judged(columns, train, test, used=None):
        # Gaps are filled with the median of the rows that are learned from.
        median = columns.iloc[train].median()
        model = HistGradientBoostingClassifier(early_stopping=False).fit(columns.iloc[train].fillna(median), y[train])
        used = (columns if used is None else used).iloc[test].fillna(median)
        return float(roc_auc_score(y[test], model.predict_proba(used)[:, 1]))

    with_delay = X.assign(dep_delay=table.dep_delay)
    empty = X.assign(dep_delay=np.nan)
    return {
        "every": every, "rows": len(past), "future_rows": len(future),
        "honest": [judged(X, past[:inner], past[inner:]), judged(X, past, future)],
        "leaky": [judged(with_delay, past[:inner], past[inner:]), judged(with_delay, past, future, empty)],
    }


made = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, pandas {pd.__version__}"}
made |= {"anova": anova(), "selection": selection(), "scaler": scaler(), "flights": flights()}
OUT.write_text(json.dumps(made, allow_nan=False) + "\n")
print(json.dumps({key: made[key] for key in ("selection", "scaler", "flights")}, indent=1))
