//! The steps of the projects in a few words each, for the one page: what must be true, short enough for one line.

/// A step's id and its words, at most [`LONGEST`] characters.
pub(super) const WORDS: [(&str, &str); 49] = [
    ("phase-0.project.environment", "requirements.txt pins every package"),
    ("phase-0.project.reads", "Reads the CSV named as its argument"),
    ("phase-0.project.processes", "Computes something the input lacks"),
    ("phase-0.project.saves", "Writes a new CSV, leaves the input alone"),
    ("phase-0.project.errors", "Names a missing file or column and fails"),
    ("phase-0.project.repository", "On GitHub: five commits, one merged PR"),
    ("phase-0.project.readme", "A second person followed the README"),
    ("phase-1.project.dataset", "README: dataset, licence, row, target"),
    ("phase-1.project.split", "Test rows set aside first, fixed seed"),
    ("phase-1.project.baseline", "Majority baseline on the same test rows"),
    ("phase-1.project.model", "One pipeline, and it beats the baseline"),
    ("phase-1.project.validation", "Five folds: mean and deviation"),
    ("phase-1.project.metrics", "Metrics follow from what errors cost"),
    ("phase-1.project.errors", "Confusion matrix, five wrong rows read"),
    ("phase-1.project.published", "A fresh clone prints the same numbers"),
    ("phase-2.project.tracked", "Every run logs params, metrics, model"),
    ("phase-2.project.ten-runs", "Ten runs or more in one experiment"),
    ("phase-2.project.context", "Runs record commit, seed, data digest"),
    ("phase-2.project.selection", "Chosen by folds; test rows used once"),
    ("phase-2.project.comparison", "Runs side by side, sorted by the metric"),
    ("phase-2.project.reload", "The winner reloads and scores the same"),
    ("phase-2.project.decision", "Written: who won, by more than noise?"),
    ("phase-3.project.server", "POST /predict: class, probability, version"),
    ("phase-3.project.validation", "Bad input gets 422 and the field’s name"),
    ("phase-3.project.health", "GET /health answers once it is loaded"),
    ("phase-3.project.container", "docker build and run work without Python"),
    ("phase-3.project.pinned", "All pinned; the container is not root"),
    ("phase-3.project.tests", "Tests: right, refused, equal to the model"),
    ("phase-3.project.readme", "README: curl, real answer, units, failures"),
    ("phase-4.project.dag", "A DAG of five tasks imports cleanly"),
    ("phase-4.project.schedule", "Scheduled; each run has its own interval"),
    ("phase-4.project.idempotent", "Running an interval twice changes nothing"),
    ("phase-4.project.retry", "A failure was retried; the rest waited"),
    ("phase-4.project.comparison", "Old and new scored on the same rows"),
    ("phase-4.project.promotion", "One model promoted, one refused"),
    ("phase-4.project.rollback", "Rollback is written down and was done"),
    ("phase-5.project.logging", "Predictions stored: inputs, output, version"),
    ("phase-5.project.privacy", "README: what is stored, and how long"),
    ("phase-5.project.metrics", "Count, latency, classes for Prometheus"),
    ("phase-5.project.dashboard", "Grafana dashboard as JSON: three panels"),
    ("phase-5.project.drift", "A script prints drift per feature"),
    ("phase-5.project.incident", "Shifted traffic: before, during, after"),
    ("phase-5.project.alert", "One alert rule, and who does what"),
    ("phase-6.project.model-card", "Model card: purpose, data, limits, owner"),
    ("phase-6.project.audit", "From prediction to version, run, commit"),
    ("phase-6.project.bias", "Recall and selection rate per group"),
    ("phase-6.project.feature", "One feature function, tested equal"),
    ("phase-6.project.evaluation", "A prompt scored on 20 written cases"),
    ("phase-6.project.cost", "Cost per answer beside its quality"),
];

/// Characters of a step's words, at most.
#[cfg(test)]
const LONGEST: usize = 43;

/// The words of a step; absent for one that has none.
pub(super) fn words(id: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == id).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::PHASES;

    #[test]
    fn every_step_has_short_words() {
        for step in PHASES.iter().flat_map(|phase| phase.project.steps) {
            let words = words(step.id).unwrap_or_else(|| panic!("{} has no words", step.id));
            assert!(words.chars().count() <= LONGEST, "{}: {words}", step.id);
        }
        let steps: usize = PHASES.iter().map(|phase| phase.project.steps.len()).sum();
        assert_eq!(WORDS.len(), steps, "words for a step that is gone");
    }
}
