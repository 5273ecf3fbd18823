//! What every model must do with bare columns, whatever it learns from them.

use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, Predict};
use ndarray::{Array1, Array2};

use super::table::{Input, ModelCase, Outcome, OutputKind, models};
use crate::learn::Error;
use crate::learn::bayes::NaiveBayesParams;
use crate::learn::cluster::KMeansParams;
use crate::learn::linear::RidgeParams;
use crate::learn::random::Random;
use crate::protocol::{KMeansSpec, NaiveBayesSpec, RidgeSpec};

/// Rows of three classes around different places, with numbers that follow the columns.
fn cloud(rows: usize, width: usize) -> Input {
    let mut random = Random::stream(17, 0);
    let labels: Vec<u8> = (0..rows).map(|row| [0, 1, 2, 0, 1, 0][row % 6]).collect();
    let value = |row: usize, column: usize, random: &mut Random| {
        let center = [0.0, 2.0, -1.5][(usize::from(labels[row]) + column) % 3];
        center + 2.0 * random.uniform() - 1.0
    };
    let columns: Vec<Vec<f64>> = (0..width).map(|column| (0..rows).map(|row| value(row, column, &mut random)).collect()).collect();
    let targets = (0..rows).map(|row| 3.0 * columns[0][row] - columns[1][row] + random.uniform()).collect();
    Input { columns, labels, classes: 3, targets }
}

fn unknown(width: usize) -> Vec<Vec<f64>> {
    cloud(90, width).columns.into_iter().map(|column| column[77..].iter().map(|value| value + 0.01).collect()).collect()
}

fn run(entry: &ModelCase, input: &Input, seed: u64) -> Result<Outcome, Error> {
    (entry.run)(input, seed, &unknown(input.columns.len().max(2)))
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_seed_repeats_every_answer_and_the_input_is_left_alone() {
    let input = cloud(80, 4);
    let before = input.clone();
    for entry in models() {
        let answers = |seed| bits(&run(&entry, &input, seed).unwrap().answers);
        assert_eq!(answers(5), answers(5), "{}", entry.name);
        if !entry.seeded {
            assert_eq!(answers(5), answers(6), "{} asks for no seed", entry.name);
        }
        assert_eq!(input, before, "{}", entry.name);
    }
}

#[test]
fn a_stored_model_answers_as_before() {
    for entry in models() {
        let outcome = run(&entry, &cloud(80, 4), 2).unwrap();
        assert!(!outcome.answers.is_empty() && outcome.answers.iter().all(|answer| answer.is_finite()), "{}", entry.name);
        assert_eq!(bits(&outcome.answers), bits(&outcome.loaded), "{}", entry.name);
        assert_eq!(outcome.on_nothing, [0.0; 0], "{}", entry.name);
    }
}

#[test]
fn shares_of_the_work_rise_to_at_most_one() {
    for entry in models() {
        let told = run(&entry, &cloud(80, 4), 2).unwrap().told;
        assert!(!told.is_empty() && told.is_sorted(), "{}: {told:?}", entry.name);
        assert!(told.iter().all(|share| (0.0..=1.0).contains(share)), "{}: {told:?}", entry.name);
    }
}

#[test]
fn the_order_of_rows_changes_nothing_but_rounding() {
    let input = cloud(80, 4);
    let mut order: Vec<usize> = (0..80).collect();
    Random::stream(1, 0).shuffle(&mut order);
    let turned = Input {
        columns: input.columns.iter().map(|column| order.iter().map(|row| column[*row]).collect()).collect(),
        labels: order.iter().map(|row| input.labels[*row]).collect(),
        targets: order.iter().map(|row| input.targets[*row]).collect(),
        classes: 3,
    };
    for entry in models().iter().filter(|entry| entry.any_order) {
        let (one, other) = (run(entry, &input, 2).unwrap().answers, run(entry, &turned, 2).unwrap().answers);
        let distance = one.iter().zip(&other).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
        assert!(distance < 1e-6, "{}: {distance}", entry.name);
    }
}

fn refuse(entry: &ModelCase, input: &Input, message: &str) {
    let error = run(entry, input, 1).unwrap_err();
    assert_eq!(error.to_string(), message, "{}", entry.name);
    assert!(error.hint().ends_with('.'));
}

#[test]
fn input_that_does_not_go_together_is_refused_by_name() {
    let good = cloud(30, 4);
    for entry in models() {
        let with = |change: &dyn Fn(&mut Input)| {
            let mut input = good.clone();
            change(&mut input);
            input
        };
        refuse(&entry, &with(&|input| input.columns.clear()), "the feature matrix has 0 columns, not 1");
        refuse(&entry, &with(&|input| input.columns[2].truncate(29)), "a column has 29 rows, not 30");
        let gap = with(&|input| input.columns[3][8] = f64::NAN);
        if entry.gaps {
            assert!(run(&entry, &gap, 1).unwrap().answers.iter().all(|answer| answer.is_finite()), "{}", entry.name);
        } else {
            refuse(&entry, &gap, "column '3' has no finite number in row 8");
        }
        refuse(&entry, &with(&|input| input.columns[1][0] = f64::INFINITY), "column '1' has no finite number in row 0");
        let nothing = Input { columns: vec![Vec::new(); 4], labels: Vec::new(), classes: 3, targets: Vec::new() };
        refuse(&entry, &nothing, "the feature matrix has 0 rows, not 1");
        match entry.kind {
            OutputKind::Classes => {
                refuse(&entry, &with(&|input| input.labels.truncate(7)), "the target has 7 rows, not 30");
                refuse(&entry, &with(&|input| input.classes = 2), "the target has 3 classes, not 2");
                refuse(
                    &entry,
                    &with(&|input| input.classes = 257),
                    "column 'target' has 257 different values, more than the 256 classes allowed",
                );
            }
            OutputKind::Numbers => {
                refuse(&entry, &with(&|input| input.targets.truncate(7)), "the target has 7 rows, not 30");
                refuse(&entry, &with(&|input| input.targets[4] = f64::NAN), "column 'target' has no finite number in row 4");
            }
            OutputKind::Columns => {}
        }
    }
}

#[test]
fn one_class_is_learned_or_refused_by_name() {
    let mut input = cloud(30, 4);
    input.labels.fill(1);
    for entry in models().iter().filter(|entry| entry.kind == OutputKind::Classes) {
        if entry.one_class {
            let answers = run(entry, &input, 1).unwrap().answers;
            assert!(answers.chunks_exact(3).all(|shares| shares == [0.0, 1.0, 0.0]), "{}", entry.name);
        } else {
            refuse(entry, &input, "column 'target' has only one class, '1'");
        }
    }
}

#[test]
fn a_class_without_rows_is_never_the_answer() {
    let mut input = cloud(60, 4);
    // Class 2 of 4 has no rows.
    input.labels.iter_mut().for_each(|label| *label = if *label == 2 { 3 } else { *label });
    input.classes = 4;
    for entry in models().iter().filter(|entry| entry.kind == OutputKind::Classes) {
        let answers = run(entry, &input, 1).unwrap().answers;
        if answers.len() == 4 * 13 {
            assert!(
                answers.chunks_exact(4).all(|shares| shares[2] == 0.0 && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9),
                "{}",
                entry.name
            );
        } else {
            assert!(answers.len() == 13 && answers.iter().all(|class| [0.0, 1.0, 3.0].contains(class)), "{}", entry.name);
        }
    }
}

#[test]
fn columns_that_do_not_vary_or_repeat_do_no_harm() {
    let mut input = cloud(60, 4);
    input.columns[1].fill(1e6);
    input.columns[3] = input.columns[2].clone();
    let constant = Input { columns: vec![vec![3.0; 60]; 4], ..input.clone() };
    for entry in models() {
        for input in [&input, &constant] {
            let answers = run(&entry, input, 1).unwrap().answers;
            assert!(answers.iter().all(|answer| answer.is_finite()), "{}: {answers:?}", entry.name);
        }
    }
}

#[test]
fn more_columns_than_rows_can_be_learned() {
    for entry in models() {
        let answers = run(&entry, &cloud(12, 40), 1).unwrap().answers;
        assert!(!answers.is_empty() && answers.iter().all(|answer| answer.is_finite()), "{}", entry.name);
    }
}

#[test]
fn huge_numbers_are_refused_and_large_ones_give_finite_answers() {
    let mut input = cloud(40, 3);
    input.columns[2].iter_mut().for_each(|value| *value *= 1e99);
    for entry in models() {
        if let Ok(outcome) = run(&entry, &input, 1) {
            assert!(outcome.answers.iter().all(|answer| answer.is_finite()), "{}: {:?}", entry.name, outcome.answers);
        }
    }
    input.columns[1][6] = -1e101;
    let adding = models().into_iter().filter(|entry| !entry.compares);
    adding.for_each(|entry| refuse(&entry, &input, "column '1' has a number beyond 1e100 in row 6"));
}

#[test]
fn linfas_traits_do_the_same() {
    let input = cloud(40, 3);
    let records = Array2::from_shape_fn((40, 3), |(row, column)| input.columns[column][row]);
    let labels: Array1<usize> = input.labels.iter().map(|label| usize::from(*label)).collect();
    let bayes = NaiveBayesParams::new(&NaiveBayesSpec::default(), 0).check().unwrap();
    let fitted = bayes.fit(&DatasetBase::new(records.clone(), labels)).unwrap();
    assert_eq!(fitted, bayes.fit_columns(&input.columns, &input.labels, 3, &mut |_, _| {}).unwrap());
    assert_eq!(fitted.predict(&records).to_vec(), fitted.predict_of(&input.columns));
    let ridge = RidgeParams::new(&RidgeSpec::default(), 0).check().unwrap();
    let fitted = ridge.fit(&DatasetBase::new(records.clone(), Array1::from(input.targets.clone()))).unwrap();
    assert_eq!(fitted, ridge.fit_columns(&input.columns, &input.targets, &mut |_, _| {}).unwrap());
    assert_eq!(fitted.predict(&records).to_vec(), fitted.predict_of(&input.columns));
    let kmeans = KMeansParams::new(&KMeansSpec::default(), 4).check().unwrap();
    let fitted = kmeans.fit(&DatasetBase::from(records.clone())).unwrap();
    assert_eq!(fitted, kmeans.fit_columns(&input.columns, &mut |_, _| {}).unwrap());
    assert_eq!(fitted.predict(&records).to_vec(), fitted.predict_of(&input.columns));
}
