//! The phase's project as a Markdown page: the runs, the winner, and the steps that the store proves.

use crate::protocol::track::chart::lower_is_better;
use crate::protocol::track::{RegisteredModel, RunRow, number_word};

/// A step of the phase's project, and whether the store shows it done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// What must be true.
    pub(crate) text: &'static str,
    /// It is.
    pub(crate) done: bool,
}

/// The page: title, steps, the best run with its note, a table of runs.
pub(crate) fn report(experiment: &str, runs: &[RunRow], metric: &str, steps: &[Step], models: &[RegisteredModel]) -> String {
    let mut ranked: Vec<(&RunRow, f64)> = runs.iter().filter_map(|row| Some((row, row.metrics.get(metric)?.last?))).collect();
    let lower = lower_is_better(metric);
    ranked.sort_by(|left, right| if lower { left.1.total_cmp(&right.1) } else { right.1.total_cmp(&left.1) });
    let metric = escaped(metric);
    let mut page = format!("# Experiments: {}\n\n{} runs, ranked by {metric}.\n\n## Checklist\n\n", escaped(experiment), runs.len());
    for step in steps {
        page.push_str(&format!("- [{}] {}\n", if step.done { "x" } else { " " }, step.text));
    }
    if let Some((best, value)) = ranked.first() {
        page.push_str(&format!(
            "\n## The best run\n\n**{}** ({}), {metric} {}.\n\n",
            escaped(&best.run.run_name),
            best.run.run_id,
            written(*value)
        ));
        match best.tags.get("mlflow.note.content").filter(|note| !note.trim().is_empty()) {
            Some(note) => page.push_str(&format!("{}\n", note.trim())),
            None => page.push_str("_Why it won has not been written down yet._\n"),
        }
        page.push_str("\n| setting | value |\n| --- | --- |\n");
        for (name, value) in &best.params {
            page.push_str(&format!("| {} | {} |\n", escaped(name), escaped(value)));
        }
        for (name, digest) in &best.datasets {
            page.push_str(&format!("\nTrained on {} ({}).\n", escaped(name), escaped(digest)));
        }
    }
    page.push_str(&format!("\n## All runs\n\n| run | model | {metric} | run id |\n| --- | --- | --- | --- |\n"));
    for (row, value) in &ranked {
        let model = row.params.get("model").map(String::as_str).unwrap_or_default();
        page.push_str(&format!("| {} | {} | {} | {} |\n", escaped(&row.run.run_name), escaped(model), written(*value), row.run.run_id));
    }
    let without = runs.len() - ranked.len();
    if without > 0 {
        page.push_str(&format!("\n{without} runs have no {metric} and are not in the table.\n"));
    }
    for model in models {
        page.push_str(&format!("\n## Registered: {}\n\n", escaped(&model.name)));
        for (alias, version) in &model.aliases {
            page.push_str(&format!("- @{} is version {version}\n", escaped(alias)));
        }
        for step in &model.history {
            let to = step.to.map_or_else(|| "nowhere".to_owned(), |to| format!("version {to}"));
            page.push_str(&format!("- {} moved to {to}: {}\n", escaped(&step.alias), escaped(&step.reason)));
        }
    }
    page
}

/// A metric's value; infinity as MLflow's own pages would read it in.
fn written(value: f64) -> String {
    number_word(value).map_or_else(|| value.to_string(), str::to_owned)
}

/// Text that cannot be taken for Markdown or break a table.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '&' | '~' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{MetricSummary, Run, RunStatus};

    fn row(name: &str, accuracy: Option<f64>, note: &str) -> RunRow {
        let summary = MetricSummary { last: accuracy, min: None, max: None };
        RunRow {
            run: Run {
                run_id: format!("{name}-id"),
                experiment_id: 1,
                run_name: name.into(),
                status: RunStatus::Finished,
                start_time: None,
                end_time: None,
                user_id: String::new(),
                source_name: String::new(),
                deleted: false,
                artifact_uri: String::new(),
            },
            params: [("model".to_owned(), "a|b".to_owned())].into(),
            metrics: accuracy.map(|_| ("accuracy".to_owned(), summary)).into_iter().collect(),
            tags: [("mlflow.note.content".to_owned(), note.to_owned())].into(),
            datasets: vec![("Wine".into(), "wine".into())],
            parts: 0,
        }
    }

    #[test]
    fn the_page_names_the_winner_and_why() {
        let rows = [row("first", Some(0.9), ""), row("second", Some(0.95), "More trees.\n"), row("third", None, "")];
        let steps = [Step { text: "Ten runs", done: false }, Step { text: "A note", done: true }];
        let page = report("wine", &rows, "accuracy", &steps, &[]);
        insta::assert_snapshot!(page, @r#"
        # Experiments: wine

        3 runs, ranked by accuracy.

        ## Checklist

        - [ ] Ten runs
        - [x] A note

        ## The best run

        **second** (second-id), accuracy 0.95.

        More trees.

        | setting | value |
        | --- | --- |
        | model | a\|b |

        Trained on Wine (wine).

        ## All runs

        | run | model | accuracy | run id |
        | --- | --- | --- | --- |
        | second | a\|b | 0.95 | second-id |
        | first | a\|b | 0.9 | first-id |

        1 runs have no accuracy and are not in the table.
        "#);
    }
}
