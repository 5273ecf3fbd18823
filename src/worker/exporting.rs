//! What the exporting worker is asked: experiments and searches as scripts, comparisons as files of the real tools.

use std::rc::Rc;

use super::{Error, Files, Loaded, Worker, there};
use crate::export::{drift, mlflow, sklearn};
use crate::learn::stored::Stored;
use crate::protocol::params::{self, Task};
use crate::protocol::{Answered, Command, ComparedTable, Reply, Rows};

impl Worker {
    pub(super) async fn export(
        &mut self,
        command: Command,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Reply, Error> {
        Ok(match command {
            Command::Script(script) => {
                let loaded = self.tables.get(&script.spec.dataset, files, progress).await?;
                Reply::Script(Box::new(sklearn::script(&script.spec, &loaded.table, loaded.profile(), &loaded.format)?))
            }
            Command::SearchScript(asked) => {
                let loaded = self.tables.get(&asked.search.base.dataset, files, progress).await?;
                let usual = match params::kind(&asked.search.base.model).task {
                    Task::Classification => "accuracy",
                    Task::Regression => "r2",
                };
                let scoring = asked.scoring.as_deref().unwrap_or(usual);
                let script = sklearn::search_script(&asked.search, scoring, &loaded.table, loaded.profile(), &loaded.format)?;
                Reply::SearchScript(Box::new(script))
            }
            Command::DriftFiles(asked) => {
                let reference = self.compared(&asked.reference, files, progress).await?;
                let current = self.compared(&asked.current, files, progress).await?;
                progress(0.9, "comparing");
                let side =
                    |loaded: &Loaded| drift::Side { title: loaded.profile().title.clone(), stem: crate::export::stem(loaded.profile()) };
                let (before, now) = (side(&reference), side(&current));
                Reply::DriftFiles(Box::new(drift::files(&asked, (&before, &reference.table), (&now, &current.table))?))
            }
            Command::ModelFiles(asked) => Reply::ModelFiles(Box::new(mlflow::files(asked.model)?)),
            Command::AskModel(asked) => {
                let model = Stored::read(&asked.model)?;
                let answers = match &asked.rows {
                    Some(Rows { dataset, rows }) => {
                        let loaded = self.tables.get(dataset, files, progress).await?;
                        there(&loaded.table, rows)?;
                        model.answers(&loaded.table, rows)?
                    }
                    None => vec![],
                };
                let prediction = model.predict(&asked.row)?;
                Reply::AskModel(Box::new(Answered { spec: model.spec().clone(), features: model.features(), prediction, answers }))
            }
            _ => return Err(Error::new("this is no request for a script", "This is a fault of the site; please report it.")),
        })
    }
}

impl Worker {
    async fn compared(
        &mut self,
        table: &ComparedTable,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Rc<Loaded>, Error> {
        match table {
            ComparedTable::Dataset(dataset) => self.tables.get(dataset, files, progress).await,
            ComparedTable::Text { name, csv } => self.tables.load(name, &csv.clone().into_bytes(), progress).await,
        }
    }
}
