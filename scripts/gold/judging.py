#!/usr/bin/env python3
"""Writes the numbers that the judging in src/learn is held to: more metrics, intervals, inspection, search schedules.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/judging.py
"""
import json
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy import special, stats
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.datasets import make_classification
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.inspection import partial_dependence
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import HalvingGridSearchCV, ParameterGrid, learning_curve
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "learn" / "gold"


def write(name, value):
    value = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}", **value}
    (OUT / f"{name}.json").write_text(json.dumps(value, allow_nan=False) + "\n")


def regression():
    random = np.random.default_rng(3)
    cases = []
    for rows, shift in [(37, 0.0), (90, 150.0), (1, 2.0), (6, 0.0)]:
        actual = np.round(random.gamma(2.0, 30.0, rows) - 40 + shift, 3)
        predicted = np.round(actual * 0.8 + random.normal(3, 15, rows), 3)
        if rows == 6:
            actual[:] = 7.5
        cases.append((actual, predicted))
    # One actual value is 0, and one prediction is perfect throughout.
    cases.append((np.array([0.0, 3.0, -2.0]), np.array([0.5, 3.0, -1.0])))
    cases.append((np.array([4.0, 4.0]), np.array([4.0, 4.0])))
    return [{
        "actual": a.tolist(), "predicted": p.tolist(), "mae": metrics.mean_absolute_error(a, p), "mse": metrics.mean_squared_error(a, p),
        "rmse": metrics.root_mean_squared_error(a, p), "median_ae": metrics.median_absolute_error(a, p),
        "mape": metrics.mean_absolute_percentage_error(a, p), "max_error": metrics.max_error(a, p),
        "r2": metrics.r2_score(a, p) if len(a) > 1 else None,
    } for a, p in cases]


def expected_calibration_error(positive, share, edges):
    bins = np.searchsorted(edges[1:-1], share)
    off = [(bins == b).sum() * abs(positive[bins == b].mean() - share[bins == b].mean()) for b in np.unique(bins)]
    return sum(off) / len(share)


def threshold_points(actual, share):
    points = []
    for at in sorted(set(share), reverse=True):
        called = share >= at
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(actual, called, average="binary", zero_division=0)
        alarms, missed = int((called & (actual == 0)).sum()), int((~called & (actual == 1)).sum())
        points.append([float(at), precision, recall, f1, metrics.recall_score(actual == 0, ~called), metrics.accuracy_score(actual, called),
                       (2.5 * alarms + 7.0 * missed - 1.5 * int((called & (actual == 1)).sum())) / len(actual)])
    return points


def classification():
    random = np.random.default_rng(11)
    found = []
    # Rows, class shares, decimals: few decimals put many probabilities on the edges of the bins.
    for rows, mix, decimals in [(160, [0.7, 0.3], 2), (75, [0.4, 0.6], 6), (210, [0.55, 0.25, 0.15, 0.05], 2), (90, [0.2, 0.5, 0.3], 1), (12, [0.5, 0.5], 1)]:
        classes = len(mix)
        actual = np.concatenate([np.arange(classes), random.choice(classes, size=rows - classes, p=mix)])
        raw = random.gamma(0.8, size=(rows, classes))
        raw[np.arange(rows), actual] += random.gamma(0.9, size=rows)
        shares = np.round(raw / raw.sum(axis=1, keepdims=True), decimals)
        shares[:, 0] = np.round(np.clip(shares[:, 0] + 1 - shares.sum(axis=1), 0, 1), decimals)
        shares = np.round(shares / shares.sum(axis=1, keepdims=True), 12)
        predicted = shares.argmax(axis=1)
        labels = list(range(classes))
        if classes == 2:
            positive, share = actual, shares[:, 1]
            brier = metrics.brier_score_loss(actual, share)
            precision = metrics.average_precision_score(actual, share)
        else:
            positive, share = (predicted == actual).astype(int), shares.max(axis=1)
            brier = metrics.brier_score_loss(actual, shares, labels=labels)
            precision = metrics.average_precision_score(np.eye(classes)[actual], shares, average="macro")
        curves = []
        for strategy in ["uniform", "quantile"]:
            for bins in [5, 10]:
                true, given = calibration_curve(positive, share, n_bins=bins, strategy=strategy)
                edges = np.linspace(0, 1, bins + 1) if strategy == "uniform" else np.percentile(share, np.linspace(0, 1, bins + 1) * 100)
                curves.append({"strategy": strategy, "bins": bins, "positive": true.tolist(), "predicted": given.tolist(),
                               "expected_error": expected_calibration_error(positive, share, edges)})
        found.append({
            "actual": actual.tolist(), "predicted": predicted.tolist(), "shares": shares.tolist(), "brier": float(brier),
            "matthews": metrics.matthews_corrcoef(actual, predicted), "kappa": metrics.cohen_kappa_score(actual, predicted),
            "f_half": metrics.fbeta_score(actual, predicted, beta=0.5, average=None, labels=labels, zero_division=0).tolist(),
            "f_two": metrics.fbeta_score(actual, predicted, beta=2, average=None, labels=labels, zero_division=0).tolist(),
            "specificity": [metrics.recall_score(actual != c, predicted != c, zero_division=0) for c in labels],
            "average_precision": float(precision),
            "top_2": metrics.top_k_accuracy_score(actual, shares, k=2, labels=labels) if classes > 2 else None,
            "calibration": curves, "thresholds": threshold_points(actual, share) if classes == 2 else [],
        })
    return found


def clusterings():
    random = np.random.default_rng(5)
    found = []
    for rows, groups, width, noise in [(80, 3, 2, 0.2), (55, 5, 4, 0.9), (40, 2, 1, 0.4)]:
        known = random.choice(groups, rows, p=np.arange(1, groups + 1) / (groups * (groups + 1) / 2))
        points = np.round(random.normal(0, 2, (groups, width))[known] + random.normal(0, noise + 0.3, (rows, width)), 4)
        labels = np.where(random.random(rows) < 0.15, random.choice(groups, rows), known)
        # One row alone in its group, and noise as DBSCAN marks it.
        labels[3] = groups
        labels[random.random(rows) < 0.08] = -1
        found.append({
            "columns": points.T.tolist(), "labels": labels.tolist(), "known": known.tolist(),
            "silhouette": float(metrics.silhouette_score(points, labels)), "silhouettes": metrics.silhouette_samples(points, labels).tolist(),
            "davies_bouldin": float(metrics.davies_bouldin_score(points, labels)),
            "calinski_harabasz": float(metrics.calinski_harabasz_score(points, labels)),
            "adjusted_rand": float(metrics.adjusted_rand_score(known, labels)),
        })
    return found


def distributions():
    return {
        "normal_quantile": [[p, special.ndtri(p)] for p in [1e-12, 0.001, 0.025, 0.07, 0.3, 0.5, 0.9, 0.975, 0.9999]],
        "normal_cdf": [[z, special.ndtr(z)] for z in [-6.0, -1.3, 0.0, 0.4, 2.2]],
        "student_quantile": [[p, v, stats.t.ppf(p, v)] for p, v in [(0.975, 1), (0.975, 4), (0.95, 9), (0.975, 29), (0.995, 2.5), (0.9, 250)]],
        "student_above": [[t, v, stats.t.sf(t, v)] for t, v in [(0.0, 3), (1.7, 4), (-0.8, 9.5), (12.0, 30), (3.3, 4000.5)]],
    }


def folds():
    found = []
    for scores, train, test in [([0.91, 0.88, 0.93, 0.9, 0.86], 80, 20), ([0.7, 0.72, 0.61, 0.69, 0.73, 0.66, 0.71, 0.64, 0.7, 0.68, 0.75, 0.62], 300, 150)]:
        scores = np.array(scores)
        error = np.sqrt((1 / len(scores) + test / train) * scores.var(ddof=1))
        reach = stats.t.ppf(0.975, len(scores) - 1) * error
        other = scores - np.linspace(0.01, 0.05, len(scores)) ** 1.3 * 2 + 0.02
        difference = scores - other
        t = difference.mean() / np.sqrt((1 / len(scores) + test / train) * difference.var(ddof=1))
        found.append({"scores": scores.tolist(), "train": train, "test": test, "mean": scores.mean(), "std": scores.std(),
                      "interval": [scores.mean() - reach, scores.mean() + reach], "differences": difference.tolist(),
                      "t": t, "p": 2 * stats.t.sf(abs(t), len(scores) - 1)})
    return found


def bootstraps():
    random = np.random.default_rng(21)
    found = []
    for statistic, name, data in [(np.mean, "mean", random.gamma(1.2, 4.0, 30)), (np.median, "median", random.normal(0, 1, 21)), (np.std, "std", random.gamma(0.7, 1.0, 45))]:
        data = np.round(data, 4)
        run = stats.bootstrap((data,), statistic, n_resamples=400, rng=random, vectorized=False, method="BCa", confidence_level=0.9)
        percentile = stats.bootstrap((data,), statistic, n_resamples=0, bootstrap_result=run, vectorized=False, method="percentile", confidence_level=0.9)
        found.append({
            "statistic": name, "drawn": run.bootstrap_distribution.tolist(), "estimate": float(statistic(data)),
            "left_out": [float(statistic(np.delete(data, place))) for place in range(len(data))],
            "bca": list(run.confidence_interval), "percentile": list(percentile.confidence_interval),
        })
    return found


def paired():
    """Absolute errors of two models on the same rows: scipy's Wilcoxon test, exact and approximate, and its bootstrap."""
    random = np.random.default_rng(17)
    cases = []
    for rows, gain, digits in [(30, 0.5, 6), (50, 0.0, 6), (12, 2.0, 6), (200, 0.2, 6), (60, 0.3, 0), (20, 0.5, 0), (8, None, 6)]:
        actual = np.round(random.normal(50, 20, rows), 2)
        left = np.round(actual + random.normal(0, 5 + (gain or 0) * 3, rows), digits)
        right = left.copy() if gain is None else np.round(actual + random.normal(1, 5, rows), digits)
        if digits == 0:
            actual = np.round(actual)
            right[::4] = left[::4]
        difference = abs(actual - left) - abs(actual - right)
        differs = bool((difference != 0).any())
        plain = differs and rows <= 50 and (difference != 0).all() and len(set(abs(difference))) == rows
        p = float(stats.wilcoxon(difference, method="exact" if plain else "asymptotic").pvalue) if differs else None
        ends = stats.bootstrap((difference,), np.mean, n_resamples=20000, method="percentile", rng=3).confidence_interval
        cases.append({"actual": actual.tolist(), "left": left.tolist(), "right": right.tolist(), "mean": float(difference.mean()), "wilcoxon": p, "percentile": [float(ends.low), float(ends.high)]})
    return cases


def analytic():
    """Intervals of whole metrics by scipy's own bootstrap, many draws: ours must come near."""
    random = np.random.default_rng(2)
    rows = 400
    actual = (random.random(rows) < 0.3).astype(int)
    share = np.round(np.clip(random.normal(0.3 + 0.25 * actual, 0.2), 0.01, 0.99), 3)
    values = np.round(random.gamma(2.0, 10.0, rows), 2)
    guess = np.round(values * 0.8 + random.normal(4, 5, rows), 2)
    run = lambda data, statistic: list(stats.bootstrap(data, statistic, paired=True, vectorized=False, n_resamples=4_000, method="percentile", rng=random).confidence_interval)
    return {
        "actual": actual.tolist(), "share": share.tolist(), "values": values.tolist(), "guess": guess.tolist(),
        "accuracy": run((actual, share), lambda a, s: np.mean(a == (s > 0.5))),
        "roc_auc": run((actual, share), metrics.roc_auc_score),
        "f1_macro": run((actual, share), lambda a, s: metrics.f1_score(a, s > 0.5, average="macro")),
        "brier_score": run((actual, share), metrics.brier_score_loss),
        "r2": run((values, guess), metrics.r2_score),
        "median_absolute_error": run((values, guess), metrics.median_absolute_error),
    }


def tests():
    random = np.random.default_rng(8)
    fisher = []
    for wrong, rows, all_wrong, everything in [(7, 20, 30, 200), (1, 40, 30, 200), (3, 25, 9, 60), (120, 900, 4000, 60000), (18, 20, 30, 45)]:
        table = [[wrong, rows - wrong], [all_wrong - wrong, everything - rows - (all_wrong - wrong)]]
        fisher.append([wrong, rows, all_wrong, everything, stats.fisher_exact(table, alternative="greater").pvalue])
    welch = []
    for one, other, shift in [(12, 40, 0.8), (30, 25, -0.2), (60, 600, 0.4)]:
        a, b = np.round(random.gamma(2, 1, one) + shift, 4), np.round(random.gamma(2, 0.7, other), 4)
        welch.append({"one": a.tolist(), "other": b.tolist(), "p": stats.ttest_ind(a, b, equal_var=False, alternative="greater").pvalue})
    p = [0.001, 0.3, 0.012, 0.012, 0.9, 0.04, 0.0002, 0.05]
    return {"fisher": fisher, "welch": welch, "bh": [p, stats.false_discovery_control(p).tolist()]}


def dependence():
    features, target = make_classification(120, 4, n_informative=3, n_redundant=0, random_state=4)
    features[:, 2] = np.round(features[:, 2])
    features = np.round(features, 3)
    model = LogisticRegression().fit(features, target)
    found = []
    for column, resolution in [(0, 12), (2, 40)]:
        run = partial_dependence(model, features, [column], grid_resolution=resolution, method="brute", kind="both", response_method="predict_proba")
        found.append({"column": column, "resolution": resolution, "grid": run["grid_values"][0].tolist(), "mean": run["average"][0].tolist(),
                      "row_4": run["individual"][0][4].tolist()})
    return {"columns": features.T.tolist(), "coef": model.coef_[0].tolist(), "intercept": float(model.intercept_[0]), "cases": found}


def sizes():
    features, target = make_classification(97, 4, random_state=0)
    shares = [0.1, 0.325, 0.55, 0.775, 1.0]
    found = learning_curve(DecisionTreeClassifier(), features, target, cv=5, train_sizes=shares)[0]
    return {"rows": 97, "folds": 5, "shares": shares, "sizes": found.tolist()}


def halving():
    """What HalvingGridSearchCV plans, read off a real search each."""
    found = []
    for candidates, rows, classes, options in [
        (12, 1000, 2, {}), (12, 1000, 2, {"min_resources": "smallest"}), (27, 500, 3, {"factor": 3}), (50, 400, 2, {"factor": 2}),
        (7, 2000, 2, {"factor": 2, "min_resources": 100}), (20, 300, 2, {"aggressive_elimination": True, "min_resources": "smallest"}),
        (9, 150, 3, {"resource": "max_depth", "max_resources": 32, "factor": 2}), (30, 600, 2, {"max_resources": 200, "min_resources": 30}),
        (1, 100, 2, {}), (40, 90, 2, {"aggressive_elimination": True, "min_resources": 30, "factor": 2}),
    ]:
        features, target = make_classification(rows, 6, n_informative=4, n_classes=classes, random_state=1)
        grid = {"ccp_alpha": [0.0005 * step for step in range(candidates)]}
        search = HalvingGridSearchCV(DecisionTreeClassifier(random_state=0), grid, cv=5, random_state=0, refit=False, **options).fit(features, target)
        found.append({
            "candidates": candidates, "rows": rows, "classes": classes, "folds": 5, "options": options,
            "n_candidates": [int(n) for n in search.n_candidates_], "n_resources": [int(n) for n in search.n_resources_],
        })
    return found


def grid():
    lists = [("a", ["1", "2", "3"]), ("b", ["x", "y"])]
    return {"lists": lists, "points": [[point["a"], point["b"]] for point in ParameterGrid(dict(lists))]}


write("judging_metrics", {"regression": regression(), "classification": classification(), "clusterings": clusterings()})
write("inspection", {"tests": tests(), "dependence": dependence(), "sizes": sizes()})
write("search", {"halving": halving(), "grid": grid()})
write("intervals", {"distributions": distributions(), "folds": folds(), "bootstraps": bootstraps(), "whole": analytic()})
write("paired", {"cases": paired()})
