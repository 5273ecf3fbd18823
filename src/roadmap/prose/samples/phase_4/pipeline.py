"""Five steps as plain functions, each safe to run again for the same day."""
import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def ingest(folder: Path) -> Path:
    wine = load_wine(as_frame=True).frame
    wine.to_csv(folder / "raw.csv", index=False)
    return folder / "raw.csv"


def build_features(raw: Path) -> Path:
    table = pd.read_csv(raw)
    table["colour_per_alcohol"] = table["color_intensity"] / table["alcohol"]
    table.to_csv(raw.with_name("features.csv"), index=False)
    return raw.with_name("features.csv")


def train(features: Path) -> Path:
    rows, _ = train_test_split(pd.read_csv(features), test_size=0.2, random_state=42)
    model = RandomForestClassifier(random_state=42).fit(rows.drop(columns="target"), rows["target"])
    joblib.dump(model, features.with_name("model.joblib"))
    return features.with_name("model.joblib")


def evaluate(features: Path, model: Path) -> float:
    _, rows = train_test_split(pd.read_csv(features), test_size=0.2, random_state=42)
    predicted = joblib.load(model).predict(rows.drop(columns="target"))
    return float(f1_score(rows["target"], predicted, average="macro"))


def record(score: float, folder: Path) -> None:
    (folder / "score.json").write_text(json.dumps({"f1_macro": round(score, 3)}))


def run(day: str) -> None:
    folder = Path("data") / day     # the day's own folder: a second run overwrites, never doubles
    folder.mkdir(parents=True, exist_ok=True)
    features = build_features(ingest(folder))
    record(evaluate(features, train(features)), folder)
    print(day, (folder / "score.json").read_text())


if __name__ == "__main__":
    run("2026-03-01")
    run("2026-03-01")
