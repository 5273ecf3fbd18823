//! How a script holds rows out: the very rows that the page holds out.

use super::{ScriptPlan, python};
use crate::protocol::base64;

/// Most test rows that are listed one by one.
const LISTED: usize = 1000;

/// Imports from `sklearn.model_selection`.
pub(super) fn imports(plan: &ScriptPlan<'_>) -> Option<String> {
    let split = &plan.training_set.spec.split;
    let folds = match (&split.group, &split.time) {
        (Some(_), _) => "GroupKFold",
        (None, Some(_)) => "TimeSeriesSplit",
        (None, None) => {
            if plan.is_stratified() {
                "StratifiedKFold"
            } else {
                "KFold"
            }
        }
    };
    let mut names = match plan.search {
        Some(search) => vec![folds, search.class()],
        None if plan.training_set.spec.folds > 0 => vec![folds, "cross_val_score"],
        None => vec![],
    };
    names.sort_unstable();
    (!names.is_empty()).then(|| format!("from sklearn.model_selection import {}", names.join(", ")))
}

/// Whether the test rows are too many to be listed.
pub(super) fn is_packed(plan: &ScriptPlan<'_>) -> bool {
    plan.training_set.spec.split.time.is_none() && plan.decided.test_rows.len() > LISTED
}

/// The lines that hold rows out.
pub(super) fn split(plan: &ScriptPlan<'_>) -> String {
    let (split, seed) = (&plan.training_set.spec.split, plan.training_set.spec.split.seed);
    let share = split.test_share;
    if let Some(time) = &split.time {
        return format!(
            "# The latest rows are held out, the same as in the page; rows of one moment stay together.\n\
             {}\
             later = moment >= moment.sort_values().iloc[-math.ceil(len(moment) * {share:?} - 1e-9)]\n\
             X_train, X_test, y_train, y_test = X[~later], X[later], y[~later], y[later]\n",
            moment(plan, time),
        );
    }
    let like = match &split.group {
        Some(group) => {
            format!("All rows of one {} are on one side, as with\n# GroupShuffleSplit(test_size={share:?}).", python::text(group))
        }
        None => {
            let stratify = if plan.is_stratified() { ", stratify=y" } else { "" };
            format!("As many as with\n# train_test_split(X, y, test_size={share:?}{stratify}).")
        }
    };
    let rows = if is_packed(plan) {
        format!(
            "# They are packed: one bit for each row.\n\
             packed = base64.b64decode({})\ntest_rows = np.flatnonzero(np.unpackbits(np.frombuffer(packed, dtype=np.uint8)))\n",
            python::wrapped(&base64::encode(&bits(&plan.decided.test_rows, plan.decided.rows)))
        )
    } else {
        format!("test_rows = {}\n", python::numbers(plan.decided.test_rows.iter().map(|row| u64::from(*row))))
    };
    format!(
        "# The rows that the page holds out, counted from 0; it drew them with seed {seed}. {like}\n{rows}\
         held = data.index.isin(test_rows)\n\
         X_train, X_test, y_train, y_test = X[~held], X[held], y[~held], y[held]\n",
    )
}

/// One bit for each row, the first row in the highest bit of the first byte; set for those that are named.
fn bits(named: &[u32], rows: usize) -> Vec<u8> {
    let mut bytes = vec![0_u8; rows.div_ceil(8)];
    for row in named {
        if let Some(byte) = bytes.get_mut(*row as usize / 8) {
            *byte |= 128 >> (row % 8);
        }
    }
    bytes
}

/// The lines that cross-validate; none without folds.
pub(super) fn folds(plan: &ScriptPlan<'_>) -> String {
    if plan.training_set.spec.folds == 0 || plan.search.is_some() {
        return String::new();
    }
    let (lines, rows) = made_folds(plan, plan.training_set.spec.folds);
    format!(
        "\n# Cross-validation on the training rows: the test rows stay out of it.\n{lines}\
         scores = cross_val_score(model, {rows}, cv=folds)\n\
         print(f\"cross-validation{} {{scores.mean():.4f}} ± {{scores.std():.4f}}\")\n",
        if plan.numbers() { " (R²)" } else { "" },
    )
}

/// The lines that make `folds`, and the training rows to be divided by them, as arguments.
pub(super) fn made_folds(plan: &ScriptPlan<'_>, count: u32) -> (String, &'static str) {
    let split = &plan.training_set.spec.split;
    match (&split.group, &split.time) {
        (Some(group), _) => (
            format!(
                "# Whole groups, dealt out by scikit-learn: of groups of one size it may put others together than the page.\n\
                 groups = data[{}].astype(\"category\").cat.codes\nfolds = GroupKFold(n_splits={count})\n",
                python::text(group)
            ),
            "X_train, y_train, groups=groups[~held]",
        ),
        (None, Some(_)) => {
            let cut = if plan.decided.shared_moments {
                "# Where rows share a moment, scikit-learn may part them; the page keeps them together.\n"
            } else {
                ""
            };
            (
                format!("{cut}in_time = moment[~later].sort_values(kind=\"stable\").index\nfolds = TimeSeriesSplit(n_splits={count})\n"),
                "X_train.loc[in_time], y_train.loc[in_time]",
            )
        }
        (None, None) => {
            let class = if plan.is_stratified() { "StratifiedKFold" } else { "KFold" };
            (
                format!(
                    "# numpy draws these folds, not the page: expect scores that agree within chance, not digit for digit.\n\
                     folds = {class}(n_splits={count}, shuffle=True, random_state={})\n",
                    plan.seed()
                ),
                "X_train, y_train",
            )
        }
    }
}

/// The time of every row, as something that can be ordered.
fn moment(plan: &ScriptPlan<'_>, name: &str) -> String {
    let values = format!("data[{}]", python::text(name));
    let Some(written) = &plan.decided.time else { return format!("moment = {values}\n") };
    match written.formats.as_slice() {
        [format] => format!("moment = pd.to_datetime({values}, format={}, utc=True)\n", python::text(format)),
        formats => format!(
            "moment = pd.Series(pd.NaT, index=data.index, dtype=\"datetime64[us, UTC]\")\n\
             for written in {}:\n    moment = moment.fillna(pd.to_datetime({values}, format=written, errors=\"coerce\", utc=True))\n",
            python::list(formats.iter().map(String::as_str))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_packed_bit_by_bit() {
        assert_eq!(bits(&[0, 7, 9], 10), [0b1000_0001, 0b0100_0000]);
    }
}
