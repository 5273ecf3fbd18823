#!/usr/bin/env python3
"""Opens the files that a drift report is taken home in, each with the tool it is for.

    python scripts/check/monitor.py path/to/lab-cli      (in an environment of scripts/check/requirements-monitor-home.txt)

- Evidently 0.7.23 runs the exported script on the exported tables: same test, same value and same decision for every column.
- Grafana's foundation SDK, whose types are generated from Grafana's schemas, reads dashboard and alert rules and writes them
  again: what it does not know, or holds as another type, would be lost.
- FastAPI runs the exported middleware under its test client; Prometheus' parser reads what it publishes, and every metric and
  every label that dashboard or rules ask for is there.
"""
import contextlib
import importlib.util
import io
import json
import math
import os
import random
import re
import tempfile
import warnings
from pathlib import Path

import shared

warnings.filterwarnings("ignore")
agreements = shared.Agreements(goes_on=True, hint="see what differs above")
agree = agreements.agree


def table(seed, rows, shift):
    """A table of every kind of column, as CSV: numbers, few numbers, two and more categories, codes, gaps, awkward names."""
    draw = random.Random(seed)
    lines = ["size,count,coin,colour,zip code,\"a \"\"quoted\"\", name\",when,same"]
    for row in range(rows):
        size = "" if draw.random() < 0.05 else f"{draw.gauss(10 + 3 * shift, 2 + shift):.3f}"
        count = min(4, int(draw.expovariate(0.8 - 0.3 * shift)))
        colour = draw.choices(["red", "green", "blue", "NA", "None"], [4, 3, 2 + 6 * shift, 1, 1])[0]
        code = f"{int(draw.random() * 9 + 1):05}"
        quoted = "" if draw.random() < 0.1 else draw.choice(["=sum()", "two, words", "\"hi\"", "é"])
        cell = '"' + quoted.replace('"', '""') + '"' if quoted else ""
        lines.append(f"{size},{count},{'yes' if draw.random() < 0.4 + 0.2 * shift else 'no'},{colour},{code},{cell},2024-0{1 + row % 9}-11,7")
    return "\n".join(lines) + "\n"


# Rows of the reference, rows now, how far, settings.
CASES = [
    (600, 500, 0.0, {}), (600, 500, 1.0, {}), (2000, 1500, 0.0, {}), (2000, 1500, 0.3, {}), (2000, 800, 1.0, {"drift_share": 0.8}),
    (300, 300, 0.4, {"correction": "bonferroni"}), (900, 900, 0.25, {"correction": "benjamini_hochberg"}),
    (700, 900, 0.5, {"test": "psi"}), (700, 900, 0.5, {"test": "jensenshannon", "threshold": 0.2}), (700, 900, 0.5, {"test": "kl_div"}),
    (700, 900, 0.5, {"test": "hellinger"}), (700, 900, 0.3, {"test": "ks"}), (700, 900, 0.3, {"test": "anderson"}),
    (700, 900, 0.3, {"test": "cramer_von_mises"}), (700, 900, 0.3, {"test": "mannw"}), (700, 900, 0.3, {"test": "t_test"}),
    (700, 900, 0.3, {"test": "ed"}), (700, 900, 0.3, {"test": "es"}), (700, 900, 0.3, {"test": "wasserstein"}),
    (700, 900, 0.3, {"test": "chisquare"}), (700, 900, 0.3, {"test": "z"}), (700, 700, 0.3, {"test": "g_test"}),
]


def names(answer):
    return {one["file"]: one["text"] for one in answer["files"]}


ALL = ["report_html", "report_json", "evidently", "dashboard", "alerts", "middleware", "reference_csv", "current_csv"]


def comparisons(cli):
    loads = [{"load": {"name": name, "text": table(2 * at + side, rows, shift if side else 0.0)}}
             for at, (n, m, shift, _) in enumerate(CASES) for side, (name, rows) in enumerate((("reference.csv", n), ("log of May.csv", m)))]
    digests = [one["dataset"] for one in shared.ask(cli, loads)]
    asked = [{"drift_files": {"reference": digests[2 * at], "current": digests[2 * at + 1], "spec": spec, "files": ALL,
                              "target": "coin", "least_accuracy": 0.8, "most_millis": 250}} for at, (*_, spec) in enumerate(CASES)]
    # Own tables are known by their digest only within one run.
    return shared.ask(cli, loads + asked)[len(loads):]


def evidently(at, answer, files, folder):
    script = next(text for name, text in files.items() if name.endswith("_evidently.py"))
    for name in ("drift_reference.csv", "drift_current.csv"):
        (folder / name).write_bytes(files[name].encode())
    said = io.StringIO()
    before = os.getcwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(script, "evidently.py", "exec"), {"__name__": "__main__"})
    except Exception as error:
        return agree(False, f"case {at} {CASES[at]}: the script stops: {error!r}")
    finally:
        os.chdir(before)
    lines = [json.loads(line) for line in said.getvalue().splitlines() if line.startswith("{")]
    columns = {one["column"]: one for one in lines if "column" in one}
    measured = {one["column"]: one["found"]["measured"] for one in answer["report"]["columns"] if "measured" in one["found"]}
    agree(columns.keys() == measured.keys() and measured, f"case {at}: columns {sorted(columns)} and {sorted(measured)}")
    for name in columns.keys() & measured.keys():
        one, ours = columns[name], measured[name]
        value = ours["p_value"] if ours["judged"] == "p_value" else ours["statistic"]
        limit = 1e-6 if ours["judged"] == "p_value" else 1e-9
        agree(one["drifted"] == ours["drifted"], f"case {at} {CASES[at]}, {name}: {one} and {ours}")
        far = value is None and not math.isfinite(one["value"])
        agree(far or value is not None and abs(one["value"] - value) <= limit * max(1.0, abs(value)), f"case {at}, value of {name}: {one} and {ours}")
    agree(lines[-1]["dataset_drift"] == answer["report"]["dataset_drift"], f"case {at}: the table's drift")
    agree((folder / "drift_evidently.html").stat().st_size > 1_000_000, f"case {at}: Evidently's own report")


def known(ours, theirs, where, lost):
    """Collects what of ours is not, or otherwise, in theirs."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            if key in theirs:
                known(value, theirs[key], f"{where}.{key}", lost)
            elif value not in (None, ""):
                lost.append(f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for at, pair in enumerate(zip(ours, theirs)):
            known(*pair, f"{where}[{at}]", lost)
    elif ours != theirs:
        lost.append(f"{where}: {ours!r} and {theirs!r}")


def grafana(files):
    import yaml
    from grafana_foundation_sdk.cog.encoder import JSONEncoder
    from grafana_foundation_sdk.cog.plugins import register_default_plugins
    from grafana_foundation_sdk.models import alerting, dashboard

    register_default_plugins()
    written = json.loads(files["grafana_dashboard.json"])
    again = json.loads(JSONEncoder(sort_keys=True).encode(dashboard.Dashboard.from_json(written)))
    lost = []
    known(written, again, "dashboard", lost)
    agree(not lost, f"Grafana's types do not know {lost}")
    kinds = {type(panel).__name__ for panel in dashboard.Dashboard.from_json(written).panels}
    agree(kinds == {"Panel"} and len(written["panels"]) == 13, f"panels {kinds}")
    agree(len({panel["id"] for panel in written["panels"]}) == 13, "panels share a number")
    spots = [(p["gridPos"]["x"], p["gridPos"]["y"], p["gridPos"]["w"], p["gridPos"]["h"]) for p in written["panels"]]
    apart = lambda a, b: a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]  # noqa: E731
    agree(all(apart(a, b) for at, a in enumerate(spots) for b in spots[:at]) and all(x + w <= 24 for x, _, w, _ in spots), "panels overlap")
    rules = yaml.safe_load(files["grafana_alerts.yaml"])
    agree(rules["apiVersion"] == 1 and re.fullmatch(r"\d+0s", rules["groups"][0]["interval"]), "head of the alert rules")
    for rule in rules["groups"][0]["rules"]:
        # Three keys are the file's own: Grafana turns the first two into annotations.
        plain = {key: value for key, value in rule.items() if key not in ("dashboardUid", "panelId", "keepFiringFor")}
        agree(re.fullmatch(r"\d+s", rule["keepFiringFor"]) and rule.get("dashboardUid", written["uid"]) == written["uid"], f"rule {rule['uid']}")
        queries, plain["data"] = plain["data"], []
        again, lost = json.loads(JSONEncoder().encode(alerting.Rule.from_json(plain))), []
        known(plain, again, rule["uid"], lost)
        for query in queries:
            kind = "__expr__" if query["datasourceUid"] == "__expr__" else "prometheus"
            typed = {**query, "model": {**query["model"], "datasource": {"type": kind, "uid": query["datasourceUid"]}}}
            known(typed, json.loads(JSONEncoder().encode(alerting.Query.from_json(typed))), f"{rule['uid']}.{query['refId']}", lost)
        agree(not lost, f"Grafana's types do not know {lost}")
        agree(rule["noDataState"] in ("OK", "NoData", "Alerting") and len(rule["uid"]) <= 40, f"states of {rule['uid']}")
    queries = [(target["expr"], panel["title"]) for panel in written["panels"] for target in panel["targets"]]
    return queries + [(rule["data"][0]["model"]["expr"], rule["title"]) for rule in rules["groups"][0]["rules"]]


def service(files, folder, queries):
    from fastapi import FastAPI
    from fastapi.testclient import TestClient
    from prometheus_client.parser import text_string_to_metric_families

    (folder / "monitoring.py").write_text(files["monitoring.py"], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("monitoring", folder / "monitoring.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def samples(client):
        answer = client.get("/metrics")
        agree(answer.status_code == 200, "GET /metrics")
        return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
                for family in text_string_to_metric_families(answer.text) for sample in family.samples}

    import csv

    rows = {name: list(csv.DictReader(io.StringIO(files[f"drift_{name}.csv"]))) for name in ("reference", "current")}
    found = {}
    for name, log in rows.items():
        # The CSV guards what a spreadsheet would calculate; a service is asked the value itself.
        log = [{key: value.removeprefix("'") for key, value in row.items()} for row in log[:600]]
        app = FastAPI()
        module.Monitoring(app, version="1", log=str(folder / f"{name}.jsonl"))

        @app.post("/predict")
        def predict(row: dict):
            if row.get("size") == "boom":
                raise RuntimeError("boom")
            return {"prediction": "yes" if (row.get("count") or 0) > 1 else "no", "probability": 0.75}

        client = TestClient(app, raise_server_exceptions=False)
        agree(math.isnan(samples(client)[("model_drifted_share", ())]), "drift is claimed before there are rows")
        for at, row in enumerate(log):
            features = {key: None if value == "" else float(value) if key in ("size", "count", "same") else value for key, value in row.items() if key != "coin"}
            answer = client.post("/predict", json=features)
            if answer.status_code != 200 or "x-prediction-id" not in answer.headers:
                return agree(False, f"prediction {at}: {answer.status_code}")
            if at % 3 == 0:
                said = client.post("/labels", json={"id": answer.headers["x-prediction-id"], "label": row["coin"]}).json()
                agree(said["correct"] == (answer.json()["prediction"] == row["coin"]), "the label's answer")
        agree(client.post("/labels", json={"id": "nobody", "label": "yes"}).status_code == 404, "an unknown label")
        agree(client.post("/predict", json={"size": "boom"}).status_code == 500, "a failing service")
        lines = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
        agree(sum("prediction" in line for line in lines) == len(log) and sum("label" in line for line in lines) == -(-len(log) // 3), "the log")
        found[name] = samples(client)
        expected = psi_by_hand(module, log, "size")
        got = found[name][("model_column_psi", (("column", "size"),))]
        agree(abs(got - expected) < 1e-9, f"PSI of size: {got}, not {expected}")
    share = lambda name: found[name][("model_drifted_share", ())]  # noqa: E731
    agree(share("reference") == 0.0 and share("current") > 0.0, f"drifted shares {share('reference')}, {share('current')}")
    words = {"sum", "rate", "by", "increase", "max", "vector", "bool", "or", "histogram_quantile", "le", "ignoring", "group_left", "status", "true"}
    published = {}
    for name, labels in found["current"]:
        published.setdefault(name, set()).update(key for key, _ in labels)
    for expr, title in queries:
        asked = re.findall(r"model_[a-z_]+", expr)
        agree(asked and all(name in published for name in asked), f"{title}: {set(asked) - set(published)} is not published")
        used = set(re.findall(r"by \(([^)]*)\)", expr)) | set(re.findall(r"\{(\w+)[=~!]", expr))
        keys = {key.strip() for group in used for key in group.split(",")}
        agree(keys <= set().union(*(published.get(name, set()) for name in asked)), f"{title}: labels {keys}")
        rest = set(re.findall(r"[a-z_]+", re.sub(r'"[^"]*"|model_[a-z_]+|\[\w+\]', "", expr)))
        agree(rest <= words | keys, f"{title}: {rest - words - keys} in {expr}")


def psi_by_hand(module, rows, name):
    """By numpy and the formula, from the module's own edges."""
    import numpy as np

    column = module.REFERENCE[name]
    values = np.array([float(row[name]) for row in rows if row[name] != ""])
    edges = np.array(column["edges"])
    counts = np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0] / len(values)
    p, q = (np.where(np.asarray(one) == 0, 0.0001, one) for one in (column["shares"], counts))
    return float(((p - q) * np.log(p / q)).sum())


def html(at, answer, files):
    from html.parser import HTMLParser

    text = next(text for name, text in files.items() if name.endswith("_drift.html"))
    agree(len(text.encode()) < 200_000, f"case {at}: the report takes {len(text.encode())} bytes")
    open_tags, seen = [], []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            seen.append((tag, dict(attributes)))
            if tag not in ("meta", "path", "rect", "br"):
                open_tags.append(tag)

        def handle_endtag(self, tag):
            if open_tags and open_tags[-1] == tag:
                open_tags.pop()
            elif tag not in ("path", "rect"):
                seen.append(("misnested", {"tag": tag}))

    Reader(convert_charrefs=True).feed(text)
    tags = [tag for tag, _ in seen]
    agree(not open_tags and "misnested" not in tags, f"case {at}: tags are not closed: {open_tags}")
    agree(not {"script", "link", "img", "iframe"} & set(tags), f"case {at}: the report fetches something")
    agree(not any(key.startswith("on") or key in ("src", "href") for _, attributes in seen for key in attributes), f"case {at}: an address or a handler")
    pictured = sum(tag == "svg" for tag in tags)
    told = json.loads(next(text for name, text in files.items() if name.endswith("_drift.json")))
    agree(pictured == len(told["distributions"]) and told["report"] == answer["report"], f"case {at}: {pictured} figures")
    for one in told["distributions"]:
        for side in ("reference", "current"):
            total = sum(bar[side] for bar in one["bins"])
            agree(abs(total - 1.0) < 1e-9, f"case {at}: shares of {one['column']} sum to {total}")


def main():
    answers = comparisons(shared.lab_cli(__doc__))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for at, answer in enumerate(answers):
            files = names(answer)
            html(at, answer, files)
            evidently(at, answer, files, folder)
        files = names(answers[1])
        service(files, folder, grafana(files))
    agreements.end("Evidently, Grafana's types, FastAPI and Prometheus' parser")


main()
