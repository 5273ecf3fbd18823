#!/usr/bin/env python3
"""Writes what Evidently finds on columns of whole numbers, with and without gaps, and on constant ones.

    python3 -m venv .venv/monitor && .venv/monitor/bin/pip install -r scripts/check/requirements-monitor.txt
    .venv/monitor/bin/python scripts/gold/monitor-whole.py

pandas holds whole numbers without a gap as int64, and numpy's bins of those are at least 1 wide. A value that is undefined
(NaN) is null here, an infinite one "Infinity"; a test that raises an exception is left out.
"""
import json
import math
import pathlib
import warnings

import evidently
import numpy as np
import pandas as pd
from evidently.legacy.calculations import stattests as registered
from evidently.legacy.core import ColumnType

from shared import column

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "monitor" / "gold" / "whole.json"
TESTS = {
    "hellinger": registered.hellinger_stat_test, "psi": registered.psi_stat_test, "jensenshannon": registered.jensenshannon_stat_test,
    "kl_div": registered.kl_div_stat_test, "t_test": registered.t_test, "ks": registered.ks_stat_test, "wasserstein": registered.wasserstein_stat_test,
    "ed": registered.energy_dist_test, "mannw": registered.mann_whitney_u_stat_test, "anderson": registered.anderson_darling_test,
    "cramer_von_mises": registered.cramer_von_mises, "es": registered.epps_singleton_test,
}
# Rows, shift and scale of both sides (see shared.column, in steps of 1); and which sides have a gap.
DRAWN = [
    (40, 60, 0.0, 1.0, 0.4, 1.0, ""), (200, 150, 0.0, 2.0, 0.3, 2.0, ""), (200, 150, 0.0, 2.0, 0.3, 2.0, "reference"),
    (200, 150, 0.0, 2.0, 0.3, 1.0, "current"), (200, 150, 0.0, 1.0, 0.3, 2.0, "current"), (200, 150, 0.0, 2.0, 0.3, 2.0, "both"),
    (300, 300, 0.0, 9.0, 1.0, 9.0, ""), (300, 300, 0.0, 9.0, 1.0, 9.0, "current"), (150, 400, 0.0, 30.0, 4.0, 25.0, ""),
    (300000, 300000, 0.5, 5.2, 0.4, 5.2, ""), (300000, 300000, 0.5, 5.2, 0.4, 5.2, "current"),
]
LISTED = [
    ([0] * 70 + [1] * 30, [0] * 20 + [1] * 80, ""), ([0] * 70 + [1] * 30, [0] * 20 + [1] * 80, "reference"),
    ([0] * 70 + [1] * 30, [0] * 20 + [1] * 80, "current"), ([0] * 70 + [1] * 30, [0] * 20 + [1] * 79 + [2], "current"),
    ([0, 1, 2] * 30, [1, 2, 3] * 25, ""), ([0] * 9, [0] * 8 + [1], ""), ([3] * 9, [3] * 7, ""), ([3] * 9, [4] * 7, ""), ([3] * 9, [2] * 7, ""),
    ([3], [3], ""), ([3], [5], ""), ([3, 3], [5], ""), ([1, 3], [5], ""), ([5] * 40, [4, 5, 6] * 12, ""), ([7] * 12, [7] * 12, "both"),
]


def series(values, gap):
    values = [int(value) for value in values]
    return pd.Series(values + [np.nan] if gap else values).dropna()


def value(test, reference, current):
    try:
        found = test(reference.copy(), current.copy(), ColumnType.Numerical, None)
    except Exception as error:
        print("    raises:", type(error).__name__, str(error)[:90])
        return None
    score = float(found.drift_score)
    return [None if math.isnan(score) else score if math.isfinite(score) else "Infinity", bool(found.drifted)]


def case(reference, current, gap, about):
    sides = series(reference, gap in ("reference", "both")), series(current, gap in ("current", "both"))
    print(about, gap, sides[0].dtype, sides[1].dtype)
    names = TESTS if len(reference) < 1000 else ["hellinger", "psi", "jensenshannon", "kl_div"]
    found = {name: value(TESTS[name], *sides) for name in names}
    return {**about, "gap": gap, "tests": {name: one for name, one in found.items() if one is not None}}


cases = []
for number, (n, m, left, wide, right, wider, gap) in enumerate(DRAWN):
    sides = column(500 + 2 * number, n, left, wide, 1), column(501 + 2 * number, m, right, wider, 1)
    cases.append(case(*sides, gap, {"drawn": [500 + 2 * number, n, m, left, wide, right, wider]}))
for reference, current, gap in LISTED:
    cases.append(case(reference, current, gap, {"reference": reference, "current": current}))
made = {"evidently": evidently.__version__, "numpy": np.__version__, "pandas": pd.__version__}
OUT.write_text(json.dumps({"made_with": made, "cases": cases}, separators=(",", ":"), allow_nan=False) + "\n")
