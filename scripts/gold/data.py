#!/usr/bin/env python3
"""Writes the numbers that preparation and splits are held to, with scikit-learn.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/data.py
"""
import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, KFold, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "learn" / "gold"


def write(name, value):
    value = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", **value}
    (OUT / f"{name}.json").write_text(json.dumps(value, allow_nan=False) + "\n")


def splits():
    """Sizes only, except by time, where nothing is drawn: the page draws other numbers than numpy."""
    random = np.random.default_rng(3)
    found = {"plain": [], "groups": [], "time": []}
    for rows, count in [(23, 4), (100, 7), (41, 20), (10, 5)]:
        sizes = [len(test) for _, test in KFold(count, shuffle=True, random_state=0).split(np.zeros(rows))]
        found["plain"].append({"rows": rows, "count": count, "sizes": sizes})
    for rows, number, count, share in [(57, 9, 3, 0.25), (200, 31, 5, 0.2), (80, 4, 4, 0.4), (300, 7, 2, 0.1)]:
        groups = pd.factorize(np.minimum(random.geometric(1.5 / number, rows), number))[0]
        number = groups.max() + 1
        train, test = next(GroupShuffleSplit(1, test_size=share, random_state=0).split(groups, groups=groups))
        sizes = [len(test) for _, test in GroupKFold(min(count, number)).split(groups, groups=groups)]
        found["groups"].append({
            "groups": groups.tolist(), "count": int(min(count, number)), "share": share,
            "test_groups": len(set(groups[test])), "sizes": sizes,
        })
    for rows, count in [(24, 5), (100, 3), (37, 4)]:
        times = random.permutation(rows) + 0.25
        order = np.argsort(times)
        folds = [[sorted(order[part].tolist()) for part in fold] for fold in TimeSeriesSplit(count).split(order)]
        found["time"].append({"times": times.tolist(), "count": count, "folds": folds})
    return found


def prepare_table():
    """Gaps everywhere, one constant column, rare words, dates with a time, words and dates that only the test rows have."""
    random = np.random.default_rng(11)
    rows = 90
    table = pd.DataFrame({
        "size": np.round(random.gamma(2, 30, rows), 2), "count": random.poisson(3, rows).astype(float), "flat": 0.1,
        "colour": random.choice(["red", "blue", "green", "amber", "teal", "plum", "rust"], rows, p=[0.3, 0.24, 0.2, 0.1, 0.08, 0.05, 0.03]),
        "when": pd.Timestamp("2023-11-05 07:15") + pd.to_timedelta(random.integers(0, 9000, rows), unit="h"),
    })
    table["when"] = table["when"].dt.strftime("%Y-%m-%d %H:%M").astype(object)
    for column, share in [("size", 0.2), ("count", 0.1), ("colour", 0.15), ("when", 0.1)]:
        table.loc[random.random(rows) < share, column] = np.nan if column in ("size", "count") else None
    table.loc[rows - 1, "colour"] = "unseen"
    return table, np.arange(60), np.arange(60, rows)


def prepared(table, train, spec):
    """The whole table as scikit-learn encodes it after learning from the training rows: one list per encoded column."""
    scalers = {"standard": StandardScaler, "min_max": MinMaxScaler, "robust": RobustScaler}
    columns = []
    for name in table.columns:
        own = {**spec, **spec.get("own", {}).get(name, {})}
        strategy, fill = own.get("strategy", "median"), own.get("fill_value")
        raw = table[[name]]
        if name == "when":
            moment = pd.to_datetime(raw[name])
            of = {"year": moment.dt.year, "month": moment.dt.month, "day": moment.dt.day, "weekday": moment.dt.day_of_week, "hour": moment.dt.hour}
            raw = pd.DataFrame({part: of[part].astype(float) for part in own["date_parts"]})
        if name == "colour":
            words = SimpleImputer(strategy="constant" if strategy == "constant" else "most_frequent", fill_value=fill, missing_values=None)
            grouping = {key: own[key] for key in ("min_frequency", "max_categories") if key in own}
            if own.get("encoder") == "ordinal":
                steps = [words, OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, **grouping)]
            else:
                steps = [words, OneHotEncoder(handle_unknown="infrequent_if_exist", sparse_output=False, **grouping)]
            raw = raw.astype(object).where(raw.notna(), None)
        else:
            number = None if fill is None else float(fill)
            steps = [SimpleImputer(strategy=strategy, fill_value=number)]
            if own.get("scaler") in scalers:
                steps.append(scalers[own["scaler"]]())
        columns += make_pipeline(*steps).fit(raw.iloc[train].to_numpy()).transform(raw.to_numpy()).T.tolist()
        if own.get("add_indicator") and table[name].iloc[train].isna().any():
            columns.append(table[name].isna().astype(float).tolist())
    return columns


def preparation():
    table, train, _ = prepare_table()
    parts = ["month", "weekday", "hour"]
    specs = [
        {"date_parts": parts},
        {"strategy": "mean", "scaler": "standard", "date_parts": ["year", "day"], "add_indicator": True},
        {"strategy": "most_frequent", "scaler": "min_max", "date_parts": parts, "min_frequency": 6},
        {"strategy": "constant", "fill_value": "-1", "scaler": "robust", "date_parts": parts, "max_categories": 4},
        {"strategy": "median", "scaler": "robust", "date_parts": parts, "encoder": "ordinal"},
        {"scaler": "standard", "date_parts": ["hour"], "encoder": "ordinal", "max_categories": 3, "min_frequency": 0.1},
        {"date_parts": parts, "max_categories": 1},
        {"date_parts": parts, "own": {"size": {"strategy": "constant", "scaler": "min_max", "add_indicator": True}, "colour": {"strategy": "constant", "min_frequency": 0.12}}},
    ]
    plain = table.astype(object).where(table.notna(), None)
    found = []
    for spec in specs:
        columns = prepared(table, train, spec)
        own = [[name, {"date_parts": parts, **change}] for name, change in spec.pop("own", {}).items()]
        found.append({"spec": {**spec, "columns": own} if own else spec, "encoded": columns})
    return {"table": {name: plain[name].tolist() for name in table.columns}, "train": train.tolist(), "cases": found}


write("prepare", preparation())
write("splits", splits())
