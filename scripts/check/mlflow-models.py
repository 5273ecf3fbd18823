#!/usr/bin/env python3
"""Holds the models that the lab keeps with its runs against the real MLflow: every kind of model, kept by lab-cli, taken home in
the zip and loaded by mlflow.pyfunc, gives the classes and numbers that lab-cli gives.

Run it in a virtual environment that has the MLflow of scripts/versions.env, with lab-cli built (scripts/check/mlflow.sh does both):
    python scripts/check/mlflow-models.py path/to/lab-cli
"""

import logging
import os
import tempfile
import warnings
import zipfile
from pathlib import Path

import mlflow
import numpy
import pandas
from mlflow import MlflowClient
from mlflow.models import infer_signature

import shared

CLASSES = ["random_forest", "extra_trees", "hist_gradient_boosting", "decision_tree", "logistic_regression", "linear_svc", "k_neighbors", "gaussian_nb", "mlp"]
NUMBERS = ["linear_regression", "ridge", "lasso", "decision_tree_regressor", "random_forest_regressor", "extra_trees_regressor", "hist_gradient_boosting_regressor", "k_neighbors_regressor"]
# exp, log and the order of sums are numpy's there and ours here: this much may the last digits differ.
SHARE, NUMBER = 1e-12, 1e-11
agreements = shared.Agreements("MLflow")
same = agreements.same


def dated(folder):
    """A table of dates, texts with gaps and numbers with gaps: what none of the samples has all at once."""
    rows = [f"{'' if at % 9 == 0 else at * 0.3},{['north', 'it’s', '', 'rare'][at % 4 if at % 20 else 3]},{1 + at % 12}/{1 + at % 28}/{1999 + at % 30} {at % 24}:30,{['x', 'y', 'z'][at * at % 3]},{(at % 17) * 0.7 + at / 50}" for at in range(240)]
    path = Path(folder) / "dated.csv"
    path.write_text("weight,place,day,kind,size\n" + "\n".join(rows) + "\n")
    return path


def cases(lab, folder):
    """Specs: every kind of model on two tables, and the ways of preparing columns on the table made for it."""
    own = lab.ask("load", name="dated.csv", path=str(dated(folder)))["dataset"]
    dates = {"date_parts": ["year", "month", "day", "weekday", "hour"], "add_indicator": True}
    ways = [dates, {**dates, "scaler": "robust", "encoder": "ordinal", "strategy": "most_frequent"}, {**dates, "scaler": "min_max", "max_categories": 3, "strategy": "constant"}]
    for model in CLASSES:
        yield {"dataset": {"sample": "penguins"}, "target": "species", "model": {model: {}}}
        yield {"dataset": {"sample": "breast_cancer"}, "target": "diagnosis", "model": {model: {}}}
    for model in NUMBERS:
        yield {"dataset": {"sample": "diabetes"}, "target": "progression", "model": {model: {}}}
    for prepare in ways:
        for model, target in (("random_forest", "kind"), ("logistic_regression", "kind"), ("k_neighbors_regressor", "size"), ("hist_gradient_boosting_regressor", "size")):
            yield {"dataset": own, "target": target, "model": {model: {}}, "prepare": prepare}
    for settings in ({"weights": "distance"}, {"weights": "distance", "p": 1, "n_neighbors": 3}):
        yield {"dataset": {"sample": "iris"}, "target": "species", "model": {"k_neighbors": settings}}
    for activation in ("tanh", "logistic"):
        yield {"dataset": {"sample": "iris"}, "target": "species", "model": {"mlp": {"activation": activation, "hidden_layer_sizes": [9, 4]}}}


def keep(lab, spec):
    """Trains, logs the run with its model, and gives back what MLflow must agree with."""
    ((kind, _),) = spec["model"].items()
    report = lab.ask("regress" if kind in NUMBERS else "train", spec=spec)["report"]
    model = lab.ask("keep_model", spec=spec, most=1 << 26)["model"]
    artifacts = [{"path": f"model/{path}", "text": text} for path, text in lab.ask("model_files", model=model)]
    (run_id,) = lab.store("log_runs", runs=[{"run_name": kind, "artifacts": artifacts}])
    numbers = [outcome["row"] for outcome in report["outcomes"]]
    answered = lab.ask("ask_model", model=model, rows={"dataset": spec["dataset"], "rows": numbers})
    of = lambda outcome: [outcome["predicted"]] * 2 if kind in NUMBERS else [outcome["predicted"], outcome["confidence"]]
    same(f"{kind}: the kept model answers as the fitted one", [of(outcome) for outcome in report["outcomes"]], answered["answers"])
    page = lab.ask("rows", dataset=spec["dataset"], rows=numbers[:1000])
    table = pandas.DataFrame([cells for _, cells in page["rows"]], columns=page["columns"])
    features = {feature["name"]: feature["levels"] for feature in report["features"]}
    table = table[list(features)]
    for name, levels in features.items():
        if not levels:
            table[name] = table[name].map(lambda text: float("nan") if text is None else float(text))
    gaps = {name: "" for name in features}
    strange = {name: "never seen" for name, levels in features.items() if levels and not name == "day"}
    odd = [(row, lab.ask("ask_model", model=model, row=list(row.items()))["prediction"]) for row in (gaps, strange)]
    return {"kind": kind, "run_id": run_id, "table": table, "features": features, "outcomes": report["outcomes"], "classes": report.get("classes"), "odd": odd}


def shown(kept, folder, client):
    """The run shows a logged model that can be read, with the right signature; returns it loaded."""
    kind, run_id = kept["kind"], kept["run_id"]
    run = client.get_run(run_id)
    (output,) = run.outputs.model_outputs
    logged = client.get_logged_model(output.model_id)
    same(f"{kind}: its logged model", ("model", run_id, "READY"), (logged.name, logged.source_run_id, str(logged.status)))
    info = mlflow.models.get_model_info(f"runs:/{run_id}/model")
    same(f"{kind}: what MLflow reads", (output.model_id, run_id, mlflow.__version__), (info.model_id, info.run_id, info.mlflow_version))
    described = mlflow.models.Model.load(str(Path(folder) / run.info.artifact_uri / "model"))
    same(f"{kind}: its kind", kind, described.flavors["mlops_roadmap"]["model"])
    model = mlflow.pyfunc.load_model(f"models:/{output.model_id}")
    example = model.input_example
    signature = infer_signature(example, model.predict(example))
    same(f"{kind}: the names and types that go in", [(one.name, one.type) for one in signature.inputs], [(one.name, one.type) for one in info.signature.inputs])
    same(f"{kind}: what comes out", signature.outputs.to_dict(), info.signature.outputs.to_dict())
    return mlflow.pyfunc.load_model(f"runs:/{run_id}/model")


def predicts(kept, model):
    """Loaded by MLflow, the model gives the same classes and numbers as here."""
    kind, outcomes = kept["kind"], kept["outcomes"][:1000]
    found = model.predict(kept["table"])
    rows = {name: [row.get(name) or None for row, _ in kept["odd"]] for name in kept["features"]}
    strange = pandas.DataFrame({name: pandas.Series(values, dtype=object if kept["features"][name] else float) for name, values in rows.items()})
    if kind in NUMBERS:
        expected = numpy.array([outcome["predicted"] for outcome in outcomes])
        close = numpy.abs(found - expected) <= NUMBER * numpy.maximum(1.0, numpy.abs(expected))
        same(f"{kind}: every number", len(expected), int(close.sum()))
        odd = numpy.array([prediction["value"] for _, prediction in kept["odd"]])
        same(f"{kind}: rows with gaps", True, bool(numpy.allclose(model.predict(strange), odd, rtol=NUMBER, atol=NUMBER)))
        return
    same(f"{kind}: every class", [kept["classes"][outcome["predicted"]] for outcome in outcomes], list(found))
    same(f"{kind}: rows with gaps", [prediction["class"] for _, prediction in kept["odd"]], list(model.predict(strange)))
    if kind != "linear_svc":
        shares = model.predict(kept["table"], params={"predict_method": "predict_proba"})
        ours = numpy.array([outcome["confidence"] for outcome in outcomes])
        theirs = shares[numpy.arange(len(outcomes)), [outcome["predicted"] for outcome in outcomes]]
        same(f"{kind}: every probability", len(ours), int((numpy.abs(ours - theirs) <= SHARE).sum()))
        odd = numpy.array([[share for _, share in prediction["probabilities"]] for _, prediction in kept["odd"]])
        same(f"{kind}: probabilities of rows with gaps", True, bool(numpy.allclose(model.predict(strange, params={"predict_method": "predict_proba"}), odd, rtol=0, atol=SHARE)))


def main():
    cli = shared.lab_cli(__doc__)
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")
    with tempfile.TemporaryDirectory() as name:
        lab = shared.Lab(cli, f"{name}/store")
        all_kept = [keep(lab, spec) for spec in cases(lab, name)]
        same("kinds of models", {*CLASSES, *NUMBERS}, {kept["kind"] for kept in all_kept})
        lab.store("create_model_version", name="champion of all", run_id=all_kept[0]["run_id"], path="model")
        lab.store("set_alias", name="champion of all", alias="champion", version=1, reason="first")
        lab.store("export", path=f"{name}/mlflow.zip")
        lab.close()
        with zipfile.ZipFile(f"{name}/mlflow.zip") as archive:
            archive.extractall(f"{name}/home")
        os.chdir(f"{name}/home")
        mlflow.set_tracking_uri("sqlite:///mlflow.db")
        client = MlflowClient()
        for kept in all_kept:
            predicts(kept, shown(kept, f"{name}/home", client))
        champion = mlflow.pyfunc.load_model("models:/champion of all@champion")
        predicts(all_kept[0], champion)
        same("models in the experiment", len(all_kept), len(client.search_logged_models(["0"], max_results=1000)))
        os.chdir("/")
    agreements.end(f"MLflow {mlflow.__version__} loads all {len(all_kept)} models and predicts alike")


if __name__ == "__main__":
    main()
