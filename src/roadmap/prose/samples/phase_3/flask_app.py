"""The smallest useful model server: flask --app flask_app run --port 8000"""
import joblib
from flask import Flask, jsonify, request

app = Flask(__name__)
bundle = joblib.load("model.joblib")    # once, when the server starts
FIELDS = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"]


@app.post("/predict")
def predict():
    flower = request.get_json(silent=True) or {}
    missing = [name for name in FIELDS if name not in flower]
    if missing:
        return jsonify(error=f"missing: {', '.join(missing)}"), 422
    try:
        row = [float(flower[name]) for name in FIELDS]
    except (TypeError, ValueError):
        return jsonify(error="every field must be a number of centimetres"), 422
    species = bundle["classes"][bundle["model"].predict([row])[0]]
    return jsonify(species=species, model_version=bundle["version"])
