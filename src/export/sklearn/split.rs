//! How a script holds rows out: one by one, by groups or by time, as the page does.

use super::prepare::day_first;
use super::{Plan, python};

/// What is imported from `sklearn.model_selection`.
pub(super) fn imports(plan: &Plan<'_>) -> Option<String> {
    let (split, folds) = match (&plan.spec.split.group, &plan.spec.split.time) {
        (Some(_), _) => (Some("GroupShuffleSplit"), "GroupKFold"),
        (None, Some(_)) => (None, "TimeSeriesSplit"),
        (None, None) => (Some("train_test_split"), if plan.is_stratified() { "StratifiedKFold" } else { "KFold" }),
    };
    let mut names: Vec<&str> = split.into_iter().collect();
    match plan.hunt {
        Some(hunt) => names.extend([folds, hunt.class()]),
        None if plan.spec.folds > 0 => names.extend([folds, "cross_val_score"]),
        None => {}
    }
    names.sort_unstable();
    (!names.is_empty()).then(|| format!("from sklearn.model_selection import {}", names.join(", ")))
}

/// The lines that hold rows out.
pub(super) fn split(plan: &Plan<'_>) -> String {
    let (split, seed) = (&plan.spec.split, plan.seed());
    let share = split.test_share;
    if let Some(group) = &split.group {
        return format!(
            "# All rows of a group are on one side. As many groups are held out as in the page, but not the same ones: the page\n\
             # and numpy draw different random numbers from the same seed.\n\
             groups = data[{}].astype(\"category\").cat.codes\n\
             train, test = next(GroupShuffleSplit(n_splits=1, test_size={share:?}, random_state={seed}).split(X, y, groups))\n\
             X_train, X_test, y_train, y_test = X.iloc[train], X.iloc[test], y.iloc[train], y.iloc[test]\n",
            python::text(group),
        );
    }
    if let Some(time) = &split.time {
        return format!(
            "# The latest rows are held out, the same as in the page; rows of one moment stay together.\n\
             moment = {}\n\
             later = moment >= moment.sort_values().iloc[-math.ceil(len(moment) * {share:?} - 1e-9)]\n\
             X_train, X_test, y_train, y_test = X[~later], X[later], y[~later], y[later]\n",
            moment(plan, time),
        );
    }
    let (stratify, kept) = if plan.is_stratified() {
        (", stratify=y", "As many rows of each class are held out as in the page")
    } else {
        ("", "As many rows are held out as in the page")
    };
    format!(
        "# {kept}, but not the same rows: the page and numpy draw\n\
         # different random numbers from the same seed. Expect scores that agree within chance, not digit for digit.\n\
         X_train, X_test, y_train, y_test = train_test_split(\n    X, y, test_size={share:?}{stratify}, random_state={seed}\n)\n",
    )
}

/// The lines that cross-validate; none without folds.
pub(super) fn folds(plan: &Plan<'_>) -> String {
    if plan.spec.folds == 0 || plan.hunt.is_some() {
        return String::new();
    }
    let (lines, rows) = made_folds(plan, plan.spec.folds);
    format!(
        "\n# Cross-validation on the training rows: the test rows stay out of it.\n{lines}\
         scores = cross_val_score(model, {rows}, cv=folds)\n\
         print(f\"cross-validation{} {{scores.mean():.4f}} ± {{scores.std():.4f}}\")\n",
        if plan.numbers() { " (R²)" } else { "" },
    )
}

/// The lines that make `folds`, and the training rows to be divided by them, as arguments.
pub(super) fn made_folds(plan: &Plan<'_>, count: u32) -> (String, &'static str) {
    match (&plan.spec.split.group, &plan.spec.split.time) {
        (Some(_), _) => (format!("folds = GroupKFold(n_splits={count})\n"), "X_train, y_train, groups=groups.iloc[train]"),
        (None, Some(_)) => (
            format!("in_time = moment[~later].sort_values(kind=\"stable\").index\nfolds = TimeSeriesSplit(n_splits={count})\n"),
            "X_train.loc[in_time], y_train.loc[in_time]",
        ),
        (None, None) => {
            let class = if plan.is_stratified() { "StratifiedKFold" } else { "KFold" };
            (format!("folds = {class}(n_splits={count}, shuffle=True, random_state={})\n", plan.seed()), "X_train, y_train")
        }
    }
}

/// The time of every row, as something that can be ordered.
fn moment(plan: &Plan<'_>, name: &str) -> String {
    let column = plan.profile.columns.iter().find(|column| column.name == name);
    let values = format!("data[{}]", python::text(name));
    match column.map(day_first) {
        // A column of numbers of one's own file is read as text unless it is a feature.
        Some(None) => format!("pd.to_numeric({values})"),
        Some(Some(true)) => format!("pd.to_datetime({values}, dayfirst=True, format=\"mixed\", utc=True)"),
        _ => format!("pd.to_datetime({values}, format=\"mixed\", utc=True)"),
    }
}
