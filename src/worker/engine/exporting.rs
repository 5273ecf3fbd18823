//! Experiments and searches as scripts, comparisons as files of the real tools.

use std::rc::Rc;

use super::{Engine, Error, Files, Loaded, there};
use crate::export::{drift, mlflow, sklearn};
use crate::learn::stored::Stored;
use crate::protocol::model::Task;
use crate::protocol::{Answered, AskModel, ComparedTable, DriftFiles, DriftTaken, ModelFiles, Rows, Script, ScriptText, SearchScript};

impl<F: Files> Engine<F> {
    pub(super) async fn script(&mut self, asked: &Script, progress: &mut dyn FnMut(f64, &str)) -> Result<ScriptText, Error> {
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        Ok(sklearn::script(&asked.spec, &loaded.table, loaded.profile(), &loaded.format)?)
    }

    pub(super) async fn search_script(&mut self, asked: &SearchScript, progress: &mut dyn FnMut(f64, &str)) -> Result<ScriptText, Error> {
        let loaded = self.tables.get(&asked.search.base.dataset, &self.files, progress).await?;
        let usual = match asked.search.base.model.kind().task {
            Task::Classification => "accuracy",
            Task::Regression => "r2",
        };
        let scoring = asked.scoring.as_deref().unwrap_or(usual);
        Ok(sklearn::search_script(&asked.search, scoring, &loaded.table, loaded.profile(), &loaded.format)?)
    }

    pub(super) async fn drift_files(&mut self, asked: &DriftFiles, progress: &mut dyn FnMut(f64, &str)) -> Result<DriftTaken, Error> {
        let reference = self.compared(&asked.reference, progress).await?;
        let current = self.compared(&asked.current, progress).await?;
        progress(0.9, "comparing");
        let side =
            |loaded: &Loaded| drift::TableNames { title: loaded.profile().title.clone(), stem: crate::export::stem(loaded.profile()) };
        let (before, now) = (side(&reference), side(&current));
        Ok(drift::files(asked, (&before, &reference.table), (&now, &current.table))?)
    }

    pub(super) async fn ask_model(&mut self, asked: &AskModel, progress: &mut dyn FnMut(f64, &str)) -> Result<Answered, Error> {
        let model = Stored::read(&asked.model)?;
        let answers = match &asked.rows {
            Some(Rows { dataset, rows }) => {
                let loaded = self.tables.get(dataset, &self.files, progress).await?;
                there(&loaded.table, rows)?;
                model.answers(&loaded.table, rows)?
            }
            None => vec![],
        };
        let prediction = model.predict(&asked.row)?;
        Ok(Answered { spec: model.spec().clone(), features: model.features(), prediction, answers })
    }

    async fn compared(&mut self, table: &ComparedTable, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Loaded>, Error> {
        match table {
            ComparedTable::Dataset(dataset) => self.tables.get(dataset, &self.files, progress).await,
            ComparedTable::Text { name, csv } => self.tables.load(name, &csv.clone().into_bytes(), progress).await,
        }
    }
}

/// A kept model as the files of an MLflow model.
pub(super) fn model_files(asked: ModelFiles) -> Result<Vec<(String, String)>, Error> {
    Ok(mlflow::files(asked.model)?)
}
