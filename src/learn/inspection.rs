//! A closer look at one experiment: the study, the fitted model and a question in, figures out.

use super::error::Error;
use super::holdout::Holdout;
use super::inspect::{
    ErrorKind, dependence_grid, failing_slices, groups, learning_curve, partial_dependence, permutation_importance, sample_order,
    train_sizes, validation_curve,
};
use super::interval::{ClassificationBootstrap, RegressionBootstrap, bootstrap};
use super::metrics::{self, calibration::calibration, threshold::thresholds};
use super::prepare::{Encoding, Frame};
use super::training_set::{Answers, ModelOutput, ModelRef, Settings, TrainingSet};
use super::validation::{majority, score_folds};
use crate::protocol::inspect::{BootstrapSpec, CostSpec};
use crate::protocol::{Findings, Look};

/// Test rows that are shuffled, or moved along a feature, at most: more would only make the same figure slower.
const MOST_ROWS: usize = 20_000;
const MOST_MOVED: usize = 1000;
/// Values that a feature is moved to.
const GRID: usize = 25;
/// Folds behind a curve when the experiment asks for none.
const FOLDS: u32 = 5;
/// Scores of repeated folds, scikit-learn's names.
const CLASS_FOLDS: [&str; 4] = ["accuracy", "balanced_accuracy", "f1_macro", "roc_auc_ovr"];
const NUMBER_FOLDS: [&str; 3] = ["r2", "neg_mean_absolute_error", "neg_root_mean_squared_error"];

/// A fitted experiment to look at.
#[derive(Clone, Copy, Debug)]
pub struct Fitted<'a> {
    /// Its preparation.
    pub encoding: &'a Encoding,
    /// Its model.
    pub model: ModelRef<'a>,
}

/// Answers the question. `progress` gets the share done, 0..=1, and the name of the current step.
pub fn look(
    training_set: &TrainingSet<'_>,
    fitted: Fitted<'_>,
    asked: &Look,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Findings, Error> {
    let closer = Inspector { training_set, fitted };
    Ok(match asked {
        Look::Intervals(spec) => Findings::Intervals(closer.intervals(spec, progress)?),
        Look::Calibration { bins, strategy } => {
            if !(2..=50).contains(bins) {
                return Err(Error::Parameter { name: "bins", value: bins.to_string(), takes: "a whole number from 2 to 50".into() });
            }
            let (labels, shares) = closer.probabilities("calibration")?;
            let found = calibration(&labels, &shares, training_set.answers.classes(), *bins as usize, *strategy);
            Findings::Calibration(found.ok_or_else(|| closer.nothing())?)
        }
        Look::Thresholds(costs) => closer.thresholds(*costs)?,
        Look::LearningCurve { steps, scoring } => closer.learning_curve(*steps, scoring.as_deref(), progress)?,
        Look::ValidationCurve { parameter, values, scoring } => closer.validation_curve(parameter, values, scoring.as_deref(), progress)?,
        Look::Permutation { n_repeats, scoring } => closer.permutation(*n_repeats, scoring.as_deref(), progress)?,
        Look::Dependence { feature, class } => closer.dependence(feature, class.as_deref())?,
        Look::Slices(spec) => closer.slices(spec)?,
        Look::Folds { folds, repeats } => closer.folds(*folds, *repeats, progress)?,
    })
}

struct Inspector<'a> {
    training_set: &'a TrainingSet<'a>,
    fitted: Fitted<'a>,
}

impl Inspector<'_> {
    fn test(&self) -> &[u32] {
        &self.training_set.holdout.test
    }

    fn nothing(&self) -> Error {
        Error::NoValues { column: self.training_set.spec.target.clone() }
    }

    fn given(&self, positions: &[u32]) -> Result<ModelOutput, Error> {
        self.training_set.ask(self.fitted.encoding, self.fitted.model, positions)
    }

    fn wrong_task(&self, answers: &'static str) -> Error {
        Error::WrongTask { model: self.training_set.spec.model.kind().title, answers }
    }

    fn settings(&self) -> Result<Settings, Error> {
        Settings::check(&self.training_set.spec.model, self.training_set.spec.split.seed)
    }

    fn scoring<'s>(&self, asked: Option<&'s str>) -> Result<&'s str, Error> {
        let scoring = asked.unwrap_or(self.training_set.usual_score());
        self.training_set.check_score(scoring)?;
        Ok(scoring)
    }

    /// Classes and shares of the test rows; refuses models that give no probabilities.
    fn probabilities(&self, what: &'static str) -> Result<(Vec<u32>, Vec<Vec<f64>>), Error> {
        match (self.fitted.model, self.given(self.test())?) {
            (ModelRef::Classes(_), ModelOutput::Shares(shares)) if self.training_set.spec.model.kind().gives_probabilities => {
                Ok((self.training_set.labels_at(self.test()), shares))
            }
            (ModelRef::Classes(_), _) => Err(Error::NoProbabilities { model: self.training_set.spec.model.kind().title, what }),
            (ModelRef::Numbers(_), _) => Err(self.wrong_task("numbers, not classes")),
        }
    }

    fn intervals(
        &self,
        spec: &BootstrapSpec,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Vec<crate::protocol::inspect::Interval>, Error> {
        match (self.fitted.model, self.given(self.test())?) {
            (ModelRef::Classes(_), ModelOutput::Shares(shares)) => {
                let (labels, predicted) = (self.training_set.labels_at(self.test()), metrics::largest_of(&shares));
                // Marks that only rank have no probability to judge.
                let shares = if self.training_set.spec.model.kind().gives_probabilities { shares } else { Vec::new() };
                let sheet = ClassificationBootstrap::new(&labels, &predicted, &shares, self.training_set.answers.classes().len());
                bootstrap(&sheet, spec, progress)
            }
            (_, ModelOutput::Numbers(predicted)) => {
                bootstrap(&RegressionBootstrap::new(&self.training_set.numbers_at(self.test()), &predicted), spec, progress)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn thresholds(&self, costs: CostSpec) -> Result<Findings, Error> {
        let classes = self.training_set.answers.classes();
        let [first, second] = classes else {
            return Err(Error::NotBinary { column: self.training_set.spec.target.clone(), found: classes.len() });
        };
        let (labels, shares) = self.probabilities("a threshold")?;
        let positive: Vec<bool> = labels.iter().map(|label| *label == 1).collect();
        let scores: Vec<f64> = shares.iter().filter_map(|row| row.get(1).copied()).collect();
        thresholds(second, &positive, &scores, costs).map(|found| Findings::Thresholds(Box::new(found))).ok_or_else(|| {
            let class = if positive.contains(&true) { first } else { second };
            Error::NoTestRow { column: self.training_set.spec.target.clone(), class: class.clone() }
        })
    }

    /// The experiment's folds of its training rows, or five.
    fn usual_folds(&self) -> Result<Vec<Holdout>, Error> {
        let count = if self.training_set.spec.folds == 0 { FOLDS } else { self.training_set.spec.folds };
        self.training_set.folds(&self.training_set.holdout.train, count, self.training_set.spec.split.seed)
    }

    /// Fits on some positions and scores on them and on others.
    fn fit_score(&self, settings: &Settings, scoring: &str, train: &[u32], test: &[u32]) -> Result<(f64, f64), Error> {
        let (encoding, model) = self.training_set.fit(settings, train, &mut |_, _| {})?;
        let score = |positions: &[u32]| -> Result<f64, Error> {
            let given = self.training_set.ask(&encoding, model.as_ref(), positions)?;
            Ok(self.training_set.score(scoring, positions, &given)?.unwrap_or(f64::NAN))
        };
        Ok((score(train)?, score(test)?))
    }

    fn learning_curve(&self, steps: u32, scoring: Option<&str>, progress: &mut dyn FnMut(f64, &str)) -> Result<Findings, Error> {
        if !(2..=10).contains(&steps) {
            return Err(Error::Parameter { name: "steps", value: steps.to_string(), takes: "a whole number from 2 to 10".into() });
        }
        let (scoring, settings, folds) = (self.scoring(scoring)?, self.settings()?, self.usual_folds()?);
        let shares: Vec<f64> = (1..=steps).map(|step| f64::from(step) / f64::from(steps)).collect();
        let fewest = (2 * self.training_set.answers.classes().len()).max(10);
        let sizes = train_sizes(&shares, &folds, fewest);
        let mut fit = |train: &[u32], test: &[u32]| self.fit_score(&settings, scoring, train, test);
        let seed = self.training_set.spec.split.seed;
        learning_curve(scoring, &folds, &sizes, self.training_set.labels(), seed, &mut fit, progress).map(Findings::LearningCurve)
    }

    fn validation_curve(
        &self,
        parameter: &str,
        values: &[String],
        scoring: Option<&str>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Findings, Error> {
        if !(1..=50).contains(&values.len()) {
            return Err(Error::Parameter { name: "values", value: values.len().to_string(), takes: "1 to 50 of them".into() });
        }
        let seed = self.training_set.spec.split.seed;
        let checked = |value: &str| {
            let mut model = self.training_set.spec.model.clone();
            model.set(parameter, value).map_err(|cause| Error::Search { cause })?;
            Settings::check(&model, seed)
        };
        // Every value is checked before the first is tried.
        values.iter().try_for_each(|value| checked(value).map(drop))?;
        let (scoring, folds) = (self.scoring(scoring)?, self.usual_folds()?);
        let mut fit = |value: &str, train: &[u32], test: &[u32]| self.fit_score(&checked(value)?, scoring, train, test);
        validation_curve(scoring, parameter, values, &folds, &mut fit, progress).map(Findings::ValidationCurve)
    }

    /// A uniform sample of at most this many test positions under the seed, ascending.
    fn some_test(&self, most: usize) -> Vec<u32> {
        let mut order = if self.test().len() > most {
            sample_order(self.test(), self.training_set.labels(), self.training_set.spec.split.seed, 0)
        } else {
            self.test().to_vec()
        };
        order.truncate(most);
        order.sort_unstable();
        order
    }

    fn frame(&self, positions: &[u32]) -> Result<Frame, Error> {
        self.fitted.encoding.frame(self.training_set.table, &self.training_set.rows_at(positions))
    }

    fn permutation(&self, n_repeats: u32, scoring: Option<&str>, progress: &mut dyn FnMut(f64, &str)) -> Result<Findings, Error> {
        let scoring = self.scoring(scoring)?;
        let positions = self.some_test(MOST_ROWS);
        let mut columns = self.frame(&positions)?.columns;
        let mut score = |columns: &[Vec<f64>]| {
            let given = self.fitted.model.answer(&Frame { columns: columns.to_vec(), rows: positions.len() });
            Ok(self.training_set.score(scoring, &positions, &given)?.unwrap_or(f64::NAN))
        };
        let (parts, seed) = (self.fitted.encoding.parts(), self.training_set.spec.split.seed);
        permutation_importance(scoring, &mut columns, &parts, n_repeats, seed, &mut score, progress).map(Findings::Permutation)
    }

    fn dependence(&self, feature: &str, class: Option<&str>) -> Result<Findings, Error> {
        let (answer, place_of_class) = self.asked_class(class)?;
        let column = self.training_set.table.column(feature).ok_or_else(|| Error::NoColumn { column: feature.into() })?;
        self.fitted.encoding.numeric(feature)?;
        let train = self.training_set.rows_at(&self.training_set.holdout.train);
        let values: Vec<f64> = train.iter().filter_map(|row| column.number(*row as usize)).filter(|value| value.is_finite()).collect();
        let grid = dependence_grid(&values, GRID);
        let (place, _) = self.fitted.encoding.place(feature, 0.0)?;
        let encoded = grid.iter().map(|value| Ok(self.fitted.encoding.place(feature, *value)?.1)).collect::<Result<Vec<f64>, Error>>()?;
        let positions = self.some_test(MOST_MOVED);
        let mut columns = self.frame(&positions)?.columns;
        let mut predict = |columns: &[Vec<f64>]| {
            Ok(match self.fitted.model.answer(&Frame { columns: columns.to_vec(), rows: positions.len() }) {
                ModelOutput::Shares(shares) => shares.iter().filter_map(|row| row.get(place_of_class).copied()).collect(),
                ModelOutput::Numbers(values) => values,
            })
        };
        let mut found = partial_dependence(feature, &answer, &mut columns, place, &encoded, &mut predict)?;
        found.grid = grid;
        Ok(Findings::Dependence(found))
    }

    /// What the answer along a feature is called, and the class's place.
    fn asked_class(&self, class: Option<&str>) -> Result<(String, usize), Error> {
        let Answers::Classes { names, labels } = &self.training_set.answers else { return Ok((self.training_set.spec.target.clone(), 0)) };
        let place = match class {
            Some(class) => names.iter().position(|name| name == class).ok_or_else(|| Error::Parameter {
                name: "class",
                value: class.into(),
                takes: format!("one of {}", names.join(", ")),
            })?,
            None if names.len() == 2 => 1,
            None => majority(labels, names.len()) as usize,
        };
        Ok((format!("probability of {}", names.get(place).cloned().unwrap_or_default()), place))
    }

    fn slices(&self, spec: &crate::protocol::inspect::SliceSpec) -> Result<Findings, Error> {
        let rows = self.training_set.rows_at(self.test());
        let columns = groups(self.training_set.table, &self.training_set.spec.features, &rows)?;
        let (errors, kind): (Vec<f64>, ErrorKind) = match self.given(self.test())? {
            ModelOutput::Numbers(given) => {
                let off = |(actual, given): (f64, f64)| (actual - given).abs();
                (self.training_set.numbers_at(self.test()).into_iter().zip(given).map(off).collect(), ErrorKind::Size)
            }
            given @ ModelOutput::Shares(_) => {
                let wrong = |(actual, given): (u32, u32)| f64::from(u8::from(actual != given));
                (self.training_set.labels_at(self.test()).into_iter().zip(given.classes()).map(wrong).collect(), ErrorKind::Wrong)
            }
        };
        failing_slices(&columns, &rows, &errors, kind, spec).map(Findings::Slices)
    }

    fn folds(&self, folds: u32, repeats: u32, progress: &mut dyn FnMut(f64, &str)) -> Result<Findings, Error> {
        let drawn_once = self.training_set.spec.split.group.is_some() || self.training_set.spec.split.time.is_some();
        if repeats == 0 || repeats > if drawn_once { 1 } else { 20 } {
            let takes = if drawn_once { "1, because groups and time are divided in one way only" } else { "a whole number from 1 to 20" };
            return Err(Error::Parameter { name: "repeats", value: repeats.to_string(), takes: takes.into() });
        }
        let (train, seed) = (&self.training_set.holdout.train, self.training_set.spec.split.seed);
        let mut all = Vec::new();
        for repeat in 0..u64::from(repeats) {
            all.extend(self.training_set.folds(train, folds, seed.wrapping_add(repeat))?);
        }
        let settings = self.settings()?;
        let metrics: &[&str] = if self.training_set.labels().is_some() { &CLASS_FOLDS } else { &NUMBER_FOLDS };
        score_folds(self.training_set, &settings, metrics, &all, progress).map(Findings::Folds)
    }
}
