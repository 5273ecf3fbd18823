#!/usr/bin/env python3
"""Writes the five shipped samples into public/data, value for value as their pinned packages hold them.

Run it in a virtual environment made from scripts/requirements-gold.txt:
    python scripts/make-samples.py          # writes the files
    python scripts/make-samples.py --check  # fails if a file differs from what would be written
"""

import csv
import io
import re
import sys
from pathlib import Path

import palmerpenguins
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine

FOLDER = Path(__file__).resolve().parent.parent / "public" / "data"


def snake(name):
    """A header as an identifier: `sepal length (cm)` becomes `sepal_length_cm`, `od280/od315 of …` loses its slash."""
    return re.sub(r"[^0-9a-z]+", "_", name.lower()).strip("_")


def number(value):
    """The shortest text that reads back as the same number."""
    value = float(value)
    return str(int(value)) if value.is_integer() else repr(value)


def from_sklearn(load, target):
    """Header and rows of one of scikit-learn's own datasets, its class names as labels."""
    bunch = load()
    header = [snake(name) for name in bunch.feature_names] + [target]
    rows = [[number(v) for v in row] + [str(bunch.target_names[label])] for row, label in zip(bunch.data, bunch.target)]
    return header, rows


def penguins():
    """The package's own file; a missing value is an empty cell, `year` is left where it is."""
    path = Path(palmerpenguins.__file__).parent / "data" / "penguins.csv"
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return header, [["" if cell == "NA" else cell for cell in row] for row in rows]


SAMPLES = {
    "iris.csv": (lambda: from_sklearn(load_iris, "species"), 150, 5),
    "penguins.csv": (penguins, 344, 8),
    "wine.csv": (lambda: from_sklearn(load_wine, "cultivar"), 178, 14),
    "breast_cancer.csv": (lambda: from_sklearn(load_breast_cancer, "diagnosis"), 569, 31),
    "digits.csv": (lambda: from_sklearn(load_digits, "digit"), 1797, 65),
}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for file, (make, row_count, column_count) in SAMPLES.items():
        header, rows = make()
        assert len(set(header)) == len(header) == column_count, (file, header)
        assert len(rows) == row_count and all(len(row) == column_count for row in rows), file
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        path = FOLDER / file
        if "--check" in sys.argv:
            stale += [file] if not path.exists() or path.read_text(encoding="utf-8") != text.getvalue() else []
        else:
            path.write_text(text.getvalue(), encoding="utf-8")
        print(f"{file}: {len(rows)} rows, {len(header)} columns")
    if stale:
        sys.exit(f"out of date: {', '.join(stale)}; run scripts/make-samples.py")


if __name__ == "__main__":
    main()
