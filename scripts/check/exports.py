#!/usr/bin/env python3
"""Runs every script the lab writes under the pinned scikit-learn: samples × models, preparations, searches, awkward files.

Run it in a virtual environment made from scripts/gold/requirements.txt, with lab-cli built; --all adds the flights, which
take minutes:
    python scripts/check/exports.py path/to/lab-cli [--all]

A script passes if it ends without an error or a warning, its test rows and their classes are those of the page, and its scores
are too: to the last printed digit where nothing is drawn at random and no solver stops early, else within chance: less than
four standard errors of the difference, and a floor of two test rows.
"""

import math
import os
import re
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import shared
from shared import ask, execute, figure

TARGETS = {"iris": "species", "penguins": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "digits": "digit"}
MODELS = {
    "random_forest": {"n_estimators": 80, "max_depth": 12, "max_features": "log2", "class_weight": "balanced", "oob_score": True},
    "decision_tree": {"criterion": "entropy", "min_samples_leaf": 2, "min_samples_split": 5},
    "logistic_regression": {"C": 0.5, "max_iter": 500},
}
OTHERS = {"extra_trees": {"bootstrap": True, "class_weight": "balanced_subsample"}, "hist_gradient_boosting": {}, "linear_svc": {}, "k_neighbors": {}, "gaussian_nb": {}, "mlp": {"max_iter": 1000}}
NUMBERS = {
    "linear_regression": {}, "ridge": {"alpha": 2.0}, "lasso": {"alpha": 0.5}, "decision_tree_regressor": {"max_depth": 4},
    "random_forest_regressor": {"n_estimators": 50, "oob_score": True}, "extra_trees_regressor": {},
    "hist_gradient_boosting_regressor": {"max_iter": 50}, "k_neighbors_regressor": {"n_neighbors": 7},
}
# Models that draw nothing and are solved to the last digit.
SOLVED = ("gaussian_nb", "linear_regression", "ridge")
# Models that give the same answers wherever they learn from the same rows, and have no ties to break.
EXACT = {"gaussian_nb": {}, "logistic_regression": {"max_iter": 2000, "tol": 1e-7}, "ridge": {}, "lasso": {"alpha": 0.1, "tol": 1e-8, "max_iter": 100000}}


def table(header, row, count=120):
    return header + "\n" + "".join(row(at) + "\n" for at in range(count))


def kind(at):
    return "yes" if at * 37 % 120 > 60 else "no"


# Each file name is as awkward as its contents.
OWN = {
    "plain.csv": ("ok", table("x,colour,ok", lambda at: f"{at * 37 % 120},{'red' if at % 3 else 'blue'},{kind(at)}").encode()),
    "semi colons; and \"quotes\".csv": ("ok", table("Größe;Farbe;ok", lambda at: f"{at * 37 % 120},5;{'rot' if at % 3 else 'blau'};{kind(at)}").encode("cp1252")),
    "utf 16.csv": ("ok", table("x\ty\tok", lambda at: f"{at * 37 % 120},5\t{at}\t{kind(at)}").encode("utf-16")),
    "gaps.csv": ("ok", table("x,zip,ok", lambda at: f"{at * 37 % 120 if at % 7 else 'NA'},{'01067' if at % 2 else '?'},{kind(at) if at % 11 else ''}").encode()),
    "headers.csv": ("ok", table('a,a,,"b""); import os #",<img src=x onerror=alert(1)>,ok', lambda at: f"{at * 37 % 120},{at % 5},{at % 3},1,2,{kind(at)}").encode()),
    "it's\nlong.csv": ("=cmd()", table("sep=;\nx;=cmd()", lambda at: f"{at * 37 % 120 if at != 5 else '1e999'};{at * 37 % 120 // 60}{';' if at == 9 else ''}").encode()),
    "bom and thousands.csv": ("ok", b"\xef\xbb\xbf" + table("x, y, ok", lambda at: f'"{at * 37 % 120 + 1:,}.5", "1,{at * 8:03}", {kind(at)}', 110).encode()),
}


def to_prepare(at):
    """Gaps in every kind of column, rare texts, dates with an hour; `late` puts the rows in an order."""
    size = "" if at % 9 == 4 else f"{at * 53 % 97 + at * at % 13 / 4:.2f}"
    count = "" if at % 11 == 3 else at * 29 % 7
    colour = "" if at % 8 == 5 else ["red", "blue", "green", "red", "blue", "amber", "red", "teal" if at % 5 else "plum"][at * 19 % 8]
    when = "" if at % 10 == 7 else f"{at * 11 % 28 + 1}.{at * 17 % 12 + 1}.{2024 + at % 3} {at * 7 % 24:02}:15"
    amount = (0 if size == "" else float(size) / 10) + (at * 17 % 12) + (3 if colour == "red" else 0) + at * 7 % 5 / 4
    return f"{at},{size},{count},{colour},{when},{amount:.3f},{'high' if amount > 10.4 else 'low'}"


PREPARE = table("late,size,count,colour,when,amount,level", to_prepare, 300)
PARTS = ["month", "weekday", "hour"]
PREPARATIONS = {
    "as it comes": {},
    "dates": {"date_parts": PARTS},
    "mean, standard, gaps": {"strategy": "mean", "scaler": "standard", "date_parts": ["year", "day"], "add_indicator": True},
    "most frequent, min-max": {"strategy": "most_frequent", "scaler": "min_max", "date_parts": PARTS, "min_frequency": 20},
    "constant, robust": {"strategy": "constant", "fill_value": "-1", "scaler": "robust", "date_parts": PARTS, "max_categories": 3},
    "ordinal": {"encoder": "ordinal", "scaler": "robust", "date_parts": PARTS},
    "ordinal, grouped": {"encoder": "ordinal", "scaler": "none", "date_parts": ["hour"], "max_categories": 3, "min_frequency": 0.1},
    "ordinal, left to the model": {"encoder": "ordinal", "add_indicator": True},
    "columns of their own": {
        "scaler": "standard",
        "columns": [
            ["size", {"strategy": "constant", "scaler": "min_max", "add_indicator": True}],
            ["colour", {"strategy": "constant", "min_frequency": 0.12}],
            ["when", {"date_parts": ["month"]}],
        ],
    },
    "one column left alone": {"columns": [["count", {"scaler": "none", "strategy": "mean"}]]},
}


def loaded(cli, folder, name, content):
    """The command that loads a file of these bytes, and the reference that comes back."""
    (folder / name).write_bytes(content)
    load = {"load": {"name": name, "path": str(folder / name)}}
    return load, ask(cli, [load])[0]["dataset"]


def experiments(cli, folder, everything):
    """What to run: a name, the commands that must come before, the spec, and whether the scores must be the same."""
    for sample, target in TARGETS.items():
        for model, settings in MODELS.items():
            for changed in (settings, {}):
                if changed or sample in ("iris", "penguins"):
                    yield f"{sample} {model}", [], {"dataset": {"sample": sample}, "target": target, "model": {model: changed}, "folds": 3}, False
    for model, settings in OTHERS.items():
        for sample in TARGETS if model in SOLVED else ["penguins"]:
            yield f"{sample} {model}", [], {"dataset": {"sample": sample}, "target": TARGETS[sample], "model": {model: settings}, "folds": 3}, model in SOLVED
    for model, settings in NUMBERS.items():
        for sample, target in (("diabetes", "progression"), ("penguins", "body_mass_g")):
            yield f"{sample} {model}", [], {"dataset": {"sample": sample}, "target": target, "model": {model: settings}, "folds": 3}, model in SOLVED
    if everything:
        flights = {"dataset": {"sample": "flights"}, "target": "late", "model": {"decision_tree": {"max_depth": 6}}}
        yield "flights", [], flights, False
        yield "flights by time", [], {**flights, "split": {"test_share": 0.1, "time": "date"}, "folds": 3}, False
    # Twelve groups of ten rows, so that any three are as many rows; days in an order of their own.
    content = table("x,who,day,ok", lambda at: f"{at * 37 % 120},{at % 12},{at * 53 % 28 + 1}.{at * 53 % 12 + 1}.2026,{kind(at)}")
    load, digest = loaded(cli, folder, "who and when.csv", content.encode())
    own = {"dataset": digest, "target": "ok", "features": ["x"], "model": {"decision_tree": {}}, "folds": 3}
    yield "by groups", [load], {**own, "split": {"test_share": 0.25, "group": "who"}}, False
    yield "by time", [load], {**own, "split": {"test_share": 0.3, "time": "day"}}, True
    load, digest = loaded(cli, folder, "to prepare.csv", PREPARE.encode())
    for name, prepare in PREPARATIONS.items():
        for model, settings in EXACT.items():
            spec = {"dataset": digest, "prepare": prepare, "split": {"test_share": 0.3, "time": "late"}, "model": {model: settings}, "folds": 3}
            target = "amount" if model in NUMBERS else "level"
            yield f"{name}, {model}", [load], {**spec, "target": target, "features": ["size", "count", "colour", "when"][: 4 if "date_parts" in str(prepare) else 3]}, True
    for name, (target, content) in OWN.items():
        load, digest = loaded(cli, folder, name, content)
        for model in MODELS:
            spec = {"dataset": digest, "target": target, "model": {model: {}}, "split": {"test_share": 0.3, "stratify": model != "decision_tree", "seed": 7}}
            yield f"{name!r} {model}", [load], spec, False


def listed(name, *values):
    return {"name": name, "values": {"list": [str(value) for value in values]}}


def between(name, low, high, scale="linear", whole=False):
    return {"name": name, "values": {"range": {"low": low, "high": high, "scale": scale, "whole": whole}}}


def searches(cli, folder):
    """What to search: a name, the commands that must come before, the search, its score, and whether all must be the same."""
    load, digest = loaded(cli, folder, "to search.csv", PREPARE.encode())
    own = {"dataset": digest, "features": ["size", "count", "colour"], "split": {"test_share": 0.3, "time": "late"}, "folds": 3}
    bayes = {**own, "target": "level", "model": {"gaussian_nb": {}}}
    ridge = {**own, "target": "amount", "model": {"ridge": {}}, "prepare": {"scaler": "robust", "add_indicator": True}}
    yield "grid, the same folds", [load], {"base": bayes, "space": [listed("var_smoothing", 1e-09, 0.001, 0.1, 1.0)]}, "neg_log_loss", True
    yield "grid from a range, the same folds", [load], {"base": ridge, "space": [between("alpha", 0.01, 1000, "log")]}, "neg_mean_absolute_error", True
    wine = {"dataset": {"sample": "wine"}, "target": "cultivar", "folds": 4}
    forest = {**wine, "model": {"random_forest": {"n_estimators": 20}}}
    drawn = [between("max_depth", 1, 60, "log", True), between("min_samples_leaf", 1, 9, whole=True), between("max_features", 0.2, 0.9)]
    yield "random", [], {"base": forest, "space": drawn, "strategy": {"random": {"n_iter": 8}}}, "balanced_accuracy", False
    logistic = {**wine, "model": {"logistic_regression": {"max_iter": 300}}}
    yield "random by ratio", [], {"base": logistic, "space": [between("C", 0.001, 100, "log")], "strategy": {"random": {"n_iter": 6}}}, "roc_auc_ovr", False
    halved = {"base": forest, "space": [listed("max_depth", 1, 2, 4, "None"), listed("min_samples_leaf", 1, 5)], "strategy": {"halving": {"factor": 2}}}
    yield "halving", [], halved, "accuracy", False
    trees = {"halving": {"factor": 3, "n_candidates": 6, "resource": "n_estimators", "max_resources": 30}}
    yield "halving over trees", [], {"base": {**wine, "model": {"random_forest": {}}}, "space": [between("max_depth", 1, 6, whole=True)], "strategy": trees}, "accuracy", False
    grouped = {**own, "split": {"test_share": 0.25, "group": "count"}, "features": ["size", "colour"], "target": "level", "model": {"decision_tree": {}}}
    yield "grid by groups", [load], {"base": grouped, "space": [listed("max_depth", 1, 2, 3)]}, "accuracy", None


def best_of(cli, before, search, scoring):
    """The page's best trial: its trials are run until none is left."""
    done = []
    while True:
        *_, standing = ask(cli, [*before, {"search": {"search": search, "scoring": scoring, "done": done}}])
        if not standing["next"]:
            return standing["board"]["standings"][0]
        tries = [{"try": {"trial": trial, "scoring": scoring, "seed": search.get("seed", 42)}} for trial in standing["next"]]
        done += ask(cli, [*before, *tries])[len(before):]


def check_search(cli, folder, number, name, before, search, scoring, exact):
    """None, or what is wrong with the script of a search. Searches that draw are held to run and to come near: a tenth."""
    try:
        *_, script = ask(cli, [*before, {"search_script": {"search": search, "scoring": scoring}}])
        best = best_of(cli, before, search, scoring)
    except shared.Refused as fault:
        return f"{name}: {fault}"
    path = folder / f"{number}_{script['file']}"
    path.write_text(script["text"], encoding="utf-8")
    _, printed, fault = execute(path)
    if fault:
        return f"{name}: {fault}\n{script['text']}"
    ours, theirs = best["mean"], figure("score over folds", printed)
    settings = dict(best["trial"]["settings"])
    found = re.search(r"trials: (\{.*\})$", printed, re.MULTILINE)[1]
    same = all(re.search(rf"__{name}': '?{re.escape(value)}\b", found) for name, value in settings.items())
    allowed = 1e-4 + 1e-4 * abs(ours) if exact else 0.1
    if abs(ours - theirs) > allowed or (exact and not same):
        return f"search, {name}: {theirs} with {found} there, {ours:.6f} with {settings} here\n{script['text']}"
    print(f"search, {name}: {theirs:.4f} there, {ours:.4f} here{', the same folds' if exact else ''}", flush=True)
    return None


def check(cli, folder, number, name, before, spec, exact):
    """None, or what is wrong with the script of an experiment."""
    numbers = next(iter(spec["model"])) in NUMBERS
    try:
        *_, script, done = ask(cli, [*before, {"script": {"spec": spec}}, {"regress" if numbers else "train": {"spec": spec}}])
    except shared.Refused as fault:
        return f"{name}: {fault}"
    path = folder / f"{number}_{script['file']}"
    path.write_text(script["text"], encoding="utf-8")
    names, printed, fault = execute(path)
    if fault:
        return f"{name}: {fault}\n{script['text']}"
    report = done["report"]
    rows = report["test_rows"]
    if names["X_test"].index.tolist() != sorted(one["row"] for one in report["outcomes"]):
        return f"{name}: other test rows than here\n{script['text']}"
    actual = {one["row"]: one["actual"] if numbers else report["classes"][one["actual"]] for one in report["outcomes"]}
    wrong = [row for row, value in names["y_test"].items() if (abs(value - actual[row]) > 1e-9 if numbers else str(value) != actual[row])]
    if wrong:
        return f"{name}: what rows {wrong[:9]} hold is not {[actual[row] for row in wrong[:9]]}\n{script['text']}"
    if numbers:
        misses = [abs(one["actual"] - one["predicted"]) for one in report["outcomes"]]
        mean = sum(misses) / rows
        spread = math.sqrt(sum((miss - mean) ** 2 for miss in misses) / (rows - 1))
        pairs = [("mean absolute error", report["scores"]["mae"], 4 * spread * math.sqrt(2 / rows))]
        pairs += [("root mean squared error", report["scores"]["rmse"], None), ("R²", report["scores"]["r2"], None)]
    else:
        theirs, ours = figure("accuracy", printed), report["scores"]["accuracy"]
        share = (ours + theirs) / 2
        pairs = [("accuracy", ours, max(4 * math.sqrt(2 * share * (1 - share) / rows), 2.001 / rows))]
        pairs += [("ROC AUC", report["scores"]["roc_auc"], None), ("log loss", report["scores"].get("log_loss"), None)]
        support = int(re.search(r"weighted avg.* (\d+)$", printed, re.MULTILINE)[1])
        if support != rows:
            return f"{name}: {support} test rows there, {rows} here\n{script['text']}"
    for what, ours, allowed in pairs:
        if ours is None or not (exact or allowed):
            continue
        theirs = figure(what, printed)
        if abs(ours - theirs) > (1e-4 + 1e-4 * abs(ours) if exact else allowed):
            return f"{name}: {what} {theirs} there, {ours:.6f} here\n{script['text']}"
    what, ours, _ = pairs[0]
    print(f"{name}: {what} {figure(what, printed):.4f} there, {ours:.4f} here{', the same rows' if exact else ''}", flush=True)
    return None


def checked(job):
    how, *what = job
    return how(*what)


def warm():
    """What every script imports, once."""
    import pandas  # noqa: F401
    import sklearn.compose, sklearn.datasets, sklearn.ensemble, sklearn.metrics, sklearn.model_selection, sklearn.neural_network, sklearn.pipeline  # noqa: E401, F401


def main():
    cli = shared.lab_cli(__doc__)
    warm()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = [(check, cli, folder, number, *what) for number, what in enumerate(experiments(cli, folder, "--all" in sys.argv))]
        jobs += [(check_search, cli, folder, len(jobs) + number, *what) for number, what in enumerate(searches(cli, folder))]
        # Each script in a process of its own, forked after the imports.
        with get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
            faults = [fault for fault in pool.imap(checked, jobs) if fault]
    if faults:
        print("\n".join(faults))
    shared.end_of_scripts(len(jobs) - len(faults), len(jobs))


if __name__ == "__main__":
    main()
