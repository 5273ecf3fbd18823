#!/usr/bin/env python3
"""Runs the lessons' code samples as a reader would, and checks that they print what the lessons say.

    python3 -m venv .venv/samples && .venv/samples/bin/pip install -r scripts/check/requirements-samples.txt
    .venv/samples/bin/python scripts/check/samples.py

Every sample is copied to an empty folder per phase and run there. Python that needs a scheduler or a cluster
(Airflow, Kubeflow, Feast) is only compiled, unless its package is installed; Docker is not called.
"""
import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "src/roadmap/prose/samples"

# Phase, command, and words its output must contain: the figures that the lesson quotes.
RUNS = [
    ("phase_0", "bash -e environment.sh && cat totals.csv", ["5 orders in 2 cities", "Lisbon,121.75", "Turin,149.90"]),
    ("phase_0", "bash -e look_around.sh", ["3 Lisbon", "2 Turin", "1 Graz"]),
    ("phase_0", "! python summarise.py none.csv x.csv", ["no such file: none.csv"]),
    ("phase_0", "bash -e first_branch.sh", ["Total the orders per city"]),
    ("phase_1", "python three_questions.py", ["90% of 30", "0.17 cm", "0.73"]),
    ("phase_1", "python choose.py", ["0.627", "0.974 ± 0.017", "0.956 ± 0.012", "0.967 ± 0.013"]),
    ("phase_1", "python train_iris.py", ["0.950 ± 0.017", "0.90        30", "petal length (cm)  0.43", "petal width (cm)   0.44"]),
    ("phase_1", "python metrics.py", ["accuracy 0.811  precision 0.10  recall 1.00", "accuracy 0.971  precision 0.38  recall 0.75",
                                      "accuracy 0.987  precision 1.00  recall 0.35", "ROC AUC 0.982"]),
    ("phase_1", "python leakage.py", ["before the split: accuracy 0.83", "inside each fold: accuracy 0.50"]),
    ("phase_2", "bash -e ten_runs.sh", ["'n_estimators': 25, 'max_depth': 1}: 0.966", "'max_depth': 6}: 0.986 ± 0.027"]),
    ("phase_2", "python compare.py", ["10 of 10 runs are within one standard deviation"]),
    ("phase_2", "python save_and_load.py", ["gives the same 36 answers after loading"]),
    ("phase_3", "python train_model.py && python -m pytest -q test_app.py", ["5 passed"]),
    ("phase_4", "python pipeline.py", ['2026-03-01 {"f1_macro": 1.0}']),
    ("phase_4", "python promote.py", ["C=0.0001: promoted: there was no champion", "0.640 → 0.991, better in 100%",
                                      "refused: 0.991 → 0.987, better in 0%"]),
    ("phase_5", "python psi.py", ["PSI 0.013  stable", "PSI 0.206  look closer", "PSI 0.773  shifted"]),
    ("phase_5", "python drift_report.py", ["'count': 2.0"]),
    ("phase_5", "python late_labels.py", ["10.33      500      0.3", "10.70      100     0.32"]),
    ("phase_5", "python prediction_log.py", ["('iris-1', 'setosa', 1, 1.0)"]),
    ("phase_6", "python evaluate_prompts.py", ["2/3 passed, $0.047", "3/3 passed, $0.117"]),
    ("phase_6", "python point_in_time.py", ["2026-01-10       1200.0", "2026-03-10          NaN"]),
    ("phase_6", "python by_group.py", ["accuracy for all: 0.97", "recall 0.99", "286 people", "recall 0.81 ± 0.06"]),
]
# Phase, command that serves on a port, port, and the flower's answer.
SERVERS = [
    ("phase_3", "python -m flask --app flask_app run --port 8731", 8731, '"species":"virginica"'),
    ("phase_3", "python -m uvicorn app:app --port 8732", 8732, '"species":"virginica","probability":0.98,"version":"iris-1"'),
    ("phase_5", "python -m uvicorn watched_app:app --port 8733", 8733, '"species":"virginica","probability":0.98'),
]
failures = []


def check(what, passed, detail=""):
    print(f"{'ok  ' if passed else 'FAIL'} {what}", flush=True)
    if not passed:
        failures.append(what)
        print(detail[-2000:])


def run(work, phase, command, expected, env):
    done = subprocess.run(["bash", "-c", command], cwd=work / phase, env=env, capture_output=True, text=True, timeout=600)
    # Columns are compared without regard to how wide they are printed.
    output = " ".join((done.stdout + done.stderr).split())
    missing = [words for words in expected if " ".join(words.split()) not in output]
    check(f"{phase}: {command}", done.returncode == 0 and not missing, f"status {done.returncode}, not found: {missing}\n{output}")


def serve(work, phase, command, port, expected, env):
    server = subprocess.Popen(command.split(), cwd=work / phase, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    script = (work / "phase_3/ask.sh").read_text().replace(":8000", f":{port}")
    output = ""
    try:
        for _ in range(60):
            done = subprocess.run(["bash", "-e", "-c", script], capture_output=True, text=True)
            output = done.stdout
            if done.returncode == 0:
                break
            time.sleep(1)
        check(f"{phase}: {command}", expected in output and output.rstrip().endswith("422"), output)
        if "watched" in command:
            metrics = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics/").read().decode()
            check(f"{phase}: /metrics/", 'predictions_total{species="virginica",version="iris-1"} 1.0' in metrics, metrics)
    finally:
        server.terminate()
        server.wait()


def main():
    env = dict(os.environ, PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}", PYTHONWARNINGS="ignore",
               GIT_AUTHOR_NAME="Reader", GIT_AUTHOR_EMAIL="reader@example.org", GIT_COMMITTER_NAME="Reader",
               GIT_COMMITTER_EMAIL="reader@example.org", GIT_CONFIG_GLOBAL="/dev/null")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for phase in sorted(SAMPLES.iterdir()):
            shutil.copytree(phase, work / phase.name)
        for path in sorted(work.rglob("*.py")):
            try:
                ast.parse(path.read_text())
            except SyntaxError as problem:
                check(f"{path.name} is Python", False, str(problem))
        for path in sorted(work.rglob("*.sh")):
            done = subprocess.run(["bash", "-n", path], capture_output=True, text=True)
            check(f"{path.name} is Bash", done.returncode == 0, done.stderr)
        import yaml
        for path in sorted([*work.rglob("*.yml"), *work.rglob("*.yaml")]):
            check(f"{path.name} is YAML", isinstance(yaml.safe_load(path.read_text()), dict))
        for phase, command, expected in RUNS:
            run(work, phase, command, expected, env)
        shutil.copy(work / "phase_3/model.joblib", work / "phase_5/model.joblib")
        for phase, command, port, expected in SERVERS:
            serve(work, phase, command, port, expected, env)
        for package, command in (("airflow", "python retrain.py"), ("kfp", "python kubeflow_pipeline.py && test -s pipeline.yaml")):
            if importlib.util.find_spec(package):
                run(work, "phase_4", command, [], env)
            else:
                print(f"skip phase_4: {command} ({package} is not installed)")
    print(f"{len(failures)} failed" if failures else "all samples do what the lessons say")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
