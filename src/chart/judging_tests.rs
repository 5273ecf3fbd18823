//! What the drawings of a judgement say: their labels, and that every figure is in the table beside them.

use super::fixtures_judging::judgements;

#[test]
fn labels_say_what_the_drawing_shows() {
    let text: Vec<String> = judgements(360)
        .into_iter()
        .map(|(name, drawing)| {
            format!("{name}: {} [{} rows of {}]", drawing.label, drawing.table.rows.len(), drawing.table.headers.join(", "))
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"), @r#"
    calibration: Calibration of <img src=x onerror=alert(1)> & "quotes": expected calibration error 0.071, Brier score 0.140 [10 rows of mean probability, share that came true, from, to, rows]
    calibration-one-bin: Calibration of <img src=x onerror=alert(1)> & "quotes": expected calibration error 0.071, Brier score 0.140 [1 rows of mean probability, share that came true, from, to, rows]
    thresholds: Thresholds for <img src=x onerror=alert(1)> & "quotes". Cheapest: 0.496, at 0.4667 a row; the usual 0.500 costs 0.4967. [60 rows of threshold, precision, recall, F1, specificity, false alarms, missed, cost of a row]
    thresholds-dear: Thresholds for <img src=x onerror=alert(1)> & "quotes". Cheapest: 0.496, at 11.7k a row; the usual 0.500 costs 12.4k. [60 rows of threshold, precision, recall, F1, specificity, false alarms, missed, cost of a row]
    learning-curve: Learning curve: best accuracy on rows left out is 0.855 at 1200 training rows [5 rows of training rows, left out, mean, standard deviation, learned from, mean, standard deviation, folds]
    validation-numbers: Validation curve: best accuracy on rows left out is 0.862 at n_estimators 500 [6 rows of n_estimators, left out, mean, standard deviation, learned from, mean, standard deviation, folds]
    validation-words: Validation curve: best accuracy on rows left out is 0.844 at max_features None [4 rows of max_features, left out, mean, standard deviation, learned from, mean, standard deviation, folds]
    validation-one: Validation curve: best accuracy on rows left out is 0.733 at C 1 [1 rows of C, left out, mean, standard deviation, learned from, mean, standard deviation, folds]
    permutation: Permutation importance: shuffling worst concave points 0 costs 0.196 of accuracy [22 rows of column, mean drop, standard deviation, smallest, largest]
    permutation-nothing: Permutation importance: shuffling worst concave points 0 costs 0.00 of accuracy [3 rows of column, mean drop, standard deviation, smallest, largest]
    predicted-actual: Predicted against actual disease progression of 900 rows [60 rows of row, actual, predicted, actual − predicted]
    residuals: Errors of 40 rows against the predicted disease progression [40 rows of row, actual, predicted, actual − predicted]
    residual-histogram: Errors of 900 rows: mean 3, standard deviation 12 [20 rows of error from, to, rows]
    slices: Error by group, 88 groups compared: worst is column 0 up to 3.25 and body mass index = Torgersen with 0.310 against 0.130 [12 rows of group, rows, error rate, difference to the others, corrected p, beyond chance]
    slices-none: Error by group, 88 groups compared: none is worse beyond chance [11 rows of group, rows, error rate, difference to the others, corrected p, beyond chance]
    elbow: How many groups: Bend at 3, highest silhouette at 4 groups. [9 rows of groups, inertia, silhouette]
    elbow-two: How many groups: No bend, highest silhouette at 2 groups. [2 rows of groups, inertia, silhouette]
    silhouette: Silhouettes of 705 rows in 4 groups, mean 0.310 [4 rows of group, rows, mean silhouette, rows below 0]
    silhouette-many: Silhouettes of 2005 rows in 12 groups, mean 0.310 [12 rows of group, rows, mean silhouette, rows below 0]
    scatter: 900 rows in 5 groups over component 1 (44%) and component 2 (18%) [5 rows of group, rows]
    parallel: Settings and scores of 140 trials, best accuracy 0.949 [140 rows of trial, n_estimators, max_features, min_samples_leaf, ccp_alpha, accuracy, standard deviation]
    parallel-one: Settings and scores of 9 trials, best accuracy 0.931 [9 rows of trial, n_estimators, accuracy, standard deviation]
    search-progress: Best accuracy after 140 trials: 0.949 [140 rows of finished trials, score, best so far]
    intervals: 6 scores with their 95% intervals [6 rows of metric, score, from, to, baseline]
    dependence: Mean probability of Gentoo as flipper_length_mm is moved [20 rows of flipper_length_mm, probability of Gentoo]
    "#);
}
