"""Train on Iris and write model.joblib, with the names the server needs."""
import joblib
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier

flowers = load_iris()
model = RandomForestClassifier(n_estimators=100, random_state=42).fit(flowers.data, flowers.target)
joblib.dump({"model": model, "classes": flowers.target_names.tolist(), "version": "iris-1"}, "model.joblib")
print("wrote model.joblib")
