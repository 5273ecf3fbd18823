#!/usr/bin/env python3
"""Writes the tracking store's starting point with the real tool: the tables of a fresh MLflow database, in the order and in the
words in which they stand in its sqlite_master, and the revisions that lead to them. MLflow takes some tables' constraints out of a
set, so their order differs from one fresh database to the next; nothing else may.

Run it in a virtual environment that has the MLflow of scripts/versions.env:
    python scripts/make/mlflow-template.py
"""

import os
import sqlite3
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src" / "store" / "template"


def pinned():
    for line in (ROOT / "scripts" / "versions.env").read_text().splitlines():
        if line.startswith("MLFLOW_VERSION="):
            return line.split("=", 1)[1].split("#")[0].strip()
    return sys.exit("scripts/versions.env has no MLFLOW_VERSION")


def revisions():
    """Every revision from the first to the head."""
    import mlflow.store.db_migrations
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(Path(mlflow.store.db_migrations.__file__).parent)
    return [found.revision for found in script.walk_revisions()][::-1]


def main():
    import mlflow

    if mlflow.__version__ != pinned():
        sys.exit(f"this is MLflow {mlflow.__version__}; scripts/versions.env pins {pinned()}")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        mlflow.MlflowClient("sqlite:///mlflow.db").search_experiments()
        database = sqlite3.connect("mlflow.db")
        objects = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        (head,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        filled = {}
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            filled[table] = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        rows = {table: count for table, count in filled.items() if count}
        if rows != {"alembic_version": 1, "experiments": 1, "workspaces": 1}:
            sys.exit(f"a fresh database has other rows than expected: {rows}")
        workspace = database.execute("SELECT name, description FROM workspaces").fetchone()
        database.close()
        os.chdir(ROOT)
    every = revisions()
    if every[-1] != head:
        sys.exit(f"the head is {head}, the last revision {every[-1]}")
    OUT.mkdir(parents=True, exist_ok=True)
    text = f"-- The tables of a fresh MLflow {mlflow.__version__} database; made by scripts/make/mlflow-template.py.\n"
    text += "".join(f"{sql};\n" for (sql,) in objects)
    text += f"INSERT INTO alembic_version VALUES ('{head}');\n"
    text += "INSERT INTO workspaces (name, description) VALUES ('{}', '{}');\n".format(*workspace)
    (OUT / "mlflow.sql").write_text(text)
    (OUT / "revisions.txt").write_text(f"{mlflow.__version__}\n" + "".join(f"{revision}\n" for revision in every))
    print(f"{len(objects)} objects, {len(every)} revisions, head {head}")


if __name__ == "__main__":
    main()
