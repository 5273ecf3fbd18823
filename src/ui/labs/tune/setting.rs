//! The setting of a search: what is varied, how, by which score; as a request, and as words of the address.
//!
//! `search=random&search_n_iter=30&search__C=0.001..10`: the parameters that are varied stand by name, each with its values;
//! if none is named, the first two of the model are varied over usual values.

use leptos::prelude::*;

use crate::protocol::TrainSpec;
use crate::protocol::params;
use crate::protocol::params::{ModelKind, ParamKind, Task};
use crate::protocol::spec_search::{Dimension, HalvingSpec, Scale, SearchSpec, Strategy, Values};
use crate::ui::kit::values::values;
use crate::ui::workspace::codec;
use crate::ui::workspace::search::Asked;

/// Folds that judge a trial.
const FOLDS: u32 = 5;
/// Combinations of a random search.
const N_ITER: u32 = 20;
/// One in so many survives a round of halving.
const FACTOR: u32 = 3;
/// Parameters that are varied when none is named.
const VARIED: usize = 2;

/// Parameters by name: whether each is varied, and its values as text.
pub(crate) type Space = Vec<(&'static str, bool, String)>;

/// The setting of a search; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) space: RwSignal<Space>,
    /// `grid`, `random` or `halving`.
    pub(crate) strategy: RwSignal<String>,
    pub(crate) n_iter: RwSignal<u32>,
    pub(crate) factor: RwSignal<u32>,
    pub(crate) folds: RwSignal<u32>,
    /// The score; empty is the usual one.
    pub(crate) scoring: RwSignal<String>,
}

impl Setting {
    /// What an address asks for; the space comes with the model.
    pub(crate) fn read(query: &str) -> Self {
        let words = codec::words(query);
        let text = |name: &str| words.iter().find(|(key, _)| key == name).map(|(_, value)| codec::decode(value));
        let whole = |name: &str, least: u32, most: u32, usual: u32| {
            let number = text(name).and_then(|text| text.parse().ok()).filter(|number| (least..=most).contains(number));
            RwSignal::new(number.unwrap_or(usual))
        };
        let strategy = text("search").filter(|word| matches!(word.as_str(), "random" | "halving"));
        Self {
            space: RwSignal::default(),
            strategy: RwSignal::new(strategy.unwrap_or_else(|| "grid".to_owned())),
            n_iter: whole("search_n_iter", 1, 500, N_ITER),
            factor: whole("search_factor", 2, 10, FACTOR),
            folds: whole("search_folds", 2, 20, FOLDS),
            scoring: RwSignal::new(text("search_scoring").unwrap_or_default()),
        }
    }

    /// The words of the address, each with its `&`; what is usual is left out.
    pub(crate) fn words(self, spec: &TrainSpec) -> String {
        let mut words = vec![];
        let strategy = self.strategy.get();
        if strategy != "grid" {
            words.push(format!("search={strategy}"));
        }
        let whole = [("search_n_iter", self.n_iter, N_ITER), ("search_factor", self.factor, FACTOR), ("search_folds", self.folds, FOLDS)];
        words.extend(
            whole.into_iter().filter(|(_, value, usual)| value.get() != *usual).map(|(name, value, _)| format!("{name}={}", value.get())),
        );
        let scoring = self.scoring.get();
        if !scoring.is_empty() && scoring != usual_score(spec) {
            words.push(format!("search_scoring={}", codec::encode(&scoring)));
        }
        self.space.with(|space| {
            if *space != usual_space(params::kind(&spec.model), spec) {
                let varied = space.iter().filter(|(_, varied, _)| *varied);
                words.extend(varied.map(|(name, _, text)| format!("search__{name}={}", codec::encode(text))));
            }
        });
        words.into_iter().map(|word| format!("&{word}")).collect()
    }

    /// Takes the space of another model, or the one that an address names.
    pub(crate) fn take_space(self, kind: &'static ModelKind, spec: &TrainSpec, query: &str) {
        let words = codec::words(query);
        let named =
            |name: &str| words.iter().find(|(key, _)| key.strip_prefix("search__") == Some(name)).map(|(_, value)| codec::decode(value));
        let mut space = usual_space(kind, spec);
        if space.iter().any(|(name, ..)| named(name).is_some()) {
            for (name, varied, text) in &mut space {
                let own = named(name);
                *varied = own.is_some();
                *text = own.unwrap_or_else(|| text.clone());
            }
        }
        self.space.set(space);
        if !scores(params::kind(&spec.model).task).contains(&self.scoring.get_untracked().as_str()) {
            self.scoring.set(usual_score(spec).to_owned());
        }
    }

    /// The search that is asked for, or what is wrong with it.
    pub(crate) fn search(self, spec: TrainSpec) -> Result<Asked, String> {
        let space = self.space.with(|space| {
            space.iter().filter(|(_, varied, _)| *varied).map(|(name, _, text)| dimension(name, text)).collect::<Result<Vec<_>, _>>()
        })?;
        let strategy = match self.strategy.get().as_str() {
            "random" => Strategy::Random { n_iter: self.n_iter.get() },
            "halving" => Strategy::Halving(HalvingSpec { factor: self.factor.get(), ..HalvingSpec::default() }),
            _ => Strategy::Grid,
        };
        let (seed, scoring) = (spec.split.seed, self.scoring.get());
        let scoring = if scoring.is_empty() { usual_score(&spec).to_owned() } else { scoring };
        Ok(Asked { search: SearchSpec { base: TrainSpec { folds: self.folds.get(), ..spec }, space, strategy, seed }, scoring })
    }
}

/// The scores by which a search can judge; the usual one first.
pub(crate) fn scores(task: Task) -> &'static [&'static str] {
    match task {
        Task::Classification => &["accuracy", "balanced_accuracy", "f1_macro", "matthews_corrcoef", "roc_auc_ovr", "neg_log_loss"],
        Task::Regression => &["r2", "neg_mean_absolute_error", "neg_root_mean_squared_error", "neg_median_absolute_error"],
    }
}

fn usual_score(spec: &TrainSpec) -> &'static str {
    scores(params::kind(&spec.model).task).first().copied().unwrap_or_default()
}

fn usual_space(kind: &'static ModelKind, spec: &TrainSpec) -> Space {
    let usual = TrainSpec { model: params::by_id(kind.id).unwrap_or(spec.model.clone()), ..spec.clone() };
    let offered = kind.params.iter().filter(|param| !matches!(param.kind, ParamKind::Sizes));
    offered.enumerate().map(|(place, param)| (param.name, place < VARIED, values(param, &usual))).collect()
}

/// A parameter's values: a list, or two ends such as `0.001..10`.
fn dimension(name: &str, text: &str) -> Result<Dimension, String> {
    let values = match text.split_once("..") {
        Some((low, high)) => {
            let number = |text: &str| text.trim().parse::<f64>().map_err(|_| format!("{name}: “{}” is no number", text.trim()));
            let (low, high) = (number(low)?, number(high)?);
            let scale = if low > 0.0 && high / low >= 100.0 { Scale::Log } else { Scale::Linear };
            Values::Range { low, high, scale, whole: low.fract() == 0.0 && high.fract() == 0.0 && high > 2.0, steps: 5 }
        }
        None => {
            let values: Vec<String> = text.split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
            if values.is_empty() {
                return Err(format!("{name}: give the values to try, separated by commas"));
            }
            Values::List(values)
        }
    };
    Ok(Dimension { name: name.to_owned(), values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::DatasetRef;
    use crate::ui::workspace::address;

    #[test]
    fn values_are_lists_or_ranges() {
        assert_eq!(dimension("max_depth", "1, 2, None").unwrap().values, Values::List(vec!["1".into(), "2".into(), "None".into()]));
        let Values::Range { low, high, scale, whole, .. } = dimension("C", "0.001..10").unwrap().values else { panic!() };
        assert_eq!((low, high, scale, whole), (0.001, 10.0, Scale::Log, false));
        let Values::Range { scale, whole, .. } = dimension("n", "10..50").unwrap().values else { panic!() };
        assert_eq!((scale, whole), (Scale::Linear, true));
        assert!(dimension("C", "a..b").is_err() && dimension("C", " , ").is_err());
    }

    #[track_caller]
    fn check(query: &str) {
        let owner = Owner::new();
        owner.with(|| {
            let mut spec = address::starting(DatasetRef::Sample("iris".into())).unwrap();
            spec.model = params::by_id("logistic_regression").unwrap();
            let setting = Setting::read(query);
            setting.take_space(params::kind(&spec.model), &spec, query);
            assert_eq!(setting.words(&spec), query);
            assert!(setting.search(spec).is_ok());
        });
    }

    #[test]
    fn a_search_survives_its_address() {
        check("");
        check("&search=random&search_n_iter=30&search_scoring=roc_auc_ovr&search__C=0.001..10");
        check("&search=halving&search_factor=2&search_folds=3&search__C=0.1%2C%201&search__tol=0.01");
    }
}
