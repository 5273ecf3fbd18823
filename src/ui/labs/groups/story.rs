//! Groups in sentences and tables, written from the figures.

use leptos::prelude::*;

use crate::protocol::Clustered;
use crate::ui::kit::number::{count, counted, optional, percent, plain, span};
use crate::ui::kit::table::{Line, figure_columns, table};

/// Two to five sentences.
pub(crate) fn of(found: &Clustered) -> Vec<String> {
    let scores = &found.scores;
    let mut sentences = vec![format!(
        "{} put into {}{}.",
        counted(found.rows, "row"),
        counted(scores.clusters.into(), "group"),
        match scores.noise {
            0 => String::new(),
            1 => "; 1 row belongs to none".into(),
            rows => format!("; {} belong to none", counted(rows, "row")),
        }
    )];
    sentences.extend(scores.silhouette.map(|silhouette| {
        let word = if silhouette > 0.5 {
            "the groups stand well apart"
        } else if silhouette > 0.25 {
            "the groups are there, but they touch"
        } else {
            "the groups run into each other: it may be that there are none"
        };
        format!("Their silhouette is {}: {word}.", plain(silhouette))
    }));
    if let Some(elbow) = &found.elbow {
        let bend = elbow.bend.map(|bend| format!("k-means’ error bends at {}", counted(bend.into(), "group")));
        let best = elbow.best_silhouette.map(|best| format!("the silhouette is highest with {best}"));
        let both: Vec<String> = bend.into_iter().chain(best).collect();
        if !both.is_empty() {
            sentences.push(format!("{}. Neither is proof; look at the groups.", both.join("; ")));
        }
    }
    sentences.extend(scores.adjusted_rand.map(|agreement| {
        let word = if agreement > 0.8 {
            "nearly the known groups"
        } else if agreement > 0.3 {
            "something of the known groups"
        } else {
            "other groups than the known ones"
        };
        format!(
            "Nobody told it the known groups. It found {word}: the agreement beyond chance is {} (adjusted Rand index, 1 is perfect).",
            plain(agreement)
        )
    }));
    let shown: f64 = found.explained_variance_ratio.iter().take(2).sum();
    sentences.push(format!(
        "The map shows {} of all differences between the rows; groups that overlap on it may part in other directions.",
        percent(shown)
    ));
    sentences
}

/// The figures by which groupings are compared.
pub(crate) fn figures(found: &Clustered) -> AnyView {
    let scores = &found.scores;
    let mut lines = vec![
        Line::of_figures("Silhouette", "−1 to 1; nearer to the own group than to the next", [optional(scores.silhouette)]),
        Line::of_figures("Davies–Bouldin", "spread over distance; lower is better", [optional(scores.davies_bouldin)]),
        Line::of_figures(
            "Caliński–Harabasz",
            "spread between over spread within; higher is better",
            [scores.calinski_harabasz.map_or_else(|| "–".to_owned(), plain)],
        ),
    ];
    lines.extend(scores.inertia.map(|inertia| Line::of_figures("Inertia", "sum of squared distances to the centres", [plain(inertia)])));
    lines.extend(
        scores
            .adjusted_rand
            .map(|rand| Line::of_figures("Adjusted Rand index", "agreement with the known groups beyond chance", [plain(rand)])),
    );
    lines.push(Line::of_figures("Time", "the grouping alone, on this device", [span(found.fit_millis)]));
    table("The grouping in figures".to_owned(), figure_columns("Figure", &["Value"]), lines, vec![])
}

fn name(group: i32) -> String {
    if group < 0 { "no group".to_owned() } else { format!("group {}", group + 1) }
}

/// What is typical of each group.
pub(crate) fn profiles(found: &Clustered) -> AnyView {
    const MOST: usize = 30;
    let names: Vec<String> = found.profiles.iter().map(|profile| name(profile.group)).collect();
    let rows = Line::of_figures("Rows", "", found.profiles.iter().map(|profile| count(profile.rows)));
    let lines = found.spec.features.iter().take(MOST).enumerate().map(|(place, feature)| {
        let figures = found.profiles.iter().map(|profile| profile.typical.get(place).cloned().unwrap_or_default());
        Line::of_figures(feature.clone(), "", figures)
    });
    let columns = figure_columns("Column", &names.iter().map(String::as_str).collect::<Vec<_>>());
    table(
        "What is typical of each group: the mean, or the most frequent text".to_owned(),
        columns,
        std::iter::once(rows).chain(lines).collect(),
        vec![],
    )
}

/// Known groups beside those found; nothing without known ones.
pub(crate) fn crossed(found: &Clustered) -> AnyView {
    if found.labels.is_empty() {
        return ().into_any();
    }
    let names: Vec<String> = found.profiles.iter().map(|profile| name(profile.group)).collect();
    let lines = found
        .labels
        .iter()
        .zip(&found.crossed)
        .map(|(label, rows)| Line::of_figures(label.clone(), "", rows.iter().map(|rows| count(*rows))));
    let columns = figure_columns("Known", &names.iter().map(String::as_str).collect::<Vec<_>>());
    table("Known groups beside those found, in rows".to_owned(), columns, lines.collect(), vec![])
}
