"""A server that reports on itself: uvicorn watched_app:app --port 8000, then open /metrics"""
import time

import joblib
from fastapi import FastAPI
from prometheus_client import Counter, Histogram, make_asgi_app
from pydantic import BaseModel, Field

bundle = joblib.load("model.joblib")
app = FastAPI()
app.mount("/metrics", make_asgi_app())

PREDICTIONS = Counter("predictions", "Predictions made.", ["species", "version"])
CONFIDENCE = Histogram("prediction_confidence", "Highest class probability.", buckets=[0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
SECONDS = Histogram("prediction_seconds", "Time to answer.", buckets=[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0])


class Flower(BaseModel):
    sepal_length_cm: float = Field(gt=0, lt=20)
    sepal_width_cm: float = Field(gt=0, lt=20)
    petal_length_cm: float = Field(gt=0, lt=20)
    petal_width_cm: float = Field(gt=0, lt=20)


@app.post("/predict")
def predict(flower: Flower) -> dict[str, str | float]:
    started = time.perf_counter()
    probabilities = bundle["model"].predict_proba([list(flower.model_dump().values())])[0]
    species, confidence = bundle["classes"][probabilities.argmax()], float(probabilities.max())
    PREDICTIONS.labels(species, bundle["version"]).inc()
    CONFIDENCE.observe(confidence)
    SECONDS.observe(time.perf_counter() - started)
    return {"species": species, "probability": confidence}
