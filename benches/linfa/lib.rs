//! linfa-ensemble's random forest behind five functions of numbers, for e2e/bench.mjs.
//!
//! It draws √columns of the columns for each tree, not for each split, and breaks ties by the order of a hash map, so that its
//! scores may differ from run to run.

use std::cell::RefCell;

use linfa::DatasetBase;
use linfa::traits::{Fit, Predict};
use linfa_ensemble::{EnsembleLearnerParams, RandomForest};
use linfa_trees::DecisionTree;
use ndarray::{Array1, Array2};
use rand::SeedableRng;
use rand::rngs::SmallRng;

#[derive(Default)]
struct State {
    values: Vec<f64>,
    classes: Vec<usize>,
    columns: usize,
    data: Option<DatasetBase<Array2<f64>, Array1<usize>>>,
    forest: Option<RandomForest<f64, usize>>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

getrandom::register_custom_getrandom!(no_entropy);

fn no_entropy(_: &mut [u8]) -> Result<(), getrandom::Error> {
    Err(getrandom::Error::UNSUPPORTED)
}

/// The next value, row after row.
#[unsafe(no_mangle)]
pub extern "C" fn value(value: f64) {
    STATE.with_borrow_mut(|state| state.values.push(value));
}

/// The row is whole, and of this class.
#[unsafe(no_mangle)]
pub extern "C" fn class(class: usize) {
    STATE.with_borrow_mut(|state| state.classes.push(class));
}

/// The rows so far are the data for what comes; the number of them.
#[unsafe(no_mangle)]
pub extern "C" fn lay_out() -> usize {
    STATE.with_borrow_mut(|state| {
        let (values, classes) = (std::mem::take(&mut state.values), std::mem::take(&mut state.classes));
        let rows = classes.len();
        state.columns = values.len() / rows.max(1);
        let Ok(matrix) = Array2::from_shape_vec((rows, state.columns), values) else { return 0 };
        state.data = Some(DatasetBase::new(matrix, Array1::from(classes)));
        rows
    })
}

/// Fits a forest of so many trees to the data; how many it has.
#[unsafe(no_mangle)]
pub extern "C" fn fit(trees: usize, seed: u64) -> usize {
    STATE.with_borrow_mut(|state| {
        let Some(data) = &state.data else { return 0 };
        let share = (state.columns as f64).sqrt().floor() / state.columns as f64;
        let forest = EnsembleLearnerParams::new_fixed_rng(DecisionTree::params(), SmallRng::seed_from_u64(seed))
            .ensemble_size(trees)
            .bootstrap_proportion(1.0)
            .feature_proportion(share)
            .fit(data);
        state.forest = forest.ok();
        state.forest.as_ref().map_or(0, |forest| forest.models.len())
    })
}

/// Share of the data's rows that the forest predicts right.
#[unsafe(no_mangle)]
pub extern "C" fn accuracy() -> f64 {
    STATE.with_borrow_mut(|state| {
        let (Some(data), Some(forest)) = (&state.data, &state.forest) else { return 0.0 };
        let found: Array1<usize> = forest.predict(&data.records);
        let right = found.iter().zip(&data.targets).filter(|(found, class)| found == class).count();
        right as f64 / found.len() as f64
    })
}
