//! The training lab's address: an experiment, whether it is run at once, and the experiment it is compared with.

use std::fmt::{Display, Formatter, Result};

use crate::protocol::TrainSpec;
use crate::ui::kit::query;
use crate::ui::workspace::experiment_query;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
    /// The experiment; an empty target means the dataset's own.
    pub(crate) spec: TrainSpec,
    /// Train at once.
    pub(crate) run: bool,
    /// The experiment that is kept as A.
    pub(crate) versus: Option<TrainSpec>,
}

impl Query {
    /// Reads an address; what is wrong with it goes to the warnings. Absent only if no model exists.
    pub(crate) fn read(text: &str, warnings: &mut Vec<String>) -> Option<Self> {
        let query = query::Query::parse(text);
        let spec = experiment_query::read(&query, warnings)?;
        let versus = query.text("vs").and_then(|text| experiment_query::read(&query::Query::parse(&text), warnings));
        Some(Self { spec, run: query.text("run").as_deref() == Some("1"), versus })
    }
}

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let mut query = experiment_query::write(&self.spec);
        if self.run {
            query.push("run", 1);
        }
        if let Some(versus) = &self.versus {
            query.push("vs", experiment_query::write(versus).words());
        }
        query.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::DatasetRef;

    #[test]
    fn an_experiment_a_run_and_a_comparison_survive_the_address() {
        let spec = experiment_query::starting(DatasetRef::Sample("iris".into())).unwrap();
        let other = TrainSpec { folds: 0, ..spec.clone() };
        for (run, versus, text) in [
            (false, None, "?data=iris"),
            (true, None, "?data=iris&run=1"),
            (true, Some(other.clone()), "?data=iris&run=1&vs=data%3Diris%26folds%3D0"),
        ] {
            let query = Query { spec: spec.clone(), run, versus };
            let mut warnings = vec![];
            assert_eq!(query.to_string(), text);
            assert_eq!((Query::read(text, &mut warnings), warnings), (Some(query), vec![]));
        }
    }

    #[test]
    fn what_is_wrong_with_the_comparison_is_named_too() {
        let mut warnings = vec![];
        let query = Query::read("?vs=data%3Diris%26seed%3Dx", &mut warnings).unwrap();
        assert_eq!(query.versus, Some(query.spec));
        assert!(warnings.len() == 1 && warnings[0].contains("seed takes a whole number"), "{warnings:?}");
    }
}
