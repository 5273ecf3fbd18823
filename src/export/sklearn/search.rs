//! A search for settings as a script: `GridSearchCV`, `RandomizedSearchCV` or the halving searches, around the same pipeline
//! and the same folds.

use super::{ScriptPlan, literal, python, split};
use crate::learn::{self, tuning::values};
use crate::protocol::tune::{Dimension, HalvingSpec, MinResources, Scale, SearchSpec, Strategy, Values};

/// A search and the score by which it judges.
#[derive(Clone, Copy)]
pub(super) struct ScoredSearch<'a> {
    pub(super) search: &'a SearchSpec,
    pub(super) scoring: &'a str,
}

/// Draws of log-uniform integers, made beforehand: scipy has no such distribution.
const DRAWN: u32 = 1000;

impl<'a> ScoredSearch<'a> {
    /// scikit-learn's class.
    pub(super) fn class(self) -> &'static str {
        match &self.search.strategy {
            Strategy::Grid => "GridSearchCV",
            Strategy::Random { .. } => "RandomizedSearchCV",
            Strategy::Halving(halving) if halving.n_candidates.is_some() => "HalvingRandomSearchCV",
            Strategy::Halving(_) => "HalvingGridSearchCV",
        }
    }

    /// True where values are drawn from distributions, not taken from lists.
    fn draws(self) -> bool {
        matches!(self.class(), "RandomizedSearchCV" | "HalvingRandomSearchCV")
    }

    /// Imports beside those of the model.
    pub(super) fn imports(self) -> Vec<String> {
        let mut lines = vec![];
        if self.class().starts_with("Halving") {
            lines.push("from sklearn.experimental import enable_halving_search_cv  # noqa: F401, the halving searches need it".to_owned());
        }
        let mut names: Vec<&str> = self.search.space.iter().filter(|_| self.draws()).filter_map(distribution).collect();
        names.sort_unstable();
        names.dedup();
        if !names.is_empty() {
            lines.push(format!("from scipy.stats import {}", names.join(", ")));
        }
        lines
    }

    /// The search, run: `model` is the best one, learned again from all training rows.
    pub(super) fn text(self, plan: &ScriptPlan<'_>) -> Result<String, learn::Error> {
        let step = plan.training_set.spec.model.kind().sklearn.rsplit('.').next().unwrap_or_default().to_lowercase();
        let mut space = String::new();
        for dimension in &self.search.space {
            space.push_str(&format!("    \"{step}__{}\": {},\n", dimension.name, self.values(dimension)?));
        }
        let (cv, rows) = split::made_folds(plan, self.search.base.folds);
        let mut arguments = vec!["model".to_owned(), "space".to_owned()];
        let seed = self.search.seed % (1 << 32);
        match &self.search.strategy {
            Strategy::Grid => {}
            Strategy::Random { n_iter } => arguments.push(format!("n_iter={n_iter}, random_state={seed}")),
            Strategy::Halving(halving) => arguments.push(halved(halving, &step, seed)),
        }
        arguments.push(format!("scoring={}, cv=folds", python::text(self.scoring)));
        Ok(format!(
            "# Every trial is judged on folds of the training rows; the test rows are asked once, at the end.\n\
             space = {{\n{space}}}\n{cv}\
             search = {}({})\nsearch.fit({rows})\n\
             print(f\"best of {{len(search.cv_results_['params'])}} trials: {{search.best_params_}}\")\n\
             print(f\"score over folds {{search.best_score_:.4f}}\")\n\
             model = search.best_estimator_\n",
            self.class(),
            arguments.join(", "),
        ))
    }

    fn values(self, dimension: &Dimension) -> Result<String, learn::Error> {
        let Values::Range { low, high, scale, whole, .. } = &dimension.values else { return list(dimension) };
        if !self.draws() {
            return list(dimension);
        }
        Ok(match (scale, whole) {
            (Scale::Linear, false) => format!("uniform({low:?}, {:?})", high - low),
            (Scale::Linear, true) => format!("randint({low}, {})", high + 1.0),
            (Scale::Log, false) => format!("loguniform({low:?}, {high:?})"),
            (Scale::Log, true) => {
                let seed = self.search.seed % (1 << 32);
                format!("[int(value) for value in loguniform({low}, {}).rvs({DRAWN}, random_state={seed})]", high + 1.0)
            }
        })
    }
}

fn list(dimension: &Dimension) -> Result<String, learn::Error> {
    Ok(format!("[{}]", values(dimension)?.iter().map(|value| literal(value)).collect::<Vec<_>>().join(", ")))
}

/// scipy's distribution of a range; absent for a list.
fn distribution(dimension: &Dimension) -> Option<&'static str> {
    match &dimension.values {
        Values::List(_) => None,
        Values::Range { scale: Scale::Log, .. } => Some("loguniform"),
        Values::Range { whole: true, .. } => Some("randint"),
        Values::Range { .. } => Some("uniform"),
    }
}

fn halved(halving: &HalvingSpec, step: &str, seed: u64) -> String {
    let mut arguments = vec![];
    arguments.extend(halving.n_candidates.map(|count| format!("n_candidates={count}")));
    arguments.push(format!("factor={}", halving.factor));
    if let Some(resource) = &halving.resource {
        arguments.push(format!("resource={}", python::text(&format!("{step}__{resource}"))));
    }
    match halving.min_resources {
        MinResources::Exhaust => arguments.push("min_resources=\"exhaust\"".to_owned()),
        MinResources::Smallest => arguments.push("min_resources=\"smallest\"".to_owned()),
        MinResources::Count(count) => arguments.push(format!("min_resources={count}")),
    }
    arguments.extend(halving.max_resources.map(|most| format!("max_resources={most}")));
    if halving.aggressive_elimination {
        arguments.push("aggressive_elimination=True".to_owned());
    }
    arguments.push(format!("random_state={seed}"));
    arguments.join(", ")
}
