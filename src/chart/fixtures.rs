//! Made-up reports and tables for the tests: asymmetric, with awkward names, the same on every run.

use crate::{
    dataset::{Column, Table, Values},
    protocol::{
        Averages, ClassScores, ColumnKind, ColumnProfile, CrossValidation, Curve, DatasetProfile, DatasetRef, Distribution, ForestSpec,
        Importance, ModelSpec, Outcome, Scores, SplitSpec, TrainReport, TrainSpec,
    },
};

/// Text that must never become markup.
pub(super) const EVIL: &str = "<img src=x onerror=alert(1)> & \"quotes\"";

/// A share in 0..1 for a number; well spread, the same every time.
pub(super) fn share(number: usize) -> f64 {
    ((number as f64 * 0.754_877_666).fract() + (number as f64 * 0.569_840_29).fract() * 0.3).fract()
}

fn scores(accuracy: f64) -> Scores {
    let averages = Averages { precision: accuracy - 0.01, recall: accuracy - 0.03, f1: accuracy - 0.02 };
    Scores {
        accuracy,
        balanced_accuracy: accuracy - 0.03,
        macro_avg: averages,
        weighted_avg: averages,
        roc_auc: Some((accuracy + 0.04).min(1.0)),
        log_loss: Some(1.2 - accuracy),
    }
}

/// A report over this many classes and test rows.
pub(super) fn report(classes: &[&str], rows: usize, accuracy: f64) -> TrainReport {
    let count = classes.len();
    let outcomes: Vec<Outcome> = (0..rows)
        .map(|row| {
            let actual = (share(row + 7) * share(row + 3).sqrt() * count as f64) as usize % count;
            let right = share(row * 3 + 1) < accuracy;
            let predicted = if right { actual } else { (actual + 1 + row % (count - 1).max(1)) % count };
            let floor = 1.0 / count as f64;
            let sure = if right { share(row + 11).powf(0.3) } else { share(row + 5) * 0.6 };
            Outcome { row: row as u32, actual: actual as u32, predicted: predicted as u32, confidence: floor + (1.0 - floor) * sure }
        })
        .collect();
    let mut confusion = vec![vec![0; count]; count];
    for outcome in &outcomes {
        confusion[outcome.actual as usize][outcome.predicted as usize] += 1;
    }
    let curve = |class: usize, roc: bool| {
        let steps = rows.min(150);
        let along = |step: usize| step as f64 / steps as f64;
        let bend = 2.0 + class as f64;
        Curve {
            class: classes[class].to_owned(),
            x: (0..=steps).map(along).collect(),
            y: (0..=steps)
                .map(|step| if roc { 1.0 - (1.0 - along(step)).powf(bend * 2.0) } else { 1.0 - 0.6 * along(step).powf(bend * 2.0) })
                .collect(),
            threshold: (0..=steps).map(|step| (step > 0).then(|| 1.0 - along(step))).collect(),
            area: 0.9 + 0.009 * class as f64,
        }
    };
    let curves = |roc: bool| if count == 2 { vec![curve(1, roc)] } else { (0..count).map(|class| curve(class, roc)).collect() };
    let per_class = classes
        .iter()
        .enumerate()
        .map(|(class, name)| ClassScores {
            class: (*name).to_owned(),
            scores: scores(accuracy).macro_avg,
            support: confusion[class].iter().sum(),
        })
        .collect();
    TrainReport {
        spec: TrainSpec {
            dataset: DatasetRef::Sample("iris".into()),
            target: "species".into(),
            features: vec![],
            split: SplitSpec::default(),
            model: ModelSpec::RandomForest(ForestSpec::default()),
            folds: 5,
            prepare: Default::default(),
        },
        classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        features: vec![],
        train_rows: rows as u64 * 4,
        test_rows: rows as u64,
        warnings: vec![],
        scores: scores(accuracy),
        baseline: scores(0.4),
        train_accuracy: 1.0,
        accuracy_interval: (accuracy - 0.08, accuracy + 0.03),
        per_class,
        confusion,
        roc: curves(true),
        precision_recall: curves(false),
        importances: (0..20)
            .map(|rank| Importance {
                feature: if rank == 2 { EVIL.to_owned() } else { format!("worst concave points {rank}") },
                value: 0.3 * 0.8_f64.powi(rank),
                std: Some(0.12 * 0.85_f64.powi(rank)),
            })
            .collect(),
        cross_validation: Some(CrossValidation {
            accuracy: vec![0.967, 0.933, 0.9, 1.0, 0.967],
            mean: 0.953,
            std: 0.034,
            baseline_mean: 0.333,
        }),
        oob_score: None,
        outcomes,
        fit_millis: 12.0,
        predict_millis: 1.0,
    }
}

/// A table of a numeric column with gaps, a text column and a target, with its profile.
pub(super) fn table(rows: usize) -> (DatasetProfile, Table) {
    let lengths: Vec<f64> = (0..rows)
        .map(|row| if row % 9 == 4 { f64::NAN } else { 170.0 + 60.0 * (share(row) + share(row + 50) + share(row + 99)) / 3.0 })
        .collect();
    let islands: Vec<u32> =
        (0..rows).map(|row| if row % 31 == 0 { Values::MISSING } else { (share(row) * share(row) * 3.0) as u32 }).collect();
    let species: Vec<u32> = (0..rows).map(|row| (share(row + 1) * 2.2) as u32).collect();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let (island_names, species_names) = (names(&["Biscoe", "Dream", "Torgersen"]), names(&["Adelie", EVIL, "Gentoo"]));
    let profile = |name: &str, kind, missing: usize, distinct: usize, distribution| ColumnProfile {
        name: name.to_owned(),
        kind,
        missing: missing as u64,
        distinct: distinct as u64,
        whole: false,
        min: None,
        max: None,
        mean: (kind == ColumnKind::Numeric).then_some(200.0),
        std: None,
        median: None,
        distribution,
        afterwards: false,
    };
    let present: Vec<f64> = lengths.iter().copied().filter(|value| !value.is_nan()).collect();
    let edges: Vec<f64> = (0..=12).map(|edge| 170.0 + 5.0 * f64::from(edge)).collect();
    let counts =
        edges.windows(2).map(|ends| present.iter().filter(|value| **value >= ends[0] && **value < ends[1]).count() as u64).collect();
    let levels = |codes: &[u32], names: &[String]| Distribution::Levels {
        top: names
            .iter()
            .enumerate()
            .map(|(code, name)| (name.clone(), codes.iter().filter(|found| **found == code as u32).count() as u64))
            .collect(),
        rest: 0,
    };
    let missing = rows - present.len();
    let columns = vec![
        profile("flipper_length_mm", ColumnKind::Numeric, missing, 50, Distribution::Histogram { edges, counts }),
        profile("island", ColumnKind::Categorical, rows.div_ceil(31), 3, levels(&islands, &island_names)),
        profile("nothing", ColumnKind::Empty, rows, 0, Distribution::Levels { top: vec![], rest: 0 }),
        profile("species", ColumnKind::Categorical, 0, 3, levels(&species, &species_names)),
    ];
    let table = Table {
        columns: vec![
            Column { name: "flipper_length_mm".into(), values: Values::Numeric(lengths) },
            Column { name: "island".into(), values: Values::Text { codes: islands, levels: island_names } },
            Column { name: "nothing".into(), values: Values::Numeric(vec![f64::NAN; rows]) },
            Column { name: "species".into(), values: Values::Text { codes: species, levels: species_names } },
        ],
        rows,
        afterwards: vec![],
    };
    let profile = DatasetProfile {
        dataset: DatasetRef::Sample("penguins".into()),
        title: "Penguins".into(),
        rows: rows as u64,
        columns,
        target: Some("species".into()),
        warnings: vec![],
        more_warnings: 0,
        head: vec![],
        source: None,
    };
    (profile, table)
}
