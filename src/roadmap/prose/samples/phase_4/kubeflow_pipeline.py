"""Two steps, two containers, compiled to YAML that Kubeflow runs."""
from kfp import compiler, dsl


@dsl.component(base_image="python:3.11-slim", packages_to_install=["scikit-learn==1.9.1", "joblib==1.6.0"])
def train(n_estimators: int, model: dsl.Output[dsl.Model]):
    # Imports stay inside: the function alone travels into the container.
    import joblib
    from sklearn.datasets import load_wine
    from sklearn.ensemble import RandomForestClassifier

    X, y = load_wine(return_X_y=True)
    joblib.dump(RandomForestClassifier(n_estimators=n_estimators, random_state=42).fit(X[::2], y[::2]), model.path)


@dsl.component(base_image="python:3.11-slim", packages_to_install=["scikit-learn==1.9.1", "joblib==1.6.0"])
def evaluate(model: dsl.Input[dsl.Model]) -> float:
    import joblib
    from sklearn.datasets import load_wine

    X, y = load_wine(return_X_y=True)
    return float(joblib.load(model.path).score(X[1::2], y[1::2]))


@dsl.pipeline(name="train-and-evaluate")
def train_and_evaluate(n_estimators: int = 100):
    trained = train(n_estimators=n_estimators)
    evaluate(model=trained.outputs["model"])


compiler.Compiler().compile(train_and_evaluate, "pipeline.yaml")
print("wrote pipeline.yaml")
