#!/usr/bin/env python3
"""Writes the numbers that the models of src/learn without trees are held to, with scikit-learn.

    python3 -m venv .venv/gold && .venv/gold/bin/pip install -r scripts/gold/requirements.txt
    .venv/gold/bin/python scripts/gold/models.py
"""
import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn import decomposition, linear_model, naive_bayes, neighbors, svm
from sklearn.cluster import DBSCAN, KMeans
from sklearn.datasets import make_moons
from sklearn.mixture import GaussianMixture
from sklearn.mixture._gaussian_mixture import _estimate_gaussian_parameters

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "src" / "learn" / "gold"


def write(name, value):
    value = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", **value}
    (OUT / f"{name}.json").write_text(json.dumps(value, allow_nan=False) + "\n")


def rounded(values):
    """Short numbers read the same everywhere, and the file stays small."""
    return np.round(values, 4)


def shipped(name):
    """Columns of a shipped dataset, without the last one, which is the target."""
    return pd.read_csv(ROOT / "public" / "data" / f"{name}.csv").iloc[:, :-1].to_numpy().astype(float)


def regression_data():
    random = np.random.default_rng(11)
    a = random.normal(size=90)
    tall = np.column_stack([
        a, 1000 * random.gamma(2, size=90), 0.9 * a + 0.2 * random.normal(size=90), random.integers(0, 2, 90), np.exp(random.normal(size=90)),
    ])
    wide = random.normal(size=(18, 40)) * random.gamma(1, size=40)
    repeated = np.column_stack([tall[:, 0], tall[:, 4], tall[:, 0], np.full(90, 7.0)])
    noise = random.normal(size=90)
    return {
        "tall": (tall, 3 * a - 0.002 * tall[:, 1] + 5 * tall[:, 3] + noise + 20),
        "wide": (wide, wide[:, :3].sum(axis=1) + 0.1 * noise[:18] - 4),
        "repeated": (repeated, 2 * a - tall[:, 4] + noise),
    }


def regression():
    cases = []
    for name, (matrix, target) in regression_data().items():
        matrix, target = rounded(matrix), rounded(target)
        split = len(target) - len(target) // 4
        known, unknown = matrix[:split], matrix[split:]
        models = {
            "linear": (linear_model.LinearRegression(), {}),
            "linear_through_origin": (linear_model.LinearRegression(fit_intercept=False), {"fit_intercept": False}),
            "ridge": (linear_model.Ridge(), {}),
            "ridge_strong": (linear_model.Ridge(alpha=50), {"alpha": 50.0}),
            "ridge_through_origin": (linear_model.Ridge(alpha=0.3, fit_intercept=False), {"alpha": 0.3, "fit_intercept": False}),
            "knn": (neighbors.KNeighborsRegressor(4, algorithm="kd_tree"), {"n_neighbors": 4}),
            "knn_distance": (
                neighbors.KNeighborsRegressor(7, weights="distance", p=1, algorithm="kd_tree"),
                {"n_neighbors": 7, "weights": "distance", "p": 1},
            ),
        }
        # With a column twice, many lassos are equally good.
        if name != "repeated":
            for alpha in [0.02, 0.5]:
                lasso = linear_model.Lasso(alpha=alpha, tol=1e-12, max_iter=1_000_000)
                models[f"lasso_{alpha}"] = (lasso, {"alpha": alpha, "tol": 1e-12, "max_iter": 100_000})
        found = []
        for label, (model, settings) in models.items():
            model.fit(known, target[:split])
            entry = {"model": label, "settings": settings, "predictions": model.predict(unknown).tolist()}
            if hasattr(model, "coef_"):
                entry |= {"coef": model.coef_.tolist(), "intercept": float(model.intercept_)}
            found.append(entry)
        cases.append({
            "name": name, "columns": known.T.tolist(), "targets": target[:split].tolist(), "unknown": unknown.T.tolist(), "models": found,
        })
    return cases


def classification():
    random = np.random.default_rng(5)
    cases = []
    for counts in [[50, 28, 17], [31, 60]]:
        labels = random.permutation(np.repeat(np.arange(len(counts)), counts))
        centers = random.normal(size=(len(counts), 5)) * 1.2
        matrix = centers[labels] + random.normal(size=(len(labels), 5)) * [1, 0.5, 2, 1, 1]
        matrix[:, 3] = matrix[:, 3] > 0
        matrix = rounded(matrix)
        split = len(labels) - 20
        known, unknown, target = matrix[:split], matrix[split:], labels[:split]
        many = {"tol": 1e-12, "max_iter": 1_000_000}
        saga = lambda **settings: linear_model.LogisticRegression(solver="saga", **settings, **many)
        models = {
            "bayes": (naive_bayes.GaussianNB(), {}),
            "bayes_smooth": (naive_bayes.GaussianNB(var_smoothing=0.05), {"var_smoothing": 0.05}),
            "knn": (neighbors.KNeighborsClassifier(algorithm="kd_tree"), {}),
            "knn_distance": (
                neighbors.KNeighborsClassifier(8, weights="distance", p=1, algorithm="kd_tree"),
                {"n_neighbors": 8, "weights": "distance", "p": 1},
            ),
            "svm": (svm.LinearSVC(dual=False, **many), {}),
            "svm_soft": (svm.LinearSVC(C=0.02, dual=False, **many), {"C": 0.02}),
            "svm_through_origin": (svm.LinearSVC(fit_intercept=False, dual=False, **many), {"fit_intercept": False}),
            "svm_balanced": (svm.LinearSVC(class_weight="balanced", dual=False, **many), {"class_weight": "balanced"}),
            "logistic_l1": (saga(C=0.3, l1_ratio=1), {"C": 0.3, "l1_ratio": 1.0}),
            "logistic_l1_strong": (saga(C=0.05, l1_ratio=1), {"C": 0.05, "l1_ratio": 1.0}),
            "logistic_between": (saga(C=0.4, l1_ratio=0.3), {"C": 0.4, "l1_ratio": 0.3}),
            "logistic_l1_through_origin": (
                saga(C=0.3, l1_ratio=1, fit_intercept=False), {"C": 0.3, "l1_ratio": 1.0, "fit_intercept": False},
            ),
            "logistic_balanced": (linear_model.LogisticRegression(class_weight="balanced", **many), {"class_weight": "balanced"}),
        }
        found = []
        for label, (model, settings) in models.items():
            model.fit(known, target)
            entry = {"model": label, "settings": settings}
            answers = model.predict_proba if hasattr(model, "predict_proba") else model.decision_function
            entry["answers"] = np.ravel(answers(unknown)).tolist()
            if hasattr(model, "coef_"):
                constant = np.broadcast_to(model.intercept_, model.coef_.shape[0])
                entry |= {"coef": model.coef_.tolist(), "intercept": constant.tolist()}
            if hasattr(model, "theta_"):
                entry |= {"means": model.theta_.tolist(), "variances": model.var_.tolist()}
            found.append(entry)
        cases.append({
            "columns": known.T.tolist(), "labels": target.tolist(), "unknown": unknown.T.tolist(), "classes": len(counts), "models": found,
        })
    return cases


def components():
    random = np.random.default_rng(3)
    wide = rounded(random.normal(size=(9, 25)) @ np.diag(random.gamma(1, size=25)) + 5)
    found = []
    for data, matrix, count, whiten in [
        ("wine", shipped("wine"), None, False), ("digits", shipped("digits"), 12, True),
        (None, wide, 5, False),
    ]:
        model = decomposition.PCA(count, whiten=whiten, svd_solver="full").fit(matrix)
        found.append({
            "data": data, "columns": matrix.T.tolist() if data is None else [], "width": matrix.shape[1], "n_components": count,
            "whiten": whiten, "components": model.components_.tolist(), "variances": model.explained_variance_.tolist(),
            "ratios": model.explained_variance_ratio_.tolist(), "scores": model.transform(matrix[:8]).T.tolist(),
        })
    return found


def groups():
    random = np.random.default_rng(9)
    blobs = rounded(np.concatenate([random.normal(size=(n, 3)) * s + c for n, s, c in [(60, 1, 0), (25, 0.5, 4), (40, 2, [6, -3, 0])]]))
    digits = shipped("digits")
    far = blobs[:4].copy()
    far[3] = 1000
    found = []
    for data, matrix, start, settings in [
        (None, blobs, blobs[[0, 1, 2, 70]], {}), (None, blobs, far, {}), (None, blobs, blobs[::21], {"tol": 1e-12}),
        ("digits", digits, digits[:10], {}), (None, blobs, blobs[:2], {"max_iter": 2}),
    ]:
        model = KMeans(len(start), init=start, n_init=1, algorithm="lloyd", **settings).fit(matrix)
        found.append({
            "data": data, "columns": matrix.T.tolist() if data is None else [], "start": start.tolist(), "settings": settings,
            "centers": model.cluster_centers_.tolist(), "labels": model.labels_.tolist(), "inertia": model.inertia_, "rounds": model.n_iter_,
        })
    return found


def dense():
    random = np.random.default_rng(21)
    moons = rounded(make_moons(300, noise=0.09, random_state=2)[0])
    # On a grid many rows are equally far, some exactly eps.
    grid = random.integers(0, 12, size=(150, 3)) / 2
    found = []
    for matrix, eps, count in [(moons, 0.15, 5), (moons, 0.11, 8), (grid, 0.5, 3), (grid, 1.0, 9)]:
        model = DBSCAN(eps=eps, min_samples=count, algorithm="kd_tree").fit(matrix)
        found.append({
            "columns": matrix.T.tolist(), "eps": eps, "min_samples": count, "labels": model.labels_.tolist(),
            "cores": model.core_sample_indices_.tolist(),
        })
    return found


def mixtures():
    iris = shipped("iris")
    start = np.arange(len(iris)) * 3 // len(iris)
    # A few rows on the wrong side, so that there is a way to go.
    start[::7] = (start[::7] + 1) % 3
    found = []
    for shape in ["full", "tied", "diag", "spherical"]:
        shares = np.eye(3)[start]
        counts, means, covariances = _estimate_gaussian_parameters(iris, shares, 1e-6, shape)
        precisions = np.linalg.inv(covariances) if shape in ("full", "tied") else 1 / covariances
        model = GaussianMixture(3, covariance_type=shape, weights_init=counts / counts.sum(), means_init=means, precisions_init=precisions)
        model.fit(iris)
        found.append({
            "shape": shape, "start": start.tolist(), "weights": model.weights_.tolist(), "means": model.means_.tolist(),
            "covariances": np.ravel(model.covariances_).tolist(), "lower_bound": model.lower_bound_, "rounds": model.n_iter_,
            "aic": model.aic(iris), "bic": model.bic(iris), "densities": model.score_samples(iris[::11]).tolist(),
            "shares": model.predict_proba(iris[::11]).tolist(), "labels": model.predict(iris).tolist(),
        })
    return found


write("regression", {"cases": regression()})
write("classification", {"cases": classification()})
write("unsupervised", {"components": components(), "groups": groups(), "dense": dense(), "mixtures": mixtures()})
