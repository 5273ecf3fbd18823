#!/usr/bin/env python3
"""Writes NannyML's numbers: distances, limits and alerts of chunks, performance estimated without labels, PCA reconstruction;
and scikit-learn's figures of answers to several classes.

    python3 -m venv .venv/nannyml && .venv/nannyml/bin/pip install -r scripts/gold/requirements-nannyml.txt
    .venv/nannyml/bin/python scripts/gold/monitor-nannyml.py

Columns come from the generator that both sides share (scripts/gold/shared.py).
"""
import json
import os
import pathlib
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import nannyml as nml  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from nannyml.performance_estimation.confidence_based import cbpe as cbpe_module  # noqa: E402
from sklearn import metrics  # noqa: E402

from shared import column, uniforms  # noqa: E402

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "monitor" / "gold" / "nannyml.json"


def plain(values):
    return [None if not np.isfinite(value) else float(value) for value in np.asarray(values, dtype=float)]


def chunk_table(number, side):
    rows = [1000, 1237, 640, 2003][number % 4] if side == 0 else [1000, 500, 999, 1500][(number // 2) % 4]
    seed = 500_000 + 1000 * number + 100 * side
    shift = side * 0.15 * (number % 5)
    a = column(seed, rows, shift, 1.0 + 0.2 * shift, 0)
    b = np.exp2(np.floor(column(seed + 1, rows, 0.0, 2.0, 0) * 8) / 8) if number % 3 == 0 else column(seed + 1, rows, 0.0, 3.0, 2)
    word = np.array([f"c{int(4.0 * x * x)}" for x in np.minimum(uniforms(seed + 2, rows) + 0.2 * shift, 0.999)], dtype=object)
    if side == 1 and number % 4 == 1:
        word[:25] = "new"
    return pd.DataFrame({"a": a, "b": b, "word": word})


def chunks():
    cases = []
    for number in range(20):
        reference, current = chunk_table(number, 0), chunk_table(number, 1)
        calculator = nml.UnivariateDriftCalculator(
            column_names=["a", "b", "word"], treat_as_categorical=["word"],
            continuous_methods=["jensen_shannon", "kolmogorov_smirnov", "wasserstein"], categorical_methods=["jensen_shannon", "l_infinity"],
        ).fit(reference)
        result = calculator.calculate(current)
        before = result.filter(period="reference").to_df()
        now = result.filter(period="analysis").to_df()
        case = {}
        for name in ("a", "b", "word"):
            for method in ("jensen_shannon", "l_infinity") if name == "word" else ("jensen_shannon", "kolmogorov_smirnov", "wasserstein"):
                one = (name, method)
                case[f"{name} {method}"] = [
                    plain(before[one + ("value",)]), plain(now[one + ("value",)]), float(now[one + ("upper_threshold",)].iloc[0]),
                    [bool(alert) for alert in now[one + ("alert",)]],
                ]
        cases.append(case)
    return cases


def answers(number, side):
    """Probabilities, answers at 0.5 and labels; labels follow the probabilities along a bent line."""
    rows = [2000, 1530][side]
    seed = 900_000 + 1000 * number + 100 * side
    p = np.clip(0.5 + 0.25 * column(seed, rows, 0.3 * side * (number % 3), 1.0 + 0.2 * (number % 2), 0), 0.001, 0.999)
    y = (uniforms(seed + 1, rows) < p * p * (3 - 2 * p)).astype(int)
    return pd.DataFrame({"p": p, "pred": (p >= 0.5).astype(int), "y": y})


METRICS = ["roc_auc", "f1", "precision", "recall", "specificity", "accuracy"]


def estimates():
    cases = []
    for number in range(6):
        reference, current = answers(number, 0), answers(number, 1)
        cbpe = nml.CBPE(y_pred_proba="p", y_pred="pred", y_true="y", problem_type="classification_binary", metrics=METRICS)
        cbpe.fit(reference)
        now = cbpe.estimate(current.drop(columns=["y"])).filter(period="analysis").to_df()
        case = {"calibrated": bool(cbpe.needs_calibration)}
        for metric in METRICS:
            case[metric] = [
                plain(now[(metric, "value")]), float(now[(metric, "lower_threshold")].iloc[0]), float(now[(metric, "upper_threshold")].iloc[0])
            ]
        cases.append(case)
    return cases


def left_over():
    """Tables that cannot be cut into ten chunks of equal size, and what becomes of the rest."""
    cases = []
    for incomplete in ("keep", "drop", "append"):
        for number in (1, 3):
            chunker = nml.chunk.CountBasedChunker(chunk_number=10, incomplete=incomplete)
            calculator = nml.UnivariateDriftCalculator(column_names=["a"], continuous_methods=["jensen_shannon"], chunker=chunker)
            result = calculator.fit(chunk_table(number, 0)).calculate(chunk_table(number, 1))
            before, now = result.filter(period="reference").to_df(), result.filter(period="analysis").to_df()
            one = ("a", "jensen_shannon")
            cbpe = nml.CBPE(y_pred_proba="p", y_pred="pred", y_true="y", problem_type="classification_binary", metrics=METRICS, chunker=chunker)
            estimated = cbpe.fit(answers(number, 0)[:1993]).estimate(answers(number, 1).drop(columns=["y"])).filter(period="analysis").to_df()
            cases.append({
                "incomplete": incomplete, "table": number, "calibrated": bool(cbpe.needs_calibration),
                "chunks": [plain(before[one + ("value",)]), plain(now[one + ("value",)]), float(now[one + ("upper_threshold",)].iloc[0]),
                           [bool(alert) for alert in now[one + ("alert",)]]],
                "bands": {metric: [float(estimated[(metric, f"{side}_threshold")].iloc[0]) for side in ("lower", "upper")] for metric in METRICS},
            })
    return cases


def several(number, side):
    """Shares of three to five classes, the likeliest as the answer, and labels that follow the squares of the shares."""
    count, rows = 3 + number % 3, [2000, 1530][side]
    seed = 2_000_000 + 1000 * number + 100 * side
    weights = [uniforms(seed + c, rows) ** 2 + 0.05 + (0.3 * side * (number % 2) if c == 0 else 0.0) for c in range(count)]
    total = sum(weights[1:], weights[0])
    shares = [weight / total for weight in weights]
    squares = [share * share for share in shares]
    drawn = uniforms(seed + 50, rows) * sum(squares[1:], squares[0])
    label, reached = np.zeros(rows, dtype=int), np.zeros(rows)
    for square in squares[:-1]:
        reached = reached + square
        label += drawn >= reached
    table = pd.DataFrame({f"p{c}": share for c, share in enumerate(shares)})
    table["pred"], table["y"] = np.argmax(np.column_stack(shares), axis=1), label
    return count, table


def classes():
    cases, asks = [], cbpe_module.needs_calibration
    for number in range(6):
        calibrate = number % 3 != 2
        # NannyML decides class by class; here all are calibrated, or none.
        cbpe_module.needs_calibration = lambda *_, calibrate=calibrate: calibrate
        (count, reference), (_, current) = several(number, 0), several(number, 1)
        proba = {c: f"p{c}" for c in range(count)}
        cbpe = nml.CBPE(y_pred_proba=proba, y_pred="pred", y_true="y", problem_type="classification_multiclass", metrics=METRICS)
        cbpe.fit(reference.copy())
        now = cbpe.estimate(current.drop(columns=["y"])).filter(period="analysis").to_df()
        y, pred, p = current["y"], current["pred"], current[list(proba.values())].to_numpy()
        averages = {"average": "macro", "zero_division": 0}
        case = {
            "calibrated": calibrate,
            "measured": {
                "accuracy": metrics.accuracy_score(y, pred), "f1": metrics.f1_score(y, pred, **averages),
                "precision": metrics.precision_score(y, pred, **averages), "recall": metrics.recall_score(y, pred, **averages),
                "roc_auc": metrics.roc_auc_score(y, p, multi_class="ovr"), "log_loss": metrics.log_loss(y, p),
            },
            "per_class": [plain(score(y, pred, average=None)) for score in (metrics.precision_score, metrics.recall_score, metrics.f1_score)],
            "estimates": {metric: [plain(now[(metric, "value")]), float(now[(metric, "lower_threshold")].iloc[0]),
                                   float(now[(metric, "upper_threshold")].iloc[0])] for metric in METRICS},
        }
        cases.append(case)
    cbpe_module.needs_calibration = asks
    return cases


def many_columns(number, side):
    rows = 1500 if side == 0 else 1000
    seed = 1_500_000 + 1000 * number + 100 * side
    a = column(seed, rows, 0.0, 1.0, 0)
    b = a * (0.8 - 0.5 * side * (number % 3)) + column(seed + 1, rows, 0.0, 0.4, 0)
    c = column(seed + 2, rows, 0.0, 5.0, 0)
    c[uniforms(seed + 3, rows) < 0.04] = np.nan
    d = b - 0.3 * np.where(np.isnan(c), 0.0, c) + column(seed + 4, rows, 0.0, 0.5, 0)
    word = np.array([f"c{int(4.0 * x * x)}" for x in uniforms(seed + 5, rows)], dtype=object)
    return pd.DataFrame({"a": a, "b": b, "c": c, "d": d, "word": word})


def multivariate():
    cases = []
    for number in range(6):
        reference, current = many_columns(number, 0), many_columns(number, 1)
        names = ["a", "b", "c", "d", "word"]
        result = nml.DataReconstructionDriftCalculator(column_names=names).fit(reference).calculate(current)
        before, now = result.filter(period="reference").to_df(), result.filter(period="analysis").to_df()
        one = "reconstruction_error"
        domain = nml.DomainClassifierCalculator(feature_column_names=names).fit(reference).calculate(current)
        scores = domain.filter(period="analysis").to_df()
        cases.append({
            "reconstruction": [
                plain(before[(one, "value")]), plain(now[(one, "value")]), float(now[(one, "lower_threshold")].iloc[0]),
                float(now[(one, "upper_threshold")].iloc[0]),
            ],
            "domain": plain(scores[("domain_classifier_auroc", "value")]),
        })
    return cases


def main():
    gold = {"made_with": {"nannyml": nml.__version__}, "chunks": chunks(), "estimates": estimates(), "multivariate": multivariate(),
            "classes": classes(), "left_over": left_over()}
    OUT.write_text(json.dumps(gold, separators=(",", ":"), allow_nan=False) + "\n")


main()
