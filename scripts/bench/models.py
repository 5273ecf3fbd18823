#!/usr/bin/env python3
"""Times the models without trees, ours (native, one thread) against scikit-learn's with one thread, on the same data.

    .venv/gold/bin/python scripts/bench/models.py      # the environment of scripts/gold/requirements.txt
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"

import numpy as np
from sklearn.cluster import DBSCAN, KMeans
from sklearn.datasets import load_digits, make_blobs, make_classification
from sklearn.decomposition import PCA
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import scale
from sklearn.svm import LinearSVC

ROOT = pathlib.Path(__file__).resolve().parents[2]
warnings.simplefilter("ignore")


def data():
    matrix, labels = make_classification(50_000, 20, n_informative=5, random_state=0)
    blobs, groups = make_blobs(50_000, 20, centers=8, cluster_std=3, random_state=1)
    plane, heaps = make_blobs(100_000, 2, centers=30, cluster_std=0.5, center_box=(-20, 20), random_state=2)
    digits, shown = load_digits(return_X_y=True)
    return {"wide": (scale(matrix), labels), "blobs": (blobs, groups), "plane": (plane, heaps), "digits": (scale(digits), shown)}


def write(folder, found):
    for name, (matrix, labels) in found.items():
        lines = [f"{len(labels)} {matrix.shape[1]}", " ".join(map(str, labels))]
        lines += [" ".join(repr(float(value)) for value in column) for column in matrix.T]
        pathlib.Path(folder, f"{name}.txt").write_text("\n".join(lines))


def runs(found):
    matrix, labels = found["wide"]
    numbers = matrix[:, 0] - 2 * matrix[:, 7] + labels
    (digits, shown), blobs, plane = found["digits"], found["blobs"][0], found["plane"][0]
    judged = lambda model: model.fit(matrix, labels).score(matrix[:2000], labels[:2000])
    return {
        ("logistic", "wide"): lambda seed: judged(LogisticRegression()),
        # The fastest of scikit-learn's two solvers for this penalty.
        ("logistic_l1", "wide"): lambda seed: judged(LogisticRegression(l1_ratio=1, solver="liblinear")),
        ("svm", "wide"): lambda seed: judged(LinearSVC()),
        ("bayes", "wide"): lambda seed: judged(GaussianNB()),
        ("knn", "wide"): lambda seed: judged(KNeighborsClassifier(n_jobs=1)),
        ("linear", "wide"): lambda seed: LinearRegression().fit(matrix, numbers).intercept_,
        ("lasso", "wide"): lambda seed: Lasso(alpha=0.01).fit(matrix, numbers).intercept_,
        ("pca", "wide"): lambda seed: PCA().fit(matrix).explained_variance_[0],
        ("kmeans", "wide"): lambda seed: KMeans(random_state=seed).fit(matrix).inertia_,
        ("kmeans", "blobs"): lambda seed: KMeans(random_state=seed).fit(blobs).inertia_,
        ("mixture", "blobs"): lambda seed: GaussianMixture(8, random_state=seed).fit(blobs).lower_bound_,
        ("dbscan", "plane"): lambda seed: DBSCAN(eps=0.1).fit(plane).labels_.max() + 1,
        ("perceptron", "digits"): lambda seed: MLPClassifier(max_iter=30, random_state=seed).fit(digits, shown).loss_,
    }


def timed(run):
    millis, quality = [], 0
    for seed in range(5):
        # Time on a processor, so that neighbours on the machine do not count.
        started = time.process_time()
        quality += run(seed) / 5
        millis.append((time.process_time() - started) * 1000)
    return statistics.median(millis), quality


found = data()
if len(sys.argv) > 1:
    # Only the data, for timing elsewhere.
    write(sys.argv[1], found)
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    write(folder, found)
    command = ["cargo", "bench", "--quiet", "--features", "native", "--bench", "models"]
    ours = subprocess.run(command, cwd=ROOT, env={**os.environ, "BENCH_DATA": folder}, check=True, capture_output=True, text=True)
peers = runs(found)
for line in ours.stdout.splitlines():
    if line.startswith("{"):
        entry = json.loads(line)
        millis, quality = timed(peers[entry["model"], entry["data"]])
        print(f"{entry['model']:12} {entry['data']:7} ours {entry['millis']:9.2f} ms ({entry['quality']:12.5g})"
              f"   scikit-learn {millis:9.2f} ms ({quality:12.5g})   {millis / entry['millis']:6.1f} times faster", flush=True)
