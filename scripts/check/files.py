#!/usr/bin/env python3
"""Runs generated files through the lab and through the scikit-learn scripts that it writes for them, and compares the two.

Run it in a virtual environment made from scripts/gold/requirements.txt, with lab-cli built:
    python scripts/check/files.py path/to/lab-cli [first-seed [count]]

Each file has its own dialect, padding, dates, spellings of classes, thousands marks, tokens for what is missing, and split.
The test rows must be the same rows, the classes the same in the same order, every prediction the same, and the scores the
same to 1e-6, those of logistic regression to 1e-4. What the page refuses, its script must refuse in the same words. All is drawn
from the seed in the name.
"""

import os
import random
import re
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import shared
from shared import events, execute, figure

CASES = Path(__file__).resolve().parent / "cases"
COUNT = 240
TOKENS = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "Null", "null", "?"]
DATES = [
    "%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%m/%d/%y", "%Y/%m/%d", "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S+02:00", "%d.%m.%Y %H:%M:%S",
    "%Y-%m-%d %H:%M:%S-05",
]
CLASSES = [
    ["no", "yes"], ["high", "low", "mid"], ["Zürich", "Ähre", "apple", "zebra"], ["A b", "a", "a b"], ["None", "Some"], ["true", "True"],
    # Whole numbers in several spellings, numbers with a fraction, codes with leading zeros that count as text.
    [["0", "-0", "0.0"], ["1", "+1", "1.0", "1e0"]], [["1", "1.0"], ["2", "2.00"], ["10", "10.0", "1e1"]], [["-3"], ["2"], ["0"]],
    [["0.5", ".5"], ["1.5"], ["10.25"]], ["01", "9", "10"], ["007", "08"],
]


class File:
    """One file and the experiment on it."""

    def __init__(self, seed):
        self.draw = draw = random.Random(seed)
        self.rows = draw.randint(60, 160)
        self.delimiter = draw.choice([",", ",", ";", ";", "\t", "|"])
        self.encoding = draw.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])
        self.newline = draw.choice(["\n", "\n", "\r\n"])
        self.padding = draw.choice(["", "", "right", "both", "column", "quoted"])
        self.quoting = draw.choice(["needed", "needed", "texts", "all"])
        self.comma = self.delimiter != "," and draw.random() < 0.5
        self.grouped = draw.random() < 0.4
        self.token = draw.choice(TOKENS)
        self.split = draw.choice(["random", "stratified", "group", "numbered group", "time", "time", "numbered time"])
        self.numbers = draw.random() < 0.2
        self.blank_lines = draw.random() < 0.2
        self.extra_cells = draw.random() < 0.2
        self.name = f"file {seed}.csv"
        self.columns = {}
        self.make()

    def number(self, value, digits):
        """A number as this file writes it."""
        text = f"{value:,.{digits}f}" if self.grouped else f"{value:.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.comma else text

    def gap(self, text, share=0.08):
        return self.token if self.draw.random() < share else text

    def make(self):
        draw, rows = self.draw, self.rows
        signal = [draw.gauss(0, 1) for _ in range(rows)]
        start, step = datetime(draw.randint(1971, 2030), draw.randint(1, 12), draw.randint(1, 28)), draw.choice([1, 3, 9])
        # The first weeks may all be ambiguous: what a day is shows late, if ever.
        days = [start.replace(day=1) + timedelta(days=at * step, hours=at * 7 % 24, minutes=at * 13 % 60) for at in range(rows)]
        ways = [draw.choice(DATES)]
        if draw.random() < 0.15:
            ways.append({"%Y": "%Y-%m-%d", "%d": "%d.%m.%Y", "%m": "%m/%d/%Y %I:%M %p"}[ways[0][:2]])
        plain = draw.random() < 0.3
        when = []
        for day in days:
            text = day.strftime(draw.choice(ways))
            when.append(re.sub(r"\b0(\d)(?=[./-])", r"\1", text) if plain and not text[:4].isdigit() else text)
        order = list(range(rows))
        if draw.random() < 0.6:
            draw.shuffle(order)
        words = draw.choice([["red", "green", "blue"], ["x", "X", "yy"], ["Bonn", "Ulm", "New York", "a;b", "c,d", 'the "big" one'], ["01", "02", "7"]])
        kinds = draw.choice(CLASSES)
        kinds = [kind if isinstance(kind, list) else [kind] for kind in kinds]
        if self.encoding == "cp1252" or draw.random() < 0.5:
            words = words + ["größer"]
        late = draw.random() < 0.4 and len(kinds) > 2
        labels = []
        for at in range(rows):
            place = min(len(kinds) - 1, max(0, int((signal[at] + draw.gauss(0, 0.4) + 1.5) / 3 * len(kinds))))
            # A class that only the last rows have.
            if late and (place == len(kinds) - 1) != (at > rows * 0.93):
                place = len(kinds) - 1 if at > rows * 0.93 else draw.randrange(len(kinds) - 1)
            labels.append(kinds[place])
        amount = [500 + 400 * value + 2000 * draw.random() for value in signal]
        self.columns = {
            "when": when,
            "amount": [self.gap(self.number(value, 2)) for value in amount],
            "size": [self.gap(self.number(value, 3)) for value in signal],
            "count": [self.gap(str(draw.randint(0, 9))) for _ in range(rows)],
            "colour": [self.gap(draw.choice(words)) for _ in range(rows)],
            "owner": [f"o{draw.randint(1, 14)}" for _ in range(rows)],
            "house": [draw.choice(["{}", "{}", "{}.0", "+{}"]).format(draw.randint(1, 12)) for _ in range(rows)],
            "place": [str(at) for at in range(rows)],
            "label": [self.gap(draw.choice(spellings), 0.03) for spellings in labels],
            "value": [self.gap(self.number(3 * value + draw.gauss(0, 0.3) + 2, 3), 0.03) for value in signal],
        }
        self.columns = {name: [cells[at] for at in order] for name, cells in self.columns.items()}

    def cell(self, text, width, name):
        quote = any(mark in text for mark in (self.delimiter, '"', "\n")) or self.quoting == "all"
        quote = quote or (self.quoting == "texts" and name in ("colour", "label", "owner"))
        if self.padding == "quoted" and name == "colour" and text not in [name, *TOKENS] and self.draw.random() < 0.3:
            return '"' + text.replace('"', '""') + ' "'
        text = '"' + text.replace('"', '""') + '"' if quote else text
        blank = " " if self.delimiter == "\t" else self.draw.choice([" ", "  ", "\t"])
        # A tab before a quote makes the quote a part of the text.
        front = " " if quote else blank
        return {
            "right": text + (blank if self.draw.random() < 0.5 else ""), "both": front + text + blank, "column": text.ljust(width),
            "quoted": text + (" " if self.draw.random() < 0.5 else ""),
        }.get(self.padding, text)

    def content(self):
        widths = {name: max(map(len, [name, *cells])) + 1 for name, cells in self.columns.items()}
        header = self.delimiter.join(self.cell(name, widths[name], name) for name in self.columns)
        lines = [header]
        for at in range(self.rows):
            line = self.delimiter.join(self.cell(cells[at], widths[name], name) for name, cells in self.columns.items())
            lines.append(line + (self.delimiter if self.extra_cells and at == 7 else ""))
            if self.blank_lines and at % 31 == 30:
                lines.append(self.draw.choice(["", "  "]))
        return (self.newline.join(lines) + self.newline).encode(self.encoding)

    def spec(self, dataset):
        draw = self.draw
        features = draw.sample(["amount", "size", "count", "colour", "when"], draw.randint(2, 5))
        prepare = {"strategy": draw.choice(["mean", "median", "most_frequent"]), "add_indicator": draw.random() < 0.3}
        if "when" in features:
            prepare["date_parts"] = draw.sample(["year", "month", "day", "weekday", "hour"], 2)
        split = {"test_share": draw.choice([0.2, 0.25, 0.3]), "seed": draw.randint(0, 99), "stratify": self.split == "stratified"}
        split |= {"group": {"group": "owner"}, "numbered group": {"group": "house"}, "time": {"time": "when"}, "numbered time": {"time": "place"}}.get(self.split, {})
        if self.numbers:
            model, target = draw.choice([{"ridge": {"alpha": 1.5}}, {"ridge": {}}]), "value"
        else:
            model, target = draw.choice([{"gaussian_nb": {"var_smoothing": 1e-3}}, {"logistic_regression": {"tol": 1e-8, "max_iter": 3000}}]), "label"
        return {"dataset": dataset, "target": target, "features": features, "prepare": prepare, "split": split, "model": model}


def known():
    """Files from the field: a name, the bytes, the experiment, and what is right."""
    tree = {"decision_tree": {"max_depth": 3}}
    bayes = {"gaussian_nb": {}}
    yield "padded.csv", {"target": "churn", "model": bayes}, {"classes": ["no", "yes"]}
    yield "padded.csv", {"target": "city", "features": ["age"], "model": bayes}, {"classes": ["Bonn", "Ulm"]}
    yield "sales.csv", {"target": "busy", "features": ["day"], "prepare": {"date_parts": ["month"]}, "model": tree}, {"accuracy": 1.0}
    yield "sales.csv", {"target": "busy", "features": ["units"], "split": {"time": "day", "test_share": 0.3}, "model": bayes}, {}
    yield "orders_tbd.csv", {"target": "late", "features": ["x"], "split": {"time": "when", "test_share": 0.48}, "model": bayes}, {}
    yield "orders_tbd.csv", {"target": "late", "features": ["when", "x"], "prepare": {"date_parts": ["month", "day"]}, "model": bayes}, {}
    drifting = {"target": "y", "features": ["x1", "x2"], "split": {"time": "day"}}
    yield "drifting_classes.csv", {**drifting, "model": bayes}, {"accuracy": 0.6, "log_loss": 14.476849}
    for model in ({"logistic_regression": {"tol": 1e-8}}, {"hist_gradient_boosting": {}}, {"linear_svc": {}}, {"k_neighbors": {}}, {"decision_tree": {}}):
        yield "drifting_classes.csv", {**drifting, "model": model}, {}
    yield "zeros.csv", {"target": "y", "features": ["x"], "model": bayes}, {"classes": ["0", "1"]}
    yield "grades_numeric.csv", {"target": "grade", "features": ["x"], "model": bayes}, {"classes": ["1", "2", "10"]}


# Models that draw, or that stop early: their scores are not compared, but that their scripts run, on the same rows.
DRAWS = ("linear_svc", "decision_tree", "hist_gradient_boosting", "k_neighbors")


def near(left, right):
    return abs(left - right) <= 1e-6 * max(1.0, abs(left), abs(right))


def compare(report, names, printed, spec):
    """What differs between the page's report and the script's run."""
    outcomes = sorted(report["outcomes"], key=lambda one: one["row"])
    kind = next(iter(spec["model"]))
    rows = names["X_test"].index.tolist()
    if rows != [one["row"] for one in outcomes]:
        return f"test rows {rows[:9]}… of {len(rows)} there, {[one['row'] for one in outcomes][:9]}… of {len(outcomes)} here"
    if len(names["X_train"]) != report["train_rows"]:
        return f"{len(names['X_train'])} training rows there, {report['train_rows']} here"
    if kind == "ridge":
        wrong = [row for row, one, value in zip(rows, outcomes, names["predicted"]) if not near(one["predicted"], value)]
        return f"predictions of rows {wrong[:9]}" if wrong else None
    if "classes" in names:
        label = lambda place: str(names["classes"][int(place)])  # noqa: E731
    else:
        label = str
    ours = report["classes"]
    theirs = [label(value) for value in sorted(names["y"].unique())]
    if [float(one) if "classes" in names and "." in one else one for one in theirs] != [float(one) if "classes" in names and "." in one else one for one in ours]:
        return f"classes {theirs} there, {ours} here"
    place = {label(value): at for at, value in enumerate(sorted(names["y"].unique()))}
    if [place[label(value)] for value in names["y_test"]] != [one["actual"] for one in outcomes]:
        return "the classes of the test rows"
    known = {ours[at] for at in range(len(ours)) if any(place[label(value)] == at for value in names["y_train"])}
    if [place[label(value)] for value in names["model"].classes_] != [at for at, name in enumerate(ours) if name in known]:
        return f"the model's classes {names['model'].classes_} there, of {sorted(known)} here"
    scores = report["scores"]
    if scores["roc_auc"] is None and "undefined" not in printed:
        return "ROC AUC is undefined here"
    if scores["roc_auc"] is not None and not re.search(r"^ROC AUC +0|^ROC AUC +1", printed, re.MULTILINE):
        return f"ROC AUC is {scores['roc_auc']} here"
    if not near(float(names["baseline"].score(names["X_test"], names["y_test"])), report["baseline"]["accuracy"]):
        return "the baseline's accuracy"
    if "baseline_loss" in names and not near(names["baseline_loss"], report["baseline"]["log_loss"]):
        return f"the baseline's log loss {names['baseline_loss']} there, {report['baseline']['log_loss']} here"
    if kind in DRAWS:
        return None
    wrong = [row for row, one, value in zip(rows, outcomes, names["predicted"]) if one["predicted"] != place[label(value)]]
    if wrong:
        return f"predictions of rows {wrong[:9]}"
    # The page's solver stops where the gradient is small enough; its probabilities agree to some digits.
    allowed = 1e-6 if kind == "gaussian_nb" else 1e-4
    for what, name in (("roc_auc", "area"), ("log_loss", "loss")):
        if scores[what] is not None and not abs(scores[what] - names[name]) <= allowed * max(1.0, abs(scores[what])):
            return f"{what} {names[name]} there, {scores[what]} here"
    return None


def expected(report, printed, right):
    """What of the page, or of what the script prints, is not as it should be."""
    for what, value in right.items():
        if what == "classes":
            if report["classes"] != value:
                return f"classes {report['classes']} here, {value} are right"
            continue
        theirs = figure(what.replace("_", " "), printed)
        if abs(report["scores"][what] - value) > 1e-6 or abs(theirs - value) > 6e-5:
            return f"{what} {theirs} there, {report['scores'][what]} here, {value} is right"
    return None


def main():
    cli = shared.lab_cli(__doc__)
    first, count = (int(text) for text in (sys.argv[2:] + ["0", str(COUNT)][len(sys.argv) - 2:])[:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        files = [File(seed) for seed in range(first, first + count)]
        jobs = []
        for file in files:
            (folder / file.name).write_bytes(file.content())
            jobs.append((file.name, file.name, file.spec, {}))
        for number, (title, spec, right) in enumerate(known()):
            (folder / title).write_bytes((CASES / title).read_bytes())
            jobs.append((f"{title}, experiment {number}", title, lambda dataset, spec=spec: {"dataset": dataset, **spec}, right))
        loads = [{"load": {"name": title, "path": str(folder / title)}} for _, title, _, _ in jobs]
        faults, ran, refused = [], 0, []
        specs, commands = [None] * len(jobs), list(loads)
        for at, event in enumerate(events(cli, loads)):
            if "failed" in event:
                faults.append(f"{jobs[at][0]}: {event['failed']}")
                commands.append(loads[at])
                commands.append(loads[at])
                continue
            specs[at] = jobs[at][2](event["done"]["load"]["dataset"])
            commands.append({"regress" if "ridge" in specs[at]["model"] else "train": {"spec": specs[at]}})
            commands.append({"script": {"spec": specs[at]}})
        ended = events(cli, commands)[len(loads):]
        for at, (title, _, _, right) in enumerate(jobs):
            if specs[at] is None:
                continue
            trained, written = ended[2 * at], ended[2 * at + 1]
            if "failed" in trained or "failed" in written:
                if trained.get("failed") != written.get("failed"):
                    faults.append(f"{title}: {trained.get('failed', 'no fault')} here, {written.get('failed', 'no fault')} of the script\n{specs[at]}")
                else:
                    refused.append(f"{title}: {trained['failed']['what']}")
                continue
            report = next(iter(trained["done"].values()))["report"]
            script = next(iter(written["done"].values()))
            path = folder / f"{at}_{script['file']}"
            path.write_text(script["text"], encoding="utf-8")
            names, printed, fault = execute(path)
            fault = fault or compare(report, names, printed, specs[at]) or expected(report, printed, right)
            if fault:
                faults.append(f"{title}: {fault}\n{specs[at]}\n{script['text'] if len(faults) < 3 else ''}")
            else:
                ran += 1
        for one in refused:
            print(f"refused by both: {one}")
        print("\n".join(faults))
        total = ran + len(faults)
        if count >= COUNT and total < 200:
            faults.append(f"only {total} files could be compared")
            print(faults[-1])
        shared.end_of_scripts(ran, total, not faults)


if __name__ == "__main__":
    main()
