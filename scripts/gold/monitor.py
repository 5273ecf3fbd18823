#!/usr/bin/env python3
"""Writes the numbers that src/monitor/drift is held to: scipy's and Evidently's, on small awkward columns and a few large ones.

    python3 -m venv .venv/monitor && .venv/monitor/bin/pip install -r scripts/check/requirements-monitor.txt
    .venv/monitor/bin/python scripts/gold/monitor.py

Columns come from the small generator that both sides share (see shared.py), so none is stored.
"""
import json
import pathlib
import warnings

import evidently
import numpy as np
import pandas as pd
import scipy
from evidently.legacy.calculations import stattests as registered
from evidently.legacy.calculations.stattests import mmd_stattest, tvd_stattest
from evidently.legacy.core import ColumnType
from scipy import stats

from shared import column

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "monitor" / "gold" / "tests.json"
# reference size, current size, shift, scale, steps
SHAPES = [
    (2, 2, 0.5, 1.0, 0), (5, 5, 0.3, 1.0, 0), (5, 7, 0.0, 2.0, 0), (8, 30, 0.4, 1.0, 0), (8, 5, 0.0, 1.0, 2), (12, 20, 0.2, 1.5, 0),
    (20, 20, 0.1, 1.0, 4), (20, 21, 0.3, 1.0, 0), (24, 24, 0.5, 0.7, 0), (40, 30, 0.0, 1.0, 0), (60, 90, 0.6, 1.0, 3), (100, 100, 0.2, 1.0, 0),
    (137, 211, 0.05, 1.1, 0), (300, 300, 0.1, 1.0, 8), (500, 400, 0.15, 1.0, 0), (1000, 1000, 0.03, 1.0, 0), (1000, 1000, 0.3, 1.2, 0),
    (1500, 700, 0.1, 1.0, 0), (2000, 2000, 0.02, 1.0, 1), (5000, 3000, 0.01, 1.0, 0), (9999, 10000, 0.005, 1.0, 0),
    (12000, 9000, 0.01, 1.0, 0), (30000, 20, 0.3, 1.0, 0), (40000, 40000, 0.004, 1.0, 16), (200000, 150000, 0.002, 1.0, 0),
]


def pair(number):
    n, m, shift, scale, steps = SHAPES[number]
    return column(2 * number, n, 0.0, 1.0, steps), column(2 * number + 1, m, shift, scale, steps)


def evidently_value(test, reference, current, kind=ColumnType.Numerical):
    result = test(pd.Series(reference), pd.Series(current), kind, 0.1)
    return float(result.drift_score)


def numbers():
    cases = []
    for number, (n, m, *_) in enumerate(SHAPES):
        r, c = pair(number)
        case = {}
        d = stats.ks_2samp(r, c)
        case["ks"] = [float(d.statistic), float(d.pvalue)]
        case["wasserstein"] = [evidently_value(registered.wasserstein_stat_test, r, c), None]
        case["energy"] = [evidently_value(registered.energy_dist_test, r, c), None]
        a = stats.anderson_ksamp([r, c])
        case["anderson"] = [float(a.statistic), float(a.pvalue)]
        v = stats.cramervonmises_2samp(r, c)
        case["cramer"] = [float(v.statistic), float(v.pvalue)]
        for name, alternative in (("mann_whitney", "two-sided"), ("mann_whitney_less", "less")):
            u = stats.mannwhitneyu(r, c, alternative=alternative)
            case[name] = [float(u.statistic), float(u.pvalue)]
        t = stats.ttest_ind(r, c)
        case["student"] = [float(t.statistic), float(t.pvalue)]
        if min(n, m) >= 5:
            e = stats.epps_singleton_2samp(r, c)
            case["epps"] = [float(e.statistic), float(e.pvalue)]
        case["jensen_shannon"] = [evidently_value(registered.jensenshannon_stat_test, r, c), None]
        case["psi"] = [evidently_value(registered.psi_stat_test, r, c), None]
        case["kl"] = [evidently_value(registered.kl_div_stat_test, r, c), None]
        case["hellinger"] = [evidently_value(registered.hellinger_stat_test, r, c), None]
        if n + m <= 800:
            np.random.seed(0)
            p, mmd = mmd_stattest.mmd_pval(r.reshape(-1, 1), c.reshape(-1, 1))
            case["mmd"] = [float(mmd), float(p)]
        if np.isfinite(case["student"][0]) and n > 100:
            for name, test in {"ks": "ks_stat_test", "anderson": "anderson_darling_test", "mann_whitney_less": "mann_whitney_u_stat_test",
                               "student": "t_test", "cramer": "cramer_von_mises", "epps": "epps_singleton_test"}.items():
                assert abs(evidently_value(getattr(registered, test), r, c) - case[name][1]) < 1e-9, (name, number)
        cases.append(case)
    return cases


COUNTS = [
    ([30, 20, 10], [20, 25, 15]), ([300, 200, 1], [290, 0, 20]), ([50, 50], [40, 60]), ([900, 100], [870, 130]), ([5, 0], [3, 2]),
    ([7, 0], [4, 0]), ([12, 5, 9, 1, 30], [10, 6, 8, 3, 41]), ([1000, 2000, 3000], [400, 800, 1100]), ([3, 4], [4, 3]),
    ([20000, 30000], [20400, 29600]), ([0, 6, 4], [3, 3, 4]), ([500000, 400000, 60], [499000, 401000, 60]),
]


def categories():
    cases = []
    for reference, current in COUNTS:
        r = pd.Series(np.repeat([f"c{place}" for place in range(len(reference))], reference))
        c = pd.Series(np.repeat([f"c{place}" for place in range(len(current))], current))
        value = lambda test: evidently_value(test, r, c, ColumnType.Categorical)  # noqa: E731
        case = {"chi_square": [None, value(registered.chi_stat_test)]}
        used = [place for place in range(len(reference)) if reference[place] + current[place] > 0]
        expected = [reference[place] * sum(current) / sum(reference) for place in used]
        if all(expected) and len(used) > 1:
            case["chi_square"][0] = float(stats.chisquare([current[place] for place in used], expected).statistic)
        if len(used) == 1:
            case["chi_square"] = [0.0, 1.0]
        if sum(reference) == sum(current):
            g = stats.power_divergence([current[p] for p in used], [reference[p] for p in used], lambda_="log-likelihood")
            case["g"] = [float(g.statistic) if np.isfinite(g.statistic) else None, value(registered.g_test)]
        if len(used) <= 2:
            case["z"] = [None, value(registered.z_stat_test)]
        if len(used) == 2:
            table = [[current[used[1]], current[used[0]]], [reference[used[1]], reference[used[0]]]]
            odds = stats.contingency.odds_ratio(table, kind="sample").statistic
            case["fisher"] = [float(odds) if np.isfinite(odds) else None, float(stats.fisher_exact(table).pvalue)]
            if sum(reference) == sum(current):
                assert abs(value(registered.fisher_exact_test) - case["fisher"][1]) < 1e-9
        case["jensen_shannon"] = [value(registered.jensenshannon_stat_test), None]
        case["psi"] = [value(registered.psi_stat_test), None]
        case["kl"] = [value(registered.kl_div_stat_test), None]
        case["hellinger"] = [value(registered.hellinger_stat_test), None]
        tvd = float(tvd_stattest._total_variation_distance(r, c))
        case["tvd"] = [tvd, value(registered.tvd_test) if sum(reference) <= 1000 else None]
        cases.append({"reference": reference, "current": current, "tests": case})
    return cases


def main():
    made = {"scipy": scipy.__version__, "evidently": evidently.__version__, "numpy": np.__version__, "pandas": pd.__version__}
    gold = {"made_with": made, "shapes": SHAPES, "numbers": numbers(), "categories": categories()}
    OUT.write_text(json.dumps(gold, separators=(",", ":"), allow_nan=False) + "\n")


main()
