"""Reads a model that was fitted in the browser (model.json) and predicts with numpy: MLflow's loader module of this model.

Every kind of model is computed as it was there, from the same numbers in the same order. What can differ is the last digit of
exp, log and of sums that numpy orders in its own way.
"""

import base64
import datetime
import json
import math
import os
import re
import struct

import numpy as np
import pandas as pd

FORMAT = 1


class Model:
    """A fitted model: `predict` answers with classes or numbers, `predict_proba` with a share per class."""

    def __init__(self, stored):
        if stored["format"] != FORMAT:
            raise ValueError(f"model.json has form {stored['format']}, and this module reads form {FORMAT}")
        self.spec, self.classes = stored["spec"], stored["classes"]
        self.features = [Feature(feature) for feature in stored["encoding"]["features"]]
        ((_, model),) = stored["model"].items()
        ((self.kind, self.fitted),) = model["fitted"].items()
        self.scaling = model["scaling"]
        trees = {"Tree": lambda fitted: [fitted["tree"] if isinstance(fitted, dict) else fitted], "Forest": lambda fitted: fitted["grove"]}
        self.trees = [Tree(base64.b64decode(text)) for text in trees[self.kind](self.fitted)] if self.kind in trees else []

    def predict(self, model_input, context=None, params=None):
        """Classes as text, or numbers; with the param predict_method = predict_proba a share per class."""
        method = (params or {}).get("predict_method", "predict")
        if method not in ("predict", "predict_proba"):
            raise ValueError(f"predict_method is '{method}', and takes predict or predict_proba")
        columns, rows = self.encode(model_input)
        if not self.classes:
            if method == "predict_proba":
                raise ValueError("this model predicts numbers, so it has no shares per class")
            return self.numbers(columns, rows)
        if method == "predict_proba":
            if self.kind == "Svm":
                raise ValueError("a linear SVM gives no probabilities")
            return self.shares(columns, rows)
        return np.array(self.classes, dtype=str)[np.argmax(self.shares(columns, rows), axis=1)]

    def encode(self, table):
        """The encoded columns of a table, and its number of rows."""
        if not isinstance(table, pd.DataFrame):
            raise TypeError("give the rows as a pandas.DataFrame whose columns are the features")
        columns = [column for feature in self.features for column in feature.encode(table)]
        if self.scaling:
            columns = [(column - mean) / std for column, (mean, std) in zip(columns, self.scaling["moments"])]
        return columns, len(table)

    def numbers(self, columns, rows):
        fitted = self.fitted
        if self.trees:
            total = np.zeros((rows, 1))
            for tree in self.trees:
                total += tree.answers(columns, rows)
            return (total / len(self.trees))[:, 0]
        if self.kind == "Boosting":
            return raw_scores(fitted["ensemble"], columns, rows)[0]
        if self.kind == "Neighbours":
            targets = np.array(fitted["targets"])
            return np.array([sum(voice * targets[row] for voice, row in voices) / sum(voice for voice, _ in voices) for voices in neighbours(fitted["neighbours"], columns, rows)])
        plane = fitted.get("linear", fitted)
        return weighted(plane["intercept"], plane["weights"], columns, rows)

    def shares(self, columns, rows):
        fitted, classes = self.fitted, len(self.classes)
        if self.trees:
            total = np.zeros((rows, classes))
            for tree in self.trees:
                total += tree.answers(columns, rows)
            return total / len(self.trees)
        if self.kind == "Neighbours":
            shares = np.zeros((rows, classes))
            for own, voices in zip(shares, neighbours(fitted["neighbours"], columns, rows)):
                for voice, row in voices:
                    own[fitted["labels"][row]] += voice
                own /= sum(voice for voice, _ in voices)
            return shares
        seen = fitted["seen"]["present"]
        if self.kind == "Boosting":
            raw = raw_scores(fitted["ensemble"], columns, rows)
            narrow = np.column_stack([logistic(-raw[0]), logistic(raw[0])]) if len(raw) == 1 else softmax(np.column_stack(raw))
        elif self.kind == "Logistic":
            weights = np.array(fitted["weights"]).reshape(-1, fitted["columns"])
            scores = [weighted(weights[-1, output], weights[:-1, output], columns, rows) for output in range(fitted["columns"])]
            narrow = softmax(np.column_stack(([np.zeros(rows)] if len(scores) == 1 else []) + scores))
        elif self.kind == "Svm":
            scores = [weighted(plane["intercept"], plane["weights"], columns, rows) for plane in fitted["planes"]]
            narrow = np.column_stack([-scores[0], scores[0]] if len(scores) == 1 else scores)
            wide = np.full((rows, classes), -np.inf)
            wide[:, seen] = narrow
            return logistic(wide)
        elif self.kind == "Bayes":
            narrow = softmax(np.column_stack([bell(bells, columns, rows) for bells in fitted["bells"]]))
        else:
            narrow = network(fitted["network"], columns, rows)
        wide = np.zeros((rows, classes))
        wide[:, seen] = narrow
        return wide


class Feature:
    """A raw column and the columns it becomes, as learned from the training rows."""

    def __init__(self, stored):
        self.name, self.indicator = stored["name"], stored["indicator"]
        ((self.kind, self.learned),) = stored["kind"].items()

    def encode(self, table):
        cells = table[self.name] if self.name in table else pd.Series([None] * len(table), dtype=object)
        missing = cells.isna().to_numpy()
        if self.kind == "Number":
            numbers = pd.to_numeric(cells).to_numpy(dtype=float, na_value=np.nan)
            columns = [scaled(self.learned, numbers, missing)]
        elif self.kind == "Text":
            columns = self.levels(cells, missing)
        else:
            moments = [None if gone else moment(str(cell), self.learned["order"]) for cell, gone in zip(cells, missing)]
            missing = np.array([moment is None for moment in moments], dtype=bool)
            columns = [scaled(learned, np.array([math.nan if moment is None else moment[part] for moment in moments], dtype=float), missing) for part, learned in self.learned["parts"]]
        return columns + ([missing.astype(float)] if self.indicator else [])

    def levels(self, cells, missing):
        learned = self.learned
        places = {level: place for place, (level, _) in enumerate(learned["levels"])}
        found = [learned["fill"] if gone else places.get(str(cell)) for cell, gone in zip(cells, missing)]
        slots = [None if place is None else learned["slots"][place] for place in found]
        if learned["ordinal"]:
            return [np.array([-1.0 if slot is None else float(slot) for slot in slots])]
        slots = [learned["rare"] if slot is None else slot for slot in slots]
        return [np.array([float(slot == column) for slot in slots]) for column in range(learned["count"])]


class Tree:
    """A decision tree from its bytes: nodes in preorder, whole numbers in 7 bits a byte, all else little endian."""

    def __init__(self, data):
        self.data, self.at = data, 0
        _, outputs = self.whole(), self.whole()
        for _ in range(self.whole()):
            self.whole()
            self.numbers(1)
        nodes, answers, open_nodes = [[0, 0.0, 0]], [], [0]
        while open_nodes:
            place, tag = open_nodes.pop(), self.whole()
            if tag >= 2:
                nodes[place] = [tag - 2, self.numbers(1)[0], len(nodes)]
                open_nodes += [len(nodes) + 1, len(nodes)]
                nodes += [[0, 0.0, 0], [0, 0.0, 0]]
            else:
                nodes[place] = [-1 - len(answers), 0.0, place]
                pure = self.whole() if tag == 1 else None
                answers.append([float(output == pure) for output in range(outputs)] if tag == 1 else self.numbers(outputs))
        self.feature, self.threshold, self.left = (np.array(column) for column in zip(*nodes))
        self.leaves = np.array(answers)

    def whole(self):
        number, shift = 0, 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def numbers(self, count):
        self.at += 8 * count
        return list(struct.unpack_from(f"<{count}d", self.data, self.at - 8 * count))

    def answers(self, columns, rows):
        """The answer of the leaf that each row falls into, row after row."""
        matrix, nodes = np.column_stack(columns), np.zeros(rows, dtype=int)
        while True:
            asks = np.flatnonzero(self.feature[nodes] >= 0)
            if not len(asks):
                return self.leaves[-1 - self.feature[nodes]]
            here = nodes[asks]
            nodes[asks] = self.left[here] + (matrix[asks, self.feature[here]] > self.threshold[here])


def scaled(learned, numbers, missing):
    return (np.where(missing, learned["fill"], numbers) - learned["center"]) / learned["scale"]


def weighted(intercept, weights, columns, rows):
    total = np.full(rows, float(intercept))
    for weight, column in zip(weights, columns):
        total += weight * column
    return total


def logistic(scores):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-scores))


def softmax(scores):
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def bell(bells, columns, rows):
    logs = np.full(rows, math.log(bells["share"]) - 0.5 * sum(math.log(2.0 * math.pi * variance) for variance in bells["variances"]))
    for column, mean, variance in zip(columns, bells["means"], bells["variances"]):
        logs += -0.5 / variance * (column - mean) * (column - mean)
    return logs


def network(stored, columns, rows):
    bends = {"relu": lambda sums: np.maximum(sums, 0.0), "tanh": np.tanh, "logistic": logistic}
    values, weights, at, sizes = np.column_stack(columns), np.array(stored["weights"]), 0, stored["sizes"]
    for layer, (inputs, units) in enumerate(zip(sizes, sizes[1:])):
        matrix, constants = weights[at : at + inputs * units].reshape(inputs, units), weights[at + inputs * units : at + (inputs + 1) * units]
        at += (inputs + 1) * units
        values = values @ matrix + constants
        if layer + 2 < len(sizes):
            values = bends[stored["activation"]](values)
    if sizes[-1] == 1:
        second = logistic(values[:, 0])
        return np.column_stack([1.0 - second, second])
    return softmax(values)


def raw_scores(ensemble, columns, rows):
    raw = [np.full(rows, start) for start in ensemble["start"]]
    for number, tree in enumerate(ensemble["trees"]):
        raw[number % len(raw)] += [boosted(tree, columns, row) for row in range(rows)]
    return raw


def boosted(tree, columns, row):
    feature, left, missing_left, value = tree[0]
    while left:
        cell, threshold = columns[feature][row], math.inf if value is None else value
        goes_left = missing_left if math.isnan(cell) else cell <= threshold
        feature, left, missing_left, value = tree[left + (not goes_left)]
    return value


def neighbours(stored, columns, rows):
    """For each row its neighbours: how much each counts, and its number among the training rows."""
    index, block = stored["index"], 32
    values = np.array(index["values"]).reshape(-1, index["width"], block)
    known = [values[:, column, :].reshape(-1)[: len(index["rows"])] for column in range(index["width"])]
    numbers = np.array(index["rows"])
    for row in range(rows):
        distances = np.zeros(len(numbers))
        for own, column in zip(known, columns):
            difference = own - column[row]
            distances += np.abs(difference) if index["distance"] == "City" else difference * difference
        nearest = np.lexsort((numbers, distances))[: stored["count"]]
        found = [(distances[place], numbers[place]) for place in nearest]
        if stored["weights"] == "uniform":
            yield [(1.0, number) for _, number in found]
        elif found[0][0] == 0.0:
            yield [(float(distance == 0.0), number) for distance, number in found]
        else:
            yield [(1.0 / (distance if index["distance"] == "City" else math.sqrt(distance)), number) for distance, number in found]


def moment(text, order):
    """Year, month, day, weekday and hour of a text that is a date; None if it is none."""
    date, _, time = text.replace("T", " ", 1).partition(" ") if "T" in text.split(" ")[0] else text.partition(" ")
    parts = re.fullmatch(r"(\d+)([-/.])(\d+)\2(\d+)", date)
    if not parts:
        return None
    first, _, second, third = parts.groups()
    year, month, day = (first, second, third) if len(first) == 4 else (third, second, first) if order == "day_first" else (third, first, second)
    if len(month) > 2 or len(day) > 2 or len(year) not in (2, 4):
        return None
    year = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 69 else 2000)
    clock = re.match(r"\s*(\d{1,2})(?::\d{1,2})?(?::[\d.]+)?\s*(?:(AM|am)|(PM|pm))?", time) if time else None
    if time and not clock:
        return None
    hour = int(clock.group(1)) if clock else 0
    if clock and (clock.group(2) or clock.group(3)):
        hour = hour % 12 + (12 if clock.group(3) else 0)
    try:
        weekday = datetime.date(year, int(month), int(day)).weekday()
    except ValueError:
        return None
    return {"year": year, "month": int(month), "day": int(day), "weekday": weekday, "hour": hour}


def _load_pyfunc(path):
    """What MLflow calls; `path` is model.json."""
    file = os.path.join(path, "model.json") if os.path.isdir(path) else path
    with open(file, encoding="utf-8") as text:
        return Model(json.load(text))
