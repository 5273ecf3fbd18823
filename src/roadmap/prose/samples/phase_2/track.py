"""One tracked run: python track.py --max-depth 3"""
import argparse
import hashlib
import subprocess

import mlflow
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score, train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--n-estimators", type=int, default=100)
parser.add_argument("--max-depth", type=int, default=None)
settings = vars(parser.parse_args())

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)
commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()

mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.set_experiment("wine")
with mlflow.start_run():
    mlflow.log_params({**settings, "seed": 42})
    mlflow.set_tags({"commit": commit or "none", "data_sha256": hashlib.sha256(X.tobytes()).hexdigest()[:12]})
    model = RandomForestClassifier(**settings, random_state=42)
    scores = cross_val_score(model, X_train, y_train, cv=5, scoring="f1_macro")
    mlflow.log_metrics({"cv_f1_macro": scores.mean(), "cv_f1_macro_std": scores.std()})
    print(f"{settings}: {scores.mean():.3f} ± {scores.std():.3f}")
