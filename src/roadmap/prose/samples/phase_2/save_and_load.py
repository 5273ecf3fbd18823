"""Store a model with its run, then load it as another program would."""
import mlflow
from mlflow.models import infer_signature
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

X, y = load_wine(return_X_y=True, as_frame=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)

mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.set_experiment("wine")
with mlflow.start_run():
    model = RandomForestClassifier(n_estimators=100, random_state=42).fit(X_train, y_train)
    signature = infer_signature(X_train, model.predict(X_train))
    stored = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=signature,
        # Loading a model file can do more than read numbers: name the types you trust.
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
    mlflow.log_dict({"classes": ["class_0", "class_1", "class_2"]}, "labels.json")

loaded = mlflow.pyfunc.load_model(stored.model_uri)
assert (loaded.predict(X_test) == model.predict(X_test)).all()
print(f"{stored.model_uri} gives the same {len(X_test)} answers after loading")
