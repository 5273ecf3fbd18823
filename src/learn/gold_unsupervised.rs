//! Principal components and groups against scikit-learn's.

use linfa::ParamGuard;
use serde::Deserialize;
use serde_json::Value;

use super::cluster::{DbscanParams, KMeansParams, MixtureParams};
use super::pca::PcaParams;
use super::testing::{features_of, spec_of};
use crate::protocol::{CovarianceType, DbscanSpec, MixtureSpec, PcaSpec};

#[derive(Deserialize)]
struct Gold {
    components: Vec<Components>,
    groups: Vec<Groups>,
    dense: Vec<Dense>,
    mixtures: Vec<Mixed>,
}

#[derive(Deserialize)]
struct Components {
    data: Option<String>,
    columns: Vec<Vec<f64>>,
    n_components: Option<u32>,
    whiten: bool,
    components: Vec<Vec<f64>>,
    variances: Vec<f64>,
    ratios: Vec<f64>,
    scores: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Groups {
    data: Option<String>,
    columns: Vec<Vec<f64>>,
    start: Vec<Vec<f64>>,
    settings: Value,
    centers: Vec<Vec<f64>>,
    labels: Vec<u32>,
    inertia: f64,
    rounds: u32,
}

#[derive(Deserialize)]
struct Dense {
    columns: Vec<Vec<f64>>,
    eps: f64,
    min_samples: u32,
    labels: Vec<i32>,
    cores: Vec<u32>,
}

#[derive(Deserialize)]
struct Mixed {
    shape: CovarianceType,
    start: Vec<u32>,
    weights: Vec<f64>,
    means: Vec<Vec<f64>>,
    covariances: Vec<f64>,
    lower_bound: f64,
    rounds: u32,
    aic: f64,
    bic: f64,
    densities: Vec<f64>,
    shares: Vec<Vec<f64>>,
    labels: Vec<usize>,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("gold/unsupervised.json")).unwrap()
}

fn near(what: &str, found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{what}: {found} against {wanted}");
    }
}

fn head(columns: &[Vec<f64>], every: usize, most: usize) -> Vec<Vec<f64>> {
    columns.iter().map(|column| column.iter().copied().step_by(every).take(most).collect()).collect()
}

#[test]
fn principal_components_are_scikit_learns() {
    let cases = gold().components;
    assert_eq!(cases.len(), 3);
    for case in cases {
        let what = format!("{:?}", case.data);
        let columns = case.data.as_ref().map_or(case.columns, |data| features_of(data));
        let spec = PcaSpec { n_components: case.n_components, whiten: case.whiten };
        let pca = PcaParams::new(&spec, 0).check().unwrap().fit_columns(&columns, &mut |_, _| {}).unwrap();
        near(&what, pca.explained_variance(), &case.variances);
        near(&what, pca.explained_variance_ratio(), &case.ratios);
        near(&what, &pca.components().concat(), &case.components.concat());
        near(&what, &pca.transform_of(&head(&columns, 1, 8)).concat(), &case.scores.concat());
    }
}

#[test]
fn k_means_from_the_same_centers_ends_where_scikit_learns_does() {
    let cases = gold().groups;
    assert_eq!(cases.len(), 5);
    for (place, case) in cases.into_iter().enumerate() {
        let what = format!("case {place}");
        let columns = case.data.as_ref().map_or(case.columns, |data| features_of(data));
        let checked = KMeansParams::new(&spec_of(&case.settings), 0).check().unwrap();
        let model = checked.fit_from(&columns, &case.start, &mut |_, _| {}).unwrap();
        near(&what, &model.centers().concat(), &case.centers.concat());
        near(&what, &[model.inertia()], &[case.inertia]);
        assert_eq!((model.labels(), model.rounds()), (case.labels.as_slice(), case.rounds), "{what}");
        assert!(model.predict_of(&columns).iter().zip(model.labels()).all(|(found, label)| *found == *label as usize));
    }
}

#[test]
fn dense_groups_are_scikit_learns() {
    let cases = gold().dense;
    assert_eq!(cases.len(), 4);
    for case in cases {
        let spec = DbscanSpec { eps: case.eps, min_samples: case.min_samples };
        let model = DbscanParams::new(&spec, 0).check().unwrap().fit_columns(&case.columns, &mut |_, _| {}).unwrap();
        assert_eq!((model.labels(), model.core_sample_indices()), (case.labels.as_slice(), case.cores.as_slice()), "{spec:?}");
    }
}

#[test]
fn mixtures_from_the_same_start_end_where_scikit_learns_do() {
    let cases = gold().mixtures;
    assert_eq!(cases.len(), 4);
    let iris = features_of("iris");
    for case in cases {
        let what = format!("{:?}", case.shape);
        let spec = MixtureSpec { n_components: 3, covariance_type: case.shape, ..MixtureSpec::default() };
        let model = MixtureParams::new(&spec, 0).check().unwrap().fit_from(&iris, &case.start, &mut |_, _| {}).unwrap();
        assert_eq!((model.rounds(), model.converged()), (case.rounds, true), "{what}");
        near(&what, model.weights(), &case.weights);
        near(&what, &model.means().concat(), &case.means.concat());
        near(&what, &model.covariances().concat(), &case.covariances);
        near(&what, &[model.lower_bound(), model.aic(&iris), model.bic(&iris)], &[case.lower_bound, case.aic, case.bic]);
        let some = head(&iris, 11, usize::MAX);
        near(&what, &model.log_densities_of(&some), &case.densities);
        near(&what, &model.probabilities_of(&some), &case.shares.concat());
        assert_eq!(model.predict_of(&iris), case.labels, "{what}");
    }
}
