"""Logs a FastAPI service's predictions and publishes the metrics that the Grafana dashboard and its alert rules read.

    pip install fastapi prometheus_client uvicorn
    uvicorn service:app

where service.py, beside this file, is your service:

    from fastapi import FastAPI
    from monitoring import Monitoring

    app = FastAPI()
    monitoring = Monitoring(app, version="1")        # adds GET /metrics and POST /labels

    @app.post("/predict")
    def predict(row: dict):                          # {"feature": value, …}
        return {"prediction": "yes", "probability": 0.83}

Each prediction becomes one line of JSON in the log, under the id that the answer carries in its header X-Prediction-Id. When
the truth is known, POST {"id": …, "label": …} to /labels. Run the service with one process: the window is in its memory.
"""
import collections
import json
import math
import threading
import time
import uuid

from fastapi import FastAPI, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# The reference: for numbers the edges of equal bins and the share of values in each, for categories the share of each. Where
# a number takes few values, each of them is a category.
REFERENCE = {reference}

# PSI from which a column drifts.
LIMIT = 0.1
# Rows the shares now are taken from, and rows needed before anything is said.
WINDOW, LEAST = 1000, 100
# Predictions that are remembered until their label comes.
WAITING = 100_000
NEW = "\0new"


def is_missing(value):
    return value is None or value == "" or (isinstance(value, float) and not math.isfinite(value))


def bin_of(column, value):
    """The place of a value among the reference's bins; the outer bins hold what lies beyond. NEW for an unknown category."""
    if "edges" not in column:
        # 1 and 1.0 are one category.
        known = float(value) if column["kind"] == "number" else str(value)
        return column["places"].get(known, NEW)
    value, inner = float(value), column["edges"][1:-1]
    return sum(edge <= value for edge in inner)


def stability(shares, counts):
    """Population stability index: the sum of (p − q)·ln(p/q), an empty bin counting for 0.0001."""
    rows = sum(counts.values())
    now = [counts.get(place, 0) / rows for place in range(len(shares))]
    then = list(shares)
    if counts.get(NEW):
        now.append(counts[NEW] / rows)
        then.append(0.0)
    pairs = [(p or 0.0001, q or 0.0001) for p, q in zip(then, now)]
    return sum((p - q) * math.log(p / q) for p, q in pairs)


class Monitoring:
    """Watches one path of an app; `log` is a file that grows by one line per prediction and per label."""

    def __init__(self, app: FastAPI, version: str, path: str = "/predict", log: str = "predictions.jsonl"):
        self.version, self.path, self.log = version, path, log
        self.lock = threading.Lock()
        self.columns = {name: dict(column) for name, column in REFERENCE.items()}
        for column in self.columns.values():
            if "values" in column:
                column["places"] = {value: place for place, value in enumerate(column["values"])}
        self.window = collections.deque(maxlen=WINDOW)
        self.waiting = collections.OrderedDict()
        self.registry = registry = CollectorRegistry()
        self.requests = Counter("model_requests", "Requests by status.", ["version", "status"], registry=registry)
        self.seconds = Histogram("model_request_seconds", "Time to answer.", ["version"], registry=registry,
                                 buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
        self.predictions = Counter("model_predictions", "Answers by class.", ["version", "prediction"], registry=registry)
        self.confidence = Histogram("model_confidence", "Probability of the answer.", ["version"], registry=registry,
                                    buckets=[step / 20 for step in range(1, 21)])
        self.labels = Counter("model_labels", "Labels that came, beside what had been answered.",
                              ["version", "prediction", "actual", "correct"], registry=registry)
        self.rows = Gauge("model_window_rows", "Rows that the shares below are taken from.", registry=registry)
        self.drifted = Gauge("model_drifted_share", "Share of columns with a PSI of 0.1 or more.", registry=registry)
        gauge = lambda name, text: Gauge(name, text, ["column"], registry=registry)  # noqa: E731
        self.psi = gauge("model_column_psi", "Population stability index against the reference.")
        self.missing = gauge("model_column_missing_share", "Share of missing values.")
        self.missing_then = gauge("model_column_reference_missing_share", "Share of missing values in the reference.")
        self.outside = gauge("model_column_out_of_range_share", "Share of numbers outside the reference's range.")
        self.new = gauge("model_column_new_share", "Share of values in categories that the reference does not have.")
        for name, column in self.columns.items():
            self.missing_then.labels(name).set(column["missing"])
        app.middleware("http")(self.watch)
        app.get("/metrics")(self.metrics)
        app.post("/labels")(self.label)

    async def watch(self, request: Request, call_next):
        if request.method != "POST" or request.url.path != self.path:
            return await call_next(request)
        started = time.perf_counter()
        asked = await request.body()
        try:
            response = await call_next(request)
        except Exception:
            self.requests.labels(self.version, "500").inc()
            raise
        body = b"".join([part async for part in response.body_iterator])
        self.seconds.labels(self.version).observe(time.perf_counter() - started)
        self.requests.labels(self.version, str(response.status_code)).inc()
        answer = Response(body, response.status_code)
        answer.raw_headers = list(response.raw_headers)
        answer.background = response.background
        if response.status_code == 200:
            identity = self.remember(asked, body)
            if identity:
                answer.headers["X-Prediction-Id"] = identity
        return answer

    def remember(self, asked, body):
        """Logs a prediction and counts it; a body that is not of the form above is left alone."""
        try:
            row, said = json.loads(asked), json.loads(body)
            prediction, probability = said["prediction"], said.get("probability")
            row = {name: row.get(name) for name in self.columns}
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        identity = uuid.uuid4().hex
        with self.lock:
            self.window.append(row)
            self.waiting[identity] = str(prediction)
            if len(self.waiting) > WAITING:
                self.waiting.popitem(last=False)
            self.write({"id": identity, "time": time.time(), "version": self.version, **row, "prediction": prediction, "probability": probability})
        self.predictions.labels(self.version, str(prediction)).inc()
        if isinstance(probability, (int, float)):
            self.confidence.labels(self.version).observe(probability)
        return identity

    def write(self, line):
        with open(self.log, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def label(self, told: dict):
        """The truth about a prediction."""
        identity, label = told.get("id"), told.get("label")
        with self.lock:
            prediction = self.waiting.pop(identity, None)
            if prediction is None or label is None:
                raise HTTPException(404, "no prediction waits under this id, or the label is missing")
            self.write({"id": identity, "time": time.time(), "label": label})
        self.labels.labels(self.version, prediction, str(label), str(prediction == str(label)).lower()).inc()
        return {"correct": prediction == str(label)}

    def metrics(self):
        """What Prometheus reads."""
        with self.lock:
            rows = list(self.window)
        self.rows.set(len(rows))
        if len(rows) >= LEAST:
            drifted = [self.measure(name, column, rows) for name, column in self.columns.items()]
            known = [psi >= LIMIT for psi in drifted if psi is not None]
            if known:
                self.drifted.set(sum(known) / len(known))
            else:
                self.drifted.set(math.nan)
        else:
            # Not zero: nothing is known yet.
            self.drifted.set(math.nan)
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    def measure(self, name, column, rows):
        """Sets the metrics of a column; its PSI, if it has values."""
        counts, outside, wrong, count = collections.Counter(), 0, 0, 0
        for row in rows:
            value = row[name]
            if is_missing(value):
                wrong += 1
                continue
            try:
                place = bin_of(column, value)
                if column["kind"] == "number":
                    outside += not column["least"] <= float(value) <= column["most"]
            except (TypeError, ValueError):
                # A text where numbers were.
                place = NEW
            counts[place] += 1
            count += 1
        self.missing.labels(name).set(wrong / len(rows))
        self.outside.labels(name).set(outside / count if count else 0.0)
        self.new.labels(name).set(counts[NEW] / count if count and (column["kind"] == "category" or "edges" in column) else 0.0)
        psi = stability(column["shares"], counts) if count else None
        self.psi.labels(name).set(math.nan if psi is None else psi)
        return psi
