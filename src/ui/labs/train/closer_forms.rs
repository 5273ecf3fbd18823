//! What can be set about a closer look, and the look that comes of it.

use leptos::prelude::*;

use crate::protocol::inspect::{BinStrategy, CostSpec};
use crate::protocol::model::{ModelKind, ParamKind};
use crate::protocol::{Look, ModelSpec, TrainSpec};
use crate::ui::kit::inputs::{fields, number, select, text, whole};
use crate::ui::kit::values::values;
use crate::ui::workspace::run::Run;

/// The settings of one look; copies share them.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Nothing can be set.
    Plain(&'static str),
    Calibration(RwSignal<BinStrategy>),
    /// What a missed positive row costs, and a false alarm.
    Thresholds {
        missed: RwSignal<f64>,
        alarm: RwSignal<f64>,
    },
    Validation {
        kind: &'static ModelKind,
        parameter: RwSignal<String>,
        values: RwSignal<String>,
    },
    Dependence {
        names: StoredValue<Vec<String>>,
        feature: RwSignal<String>,
    },
    Folds {
        folds: RwSignal<u32>,
        repeats: RwSignal<u32>,
    },
}

/// The settings that a question begins with.
pub(crate) fn form_of(id: &'static str, run: &Run) -> Form {
    match id {
        "calibration" => Form::Calibration(RwSignal::new(BinStrategy::Uniform)),
        "thresholds" => Form::Thresholds { missed: RwSignal::new(5.0), alarm: RwSignal::new(1.0) },
        "validation_curve" => {
            let kind = run.asked.model.kind();
            let first = kind.params.iter().find(|param| !values(param, &run.asked).is_empty());
            let parameter = RwSignal::new(first.map_or_else(String::new, |param| param.name.to_owned()));
            Form::Validation { kind, parameter, values: RwSignal::new(first.map(|param| values(param, &run.asked)).unwrap_or_default()) }
        }
        "dependence" => {
            let mut names: Vec<String> =
                run.features().iter().filter(|feature| feature.levels.is_empty()).map(|feature| feature.name.clone()).collect();
            let rank = |name: &String| run.importances().iter().position(|one| one.feature == *name).unwrap_or(usize::MAX);
            names.sort_by_key(rank);
            let feature = RwSignal::new(names.first().cloned().unwrap_or_default());
            Form::Dependence { names: StoredValue::new(names), feature }
        }
        "folds" => {
            // Groups and time can be divided in one way only.
            let once = run.asked.split.group.is_some() || run.asked.split.time.is_some();
            Form::Folds { folds: RwSignal::new(5), repeats: RwSignal::new(if once { 1 } else { 4 }) }
        }
        id => Form::Plain(id),
    }
}

impl Form {
    /// The look as it is set.
    pub(crate) fn look(self) -> Look {
        match self {
            Self::Calibration(strategy) => Look::Calibration { bins: 10, strategy: strategy.get_untracked() },
            Self::Thresholds { missed, alarm } => Look::Thresholds(CostSpec {
                false_negative: missed.get_untracked(),
                false_positive: alarm.get_untracked(),
                ..CostSpec::default()
            }),
            Self::Validation { parameter, values, .. } => Look::ValidationCurve {
                parameter: parameter.get_untracked(),
                values: values.with_untracked(|values| split(values)),
                scoring: None,
            },
            Self::Dependence { feature, .. } => Look::Dependence { feature: feature.get_untracked(), class: None },
            Self::Folds { folds, repeats } => Look::Folds { folds: folds.get_untracked(), repeats: repeats.get_untracked() },
            Self::Plain("learning_curve") => Look::LearningCurve { steps: 6, scoring: None },
            Self::Plain("permutation") => Look::Permutation { n_repeats: 10, scoring: None },
            Self::Plain("slices") => Look::Slices(Default::default()),
            Self::Plain(_) => Look::Intervals(Default::default()),
        }
    }

    /// The fields; a change asks again.
    pub(crate) fn view(self, ask: Callback<()>) -> AnyView {
        match self {
            Self::Plain(_) => ().into_any(),
            Self::Calibration(strategy) => {
                let options =
                    vec![("uniform".to_owned(), "equal widths".to_owned()), ("quantile".to_owned(), "equal numbers of rows".to_owned())];
                let set = move |text: String| {
                    strategy.set(if text == "quantile" { BinStrategy::Quantile } else { BinStrategy::Uniform });
                    ask.run(());
                };
                fields(vec![select("lab-bins", "Bins of", options, set)])
            }
            Self::Thresholds { missed, alarm } => fields(vec![
                number("lab-missed", "Cost of a missed case", missed, ask),
                number("lab-alarm", "Cost of a false alarm", alarm, ask),
            ]),
            Self::Validation { kind, parameter, values: tried } => {
                let offered = kind.params.iter().filter(|param| !matches!(param.kind, ParamKind::Sizes));
                let options = offered.map(|param| (param.name.to_owned(), param.name.to_owned())).collect();
                let set = move |name: String| {
                    // What is tried for one parameter means nothing for the next.
                    if let Some(param) = kind.params.iter().find(|param| param.name == name) {
                        let usual = ModelSpec::by_id(kind.id).map(|model| TrainSpec { model, ..blank() });
                        tried.set(usual.map(|usual| values(param, &usual)).unwrap_or_default());
                    }
                    parameter.set(name);
                    ask.run(());
                };
                fields(vec![
                    select("lab-parameter", "Parameter", options, set),
                    text("lab-values", "Values", "Separated by commas.", tried, ask),
                ])
            }
            Self::Dependence { names, feature } => {
                let options = names.get_value().into_iter().map(|name| (name.clone(), name)).collect();
                let set = move |name: String| {
                    feature.set(name);
                    ask.run(());
                };
                fields(vec![select("lab-feature", "Column", options, set)])
            }
            Self::Folds { folds, repeats } => {
                fields(vec![whole("lab-look-folds", "Folds", (2, 20), folds, ask), whole("lab-repeats", "Times", (1, 20), repeats, ask)])
            }
        }
    }
}

/// A spec of nothing, for its model's sake.
fn blank() -> TrainSpec {
    TrainSpec {
        dataset: crate::protocol::DatasetRef::Sample(String::new()),
        target: String::new(),
        features: vec![],
        split: Default::default(),
        model: crate::protocol::ModelSpec::RandomForest(Default::default()),
        folds: 0,
        prepare: Default::default(),
    }
}

fn split(values: &str) -> Vec<String> {
    values.split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::model::MODELS;

    #[test]
    fn every_value_that_is_offered_is_taken() {
        for kind in MODELS {
            let spec = TrainSpec { model: ModelSpec::by_id(kind.id).unwrap(), ..blank() };
            for param in kind.params {
                for value in split(&values(param, &spec)) {
                    let mut model = spec.model.clone();
                    assert_eq!(model.set(param.name, &value), Ok(()), "{} {} {value}", kind.id, param.name);
                }
            }
        }
        assert_eq!(split(" 1, 2 ,, None"), ["1", "2", "None"]);
    }
}
