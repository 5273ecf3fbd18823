//! The store as files that are taken home, and how much there is of it.

use super::error::invalid;
use super::zip::zip;
use super::{Moment, Result, Store, template};
use crate::protocol::track::{ExportKind, Exported, StoreStatus};

/// Findings of a check that are given back.
const MOST_DAMAGE: u32 = 20;

const README: &str = "\
Your experiments, as an MLflow tracking store.

Open it, in this folder, with one command:

    pip install mlflow==VERSION && mlflow ui --backend-store-uri sqlite:///mlflow.db

Then look at http://127.0.0.1:5000. In Python, in this folder:

    import mlflow
    mlflow.set_tracking_uri(\"sqlite:///mlflow.db\")
    print(mlflow.search_runs(search_all_experiments=True))

mlflow.db has the schema of MLflow VERSION. A newer MLflow asks you to run this first:

    mlflow db upgrade sqlite:///mlflow.db

The files of each run are in mlruns/EXPERIMENT/RUN/artifacts. Their addresses in the database begin at this folder, so
start the command here.
";

impl Store {
    /// The store's location and contents; with `check`, its damage too.
    pub(super) fn status(&self, check: bool) -> Result<StoreStatus> {
        let number = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, u64>(0));
        let mut damage = Vec::new();
        if check {
            for schema in self.files.schemas() {
                let mut statement = self.db.prepare(&format!("PRAGMA {schema}.integrity_check({MOST_DAMAGE})"))?;
                let found = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
                damage.extend(found.into_iter().filter(|text| text != "ok"));
            }
        }
        Ok(StoreStatus {
            place: self.place,
            bytes: number("SELECT page_count * page_size FROM pragma_page_count('main'), pragma_page_size('main')")?,
            artifact_bytes: self.files.bytes(&self.db)?,
            revision: template::revision(&self.db)?,
            mlflow: template::mlflow_version().into(),
            experiments: number("SELECT count(*) FROM main.experiments WHERE lifecycle_stage = 'active'")?,
            runs: number("SELECT count(*) FROM main.runs WHERE lifecycle_stage = 'active'")?,
            models: number("SELECT count(*) FROM main.registered_models")?,
            damage,
        })
    }

    /// The store as one file.
    pub(super) fn export(&mut self, kind: ExportKind) -> Result<(Exported, Vec<u8>)> {
        let database = self.db.serialize("main")?.to_vec();
        let (file, bytes) = match kind {
            ExportKind::Database => ("mlflow.db", database),
            ExportKind::TakeHome => ("mlflow.zip", self.take_home(database)?),
        };
        Ok((Exported { file: file.into(), bytes: bytes.len() as u64 }, bytes))
    }

    fn take_home(&self, database: Vec<u8>) -> Result<Vec<u8>> {
        let (database, found) = self.files.take_home(&self.db, database)?;
        let readme = README.replace("VERSION", template::mlflow_version());
        let mut files = vec![("README.txt".to_owned(), readme.into_bytes()), ("mlflow.db".to_owned(), database)];
        files.extend(found);
        zip(&files)
    }

    /// An empty store in the place of this one.
    pub(super) fn start_afresh(&mut self, discard: bool, moment: &Moment) -> Result<StoreStatus> {
        if !discard {
            return Err(invalid("the store is not thrown away unasked", "Take it home first, then send discard: true."));
        }
        self.db.execute_batch("PRAGMA foreign_keys = OFF")?;
        let emptied = self.empty();
        self.db.execute_batch("PRAGMA foreign_keys = ON")?;
        emptied?;
        self.open_tables(moment)?;
        self.status(false)
    }

    fn empty(&mut self) -> Result<()> {
        let folders = self.files.folders(&self.db)?;
        let change = self.db.transaction()?;
        let sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let tables: Vec<String> = change.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for table in tables {
            change.execute_batch(&format!("DROP TABLE main.\"{table}\""))?;
        }
        change.commit()?;
        self.files.clear(&self.db, folders)?;
        Ok(self.db.execute_batch("VACUUM main")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::StoreCommand;
    use crate::protocol::track::{Export, LogRuns, NewArtifact, NewRun, Place, StartAfresh, Status};
    use crate::store::testing::{MOMENT, answer, ask, run, store, with_runs};

    #[test]
    fn the_store_says_what_it_holds() {
        let mut store = with_runs(3);
        let status = ask(&mut store, Status { check: true }).unwrap();
        assert_eq!((status.place, status.experiments, status.runs, status.models), (Place::Memory, 1, 3, 0));
        assert_eq!((status.revision.as_str(), status.damage.len()), ("dc11669786a5", 0));
        assert!(status.bytes > 300_000, "{}", status.bytes);
    }

    #[test]
    fn an_exported_store_is_a_database_and_the_files_of_its_runs() {
        let mut store = store();
        let artifact = NewArtifact { path: "model/spec.json".into(), text: Some("{}".into()), base64: None };
        ask(&mut store, LogRuns { runs: vec![NewRun { artifacts: vec![artifact], ..run(1) }] }).unwrap();
        let mut export =
            |kind| answer(&mut store, StoreCommand::Export(Box::new(Export { kind, path: None })), None).unwrap().file.unwrap();
        let (database, taken) = (export(ExportKind::Database), export(ExportKind::TakeHome));
        assert!(database.starts_with(b"SQLite format 3\0"));
        let contains = |needle: &[u8]| taken.windows(needle.len()).any(|window| window == needle);
        assert!(taken.starts_with(b"PK\x03\x04") && contains(&database[..4096]));
        assert!(contains(format!("mlruns/0/{:032x}/artifacts/model/spec.json{{}}", 1).as_bytes()));
        assert_eq!(export(ExportKind::TakeHome), taken, "the same store gives the same file");
    }

    #[test]
    fn starting_afresh_leaves_nothing_and_must_be_meant() {
        let mut store = with_runs(50);
        assert_eq!(ask(&mut store, StartAfresh { discard: false }).unwrap_err().what, "the store is not thrown away unasked");
        let status = ask(&mut store, StartAfresh { discard: true }).unwrap();
        assert_eq!((status.runs, status.experiments), (0, 1));
        ask(&mut store, LogRuns { runs: vec![run(1)] }).unwrap();
        let fresh = Store::in_memory(&MOMENT).unwrap();
        let tables = |store: &Store| -> Vec<String> {
            let mut statement = store.db.prepare("SELECT sql FROM main.sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(|sql| sql.unwrap()).collect()
        };
        assert_eq!(tables(&store), tables(&fresh));
    }
}
