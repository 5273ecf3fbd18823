//! Imports another `mlflow.db`: experiments by name, runs by id, models by name. Existing rows are kept.
//! New runs of an experiment that is deleted here go into one beside it, so that they can be seen. What the file holds and
//! the lab does not take in is counted and named.

use rusqlite::{Connection, OptionalExtension, params};

use super::artifacts::Artifacts;
use super::error::invalid;
use super::template::known_revision;
use super::{Result, Store, StoreError};
use crate::protocol::track::Imported;

/// Tables whose rows belong to a run.
const OF_A_RUN: [&str; 4] = ["params", "tags", "metrics", "latest_metrics"];
/// Tables whose rows belong to a model that a run has logged.
const OF_A_LOGGED_MODEL: [&str; 3] = ["logged_model_params", "logged_model_tags", "logged_model_metrics"];
/// Tables whose rows belong to a registered model, parents first.
const OF_A_MODEL: [&str; 5] =
    ["registered_models", "registered_model_tags", "registered_model_aliases", "model_versions", "model_version_tags"];
/// Tables that are taken in row by row, beside those above.
const OTHERS: [&str; 7] = ["experiments", "experiment_tags", "runs", "datasets", "inputs", "input_tags", "logged_models"];
/// Tables of MLflow's own housekeeping: what they hold is made from other tables, or is about the program that wrote the file.
const HOUSEKEEPING: [&str; 9] = [
    "alembic_version",
    "workspaces",
    "jobs",
    "job_locks",
    "scheduler_leases",
    "sql_trace_metric_daily_rollups",
    "sql_span_cost_daily_rollups",
    "sql_assessment_daily_rollups",
    "sql_trace_rollup_rebuild_queue",
];
/// What a row of a table that is left out is called; other tables are called by their own name.
const WORDS: [(&str, &str); 13] = [
    ("trace_info", "trace"),
    ("trace_tags", "trace tag"),
    ("trace_request_metadata", "trace metadata entry"),
    ("trace_metrics", "trace metric"),
    ("spans", "trace span"),
    ("span_metrics", "span metric"),
    ("assessments", "trace assessment"),
    ("evaluation_datasets", "evaluation dataset"),
    ("evaluation_dataset_records", "evaluation dataset record"),
    ("evaluation_dataset_tags", "evaluation dataset tag"),
    ("scorers", "scorer"),
    ("scorer_versions", "scorer version"),
    ("webhooks", "webhook"),
];

impl Store {
    /// Takes in the runs and models of a file, all or none; `base` is the folder that the file was read from, if it was one.
    pub(super) fn import(&mut self, file: Option<&[u8]>, base: Option<&str>) -> Result<Imported> {
        let file = file.ok_or_else(|| {
            invalid("no file came with the request", "Send the bytes of an mlflow.db beside it, or, on the command line, its path.")
        })?;
        if !file.starts_with(b"SQLite format 3\0") {
            return Err(invalid("the file is no SQLite database", "Choose the file mlflow.db; of a zip, unpack it first."));
        }
        let mut image = file.to_vec();
        // A file in WAL mode cannot be read from memory; its last checkpoint can, under the other mode's mark.
        image.iter_mut().skip(18).take(2).for_each(|mark| *mark = 1);
        let revision = look_at(&image)?;
        self.db.execute_batch("ATTACH ':memory:' AS incoming")?;
        let taken = self.take_in(&image, revision, base);
        // What was attached is let go, whatever came of it; nothing in it can be lost.
        let _ = self.db.execute_batch("DETACH incoming");
        taken
    }

    fn take_in(&mut self, image: &[u8], revision: String, base: Option<&str>) -> Result<Imported> {
        self.db.deserialize_read_exact("incoming", image, image.len(), true)?;
        let change = self.db.transaction()?;
        let mut taken = copy(&change, &*self.files)?;
        self.files.adopt(&change, base)?;
        taken.revision = revision;
        change.commit()?;
        Ok(taken)
    }
}

/// The revision of a file that is sound. It is looked at through a connection of its own: one that has attached a damaged file
/// can neither use its other files nor let go of that one.
fn look_at(image: &[u8]) -> Result<String> {
    let mut db = Connection::open_in_memory()?;
    db.deserialize_read_exact("main", image, image.len(), true)?;
    let revision = known_revision(&db)?;
    let sound: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound == "ok" { Ok(revision) } else { Err(StoreError::Damaged(sound)) }
}

/// Every row that is not here yet.
fn copy(db: &Connection, files: &dyn Artifacts) -> Result<Imported> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    db.execute_batch(
        "CREATE TEMP TABLE fresh (run_uuid PRIMARY KEY); CREATE TEMP TABLE place (old PRIMARY KEY, new);
         CREATE TEMP TABLE model (name PRIMARY KEY); CREATE TEMP TABLE logged (model_id PRIMARY KEY);
         INSERT INTO temp.fresh (run_uuid) SELECT run_uuid FROM incoming.runs WHERE run_uuid NOT IN (SELECT run_uuid FROM main.runs)
             AND experiment_id IN (SELECT experiment_id FROM incoming.experiments);",
    )?;
    let mut taken = Imported {
        known_runs: count("SELECT count(*) FROM incoming.runs WHERE run_uuid IN (SELECT run_uuid FROM main.runs)")?,
        known_deleted_runs: count(
            "SELECT count(*) FROM incoming.runs JOIN main.runs AS ours USING (run_uuid) WHERE ours.lifecycle_stage = 'deleted'",
        )?,
        ..Imported::default()
    };
    experiments(db, files, &mut taken)?;
    copy_rows(db, "experiment_tags", "experiment_id IN (SELECT old FROM temp.place)")?;
    copy_rows(db, "runs", "run_uuid IN temp.fresh")?;
    copy_rows(db, "datasets", "experiment_id IN (SELECT old FROM temp.place)")?;
    for table in OF_A_RUN {
        copy_rows(db, table, "run_uuid IN temp.fresh")?;
    }
    // An input names its dataset by an id; where the dataset was here already, under the id that it has here.
    db.execute_batch(
        "INSERT OR IGNORE INTO main.inputs (input_uuid, source_type, source_id, destination_type, destination_id, step)
         SELECT input_uuid, source_type, coalesce((SELECT ours.dataset_uuid FROM incoming.datasets AS theirs JOIN temp.place ON old = theirs.experiment_id
             JOIN main.datasets AS ours ON ours.experiment_id = new AND ours.name = theirs.name AND ours.digest = theirs.digest
             WHERE theirs.dataset_uuid = source_id), source_id), destination_type, destination_id, step
         FROM incoming.inputs WHERE destination_type = 'RUN' AND destination_id IN temp.fresh;
         INSERT INTO temp.logged (model_id) SELECT model_id FROM incoming.logged_models WHERE model_id NOT IN (SELECT model_id FROM main.logged_models)
             AND (source_run_id IS NULL OR source_run_id IN temp.fresh OR source_run_id NOT IN (SELECT run_uuid FROM main.runs));",
    )?;
    copy_rows(db, "logged_models", "model_id IN temp.logged")?;
    for table in OF_A_LOGGED_MODEL {
        let known = if table == "logged_model_metrics" { " AND run_id IN (SELECT run_uuid FROM main.runs)" } else { "" };
        copy_rows(db, table, &format!("model_id IN temp.logged{known}"))?;
    }
    copy_rows(db, "inputs", "source_type IN ('RUN_INPUT', 'RUN_OUTPUT') AND source_id IN temp.fresh")?;
    copy_rows(db, "input_tags", "input_uuid IN (SELECT input_uuid FROM main.inputs)")?;
    db.execute_batch(
        "INSERT INTO temp.model (name) SELECT name FROM incoming.registered_models WHERE workspace = 'default' AND name NOT IN
             (SELECT name FROM main.registered_models WHERE workspace = 'default');",
    )?;
    for table in OF_A_MODEL {
        copy_rows(db, table, "workspace = 'default' AND name IN temp.model")?;
    }
    taken.runs = count("SELECT count(*) FROM temp.fresh")?;
    taken.deleted_runs = count("SELECT count(*) FROM incoming.runs WHERE run_uuid IN temp.fresh AND lifecycle_stage = 'deleted'")?;
    taken.models = count("SELECT count(*) FROM temp.model")?;
    taken.known_models = count("SELECT count(*) FROM incoming.registered_models WHERE workspace = 'default' AND name NOT IN temp.model")?;
    taken.left_out = left_out(db)?;
    db.execute_batch("DROP TABLE temp.fresh; DROP TABLE temp.place; DROP TABLE temp.model; DROP TABLE temp.logged")?;
    Ok(taken)
}

/// Finds, or makes, the experiment that takes in each of theirs; `temp.place` says which.
fn experiments(db: &Connection, files: &dyn Artifacts, taken: &mut Imported) -> Result<()> {
    let sql = "SELECT experiment_id, name, workspace, coalesce(lifecycle_stage, 'active'), creation_time, last_update_time,
            (SELECT count(*) FROM incoming.runs WHERE runs.experiment_id = theirs.experiment_id AND run_uuid IN temp.fresh
                AND lifecycle_stage = 'active')
        FROM incoming.experiments AS theirs ORDER BY experiment_id";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (old, name, workspace): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (stage, made, changed): (String, Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let has_active_runs = row.get::<_, u64>(6)? > 0;
        let wanted = if workspace == "default" { name } else { format!("{name} ({workspace})") };
        let stage = if has_active_runs { "active".to_owned() } else { stage };
        let mut make = |name: &str| -> Result<i64> {
            let sql = "INSERT INTO main.experiments (name, lifecycle_stage, creation_time, last_update_time) VALUES (?1, ?2, ?3, ?4)";
            db.prepare_cached(sql)?.execute(params![name, stage, made, changed])?;
            let id = db.last_insert_rowid();
            db.execute("UPDATE main.experiments SET artifact_location = ?1 WHERE experiment_id = ?2", params![files.location(id), id])?;
            taken.experiments += 1;
            Ok(id)
        };
        let new = match known(db, &wanted)? {
            None => make(&wanted)?,
            Some((id, deleted)) if !deleted || !has_active_runs => id,
            Some(_) => {
                let (beside, id) = free_beside(db, &wanted)?;
                let id = id.map_or_else(|| make(&beside), Ok)?;
                taken.beside.push((wanted, beside));
                id
            }
        };
        db.prepare_cached("INSERT INTO temp.place (old, new) VALUES (?1, ?2)")?.execute(params![old, new])?;
    }
    Ok(())
}

/// An experiment's number here, and whether it is deleted.
fn known(db: &Connection, name: &str) -> Result<Option<(i64, bool)>> {
    let sql = "SELECT experiment_id, lifecycle_stage = 'deleted' FROM main.experiments WHERE name = ?1 AND workspace = 'default'";
    Ok(db.prepare_cached(sql)?.query_row([name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// A name beside that of a deleted experiment, and the active experiment that has it, if one does.
fn free_beside(db: &Connection, name: &str) -> Result<(String, Option<i64>)> {
    let start: String = name.chars().take(230).collect();
    for number in 1_u64.. {
        let beside = if number == 1 { format!("{start} (imported)") } else { format!("{start} (imported {number})") };
        match known(db, &beside)? {
            Some((_, true)) => {}
            found => return Ok((beside, found.map(|(id, _)| id))),
        }
    }
    Err(StoreError::Taken { kind: "experiment", name: start })
}

/// Columns of a table in one of the databases.
fn columns(db: &Connection, schema: &str, table: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare("SELECT name FROM pragma_table_info(?1, ?2)")?;
    Ok(statement.query_map([table, schema], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Rows of a table that fit, column by column: a file that was brought up to date may have them in another order. An
/// experiment's number becomes the one it has here. Existing rows are kept.
fn copy_rows(db: &Connection, table: &str, condition: &str) -> Result<()> {
    let (ours, theirs) = (columns(db, "main", table)?, columns(db, "incoming", table)?);
    if let Some(missing) = ours.iter().find(|name| !theirs.contains(name)) {
        return Err(invalid(
            format!("the file's table {table} has no column {missing}, which MLflow's has"),
            "Choose the mlflow.db that MLflow made.",
        ));
    }
    let names: Vec<String> = ours.iter().map(|name| format!("\"{name}\"")).collect();
    let values: Vec<String> = ours
        .iter()
        .map(|name| match name.as_str() {
            "experiment_id" => "(SELECT new FROM temp.place WHERE old = theirs.experiment_id)".to_owned(),
            name => format!("theirs.\"{name}\""),
        })
        .collect();
    let (names, values) = (names.join(", "), values.join(", "));
    db.execute(
        &format!("INSERT OR IGNORE INTO main.{table} ({names}) SELECT {values} FROM incoming.{table} AS theirs WHERE {condition}"),
        [],
    )?;
    Ok(())
}

/// What the file holds and was not taken in, by kind, with how much of it there is.
fn left_out(db: &Connection) -> Result<Vec<(String, u64)>> {
    let mut found = Vec::new();
    let mut note = |what: String, count: u64| {
        if count > 0 {
            found.push((what, count));
        }
    };
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    note(
        "run without an experiment".into(),
        count("SELECT count(*) FROM incoming.runs WHERE run_uuid NOT IN (SELECT run_uuid FROM main.runs)")?,
    );
    let of_known = "SELECT count(*) FROM incoming.model_versions AS theirs WHERE workspace = 'default' AND name NOT IN temp.model AND NOT EXISTS
        (SELECT 1 FROM main.model_versions AS ours WHERE ours.workspace = 'default' AND ours.name = theirs.name AND ours.version = theirs.version)";
    note("model version under a name that is taken here".into(), count(of_known)?);
    let of_known = "SELECT count(*) FROM incoming.registered_model_aliases AS theirs WHERE workspace = 'default' AND name NOT IN temp.model AND NOT EXISTS
        (SELECT 1 FROM main.registered_model_aliases AS ours WHERE ours.workspace = 'default' AND ours.name = theirs.name
            AND ours.alias = theirs.alias AND ours.version = theirs.version)";
    note("model alias under a name that is taken here".into(), count(of_known)?);
    note(
        "registered model in another workspace".into(),
        count("SELECT count(*) FROM incoming.registered_models WHERE workspace <> 'default'")?,
    );
    let others = "SELECT count(*) FROM incoming.inputs WHERE input_uuid NOT IN (SELECT input_uuid FROM main.inputs)
        AND NOT (destination_type = 'RUN' AND destination_id IN (SELECT run_uuid FROM main.runs))
        AND source_id NOT IN (SELECT run_uuid FROM main.runs)";
    note("link between a dataset, a trace or a model and a run that is not here".into(), count(others)?);
    let tables = "SELECT name FROM incoming.sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name";
    let tables: Vec<String> = db.prepare(tables)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for table in tables {
        let rows = |name: &str| count(&format!("SELECT count(*) FROM incoming.\"{}\"", name.replace('"', "\"\"")));
        let taken = [&OF_A_RUN[..], &OF_A_LOGGED_MODEL, &OF_A_MODEL, &OTHERS].concat();
        if taken.contains(&table.as_str()) {
            let ours = columns(db, "main", &table)?;
            for extra in columns(db, "incoming", &table)?.into_iter().filter(|name| !ours.contains(name)) {
                let sql = format!("SELECT count(\"{}\") FROM incoming.{table}", extra.replace('"', "\"\""));
                note(format!("value in the column {table}.{extra}"), count(&sql)?);
            }
        } else if !HOUSEKEEPING.contains(&table.as_str()) {
            let word = WORDS.iter().find(|(name, _)| *name == table).map(|(_, word)| (*word).to_owned());
            note(word.unwrap_or_else(|| format!("row in the table {table}")), rows(&table)?);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
