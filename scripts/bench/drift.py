#!/usr/bin/env python3
"""Times Evidently and river on the data of `make bench`'s drift part, one thread; prints JSON.

    OMP_NUM_THREADS=1 python scripts/bench/drift.py

The environment is that of scripts/check/requirements-monitor.txt. It takes about three minutes.
"""
import json
import os
import pathlib
import sys
import time
import warnings

import evidently
import numpy as np
import pandas as pd
import river
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset
from river import drift

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "gold"))
from shared import column, uniforms  # noqa: E402

warnings.filterwarnings("ignore")
ROWS = int(os.environ.get("ROWS", "1000000"))
VALUES = 200_000


def side(number):
    """As `side` in benches/drift/lib.rs."""
    columns = {}
    for place in range(20):
        seed, shift = 1000 * number + place, 0.1 if number == 1 and place < 7 else 0.0
        if place < 17:
            values = column(seed, ROWS, shift, 1.0, 0)
            columns[f"column {place}"] = np.floor(values) if place >= 14 else values
        else:
            columns[f"column {place}"] = np.array([f"c{int(x)}" for x in uniforms(seed, ROWS) * 8.0], dtype=object)
    return pd.DataFrame(columns)


def main():
    names = [f"column {place}" for place in range(20)]
    definition = DataDefinition(numerical_columns=names[:17], categorical_columns=names[17:])
    reference, current = (Dataset.from_pandas(side(number), data_definition=definition) for number in (0, 1))
    started = time.perf_counter()
    found = Report([DataDriftPreset()]).run(current, reference).dict()
    millis = (time.perf_counter() - started) * 1000
    drifted = next(int(one["value"]["count"]) for one in found["metrics"] if isinstance(one["value"], dict) and "count" in one["value"])
    answer = {"versions": f"Evidently {evidently.__version__}, river {river.__version__}, one thread", "rows": ROWS,
              "drift": {"millis": millis, "drifted": drifted}, "detectors": []}
    bits = [int(x < 0.2) for x in uniforms(9, VALUES)]
    numbers = column(9, VALUES, 0.0, 1.0, 0).tolist()
    binary = drift.binary
    # In the order of benches/drift/lib.rs.
    for name, make, values in [
        ("ADWIN", drift.ADWIN, numbers), ("Page–Hinkley", drift.PageHinkley, numbers), ("KSWIN", lambda: drift.KSWIN(seed=42), numbers[:2000]),
        ("DDM", binary.DDM, bits), ("EDDM", binary.EDDM, bits), ("HDDM-A", binary.HDDMA, bits),
        ("HDDM-W", binary.HDDMW, bits), ("FHDDM", binary.FHDDM, bits),
    ]:
        times = []
        for _ in range(3):
            detector, started = make(), time.perf_counter()
            for value in values:
                detector.update(value)
            times.append(time.perf_counter() - started)
        answer["detectors"].append({"name": name, "millions": len(values) / sorted(times)[1] / 1e6})
    print(json.dumps(answer))


main()
