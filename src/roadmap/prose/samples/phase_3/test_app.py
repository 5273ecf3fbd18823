"""Run with: pytest test_app.py"""
import pytest
from fastapi.testclient import TestClient

from app import app, bundle

client = TestClient(app)
FLOWER = {"sepal_length_cm": 5.9, "sepal_width_cm": 3.0, "petal_length_cm": 5.1, "petal_width_cm": 1.8}


def test_a_good_flower_gets_the_models_own_answer():
    answer = client.post("/predict", json=FLOWER)
    assert answer.status_code == 200
    expected = bundle["model"].predict_proba([list(FLOWER.values())])[0].max()
    assert answer.json()["species"] == "virginica"
    assert answer.json()["probability"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"petal_width_cm": "wide"}, "petal_width_cm"),
        ({"petal_width_cm": -1}, "petal_width_cm"),
        ({"petal_colour": "blue"}, "petal_colour"),
    ],
)
def test_a_bad_flower_is_refused_by_field_name(change, field):
    answer = client.post("/predict", json={**FLOWER, **change})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][-1] == field


def test_health_names_the_model_version():
    assert client.get("/health").json() == {"status": "ok", "version": "iris-1"}
