//! How a script holds rows out: one by one, by groups or by time, as the page does.

use super::{Plan, python};
use crate::dataset::date::{self, Order};
use crate::protocol::{ColumnProfile, Distribution};

/// What is imported from `sklearn.model_selection`.
pub(super) fn imports(plan: &Plan<'_>) -> Option<String> {
    let (split, folds) = match (&plan.spec.split.group, &plan.spec.split.time) {
        (Some(_), _) => (Some("GroupShuffleSplit"), "GroupKFold"),
        (None, Some(_)) => (None, "TimeSeriesSplit"),
        (None, None) => (Some("train_test_split"), if plan.is_stratified() { "StratifiedKFold" } else { "KFold" }),
    };
    let mut names: Vec<&str> = split.into_iter().collect();
    if plan.spec.folds > 0 {
        names.extend([folds, "cross_val_score"]);
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
    let (count, seed) = (plan.spec.folds, plan.seed());
    if count == 0 {
        return String::new();
    }
    let lines = match (&plan.spec.split.group, &plan.spec.split.time) {
        (Some(_), _) => format!(
            "folds = GroupKFold(n_splits={count})\n\
             scores = cross_val_score(model, X_train, y_train, cv=folds, groups=groups.iloc[train])\n"
        ),
        (None, Some(_)) => format!(
            "in_time = moment[~later].sort_values(kind=\"stable\").index\n\
             folds = TimeSeriesSplit(n_splits={count})\n\
             scores = cross_val_score(model, X_train.loc[in_time], y_train.loc[in_time], cv=folds)\n"
        ),
        (None, None) => format!(
            "folds = {}(n_splits={count}, shuffle=True, random_state={seed})\n\
             scores = cross_val_score(model, X_train, y_train, cv=folds)\n",
            if plan.is_stratified() { "StratifiedKFold" } else { "KFold" },
        ),
    };
    format!(
        "\n# Cross-validation on the training rows: the test rows stay out of it.\n{lines}\
         print(f\"cross-validation{} {{scores.mean():.4f}} ± {{scores.std():.4f}}\")\n",
        if plan.numbers() { " (R²)" } else { "" },
    )
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

/// Whether the day comes first in a column of dates; absent for numbers.
fn day_first(column: &ColumnProfile) -> Option<bool> {
    let Distribution::Levels { top, .. } = &column.distribution else { return None };
    if column.min.is_some() {
        return None;
    }
    let year_first = top.iter().any(|(text, _)| text.split(['-', '/', '.']).next().is_some_and(|part| part.len() == 4));
    Some(!year_first && date::order(top.iter().map(|(text, _)| text.as_str())) == Some(Order::DayFirst))
}
