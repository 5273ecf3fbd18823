"""A typed model server: uvicorn app:app --port 8000"""
import joblib
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

bundle = joblib.load("model.joblib")    # once, when the server starts
app = FastAPI(title="Iris species", version=bundle["version"])


class Flower(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sepal_length_cm: float = Field(gt=0, lt=20, examples=[5.9])
    sepal_width_cm: float = Field(gt=0, lt=20, examples=[3.0])
    petal_length_cm: float = Field(gt=0, lt=20, examples=[5.1])
    petal_width_cm: float = Field(gt=0, lt=20, examples=[1.8])


class Answer(BaseModel):
    species: str
    probability: float
    version: str


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok", "version": bundle["version"]}


@app.post("/predict")
def predict(flower: Flower) -> Answer:
    row = [flower.sepal_length_cm, flower.sepal_width_cm, flower.petal_length_cm, flower.petal_width_cm]
    probabilities = bundle["model"].predict_proba([row])[0]
    best = int(probabilities.argmax())
    return Answer(species=bundle["classes"][best], probability=float(probabilities[best]), version=bundle["version"])
