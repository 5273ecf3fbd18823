#!/usr/bin/env python3
"""Writes which test Evidently chooses for each column of 120 tables, what it finds, and whether column and table drift.

    .venv/monitor/bin/python scripts/gold/monitor-rules.py     (see monitor.py)

The tables come from the generator that both sides share. On eight of them Evidently's whole preset is run as well, and the
script stops if its report differs from the single calls.
"""
import json
import pathlib
import warnings

import evidently
import numpy as np
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations.stattests import get_stattest
from evidently.legacy.core import ColumnType
from evidently.presets import DataDriftPreset

from shared import column, uniforms

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "monitor" / "gold" / "rules.json"
TABLES = 120
ROWS = [40, 150, 600, 999, 1000, 1001, 1400, 2500]


def table(number):
    """Reference and current side; missing values and infinities in some."""
    u = uniforms(10_000 + number, 16)
    n, m = ROWS[number % 8], ROWS[int(u[0] * 8)]
    far = u[1] * 0.5 if u[2] < 0.6 else 0.0
    sides = []
    for side, rows in ((0, n), (1, m)):
        shift = far * side
        seed = 100_000 + 1000 * number + 100 * side
        a = column(seed, rows, shift * u[3], 1.0, 0)
        b = column(seed + 1, rows, shift * u[4] * 40.0, 40.0 * (1.0 + shift * u[5]), 0)
        b[uniforms(seed + 2, rows) < 0.05] = np.nan
        if number % 5 == 0:
            b[rows // 2] = np.inf
        few = column(seed + 3, rows, shift * u[6] * 2.0, 1.0, 1)
        coin = (uniforms(seed + 4, rows) < 0.3 + shift * u[7]).astype(float)
        two = np.where(uniforms(seed + 5, rows) < 0.6 - shift * u[8], "yes", "no").astype(object)
        v = uniforms(seed + 6, rows)
        word = np.array([f"c{int(4.0 * x * x)}" for x in np.minimum(v + shift * u[9] * 0.3, 0.999)], dtype=object)
        word[uniforms(seed + 7, rows) < 0.03] = None
        sides.append(pd.DataFrame({"a": a, "b": b, "few": few, "coin": coin, "two": two, "word": word}))
    return sides


KINDS = {"a": "num", "b": "num", "few": "num", "coin": "num", "two": "cat", "word": "cat"}
TYPES = {"num": ColumnType.Numerical, "cat": ColumnType.Categorical}


def judged(reference, current):
    """What Evidently's own column calculation does, without its drawings."""
    found = []
    for name, kind in KINDS.items():
        r, c = (side[name].replace([-np.inf, np.inf], np.nan).dropna() for side in (reference, current))
        test = get_stattest(r, c, TYPES[kind], None)
        result = test(r, c, TYPES[kind], None)
        found.append([test.name, float(result.drift_score), bool(result.drifted)])
    return found


def by_preset(reference, current):
    definition = DataDefinition(
        numerical_columns=[n for n, k in KINDS.items() if k == "num"], categorical_columns=[n for n, k in KINDS.items() if k == "cat"]
    )
    sides = [Dataset.from_pandas(side, data_definition=definition) for side in (current, reference)]
    metrics = Report([DataDriftPreset()]).run(*sides).dict()["metrics"]
    scores = {}
    for metric in metrics:
        config = metric.get("config", {})
        if "column" in config and not isinstance(metric["value"], dict):
            scores[config["column"]] = float(metric["value"])
        elif isinstance(metric["value"], dict) and "share" in metric["value"]:
            scores["share"] = metric["value"]["share"]
    return scores


def main():
    gold = {"made_with": {"evidently": evidently.__version__}, "columns": list(KINDS), "rows": ROWS, "tables": []}
    for number in range(TABLES):
        reference, current = table(number)
        found = judged(reference, current)
        share = sum(one[2] for one in found) / len(found)
        if number % 15 == 0:
            scores = by_preset(reference, current)
            for name, one in zip(KINDS, found):
                assert abs(scores[name] - one[1]) < 1e-12, (number, name, scores[name], one)
            assert abs(scores["share"] - share) < 1e-12, (number, scores["share"], share)
        gold["tables"].append([found, share >= 0.5])
    names = sorted({one[0] for found, _ in gold["tables"] for one in found})
    print(names, sum(drift for _, drift in gold["tables"]), sum(one[2] for found, _ in gold["tables"] for one in found))
    OUT.write_text(json.dumps(gold, separators=(",", ":"), allow_nan=False) + "\n")


main()
