//! A request in, its answer out.

use super::{Moment, Result, Store};
use crate::protocol::{Error, StoreCommand, StoreReply};

/// What a request brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The reply.
    pub reply: StoreReply,
    /// A file beside it.
    pub file: Option<Vec<u8>>,
}

impl Store {
    /// Answers a command; a file may come with the request, and one may go with the answer.
    pub fn answer(&mut self, command: StoreCommand, file: Option<Vec<u8>>, moment: &Moment) -> std::result::Result<Answer, Error> {
        // Turned before it is mixed: a store that was opened with this very moment would else begin from zero every time.
        let stirred = |at: usize| self.ids[at].rotate_left(23).wrapping_add(moment.entropy[at]);
        self.ids = [stirred(0), stirred(1)];
        Ok(self.carry_out(command, file, moment)?)
    }

    fn carry_out(&mut self, command: StoreCommand, file: Option<Vec<u8>>, moment: &Moment) -> Result<Answer> {
        use StoreReply as Reply;
        let reply = match command {
            // Answered by the session: an open store already has access.
            StoreCommand::Access(_) | StoreCommand::TakeOver(_) | StoreCommand::Rescue(_) => return Err(not_here()),
            StoreCommand::Status(asked) => Reply::Status(Box::new(self.status(asked.check)?)),
            StoreCommand::SearchExperiments(asked) => Reply::SearchExperiments(Box::new(self.experiments(asked.view)?)),
            StoreCommand::CreateExperiment(asked) => Reply::CreateExperiment(Box::new(self.create_experiment(&asked, moment)?)),
            StoreCommand::EditExperiment(asked) => Reply::EditExperiment(Box::new(self.edit_experiment(&asked, moment)?)),
            StoreCommand::LogRuns(asked) => Reply::LogRuns(Box::new(self.log_runs(*asked, moment)?)),
            StoreCommand::EditRun(asked) => Reply::EditRun(Box::new(self.edit_run(&asked, moment)?)),
            StoreCommand::GetRun(asked) => Reply::GetRun(Box::new(self.run_detail(&asked.run_id)?)),
            StoreCommand::SearchRuns(asked) => Reply::SearchRuns(Box::new(self.search_runs(&asked)?)),
            StoreCommand::RunColumns(asked) => Reply::RunColumns(Box::new(self.run_columns(&asked)?)),
            StoreCommand::MetricHistory(asked) => Reply::MetricHistory(Box::new(self.history(&asked)?)),
            StoreCommand::CompareRuns(asked) => Reply::CompareRuns(Box::new(self.compare(&asked)?)),
            StoreCommand::DrawRuns(asked) => Reply::DrawRuns(Box::new(self.draw(&asked)?)),
            StoreCommand::SearchModels(asked) => Reply::SearchModels(Box::new(self.models(asked.name.as_deref())?)),
            StoreCommand::CreateModelVersion(asked) => Reply::CreateModelVersion(Box::new(self.create_version(&asked, moment)?)),
            StoreCommand::EditModel(asked) => Reply::EditModel(Box::new(self.edit_model(&asked, moment)?)),
            StoreCommand::EditModelVersion(asked) => Reply::EditModelVersion(Box::new(self.edit_version(&asked, moment)?)),
            StoreCommand::SetAlias(asked) => Reply::SetAlias(Box::new(self.set_alias(&asked, moment)?)),
            StoreCommand::RollBack(asked) => Reply::RollBack(Box::new(self.roll_back(&asked, moment)?)),
            StoreCommand::Query(asked) => Reply::Query(Box::new(self.query(&asked)?)),
            StoreCommand::GetArtifact(asked) => Reply::GetArtifact(Box::new(self.artifact(&asked)?)),
            StoreCommand::ReadKeptLog(asked) => Reply::ReadKeptLog(Box::new(self.kept_log(&asked)?)),
            StoreCommand::Import(asked) => {
                // The folder of a file that was named by a path relative to this one is this one.
                let base = asked.path.as_deref().map(|path| match path.rsplit_once('/') {
                    Some(("", _)) => "/",
                    Some((folder, _)) => folder,
                    None => ".",
                });
                Reply::Import(Box::new(self.import(file.as_deref(), base)?))
            }
            StoreCommand::Export(asked) => {
                let (exported, bytes) = self.export(asked.kind)?;
                return Ok(Answer { reply: Reply::Export(Box::new(exported)), file: Some(bytes) });
            }
            StoreCommand::StartAfresh(asked) => Reply::StartAfresh(Box::new(self.start_afresh(asked.discard, moment)?)),
        };
        Ok(Answer { reply, file: None })
    }
}

fn not_here() -> super::StoreError {
    super::error::invalid("this is for whoever keeps the store", "This is a fault of the site; please report it.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{LogRuns, NewRun};
    use crate::store::testing::run;

    #[test]
    fn the_first_run_of_every_process_has_an_id_of_its_own() {
        let first_id = |entropy: [u64; 2]| {
            // The moment that opens a store is the one of its first request.
            let moment = Moment { now: 1_790_000_000_000, entropy };
            let mut store = Store::in_memory(&moment).unwrap();
            let asked = LogRuns { runs: vec![NewRun { run_id: None, ..run(0) }] };
            match store.answer(StoreCommand::LogRuns(Box::new(asked)), None, &moment).unwrap().reply {
                StoreReply::LogRuns(logged) => logged[0].clone(),
                other => panic!("{other:?}"),
            }
        };
        let ids: std::collections::BTreeSet<String> = (1..=50).map(|at| first_id([at, at * at])).collect();
        assert_eq!(ids.len(), 50);
        // Version 4, variant 1 (RFC 9562), as uuid4().hex has them.
        assert!(ids.iter().all(|id| id.len() == 32 && id.as_bytes()[12] == b'4' && b"89ab".contains(&id.as_bytes()[16])), "{ids:?}");
    }

    #[test]
    fn the_same_entropy_gives_the_same_ids() {
        let mut store = Store::in_memory(&Moment { now: 1_790_000_000_000, entropy: [1, 2] }).unwrap();
        store.ids = [1, 2];
        assert_eq!(store.new_id(), "910a2dec89024cc1975835de1c9756ce");
    }
}
