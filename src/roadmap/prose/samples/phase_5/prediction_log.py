"""A prediction log in SQLite: what was asked, what was answered, when, by which model."""
import json
import sqlite3
import uuid
from datetime import datetime, timezone


class PredictionLog:
    def __init__(self, path):
        self.db = sqlite3.connect(path)
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS predictions (id TEXT PRIMARY KEY, at TEXT NOT NULL,"
            " model_version TEXT NOT NULL, features TEXT NOT NULL, output TEXT NOT NULL, probability REAL NOT NULL)"
        )

    def add(self, model_version, features, output, probability):
        """Stores one prediction and returns the id that the caller will send back with the true answer."""
        id = str(uuid.uuid4())
        at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        with self.db:
            self.db.execute(
                "INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?)",
                (id, at, model_version, json.dumps(features), output, probability),
            )
        return id


if __name__ == "__main__":
    log = PredictionLog("predictions.db")
    log.add("iris-1", {"petal_length_cm": 5.1, "petal_width_cm": 1.8}, "virginica", 0.98)
    log.add("iris-1", {"petal_length_cm": 1.4, "petal_width_cm": 0.2}, "setosa", 1.0)
    query = "SELECT model_version, output, COUNT(*), ROUND(AVG(probability), 2) FROM predictions GROUP BY 1, 2"
    for row in log.db.execute(query):
        print(row)
