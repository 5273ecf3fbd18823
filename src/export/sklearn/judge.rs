//! The last part of a script: its scores, those that the page gives of the same rows.

use super::{ScriptPlan, python, split};

/// The lines that judge the model.
pub(super) fn evaluation(plan: &ScriptPlan<'_>) -> String {
    let mut text = if plan.numbers() { errors() } else { scores(plan) };
    text.push_str(&split::folds(plan));
    if plan.training_set.spec.model.get("oob_score").as_deref() == Some("True") {
        let what = if plan.numbers() { "R²" } else { "accuracy" };
        text.push_str(&format!("print(f\"out-of-bag {what} {{model[-1].oob_score_:.4f}}\")\n"));
    }
    text
}

/// The errors of a model of numbers beside those of the mean.
fn errors() -> String {
    "# Every error beside that of always answering with the mean.\n\
     baseline = DummyRegressor(strategy=\"mean\").fit(X_train, y_train)\n\
     predicted, mean = model.predict(X_test), baseline.predict(X_test)\n\
     for name, score in [\n    (\"mean absolute error\", mean_absolute_error), (\"root mean squared error\", root_mean_squared_error), (\"R²\", r2_score)\n]:\n    \
     print(f\"{name} {score(y_test, predicted):.4f} (baseline {score(y_test, mean):.4f})\")\n"
        .to_owned()
}

/// The scores of a model of classes beside those of the most frequent class.
fn scores(plan: &ScriptPlan<'_>) -> String {
    let classes = &plan.decided.classes;
    let unseen = plan.unseen();
    let probable = plan.gives_probabilities();
    let mut text = String::from(
        "# Every score beside that of always naming the most frequent class.\n\
         baseline = DummyClassifier(strategy=\"most_frequent\").fit(X_train, y_train)\n\
         predicted = model.predict(X_test)\n",
    );
    let (answers, labels) = if unseen.is_empty() { ("model.predict_proba(X_test)", "model.classes_") } else { ("of_all(model)", "labels") };
    if !unseen.is_empty() {
        let function = if probable { OF_ALL } else { DECISIONS_OF_ALL };
        text = format!(
            "# No training row is of class {}: the model cannot name it, and gives it no probability.\nlabels = sorted(y.unique())\n\n\n{function}\n\n{text}",
            unseen.iter().map(|name| python::text(name)).collect::<Vec<_>>().join(", ")
        );
    }
    if probable {
        text.push_str(&format!("probabilities = {answers}\n"));
    }
    let untested = plan.untested();
    let print_area = if untested.is_empty() {
        text.push_str(&match (probable, classes.len() == 2) {
            (true, true) => "area = roc_auc_score(y_test, probabilities[:, 1])\n".to_owned(),
            (true, false) => format!("area = roc_auc_score(y_test, probabilities, multi_class=\"ovr\", labels={labels})\n"),
            (false, true) => "area = roc_auc_score(y_test, model.decision_function(X_test))\n".to_owned(),
            (false, false) => format!(
                "decisions = {}\n\
                 area = sum(roc_auc_score(y_test == name, decisions[:, place]) for place, name in enumerate({labels})) / len({labels})\n",
                if unseen.is_empty() { "model.decision_function(X_test)" } else { answers }
            ),
        });
        "print(f\"ROC AUC  {area:.4f} (baseline 0.5000)\")\n".to_owned()
    } else {
        let names: Vec<String> = untested.iter().map(|name| format!("'{name}'")).collect();
        format!("print({})\n", python::text(&format!("ROC AUC  undefined: no test row is of class {}", names.join(", "))))
    };
    let print_loss = if probable {
        let baseline = if unseen.is_empty() { "baseline.predict_proba(X_test)" } else { "of_all(baseline)" };
        text.push_str(&format!(
            "loss = log_loss(y_test, probabilities, labels={labels})\n\
             baseline_loss = log_loss(y_test, {baseline}, labels={labels})\n"
        ));
        "print(f\"log loss {loss:.4f} (baseline {baseline_loss:.4f})\")\n"
    } else {
        ""
    };
    let named = if plan.by_place() { ", labels=range(len(classes)), target_names=[str(name) for name in classes]" } else { "" };
    text + &format!(
        "print(f\"accuracy {{model.score(X_test, y_test):.4f}} (baseline {{baseline.score(X_test, y_test):.4f}})\")\n\
         {print_area}{print_loss}\
         print(classification_report(y_test, predicted{named}, digits=4, zero_division=0))\n\
         print(confusion_matrix(y_test, predicted, labels={labels}))\n"
    )
}

/// Probabilities of classes that training did not see, too.
const OF_ALL: &str = r#"def of_all(model):
    """The probabilities of all classes, 0 for those that no training row has."""
    known = pd.DataFrame(model.predict_proba(X_test), columns=model.classes_)
    return known.reindex(columns=labels, fill_value=0.0).to_numpy()
"#;

/// The same for a model that only ranks.
const DECISIONS_OF_ALL: &str = r#"def of_all(model):
    """How far each row is on the side of each class; no row is on that of a class that no training row has."""
    decisions = model.decision_function(X_test)
    if decisions.ndim == 1:
        decisions = pd.concat([pd.Series(-decisions), pd.Series(decisions)], axis=1).to_numpy()
    known = pd.DataFrame(decisions, columns=model.classes_)
    return known.reindex(columns=labels, fill_value=0.0).to_numpy()
"#;

impl ScriptPlan<'_> {
    /// Classes that no training row has.
    pub(super) fn unseen(&self) -> Vec<&str> {
        self.decided.classes.iter().filter(|class| !class.trains).map(|class| class.name.as_str()).collect()
    }

    /// Classes that no test row has.
    pub(super) fn untested(&self) -> Vec<&str> {
        self.decided.classes.iter().filter(|class| !class.tests).map(|class| class.name.as_str()).collect()
    }
}
