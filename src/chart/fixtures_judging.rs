//! Made-up judgements for the tests: asymmetric, with awkward names, the same on every run.

use super::{
    fixtures::{EVIL, share},
    *,
};
use crate::protocol::{
    TrainSpec,
    cluster::{Elbow, ElbowPoint, Silhouettes},
    inspect::{
        BinStrategy, Calibration, CalibrationBin, CostSpec, Interval, PartialDependence, PermutationImportance, PermutationReport,
        ScoreCurve, ScorePoint, Slice, SliceReport, ThresholdPoint, ThresholdReport,
    },
    train::Residuals,
    tune::{Leaderboard, Scale, SearchAxis, Trial, TrialReport},
};

/// Every chart of a judgement by name.
pub(super) fn judgements(width: u32) -> Vec<(String, Drawing)> {
    let numbers = ["1", "10", "50", "100", "200", "500"].map(|value| (value, value.parse().ok()));
    let words = [("sqrt", None), ("log2", None), ("a very long name of a setting that cannot fit", None), ("None", None)];
    let sizes = ["25", "60", "110", "240", "1200"].map(|value| (value, value.parse().ok()));
    let (board, wide) = (board(140, false), board(9, true));
    let names = ["core".to_owned(), EVIL.to_owned()];
    let points: Vec<(u32, f64, f64, i32)> =
        (0..900).map(|row| (row as u32, share(row) * 8.0 - 3.0, share(row + 40) * 1e-3, (share(row * 3) * 4.4) as i32 - 1)).collect();
    let scatter_view = ScatterView { x_name: "component 1 (44%)", y_name: "component 2 (18%)", points: &points, names: &names };
    let drawings = [
        ("calibration", calibration(&calibrated(10), width)),
        ("calibration-one-bin", calibration(&calibrated(1), width)),
        ("thresholds", thresholds(&threshold_report(1.0), width)),
        ("thresholds-dear", thresholds(&threshold_report(25_000.0), width)),
        ("learning-curve", score_curve(&curve("training rows", &sizes), width)),
        ("validation-numbers", score_curve(&curve("n_estimators", &numbers), width)),
        ("validation-words", score_curve(&curve("max_features", &words), width)),
        ("validation-one", score_curve(&curve("C", &numbers[..1]), width)),
        ("permutation", permutation(&permuted(22, 0.2), width)),
        ("permutation-nothing", permutation(&permuted(3, 0.0), width)),
        ("predicted-actual", predicted_actual(&errors(900, 60.0), width)),
        ("residuals", residuals(&errors(40, 90_000.0), width)),
        ("residual-histogram", residual_histogram(&errors(900, 60.0), width)),
        ("slices", slices(&sliced(3), width)),
        ("slices-none", slices(&sliced(0), width)),
        ("elbow", elbow(&elbow_of(9), width)),
        ("elbow-two", elbow(&elbow_of(2), width)),
        ("silhouette", silhouette(&silhouettes(4), width)),
        ("silhouette-many", silhouette(&silhouettes(12), width)),
        ("scatter", scatter(&scatter_view, width)),
        ("parallel", parallel_coordinates(&board, width)),
        ("parallel-one", parallel_coordinates(&wide, width)),
        ("search-progress", search_progress(&board, width)),
        ("intervals", intervals(&interval_list(), &[("accuracy".into(), 0.61), ("roc_auc".into(), 0.5)], width)),
        ("dependence", dependence(&dependent(), width)),
    ];
    drawings.into_iter().map(|(name, drawing)| (name.to_owned(), drawing.unwrap_or_else(|| panic!("{name} draws nothing")))).collect()
}

fn calibrated(bins: usize) -> Calibration {
    let bin = |place: usize| {
        let predicted = (place as f64 + 0.2 + 0.6 * share(place)) / bins as f64;
        let positive = (predicted * predicted + 0.1 * share(place + 3)).min(1.0);
        CalibrationBin {
            predicted,
            positive,
            interval: (positive * 0.7, (positive * 1.1 + 0.06).min(1.0)),
            rows: 3 + (share(place + 9) * 12_000.0) as u64,
        }
    };
    let class = EVIL.to_owned();
    Calibration {
        class,
        strategy: BinStrategy::Uniform,
        bins: (0..bins).map(bin).collect(),
        expected_error: 0.071,
        largest_error: 0.2,
        brier: 0.14,
        baseline_brier: 0.21,
    }
}

fn threshold_report(dear: f64) -> ThresholdReport {
    let costs = CostSpec { false_positive: dear, false_negative: 4.0 * dear, ..CostSpec::default() };
    let point = |step: u64| {
        let (hits, alarms) = ((90.0 * (step as f64 / 60.0).powf(0.4)) as u64, (210.0 * (step as f64 / 60.0).powf(2.0)) as u64);
        ThresholdPoint {
            threshold: (step > 0).then_some(0.97 - step as f64 * 0.0158),
            true_positives: hits,
            false_positives: alarms,
            false_negatives: 90 - hits,
            true_negatives: 210 - alarms,
            precision: hits as f64 / (hits + alarms).max(1) as f64,
            recall: hits as f64 / 90.0,
            f1: 2.0 * hits as f64 / (hits + alarms + 90) as f64,
            specificity: 1.0 - alarms as f64 / 210.0,
            accuracy: (hits + 210 - alarms) as f64 / 300.0,
            cost: (alarms as f64 + 4.0 * (90 - hits) as f64) * dear / 300.0,
        }
    };
    let points: Vec<ThresholdPoint> = (0..=60).map(point).collect();
    let cheapest = points.iter().fold(points[0], |best, point| if point.cost < best.cost { *point } else { best });
    ThresholdReport {
        class: EVIL.into(),
        costs,
        usual: points[40],
        cheapest,
        highest_f1: points[20],
        calibrated_threshold: Some(0.2),
        roc_auc: Some(0.8),
        average_precision: Some(0.5),
        points,
    }
}

fn curve(along: &str, steps: &[(&str, Option<f64>)]) -> ScoreCurve {
    let point = |(place, (label, number)): (usize, &(&str, Option<f64>))| ScorePoint {
        label: (*label).to_owned(),
        number: *number,
        train: vec![1.0; 5],
        validation: vec![0.9; 5],
        train_mean: 0.995 - 0.01 * place as f64 * share(place),
        train_std: 0.004,
        validation_mean: 0.9 - 0.25 / (place as f64 + 1.5),
        validation_std: 0.05 / (place as f64 + 1.0),
    };
    ScoreCurve { along: along.into(), metric: "accuracy".into(), points: steps.iter().enumerate().map(point).collect() }
}

fn permuted(count: usize, size: f64) -> PermutationReport {
    let feature = |rank: usize| {
        let mean = size * 0.75_f64.powi(rank as i32) - 0.004 * (size > 0.0) as u8 as f64;
        let drops: Vec<f64> = (0..5).map(|repeat| mean + size * 0.1 * (share(rank * 5 + repeat) - 0.5)).collect();
        let feature = if rank == 1 { EVIL.to_owned() } else { format!("worst concave points {rank}") };
        PermutationImportance { feature, drops, mean, std: size * 0.03 }
    };
    PermutationReport { metric: "accuracy".into(), baseline: 0.93, features: (0..count).map(feature).collect() }
}

fn errors(rows: usize, scale: f64) -> Residuals {
    let point = |row: usize| {
        let actual = 20.0 + scale * share(row) + scale * share(row + 5);
        (row as u32, actual, 0.8 * actual + 0.4 * scale * (share(row + 11) - 0.4))
    };
    let points: Vec<(u32, f64, f64)> = (0..rows.min(400)).map(point).collect();
    let edges: Vec<f64> = (0..=20).map(|edge| scale * (f64::from(edge) - 10.0) / 16.0).collect();
    let counts = (0..20_i32).map(|bin| (rows as f64 / 5.0 * (-f64::from((bin - 11) * (bin - 11)) / 9.0).exp()) as u64).collect();
    Residuals { target: "disease progression".into(), points, rows: rows as u64, edges, counts, mean: scale * 0.05, std: scale * 0.2 }
}

fn sliced(failing: usize) -> SliceReport {
    let slice = |place: usize, pair: bool| {
        let mut conditions = vec![(if place == 1 { EVIL.to_owned() } else { format!("column {place}") }, "up to 3.25".to_owned())];
        if pair {
            conditions.push(("body mass index".into(), "Torgersen".into()));
        }
        let error = 0.31 - 0.022 * place as f64;
        Slice {
            conditions,
            rows: 40 + 977 * place as u64,
            error,
            difference: error - 0.12,
            p_value: 0.001,
            adjusted_p: if place < failing { 0.0002 } else { 0.4 },
            examples: vec![],
        }
    };
    SliceReport {
        metric: "error rate".into(),
        overall: 0.13,
        rows: 4000,
        tested: 88,
        false_discovery_rate: 0.05,
        failing: (0..failing).map(|place| slice(place, place == 0)).collect(),
        groups: (0..11).map(|place| slice(place, false)).collect(),
        too_small: 2,
        min_rows: 20,
        unlisted: 0,
    }
}

fn elbow_of(count: u32) -> Elbow {
    let point = |clusters: u32| ElbowPoint {
        clusters,
        inertia: 1_260_000.0 / f64::from(clusters * clusters),
        silhouette: (clusters > 1).then(|| 0.6 - 0.1 * (f64::from(clusters) - 4.0).abs()),
    };
    Elbow { points: (1..=count).map(point).collect(), bend: (count > 2).then_some(3), best_silhouette: Some(count.min(4)) }
}

fn silhouettes(count: usize) -> Silhouettes {
    let group = |place: usize| {
        let rows = 30 + (share(place) * 300.0) as usize;
        let mut values: Vec<f64> = (0..rows).map(|row| 0.9 * share(row + place) - 0.15).collect();
        values.sort_by(|a, b| b.total_cmp(a));
        (place as i32 - 1, values)
    };
    Silhouettes { mean: 0.31, groups: (0..count).map(group).collect() }
}

fn board(count: u32, one: bool) -> Leaderboard {
    let axis = |name: &str, scale, words: &[&str]| SearchAxis {
        name: name.into(),
        scale,
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    let mut axes = vec![
        axis("n_estimators", Scale::Log, &[]),
        axis("max_features", Scale::Linear, &["sqrt", "log2", "None"]),
        axis("min_samples_leaf", Scale::Linear, &[]),
        axis("ccp_alpha", Scale::Log, &[]),
    ];
    if one {
        axes.truncate(1);
    }
    let trial = |id: u32| {
        let number = id as usize;
        let mean = 0.7 + 0.25 * share(number);
        let values = [
            format!("{}", 10 + (share(number + 3) * 900.0) as u32),
            ["sqrt", "log2", "None"][number % 3].to_owned(),
            format!("{}", 1 + number % 17),
            format!("{:.1e}", 1e-5 + 1e-2 * share(number + 8)),
        ];
        let settings = axes.iter().zip(values).map(|(axis, value)| (axis.name.clone(), value)).collect();
        let spec = r#"{"dataset": {"sample": "iris"}, "target": "species", "model": {"random_forest": {}}, "folds": 5}"#;
        let spec: TrainSpec = serde_json::from_str(spec).unwrap();
        let trial = Trial { id, candidate: id, rung: 0, rows: None, settings, spec };
        TrialReport { trial, scores: vec![mean; 5], mean: Some(mean), std: Some(0.02), failed: None, millis: 8.0 }
    };
    let mut standings: Vec<TrialReport> = (0..count).map(trial).collect();
    standings.sort_by(|a, b| b.mean.unwrap_or(0.0).total_cmp(&a.mean.unwrap_or(0.0)));
    Leaderboard { metric: "accuracy".into(), axes, standings, best_so_far: vec![], planned: count, rungs: vec![], finished: true }
}

fn interval_list() -> Vec<Interval> {
    let one = |(place, metric): (usize, &str)| {
        let value = 0.9 - 0.04 * place as f64;
        Interval { metric: metric.into(), value, low: value - 0.06, high: value + 0.03, level: 0.95, resamples: 1000 }
    };
    ["accuracy", "balanced_accuracy", "precision_macro", "f1_macro", "roc_auc", EVIL].into_iter().enumerate().map(one).collect()
}

fn dependent() -> PartialDependence {
    let grid: Vec<f64> = (0..20).map(|step| 170.0 + 3.0 * f64::from(step)).collect();
    let answer = |row: usize| grid.iter().map(|value| (share(row) * 0.4 + (value - 170.0) / 120.0).min(1.0)).collect::<Vec<f64>>();
    PartialDependence {
        feature: "flipper_length_mm".into(),
        answer: "probability of Gentoo".into(),
        mean: answer(4),
        rows: (0..25).map(answer).collect(),
        grid,
    }
}
