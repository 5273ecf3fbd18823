#!/usr/bin/env python3
"""Holds the tracking store against the real MLflow: what lab-cli keeps, MLflow reads, and the other way round.

Run it in a virtual environment that has the MLflow of scripts/versions.env, with lab-cli built (scripts/check/mlflow.sh does both):
    python scripts/check/mlflow-store.py path/to/lab-cli
"""

import json
import logging
import math
import os
import random
import re
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path

import mlflow
import pandas
from mlflow import MlflowClient
from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException

import shared
from shared import ROOT

MODELS = ["random_forest", "decision_tree", "Random_Forest", "mlp"]
TEAMS = ["blue", "Blue", "green"]
agreements = shared.Agreements("MLflow")
same = agreements.same


def ask(cli, folder, commands, may_fail=False):
    """The store's replies to commands, in order; None for a failure, if there may be one."""
    asked = [{"store": command} for command in commands]
    ended = shared.events(cli, asked, folder)
    return [None if may_fail and "failed" in event else next(iter(shared.answer_of(event, command).values())) for event, command in zip(ended, asked, strict=True)]


def made_up_runs(rng, count, experiments):
    """Runs with everything that can be logged, gaps included."""
    runs = []
    for at in range(count):
        accuracy = [{"key": "accuracy", "value": rng.random(), "step": step, "timestamp": 5000 + rng.randrange(3)} for step in range(rng.randrange(1, 4))]
        rng.shuffle(accuracy)
        metrics = accuracy + [{"key": "f1 score", "value": round(rng.random(), 1)}] * rng.randrange(2)
        metrics += [{"key": "loss", "value": rng.choice([None, 0.0, -1.5, 1e308, 0.1 + 0.2, "Infinity", "-Infinity"])}] * rng.randrange(2)
        run = {
            "run_id": f"{rng.getrandbits(128):032x}",
            "experiment_id": rng.choice(experiments),
            "run_name": f"run {at % 7}",
            "status": rng.choice(["FINISHED", "FINISHED", "FAILED", "RUNNING", "KILLED"]),
            "start_time": 1000 + at // 2,
            "user_id": rng.choice(["", "ada", "grace"]),
            "source_name": rng.choice(["", "/lab/train"]),
            "params": {"model": rng.choice(MODELS), "max depth": str(rng.randrange(5))},
            "metrics": metrics,
            "tags": {"team": rng.choice(TEAMS)} if rng.random() < 0.6 else {},
            "note": rng.choice([None, "it's *fine*", "<b>&amp;</b>\u202e\x00\ud83d\udc69\u200d\ud83d\udc67 \"';--"]),
            "datasets": [],
            "artifacts": [{"path": "model/spec.json", "text": json.dumps({"at": at})}] if at % 5 == 0 else [],
        }
        if rng.random() < 0.3:
            del run["params"]["max depth"]
        for name in rng.sample(["iris", "wine"], rng.randrange(3)):
            source = {"source_type": "local", "source": json.dumps({"uri": f"data/{name}.csv"})}
            run["datasets"].append({"name": name, "digest": rng.choice(["ab12", "cd34"]), "context": rng.choice(["training", "test", None]), **source})
        if run["status"] != "RUNNING":
            run["end_time"] = run["start_time"] + rng.randrange(-20, 90)
        if at % 9 == 8:
            run["parent_run_id"] = runs[-1]["run_id"]
        runs.append(run)
    return runs


def ours_of(row):
    """A row of our table in plain words."""
    run = row["run"]
    info = (run["run_id"], run["run_name"], run["status"], run["start_time"], run["end_time"], run["user_id"], run["deleted"], run["artifact_uri"], run["experiment_id"])
    # A JSON number, null for NaN, or the word Infinity.
    metrics = {key: "NaN" if value["last"] is None else float(value["last"]).hex() for key, value in row["metrics"].items()}
    return info, row["params"], metrics, row["tags"], sorted(map(tuple, row["datasets"]))


def theirs_of(run):
    """A run of MLflow's in the same words."""
    info = run.info
    info = (info.run_id, info.run_name, info.status, info.start_time, info.end_time, info.user_id, info.lifecycle_stage == "deleted", info.artifact_uri, int(info.experiment_id))
    # MLflow keeps infinity as the largest number there is, and reads it as that number.
    unbounded = lambda value: math.copysign(math.inf, value) if abs(value) == sys.float_info.max else value
    metrics = {key: "NaN" if math.isnan(value) else float(unbounded(value)).hex() for key, value in run.data.metrics.items()}
    datasets = sorted((used.dataset.name, used.dataset.digest) for used in run.inputs.dataset_inputs)
    return info, run.data.params, metrics, run.data.tags, datasets


def same_runs(what, cli, folder, client):
    """Every run that is there, deleted ones included, is the same on both sides; returns how many there are."""
    experiments = [experiment.experiment_id for experiment in client.search_experiments(view_type=ViewType.ALL)]
    ours = {}
    while True:
        asked = {"search_runs": {"experiment_ids": list(map(int, experiments)), "view": "all", "limit": 1000, "offset": len(ours)}}
        (page,) = ask(cli, folder, [asked])
        ours.update((row["run"]["run_id"], row) for row in page["runs"])
        if not page["runs"]:
            break
    theirs = {run.info.run_id: run for run in client.search_runs(experiments, run_view_type=ViewType.ALL, max_results=50000)}
    same(f"{what}: the ids of all runs", sorted(ours), sorted(theirs))
    for run_id, run in theirs.items():
        same(f"{what}: run {run_id}", ours_of(ours[run_id]), theirs_of(run))
    return ours


def made_up_filters(rng, runs, count):
    """Filters over everything that can be compared, one to three clauses each."""
    some_id = lambda: rng.choice(runs)["run_id"]
    metric = lambda: rng.choice(["metrics.accuracy", "metric.`f1 score`", 'metrics."f1 score"', "metrics.loss", "metrics.none"])
    number = lambda: rng.choice(["0.5", "0.25", "0", "-1.5", "1e-2", f"{rng.random():.3f}"])
    text = lambda: rng.choice(["params.model", "parameter.model", "tags.team", "tag.`team`", "params.`max depth`", "tags.mlflow.runName", "tags.none"])
    value = lambda: rng.choice([*MODELS, *TEAMS, "1", "run 3"])
    pattern = lambda: rng.choice(["%forest", "Random%", "%o%", "b_ue", "BLUE", "%", "_", "run%", "random_forest"])
    times = lambda: rng.choice(["start_time", "attributes.end_time", "attribute.created", "run.start_time"])
    clauses = [
        lambda: f"{metric()} {rng.choice(['>', '>=', '<', '<=', '=', '!='])} {number()}",
        lambda: f"{text()} {rng.choice(['=', '!='])} '{value()}'",
        lambda: f'{text()} {rng.choice(["LIKE", "ILIKE", "ilike", "like"])} "{pattern()}"',
        lambda: f"{text()} {rng.choice(['IS NULL', 'IS NOT NULL', 'is not null'])}",
        lambda: f"{times()} {rng.choice(['>', '<=', '=', '!='])} {rng.randrange(1000, 1090)}",
        lambda: f"{rng.choice(['status', 'attributes.status'])} {rng.choice(['=', '!='])} '{rng.choice(['FINISHED', 'RUNNING', 'FAILED'])}'",
        lambda: f"{rng.choice(['run_name', 'attributes.`run name`', 'attr.run_name'])} {rng.choice(['=', '!=', 'LIKE', 'ILIKE'])} '{rng.choice(['run 2', 'RUN 2', 'run _', '%3'])}'",
        lambda: f"user_id {rng.choice(['=', '!=', 'LIKE'])} '{rng.choice(['ada', 'grace', 'a%'])}'",
        lambda: f"run_id {rng.choice(['IN', 'NOT IN', 'in'])} ('{some_id()}', \"{some_id()}\",'{some_id()}')",
        lambda: f"run_id {rng.choice(['=', '!='])} '{some_id()}'",
        lambda: f"{rng.choice(['dataset.name', 'datasets.name'])} {rng.choice(['=', '!=', 'LIKE', 'ILIKE'])} '{rng.choice(['iris', 'wine', 'i%', 'W%'])}'",
        lambda: f"dataset.digest {rng.choice(['IN', 'NOT IN'])} ('ab12')",
        lambda: f"dataset.context {rng.choice(['=', '!=', 'LIKE'])} '{rng.choice(['training', 'test', 't%'])}'",
    ]
    yield from ["", *(make() for make in clauses), *AND_ANYWHERE]
    for _ in range(count - len(clauses) - 1):
        yield f" {rng.choice(['AND', 'and'])} ".join(rng.choice(clauses)() for _ in range(rng.randrange(1, 4)))


ORDERS = [[], ["metrics.accuracy DESC"], ["params.model", "metrics.`f1 score` ASC"], ["attributes.start_time"], ["metrics.loss"], ["tags.team DESC", "end_time DESC"], ["run_name", "user_id desc"]]
# To MLflow an AND means nothing, wherever it stands.
AND_ANYWHERE = ["metrics.accuracy > 0.5 and", "AND metrics.accuracy > 0.5", "metrics.accuracy > 0.5 and and params.model = 'random_forest' AND", "and",
                "metrics.accuracy > 0.5 params.model = 'random_forest'", "metrics.accuracy > .5", "metrics.accuracy > -.5", "metrics.accuracy < 1E-1",
                "metrics.accuracy > 00.50", "metrics.accuracy < 1."]  # fmt: skip
NO_NUMBERS = ["+1", "+.5", "+1e-3", "1e+3", "-1e+3", "1.e3", ".5e3", "1_000", "0x10", "--1", "+-1", "1e", ".", "1..2", "- 1", "inf", "nan"]
REFUSED = [*(f"metrics.a > {number}" for number in NO_NUMBERS), "metrics.a > 1 and or", "metrics.a > 1 'y'", "metrics.a > 1 and metrics.b", "metrics.a > 1 or metrics.b > 1", "metrics.a > 'x'", "params.a = 3", "params.a > 'x'", "accuracy > 0.9", "metrix.a > 1", "params.a = 'x", "metrics.a >", "metrics.a",
           "metrics.a LIKE '1'", "metrics.a IS NULL", "status IN ('FINISHED')", "datasets.size = '1'", "status IS NULL", "(metrics.a > 1)", "params.a IN ('x')", "start_time = 'x'"]  # fmt: skip


def same_filters(cli, folder, client, runs, count):
    """Each filter, in some order, finds the same runs in the same order."""
    rng = random.Random(7)
    filters = list(made_up_filters(rng, runs, count))
    orders = [rng.choice(ORDERS) for _ in filters]
    pages = ask(cli, folder, [{"search_runs": {"filter": text, "order_by": order, "limit": 1000}} for text, order in zip(filters, orders, strict=True)])
    experiments = [experiment.experiment_id for experiment in client.search_experiments()]
    found = set()
    for text, order, page in zip(filters, orders, pages, strict=True):
        ours = [row["run"]["run_id"] for row in page["runs"]]
        same(f"the filter {text!r}, ordered by {order}", ours, [run.info.run_id for run in client.search_runs(experiments, text, order_by=order, max_results=50000)])
        found.add(len(ours))
    if len(found) < 15:
        sys.exit(f"failed: the filters are too much alike: they find {sorted(found)} runs")
    refused = ask(cli, folder, [{"search_runs": {"filter": text}} for text in REFUSED], may_fail=True)
    for text, reply in zip(REFUSED, refused, strict=True):
        try:
            client.search_runs(experiments, text)
            theirs = "found"
        except MlflowException:
            theirs = None
        same(f"the filter {text!r} is refused", reply, theirs)
    return len(filters)


def same_tables(file):
    """The tables of our file are those of a fresh one, word for word; MLflow itself writes a table's constraints in no fixed order."""
    with tempfile.TemporaryDirectory() as name:
        MlflowClient(f"sqlite:///{name}/mlflow.db").search_experiments()

        def read(path):
            rows = sqlite3.connect(path).execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
            return [(kind, name, table, sorted(line.strip(" ,\t") for line in (sql or "").splitlines())) for kind, name, table, sql in rows]

        for ours, theirs in zip(read(file), read(f"{name}/mlflow.db"), strict=True):
            same(f"the {theirs[0]} {theirs[1]}", ours, theirs)


def registry(cli, folder, client, runs):
    """Versions, tags and aliases that the lab has set resolve in MLflow."""
    with_model = [run for run in runs if run["artifacts"] and run["experiment_id"] != 2][:3]
    ask(cli, folder, [{"create_model_version": {"name": "iris", "run_id": run["run_id"], "description": f"№ {at}", "tags": {"at": str(at)}}} for at, run in enumerate(with_model)])
    alias = lambda name, version, reason: {"set_alias": {"name": "iris", "alias": name, "version": version, "reason": reason}}
    moves = [alias("champion", 1, "first"), alias("champion", 3, "better"), alias("challenger", 2, "to try"), {"roll_back": {"name": "iris", "alias": "champion", "reason": "worse live"}}]
    model = ask(cli, folder, moves)[-1]
    same("the alias is rolled back", model["aliases"], {"champion": 1, "challenger": 2})
    for name, version in model["aliases"].items():
        found = client.get_model_version_by_alias("iris", name)
        ours = next(known for known in model["versions"] if known["version"] == version)
        same(f"@{name}", (version, ours["run_id"], ours["description"], ours["tags"], ours["source"]), (int(found.version), found.run_id, found.description, found.tags, found.source))
        same(f"@{name} is ready", "READY", found.status)
    same("versions", [3, 2, 1], sorted((int(found.version) for found in client.search_model_versions("name = 'iris'")), reverse=True))
    same("moves kept", len(moves), len([key for key in client.get_registered_model("iris").tags if key.startswith("alias_history.")]))
    return with_model


def samples():
    """The digests under which the lab logs its samples are those that MLflow gives the files as pandas reads them."""
    text = (ROOT / "src/dataset/samples.rs").read_text()
    found = re.findall(r'file: "(\w+\.csv)".*?digest: "(\w+)"', text, re.DOTALL)
    same("samples that are CSV files", len(list((ROOT / "public/data").glob("*.csv"))), len(found))
    for file, digest in found:
        same(f"the digest of {file}", digest, mlflow.data.from_pandas(pandas.read_csv(ROOT / "public/data" / file)).digest)


def nested(cli, folder, client):
    """A search with its trials, saved by one request as the lab saves it, is nested runs to MLflow."""
    trial = lambda at: {
        "part_of": 0,
        "run_name": f"Trial {at + 1}",
        "params": {"max_depth": str(at)},
        "metrics": [{"key": "cv_accuracy", "value": 0.5 + at / 100 + fold / 1000, "step": fold} for fold in range(5)],
    }
    search = {"run_name": "search", "metrics": [{"key": "best_cv_score", "value": 0.53}], "params": {"best_max_depth": "3"}}
    whole, *parts = ask(cli, folder, [{"log_runs": {"runs": [search, *map(trial, range(4))]}}])[0]
    theirs = client.search_runs(["0"], f"tags.mlflow.parentRunId = '{whole}'")
    same("the trials of a search", sorted(parts), sorted(run.info.run_id for run in theirs))
    same("a trial's parent", whole, mlflow.get_parent_run(parts[2]).info.run_id)
    history = sorted((point.step, point.value) for point in client.get_metric_history(parts[1], "cv_accuracy"))
    same("a trial's folds", [(fold, 0.5 + 1 / 100 + fold / 1000) for fold in range(5)], history)
    (row,) = ask(cli, folder, [{"search_runs": {"nested": True, "filter": "run_name = 'search'"}}])[0]["runs"]
    same("the search's own row", (whole, 0), (row["run"]["run_id"], row["parts"]))
    page = ask(cli, folder, [{"search_runs": {"part_of": whole, "order_by": ["params.max_depth DESC"]}}])[0]
    same("its trials, ordered", parts[::-1], [row["run"]["run_id"] for row in page["runs"]])


def service(cli, folder, client):
    """A service of the drift lab, kept as the lab keeps it: MLflow reads its figures step by step, and its log as a table."""
    model = {"dataset": {"sample": "penguins"}, "target": "species", "model": {"logistic_regression": {}}, "split": {"test_share": 0.5}}
    spec = {"model": model, "scenario": {"id": "units"}, "traffic": {"windows": 30, "clock": {"resample": {"rows": 40}}}}

    def lab(command):
        return shared.ask(cli, [command])[0]

    report = lab({"watch": {"spec": spec, "lean": True}})["report"]
    table = lab({"read_log": {"spec": spec, "question": {"form": "mlflow_table", "most": 200000}}})
    figures = {"latency_p95_millis": lambda one: one["latency"]["p95"], "expected_performance": lambda one: one["estimated"]["value"]}
    metrics = [{"key": key, "value": of(window), "step": window["number"]} for key, of in figures.items() for window in report["windows"]]
    run = {
        "run_name": "service",
        "params": {"scenario": "units", "windows": "30"},
        "metrics": metrics,
        "tags": {"lab": "drift", "mlflow.loggedArtifacts": json.dumps([{"path": "predictions.json", "type": "table"}])},
        "run_id": "5e" * 16,
        "artifacts": [{"path": "service/spec.json", "text": json.dumps(spec)}, {"path": "predictions.json", "text": table["text"]}],
    }
    (run_id,) = ask(cli, folder, [{"log_runs": {"runs": [run]}}])[0]
    for key, of in figures.items():
        history = sorted((point.step, point.value) for point in client.get_metric_history(run_id, key))
        same(f"the service's {key}", [(window["number"], of(window)) for window in report["windows"]], history)
    # The filter is the store's; the same entries come from the service itself.
    wrong = {"wrong": True, "to": 29}
    ours = lab({"read_log": {"spec": spec, "question": {"filter": wrong, "form": "csv", "most": 200000}}})
    kept = ask(cli, folder, [{"read_kept_log": {"run_id": run_id, "question": {"filter": wrong, "form": "csv", "most": 200000}}}])[0]
    same("the wrong answers of the kept log", (ours["matching"], ours["text"]), (kept["matching"], kept["text"]))
    return run_id, table, ours["matching"]


def read_alike(written, read):
    """Numbers and gaps as pandas' reader of JSON gives them: its fast reading of decimals may miss the last digits."""
    gap = lambda value: value is None or math.isnan(value)
    return len(written) == len(read) and all(gap(a) == gap(b) and (gap(a) or math.isclose(a, b, rel_tol=1e-12)) for a, b in zip(written, read))


def logged_table(run_id, table, wrong):
    """MLflow's own reader of tables finds every entry of the service's log."""
    (folder,) = [Path(found.path).name for found in mlflow.artifacts.list_artifacts(run_id=run_id) if found.is_dir]
    same("the folder beside the log", "service", folder)
    found = mlflow.load_table("predictions.json", run_ids=[run_id])
    written = json.loads(table["text"])
    same("columns of the log", written["columns"], list(found.columns))
    same("entries of the log", (table["matching"], len(written["data"])), (len(found), len(found)))
    same("inputs of the log", True, read_alike([row[5] for row in written["data"]], found.iloc[:, 5]))
    known = found[found["label"].notna()]
    same("wrong answers of the log", wrong, int((known["label"] != known["prediction"]).sum()))
    same("times to answer", True, read_alike([row[-3] for row in written["data"]], found["latency_millis"]))


def log_with_mlflow(client):
    """Runs logged by MLflow's own fluent interface."""
    mlflow.set_tracking_uri(client.tracking_uri)
    mlflow.set_experiment("logged by MLflow")
    with mlflow.start_run(run_name="outer", description="a *note*") as outer:
        mlflow.log_params({"model": "random_forest", "max depth": 3})
        for step in range(3):
            mlflow.log_metric("accuracy", 0.7 + step / 10, step=step)
        mlflow.log_metric("loss", float("nan"))
        mlflow.log_metric("gain", float("inf"))
        mlflow.log_input(mlflow.data.from_numpy(__import__("numpy").arange(6), name="numbers"), context="training")
        with mlflow.start_run(run_name="inner", nested=True) as inner:
            mlflow.set_tag("team", "blue")
    return outer.info.run_id, inner.info.run_id


def files_of(client, run_id, path=None):
    """Every file that MLflow lists for a run, with its size."""
    found = {}
    for entry in client.list_artifacts(run_id, path):
        found.update(files_of(client, run_id, entry.path) if entry.is_dir else {entry.path: entry.file_size})
    return found


def files_of_model(client, model_id, path=None):
    """Every file that MLflow lists for a logged model, with its size."""
    found = {}
    for entry in client.list_logged_model_artifacts(model_id, path):
        found |= files_of_model(client, model_id, entry.path) if entry.is_dir else {entry.path: entry.file_size}
    return found


def artifacts(cli, folder, client, runs):
    """Without taking anything home: MLflow finds the lab's files, through its client and through its server, wherever either is
    started; and the lab finds MLflow's files and models."""
    with_files = [run for run in runs if run["artifacts"] and run["experiment_id"] != 2]
    for run in with_files:
        same("files of the lab, in MLflow", {"model/spec.json": len(run["artifacts"][0]["text"])}, files_of(client, run["run_id"]))
        with tempfile.TemporaryDirectory() as name:
            path = client.download_artifacts(run["run_id"], "model/spec.json", name)
            same("a file of the lab, in MLflow", run["artifacts"][0]["text"], Path(path).read_text())
    run_id = with_files[0]["run_id"]
    client.log_text(run_id, "x" * 3000, "notes/größe 50%.txt")
    client.log_dict(run_id, {"a": 1}, "config.json")
    mlflow.set_tracking_uri(client.tracking_uri)
    with mlflow.start_run(experiment_id="0") as there:
        mlflow.log_text("<svg/>", "plots/roc.svg")
        mlflow.pyfunc.log_model(name="doubled", python_model=lambda model_input: [2 * number for number in model_input], input_example=[1, 2])
    for one in (run_id, there.info.run_id):
        detail = ask(cli, folder, [{"get_run": {"run_id": one}}])[0]
        # The lab lists the files of a run's models with the run, under the model's name; MLflow lists them with the model.
        expected = files_of(client, one)
        for model in client.search_logged_models(experiment_ids=["0"]):
            if model.source_run_id == one:
                expected |= {f"{model.name}/{path}": size for path, size in files_of_model(client, model.model_id).items()}
        same("files of MLflow, in the lab", {file["path"]: file["bytes"] for file in detail["artifacts"]}, expected)
    asked = [(run_id, "notes/größe 50%.txt"), (there.info.run_id, "plots/roc.svg"), (there.info.run_id, "doubled/MLmodel")]
    for one, path in asked:
        (file,) = ask(cli, folder, [{"get_artifact": {"run_id": one, "path": path}}])
        with tempfile.TemporaryDirectory() as name:
            same(f"the file {path} of MLflow, in the lab", Path(client.download_artifacts(one, path, name)).read_text(), file["text"])
    served(folder, with_files[0])


def served(folder, run):
    """`mlflow server` in another folder shows the same files."""
    port = shared.free_port()
    command = [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--port", str(port), "--workers", "1"]
    with tempfile.TemporaryDirectory() as name, shared.serving(command, f"http://127.0.0.1:{port}/health", cwd=name):
        text, _ = shared.fetched(f"http://127.0.0.1:{port}/get-artifact?path=model%2Fspec.json&run_uuid={run['run_id']}")
        same("the file as the server of MLflow gives it out", run["artifacts"][0]["text"], text)


def take_home(cli, folder, unpacked, with_model, kept):
    """The zip, unpacked, is a folder in which MLflow finds the runs' files."""
    ask(cli, folder, [{"export": {"path": str(unpacked / "mlflow.zip")}}])
    with zipfile.ZipFile(unpacked / "mlflow.zip") as archive:
        same("the zip is sound", archive.testzip(), None)
        archive.extractall(unpacked)
    os.chdir(unpacked)
    mlflow.set_tracking_uri("sqlite:///mlflow.db")
    for run in with_model:
        path = mlflow.artifacts.download_artifacts(run_id=run["run_id"], artifact_path="model/spec.json")
        same("an artifact", run["artifacts"][0]["text"], Path(path).read_text())
    logged_table(*kept)
    version = MlflowClient().get_model_version_by_alias("iris", "champion")
    files = mlflow.artifacts.list_artifacts(version.source)
    same("the champion's files", ["spec.json"], [Path(found.path).name for found in files])
    # From here on a third folder is the place to be, which is removed with all that MLflow leaves in it.
    os.chdir(unpacked.parent)


def main():
    cli = shared.lab_cli(__doc__)
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    samples()
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        ask(cli, folder, [{"create_experiment": {"name": name, "tags": {"from": "lab"}}} for name in ("flowers", "to be deleted")])
        runs = made_up_runs(rng, 90, [0, 1, 1, 2])
        ask(cli, folder, [{"log_runs": {"runs": runs[:50]}}, {"log_runs": {"runs": runs[50:]}}])
        for run in rng.sample([run for run in runs if run["experiment_id"] != 2], 6):
            ask(cli, folder, [{"edit_run": {"run_id": run["run_id"], "change": change}} for change in ({"rename": "renamed"}, {"set_tag": ["team", "red"]}, {"note": "new"}, "delete")])
        ask(cli, folder, [{"edit_experiment": {"experiment_id": 2, "change": "delete"}}])
        # Only now: MLflow makes a database where it finds none, and this one must be ours.
        client = MlflowClient(f"sqlite:///{name}/store/mlflow.db")
        same_tables(folder / "mlflow.db")
        same_runs("saved by the lab", cli, folder, client)
        for run in runs[:20]:
            (series,) = ask(cli, folder, [{"metric_history": {"run_ids": [run["run_id"]], "key": "accuracy"}}])[0]
            history = sorted((point.step, point.timestamp, point.value) for point in client.get_metric_history(run["run_id"], "accuracy"))
            same("a metric's history", [(point["step"], point["timestamp"], point["value"]) for point in series["points"]], history)
        filters = same_filters(cli, folder, client, runs, 160)
        with_model = registry(cli, folder, client, runs)
        (Path(name) / "home").mkdir()
        kept = service(cli, folder, client)
        take_home(cli, folder, Path(name) / "home", with_model, kept)
        artifacts(cli, folder, client, runs)

        # The other way: into our own file, and into one of its own that is taken in.
        outer, inner = log_with_mlflow(client)
        found = same_runs("logged by MLflow into our file", cli, folder, client)
        same("its runs are there", True, outer in found and inner in found)
        nested(cli, folder, client)
        same("the nested run", [inner], ask(cli, folder, [{"get_run": {"run_id": outer}}])[0]["children"])
        theirs = MlflowClient(f"sqlite:///{name}/theirs.db")
        outer, inner = log_with_mlflow(theirs)
        with mlflow.start_span(name="a question"):
            pass
        mlflow.flush_trace_async_logging()
        theirs.create_registered_model("wine")
        theirs.create_model_version("wine", "mlruns/x", run_id=outer)
        theirs.set_registered_model_alias("wine", "champion", 1)
        taken = ask(cli, folder, [{"import": {"path": f"{name}/theirs.db"}}])[0]
        same("taken in", (2, 1), (taken["runs"], taken["models"]))
        same("what is left out is named", True, "trace" in dict(taken["left_out"]))
        same_runs("taken in from MLflow's file", cli, folder, client)
        same("its alias", outer, client.get_model_version_by_alias("wine", "champion").run_id)
        same("the file is sound", [], ask(cli, folder, [{"status": {"check": True}}])[0]["damage"])
    agreements.end(f"MLflow {mlflow.__version__}, {filters} filters, every run, metric, tag, dataset and alias")


if __name__ == "__main__":
    main()
