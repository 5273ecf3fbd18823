//! The columns that tell classes apart best, each looked at alone (`SelectKBest(f_classif, k)`).

use crate::dataset::{Table, order};

/// One-way analysis of variance: variance of a column between the classes over that within them, by column
/// (`sklearn.feature_selection.f_classif`). A column that never varies tells nothing and has 0.
pub(super) fn f_classif(columns: &[&[f64]], rows: &[u32], labels: &[u32], classes: usize) -> Vec<f64> {
    columns.iter().map(|column| f_of(column, rows, labels, classes)).collect()
}

fn f_of(column: &[f64], rows: &[u32], labels: &[u32], classes: usize) -> f64 {
    let value = |row: &u32| column.get(*row as usize).copied().unwrap_or(0.0);
    let (mut sums, mut counts) = (vec![0.0; classes], vec![0.0_f64; classes]);
    for (row, label) in rows.iter().zip(labels) {
        sums[*label as usize] += value(row);
        counts[*label as usize] += 1.0;
    }
    let count = rows.len() as f64;
    let mean = sums.iter().sum::<f64>() / count;
    let present = counts.iter().filter(|count| **count > 0.0).count() as f64;
    let of_class: Vec<f64> = sums.iter().zip(&counts).map(|(sum, count)| sum / count.max(1.0)).collect();
    let between: f64 = of_class.iter().zip(&counts).map(|(own, count)| count * (own - mean) * (own - mean)).sum();
    let inside: f64 = rows
        .iter()
        .zip(labels)
        .map(|(row, label)| {
            let off = value(row) - of_class[*label as usize];
            off * off
        })
        .sum();
    if inside > 0.0 { (between / (present - 1.0)) / (inside / (count - present)) } else { 0.0 }
}

/// Places of the `kept` largest scores, ascending; of equal scores the later place is kept, as scikit-learn does.
pub(super) fn best(scores: &[f64], kept: usize) -> Vec<u32> {
    let mut places: Vec<u32> = (0..scores.len() as u32).collect();
    order::by(&mut places, |a, b| scores[*a as usize].total_cmp(&scores[*b as usize]).then(a.cmp(b)));
    let mut chosen = places.split_off(places.len().saturating_sub(kept));
    order::by(&mut chosen, |a, b| a.cmp(b));
    chosen
}

/// Names of the columns that are kept, judged by these rows.
pub(super) fn chosen(table: &Table, columns: &[&[f64]], rows: &[u32], labels: &[u32], kept: usize) -> Vec<String> {
    let scores = f_classif(columns, rows, labels, 2);
    best(&scores, kept).iter().filter_map(|place| table.columns.get(*place as usize)).map(|column| column.name.clone()).collect()
}
