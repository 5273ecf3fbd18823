#!/usr/bin/env python3
"""Follows the instructions in every file that is taken home, as written, in a fresh environment.

    python3 scripts/check/instructions.py path/to/lab-cli

The line that installs is read from the exported file itself. Each distinct line gets a virtual environment of its own in the
per-user cache, named by the digest of that line, the files it reads and Python's version. Then the file is run as its own words
say, and what it prints must be what the page says. A run is skipped if the same files ran well before in that very environment.
Only Python's own library is needed here.
"""

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import shared
from shared import fetched, free_port

CACHE = Path(os.environ["CACHE"])
# What decides whether a run is sound; a run is repeated after a change of either.
CODE = [Path(file).read_text() for file in (__file__, shared.__file__)]
agreements = shared.Agreements(goes_on=True)
agree = agreements.agree


def digest(*parts):
    return hashlib.sha256("\0".join([sys.version, *parts]).encode()).hexdigest()[:16]


def environment(line, folder):
    """The path of a virtual environment in which this line has installed what it names; None if it could not."""
    read = [(folder / name).read_text() for name in re.findall(r"-r (\S+)", line)]
    venv = CACHE / f"instructions-{digest(line, *read)}"
    if not (venv / ".complete").exists():
        print(f"    {line}", flush=True)
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        done = bash(line, venv, folder, PIP_QUIET="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
        if done.returncode:
            agree(False, f"{line} fails:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
            shutil.rmtree(venv, ignore_errors=True)
            return None
        (venv / ".complete").touch()
    return venv


def surroundings(venv, more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))}
    return {**kept, "PATH": f"{venv / 'bin'}:{os.environ['PATH']}", "VIRTUAL_ENV": str(venv), "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


def bash(line, venv, folder, **more):
    """Runs a line as a reader would who has activated the environment."""
    return subprocess.run(["bash", "-c", line], cwd=folder, env=surroundings(venv, more), capture_output=True, text=True, check=False)


def once(name, line, place, read, run):
    """Runs a check in the environment of its line, unless it has passed there with all that it reads: code, files, expectations."""
    venv = environment(line, place)
    if not venv:
        return
    passed = venv / f"passed-{digest(name, json.dumps(read), *CODE)}"
    if passed.exists():
        agree(True, name)
        print(f"{name}: the same files ran well before", flush=True)
        return
    before, since = len(agreements.faults), time.monotonic()
    run(venv)
    if len(agreements.faults) == before:
        passed.touch()
        print(f"{name}: runs as its own words say, {time.monotonic() - since:.0f} s", flush=True)


def printed(name, text, what, value):
    found = shared.figure(what, text)
    agree(found is not None and abs(found - value) < 6e-5, f"{name}: {what} {found} there, {value} here")


def script(lab, folder, name, spec, content=None, search=None):
    """A scikit-learn script: its line after “It needs:”, then python and its name."""
    place = folder / re.sub(r"\W", "_", name)
    place.mkdir()
    if content:
        (place / "my data.csv").write_text(content)
        spec = {"dataset": lab.ask("load", name="my data.csv", path=str(place / "my data.csv"))["dataset"], **spec}
    report = lab.ask("regress" if "ridge" in spec["model"] else "train", spec=spec)["report"]
    written = lab.ask("search_script", search={"base": spec, **search}, scoring="neg_log_loss") if search else lab.ask("script", spec=spec)
    (place / written["file"]).write_text(written["text"], encoding="utf-8")
    line = re.search(r"^# It needs: (pip install .+)$", written["text"], re.MULTILINE)[1]
    scores = report["scores"]

    def run(venv):
        done = bash(f"python {shlex.quote(written['file'])}", venv, place, PYTHONWARNINGS="error")
        agree(done.returncode == 0, f"{name}: {done.stderr[-1500:]}")
        if done.returncode == 0 and not search:
            figures = [("mean absolute error", scores["mae"]), ("R²", scores["r2"])] if "mae" in scores else [("accuracy", scores["accuracy"]), ("ROC AUC", scores["roc_auc"]), ("log loss", scores["log_loss"])]
            for what, value in figures:
                printed(name, done.stdout, what, value)
        elif done.returncode == 0:
            agree(re.search(r"^score over folds -?[\d.]+$", done.stdout, re.MULTILINE) and "accuracy" in done.stdout, f"{name}: it prints {done.stdout[:300]}")

    once(name, line, place, [written["text"], content, scores], run)


def drift(lab, folder):
    """The Evidently script and the FastAPI module of one comparison."""
    table = lambda side: "size,colour,label\n" + "".join(f"{(at * 37 % 101) * (1 + side) / 10},{'red' if at * 7 % 10 < 4 + 4 * side else 'blue'},{'yes' if at % 3 else 'no'}\n" for at in range(300))  # noqa: E731
    digests = []
    for side, name in enumerate(("before.csv", "after.csv")):
        (folder / name).write_text(table(side))
        digests.append(lab.ask("load", name=name, path=str(folder / name))["dataset"])
    answer = lab.ask("drift_files", reference=digests[0], current=digests[1], files=["evidently", "middleware", "dashboard", "reference_csv", "current_csv"], target="label")
    files = {one["file"]: one["text"] for one in answer["files"]}
    place = folder / "drift"
    place.mkdir()
    for name, text in files.items():
        (place / name).write_bytes(text.encode())
    name = next(name for name in files if name.endswith("_evidently.py"))
    evidently(place, files, name, answer["report"])
    service(place, files["monitoring.py"])


def evidently(place, files, name, report):
    line = re.search(r"^#\s+(pip install .+)$", files[name], re.MULTILINE)[1]
    install = line.split(" && ")[0]
    ours = {one["column"]: one["found"]["measured"] for one in report["columns"]}

    def run(venv):
        done = bash(line, venv, place)
        agree(done.returncode == 0, f"Evidently: {done.stderr[-1500:]}")
        said = [json.loads(text) for text in done.stdout.splitlines() if text.startswith("{")]
        found = {one["column"]: one for one in said if "column" in one}
        agree(found.keys() == ours.keys(), f"Evidently: columns {sorted(found)} there, {sorted(ours)} here")
        for column in found.keys() & ours.keys():
            value = ours[column]["p_value"] if ours[column]["judged"] == "p_value" else ours[column]["statistic"]
            close = abs(found[column]["value"] - value) <= 1e-6 * max(1.0, abs(value))
            agree(found[column]["drifted"] == ours[column]["drifted"] and close, f"Evidently, {column}: {found[column]} there, {ours[column]} here")
        agree(said and said[-1]["dataset_drift"] == report["dataset_drift"], "Evidently: the table's drift")

    once("Evidently", install, place, [line, files, report["columns"]], run)


def served(name, line, venv, place, url, check):
    """Starts a server by its line and checks what it answers."""
    try:
        with shared.serving(["bash", "-c", f"exec {line}"], url, cwd=place, env=surroundings(venv, {})):
            check()
    except shared.NoAnswer as fault:
        agree(False, f"{name}: {fault}")


def service(place, module):
    """The module's own words: two commands, then the service to which it is added."""
    words = module.split('"""')[1]
    block = [text[4:] for text in words.splitlines() if text.startswith("    ") or not text]
    install = next(text for text in block if text.startswith("pip install"))
    start = next(text for text in block if text.startswith("uvicorn"))
    code = "\n".join(block[next(at for at, text in enumerate(block) if text.startswith("from fastapi")):])
    (place / "service.py").write_text(code, encoding="utf-8")

    def run(venv):
        port = free_port()

        def ask():
            body, headers = fetched(f"http://127.0.0.1:{port}/predict", {"size": 2.5, "colour": "red"})
            agree("prediction" in json.loads(body), f"FastAPI: it answers {body}")
            body, _ = fetched(f"http://127.0.0.1:{port}/labels", {"id": headers["X-Prediction-Id"], "label": json.loads(body)["prediction"]})
            agree(json.loads(body) == {"correct": True}, f"FastAPI: of a label it says {body}")
            body, _ = fetched(f"http://127.0.0.1:{port}/metrics")
            agree("model_window_rows 1.0" in body and "model_labels_total{" in body, f"FastAPI: metrics {body[:500]}")

        served("FastAPI", f"{start} --port {port}", venv, place, f"http://127.0.0.1:{port}/metrics", ask)

    once("FastAPI", install, place, [start, code, module], run)


def store(lab, folder, program):
    """The store's README, and the files of a model that it holds. What is written holds times and made-up ids, so the program that
    wrote it stands for it among what is read."""
    spec = {"dataset": {"sample": "iris"}, "target": "species", "model": {"gaussian_nb": {}}}
    report = lab.ask("train", spec=spec)["report"]
    model = lab.ask("keep_model", spec=spec, most=1 << 26)["model"]
    parts = lab.ask("model_files", model=model)
    lab.store("log_runs", runs=[{"run_name": "the iris run", "metrics": [{"key": "accuracy", "value": report["scores"]["accuracy"]}], "artifacts": [{"path": f"model/{path}", "text": text} for path, text in parts]}])
    lab.store("export", path=str(folder / "home.zip"))
    place = folder / "home"
    with zipfile.ZipFile(folder / "home.zip") as archive:
        archive.extractall(place)
    readme = next(place.glob("README*")).read_text()
    blocks = [text[4:] for text in readme.splitlines() if text.startswith("    ")]
    line = next(text for text in blocks if text.startswith("pip install"))
    install, start = line.split(" && ")
    code = "\n".join(blocks[blocks.index("import mlflow"):]).split("\nmlflow db")[0]
    upgrade = next(text for text in blocks if text.startswith("mlflow db upgrade"))

    def run(venv):
        port = free_port()
        served("mlflow ui", f"{start} --port {port}", venv, place, f"http://127.0.0.1:{port}/", lambda: agree("<html" in fetched(f"http://127.0.0.1:{port}/")[0].lower(), "mlflow ui: no page"))
        done = bash(f"python -c {shlex.quote(code)}", venv, place)
        agree(done.returncode == 0 and "run_id" in done.stdout and "[1 rows x" in done.stdout, f"the store's README, Python: {done.stdout[-300:]}{done.stderr[-1500:]}")
        done = bash(upgrade, venv, place)
        agree(done.returncode == 0, f"the store's README: {upgrade}: {done.stderr[-1500:]}")

    once("the store's README", install, place, [readme, program], run)
    inside = next(place.glob("mlruns/**/MLmodel")).parent
    rows = [outcome["row"] for outcome in report["outcomes"]]
    page = lab.ask("rows", dataset=spec["dataset"], rows=rows)
    names = [feature["name"] for feature in report["features"]]
    table = {name: [float(cells[page["columns"].index(name)]) for _, cells in page["rows"]] for name in names}
    expected = [report["classes"][outcome["predicted"]] for outcome in report["outcomes"]]
    ask = f"import json, mlflow, pandas; print(json.dumps(list(mlflow.pyfunc.load_model('.').predict(pandas.DataFrame({table!r})))))"

    def predict(venv):
        done = bash(f"python -c {shlex.quote(ask)}", venv, inside)
        agree(done.returncode == 0 and json.loads(done.stdout.splitlines()[-1]) == expected, f"the model's files: {done.stdout[-300:]}{done.stderr[-1500:]}")

    once("the model's files", "pip install -r requirements.txt", inside, [program, expected], predict)


def main():
    cli = shared.lab_cli(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lab = shared.Lab(cli, folder / "store")
        bayes = {"model": {"gaussian_nb": {}}}
        content = "size,day,kind,ok\n" + "".join(f"{at * 37 % 120},{at % 28 + 1}.{at % 12 + 1}.2026, {'red' if at % 3 else 'blue'} ,{'yes' if at * 37 % 120 > 60 else 'no'}\n" for at in range(120))
        own = {"target": "ok", **bayes, "features": ["size", "day", "kind"], "prepare": {"date_parts": ["month"]}}
        script(lab, folder, "a script on a file", own, content)
        script(lab, folder, "a script on a file, by time", {**own, "split": {"time": "day"}, "folds": 3}, content)
        smoothing = {"name": "var_smoothing", "values": {"list": ["1e-09", "0.001", "0.1"]}}
        script(lab, folder, "a search on a file", {**own, "folds": 3}, content, {"space": [smoothing]})
        script(lab, folder, "a script on iris", {"dataset": {"sample": "iris"}, "target": "species", **bayes})
        script(lab, folder, "a script on diabetes", {"dataset": {"sample": "diabetes"}, "target": "progression", "model": {"ridge": {}}})
        script(lab, folder, "a script on penguins", {"dataset": {"sample": "penguins"}, "target": "species", **bayes})
        script(lab, folder, "a script on flights", {"dataset": {"sample": "flights"}, "target": "late", "features": ["sched_dep_time", "distance", "origin"], **bayes})
        drift(lab, folder)
        store(lab, folder, hashlib.sha256(Path(cli).read_bytes()).hexdigest())
        lab.close()
    agreements.end("Every file that is taken home runs as its own words say")


if __name__ == "__main__":
    main()
