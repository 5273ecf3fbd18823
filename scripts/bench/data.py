#!/usr/bin/env python3
"""Writes the tables of `make bench` as CSV files into a folder: both sides read the same files.

    python scripts/bench/data.py FOLDER
"""
import pathlib
import sys

import numpy as np
from sklearn.datasets import load_digits, load_iris, make_classification, make_regression

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def write(name, features, target):
    """Numbers with four decimals and one column of answers: a class as a text, so that it is one on both sides."""
    path = folder / f"{name}.csv"
    if path.exists():
        return
    columns = [np.char.mod("%.4f", column) for column in features.T]
    answers = np.char.add("c", target.astype(str)) if target.dtype.kind == "i" else np.char.mod("%.4f", target)
    with open(path, "w", encoding="ascii") as file:
        file.write(",".join([*(f"x{at}" for at in range(features.shape[1])), "y"]) + "\n")
        file.writelines(",".join(row) + "\n" for row in zip(*columns, answers))
    print(f"{name}.csv: {path.stat().st_size / 1e6:.1f} MB")


write("iris", *load_iris(return_X_y=True))
write("digits", *load_digits(return_X_y=True))
write("wide", *make_classification(50_000, 20, n_informative=5, random_state=0))
write("small", *make_classification(1_000, 10, n_informative=5, random_state=0))
write("line", *make_regression(50_000, 20, n_informative=10, noise=20.0, random_state=0))
for rows in [1_000, 10_000, 100_000, 1_000_000]:
    write(f"rows{rows}", *make_classification(rows, 20, n_informative=5, random_state=0))


def texts(rows=200_000):
    """Keys that all differ, names, codes, dates with quotes and gaps: what is hard to read fast."""
    path = folder / "texts.csv"
    if path.exists():
        return
    random = np.random.default_rng(0)
    days = np.datetime_as_string(np.datetime64("2020-01-01") + random.integers(0, 500, rows), unit="D")
    cities = random.choice(["Berlin", "New York", '"Paris, France"', "London", "Tōkyō"], rows)
    codes, answers = random.integers(0, 5000, rows), random.choice(["yes", "no"], rows)
    amounts, scores = random.gamma(2, 50, rows), random.random(rows)
    with open(path, "w", encoding="utf-8") as file:
        file.write("key,date,city,code,amount,score,y\n")
        for row in range(rows):
            score = f"{scores[row]:.4f}" if scores[row] > 0.1 else ""
            file.write(f"user-{row:07d},{days[row]},{cities[row]},C{codes[row]:04d},{amounts[row]:.2f},{score},{answers[row]}\n")
    print(f"texts.csv: {path.stat().st_size / 1e6:.1f} MB")


texts()
