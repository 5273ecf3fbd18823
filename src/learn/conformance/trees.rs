//! The models of trees, by one line each.

use linfa::ParamGuard;

use super::table::{Input, ModelCase, OutputKind, entry};
use crate::learn::Error;
use crate::learn::boosting::{Boosting, BoostingParams, BoostingRegressor};
use crate::learn::columns::Columns;
use crate::learn::forest::{ExtraTreesParams, ExtraTreesRegressorParams, Forest, ForestParams, RegressionForest, RegressionForestParams};
use crate::learn::tree::{RegressionTree, RegressionTreeParams, Tree, TreeParams};
use crate::protocol::{
    BoostingSpec, EarlyStopping, ExtraTreesRegressorSpec, ExtraTreesSpec, ForestSpec, RegressionForestSpec, RegressionTreeSpec, TreeSpec,
};

fn ranked(input: &Input) -> Result<Columns, Error> {
    Columns::new(input.columns.iter().map(Vec::as_slice), &[])
}

/// They are in the table twice: for classes and for numbers.
pub(super) fn models() -> Vec<ModelCase> {
    use OutputKind::{Classes, Numbers};
    let boosting = |early_stopping| BoostingSpec { max_iter: 12, min_samples_leaf: 3, early_stopping, ..BoostingSpec::default() };
    let (steady, stopping) = (boosting(EarlyStopping::Off), boosting(EarlyStopping::On));
    let steady_numbers = steady.clone();
    let forest = ForestSpec { n_estimators: 7, oob_score: true, ..ForestSpec::default() };
    let extra = ExtraTreesSpec { n_estimators: 7, ..ExtraTreesSpec::default() };
    let numbers = RegressionForestSpec { n_estimators: 7, ..RegressionForestSpec::default() };
    let extra_numbers = ExtraTreesRegressorSpec { n_estimators: 7, ..ExtraTreesRegressorSpec::default() };
    vec![
        entry(
            "tree",
            Classes,
            |i, s, t| {
                t(1.0, "tree");
                TreeParams::new(&TreeSpec::default(), s).check()?.fit_columns(&ranked(i)?, &i.labels, i.classes)
            },
            |m: &Tree, c| m.probabilities_of(c),
        )
        .seeded()
        .compares(),
        entry(
            "forest",
            Classes,
            move |i, s, t| {
                ForestParams::new(&forest, s)
                    .check()?
                    .fit_columns(&ranked(i)?, &i.labels, i.classes, &mut |tree| t(f64::from(tree) / 7.0, "tree"))
            },
            |m: &Forest, c| m.probabilities_of(c),
        )
        .seeded()
        .compares(),
        entry(
            "extra trees",
            Classes,
            move |i, s, t| {
                ExtraTreesParams::new(&extra, s)
                    .check()?
                    .fit_columns(&ranked(i)?, &i.labels, i.classes, &mut |tree| t(f64::from(tree) / 7.0, "tree"))
            },
            |m: &Forest, c| m.probabilities_of(c),
        )
        .seeded()
        .compares(),
        entry(
            "boosting",
            Classes,
            move |i, s, t| BoostingParams::new(&steady, s).check()?.fit_columns(&i.columns, &i.labels, i.classes, t),
            |m: &Boosting, c| m.probabilities_of(c),
        )
        .gaps(),
        entry(
            "boosting stopping early",
            Classes,
            move |i, s, t| BoostingParams::new(&stopping, s).check()?.fit_columns(&i.columns, &i.labels, i.classes, t),
            |m: &Boosting, c| m.probabilities_of(c),
        )
        .gaps()
        .seeded(),
        entry(
            "regression tree",
            Numbers,
            |i, s, t| RegressionTreeParams::new(&RegressionTreeSpec::default(), s).check()?.fit_columns(&ranked(i)?, &i.targets, t),
            |m: &RegressionTree, c| m.predict_of(c),
        )
        .seeded()
        .compares(),
        entry(
            "regression forest",
            Numbers,
            move |i, s, t| RegressionForestParams::new(&numbers, s).check()?.fit_columns(&ranked(i)?, &i.targets, t),
            |m: &RegressionForest, c| m.predict_of(c),
        )
        .seeded()
        .compares(),
        entry(
            "extra trees of numbers",
            Numbers,
            move |i, s, t| ExtraTreesRegressorParams::new(&extra_numbers, s).check()?.fit_columns(&ranked(i)?, &i.targets, t),
            |m: &RegressionForest, c| m.predict_of(c),
        )
        .seeded()
        .compares(),
        entry(
            "boosting of numbers",
            Numbers,
            move |i, s, t| BoostingParams::new(&steady_numbers, s).check()?.regressor().fit_columns(&i.columns, &i.targets, t),
            |m: &BoostingRegressor, c| m.predict_of(c),
        )
        .gaps(),
    ]
}
