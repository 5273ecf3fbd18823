//! The tuning lab's state: the form of the experiment, what is varied, and the search.

use leptos::prelude::*;

use crate::protocol::model::{ModelKind, ParamKind, Task};
use crate::protocol::tune::{Dimension, HalvingSpec, Scale, SearchSpec, Strategy, Values};
use crate::protocol::{ModelSpec, TrainSpec};
use crate::ui::client::Client;
use crate::ui::kit::address::keep_address;
use crate::ui::kit::browser;
use crate::ui::kit::values::values;
use crate::ui::labs::tune::query::Query;
use crate::ui::workspace::experiment_form::ExperimentForm;
use crate::ui::workspace::search::{SearchRequest, SearchRunner};

/// Parameters that are varied when none is named.
const VARIED: usize = 2;
/// Workers that are proposed at most.
const MOST_WORKERS: u32 = 4;

/// Parameters by name: whether each is varied, and its values as text.
pub(crate) type Space = Vec<(&'static str, bool, String)>;

/// The tuning lab on the page; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct TuneLab {
    pub(crate) client: Client,
    pub(crate) form: ExperimentForm,
    pub(crate) search_runner: SearchRunner,
    pub(crate) space: RwSignal<Space>,
    /// `grid`, `random` or `halving`.
    pub(crate) strategy: RwSignal<String>,
    pub(crate) n_iter: RwSignal<u32>,
    pub(crate) factor: RwSignal<u32>,
    pub(crate) folds: RwSignal<u32>,
    /// The score by scikit-learn's name.
    pub(crate) scoring: RwSignal<String>,
    pub(crate) workers: RwSignal<u32>,
    /// What is wrong with the space.
    pub(crate) wrong: RwSignal<Option<String>>,
    /// The address at the moment of the search; the form may ask for something else by the time it ends.
    pub(crate) begun_from: RwSignal<String>,
}

impl TuneLab {
    /// The lab with what an address asks for; call [`Self::open`] once it is mounted.
    pub(crate) fn new(client: Client, query: Query, warnings: Vec<String>) -> Self {
        let space = named_space(&query);
        let task = query.spec.model.kind().task;
        let scoring = query.scoring.filter(|name| scores(task).contains(&name.as_str()));
        Self {
            client,
            search_runner: SearchRunner::new(),
            space: RwSignal::new(space),
            strategy: RwSignal::new(query.strategy),
            n_iter: RwSignal::new(query.n_iter),
            factor: RwSignal::new(query.factor),
            folds: RwSignal::new(query.folds),
            scoring: RwSignal::new(scoring.unwrap_or_else(|| usual_score(task).to_owned())),
            workers: RwSignal::new(browser::processors().clamp(1, MOST_WORKERS)),
            wrong: RwSignal::new(None),
            begun_from: RwSignal::default(),
            form: ExperimentForm::new(client, query.spec, warnings),
        }
    }

    /// Reads the data; keeps the address, and what is varied, in step with the form.
    pub(crate) fn open(self) {
        self.form.open(|| ());
        let kind = Memo::new(move |_| self.form.spec.with(|spec| spec.model.kind()));
        Effect::watch(move || kind.get(), move |kind, _, _| self.take_model(kind), false);
        keep_address(move || Some(self.query().to_string()));
    }

    /// Varies the parameters of another model.
    fn take_model(self, kind: &'static ModelKind) {
        self.space.set(usual_space(kind, &self.form.spec.get_untracked()));
        if !scores(kind.task).contains(&self.scoring.get_untracked().as_str()) {
            self.scoring.set(usual_score(kind.task).to_owned());
        }
    }

    /// The address; what is usual is left out.
    pub(crate) fn query(self) -> Query {
        let spec = self.form.spec.get();
        let kind = spec.model.kind();
        let space = self.space.with(|space| {
            let varied = space.iter().filter(|(_, varied, _)| *varied).map(|(name, _, text)| ((*name).to_owned(), text.clone()));
            if *space == usual_space(kind, &spec) { vec![] } else { varied.collect() }
        });
        Query {
            strategy: self.strategy.get(),
            n_iter: self.n_iter.get(),
            factor: self.factor.get(),
            folds: self.folds.get(),
            scoring: Some(self.scoring.get()).filter(|name| name != usual_score(kind.task)),
            space,
            spec,
        }
    }

    /// Begins the search that the form asks for, or says what is wrong with it.
    pub(crate) fn search(self) {
        match untrack(|| self.asked()) {
            Ok(asked) => {
                self.wrong.set(None);
                self.begun_from.set(untrack(|| self.query().to_string()));
                self.search_runner.run(self.client, asked, self.workers.get_untracked() as usize);
            }
            Err(text) => self.wrong.set(Some(text)),
        }
    }

    fn asked(self) -> Result<SearchRequest, String> {
        let spec = self.form.spec.get();
        let space = self.space.with(|space| {
            space.iter().filter(|(_, varied, _)| *varied).map(|(name, _, text)| dimension(name, text)).collect::<Result<Vec<_>, _>>()
        })?;
        let strategy = match self.strategy.get().as_str() {
            "random" => Strategy::Random { n_iter: self.n_iter.get() },
            "halving" => Strategy::Halving(HalvingSpec { factor: self.factor.get(), ..HalvingSpec::default() }),
            _ => Strategy::Grid,
        };
        let seed = spec.split.seed;
        let base = TrainSpec { folds: self.folds.get(), ..spec };
        Ok(SearchRequest { search: SearchSpec { base, space, strategy, seed }, scoring: self.scoring.get() })
    }
}

/// The space that an address names; parameters that it does not name stay as they are.
fn named_space(query: &Query) -> Space {
    let mut space = usual_space(query.spec.model.kind(), &query.spec);
    let named = |name: &str| query.space.iter().find(|(own, _)| own == name).map(|(_, values)| values.clone());
    if space.iter().any(|(name, ..)| named(name).is_some()) {
        for (name, varied, text) in &mut space {
            let own = named(name);
            *varied = own.is_some();
            *text = own.unwrap_or_else(|| text.clone());
        }
    }
    space
}

/// The scores by which a search can judge; the usual one first.
pub(crate) fn scores(task: Task) -> &'static [&'static str] {
    match task {
        Task::Classification => &["accuracy", "balanced_accuracy", "f1_macro", "matthews_corrcoef", "roc_auc_ovr", "neg_log_loss"],
        Task::Regression => &["r2", "neg_mean_absolute_error", "neg_root_mean_squared_error", "neg_median_absolute_error"],
    }
}

fn usual_score(task: Task) -> &'static str {
    scores(task).first().copied().unwrap_or_default()
}

fn usual_space(kind: &'static ModelKind, spec: &TrainSpec) -> Space {
    let usual = TrainSpec { model: ModelSpec::by_id(kind.id).unwrap_or(spec.model.clone()), ..spec.clone() };
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

    #[test]
    fn values_are_lists_or_ranges() {
        assert_eq!(dimension("max_depth", "1, 2, None").unwrap().values, Values::List(vec!["1".into(), "2".into(), "None".into()]));
        let Values::Range { low, high, scale, whole, .. } = dimension("C", "0.001..10").unwrap().values else { panic!() };
        assert_eq!((low, high, scale, whole), (0.001, 10.0, Scale::Log, false));
        let Values::Range { scale, whole, .. } = dimension("n", "10..50").unwrap().values else { panic!() };
        assert_eq!((scale, whole), (Scale::Linear, true));
        assert!(dimension("C", "a..b").is_err() && dimension("C", " , ").is_err());
    }

    #[test]
    fn an_address_names_the_parameters_that_are_varied() {
        let space = |text: &str| named_space(&Query::read(text, &mut vec![]).unwrap());
        let varied = |space: &Space| space.iter().filter(|one| one.1).map(|one| (one.0, one.2.clone())).collect::<Vec<_>>();
        let usual = space("?model=logistic_regression");
        assert_eq!(varied(&usual).iter().map(|one| one.0).collect::<Vec<_>>(), ["C", "max_iter"]);
        assert_eq!(varied(&space("?model=logistic_regression&search__tol=0.1")), [("tol", "0.1".to_owned())]);
        assert_eq!(space("?model=logistic_regression&search__magic=1"), usual, "a parameter that the model has not");
    }
}
