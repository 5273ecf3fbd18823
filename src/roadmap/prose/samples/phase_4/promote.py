"""Replace the champion only if the challenger is better on the same rows."""
import mlflow
import numpy as np
from mlflow.exceptions import MlflowException
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

NAME, MARGIN = "tumour", 0.0
X, y = load_breast_cancer(return_X_y=True)
X_train, X_holdout, y_train, y_holdout = train_test_split(X, y, test_size=0.4, stratify=y, random_state=42)

mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.set_experiment("promotion")
registry = mlflow.MlflowClient()


def register(C):
    """A new version in the model registry; nobody uses it yet."""
    with mlflow.start_run():
        model = make_pipeline(StandardScaler(), LogisticRegression(C=C)).fit(X_train, y_train)
        mlflow.log_param("C", C)
        stored = mlflow.sklearn.log_model(model, name="model", registered_model_name=NAME)
        return stored.registered_model_version


def right_answers(reference):
    model = mlflow.pyfunc.load_model(f"models:/{NAME}{reference}")
    return model.predict(X_holdout) == y_holdout


def decide(version):
    try:
        old = right_answers("@champion")
    except MlflowException:
        registry.set_registered_model_alias(NAME, "champion", version)
        return "promoted: there was no champion"
    new = right_answers(f"/{version}")
    # Draw the same rows again and again for both: how often does the challenger still win?
    random = np.random.default_rng(0)
    draws = random.integers(0, len(new), size=(2000, len(new)))
    gains = new[draws].mean(axis=1) - old[draws].mean(axis=1)
    better = float((gains > MARGIN).mean())
    verdict = f"{old.mean():.3f} → {new.mean():.3f}, better in {better:.0%} of resamples"
    if better < 0.95:
        return f"refused: {verdict}"
    registry.set_registered_model_alias(NAME, "champion", version)
    return f"promoted: {verdict}"


for C in (0.0001, 1.0, 0.5):
    print(f"C={C}: {decide(register(C))}")
