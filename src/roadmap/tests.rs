//! What must hold for the whole curriculum: ids, hours, months, links.

use super::*;
use sources::{HEADLINES, HIRED, RESOURCES, SERIES};

/// Saved progress points at these: an id may be added here, never changed or taken away.
const FROZEN: &str = "
    phase-0
    phase-0.python
    phase-0.command-line
    phase-0.git
    phase-0.project
    phase-0.project.environment
    phase-0.project.reads
    phase-0.project.processes
    phase-0.project.saves
    phase-0.project.errors
    phase-0.project.repository
    phase-0.project.readme
    phase-1
    phase-1.learning-types
    phase-1.choosing-a-method
    phase-1.train-a-model
    phase-1.metrics
    phase-1.validation
    phase-1.project
    phase-1.project.dataset
    phase-1.project.split
    phase-1.project.baseline
    phase-1.project.model
    phase-1.project.validation
    phase-1.project.metrics
    phase-1.project.errors
    phase-1.project.published
    phase-2
    phase-2.why-tracking
    phase-2.logging
    phase-2.artifacts
    phase-2.compare
    phase-2.project
    phase-2.project.tracked
    phase-2.project.ten-runs
    phase-2.project.context
    phase-2.project.selection
    phase-2.project.comparison
    phase-2.project.reload
    phase-2.project.decision
    phase-3
    phase-3.flask
    phase-3.fastapi
    phase-3.docker
    phase-3.testing
    phase-3.documentation
    phase-3.project
    phase-3.project.server
    phase-3.project.validation
    phase-3.project.health
    phase-3.project.container
    phase-3.project.pinned
    phase-3.project.tests
    phase-3.project.readme
    phase-4
    phase-4.why-orchestrate
    phase-4.airflow
    phase-4.kubeflow
    phase-4.promotion
    phase-4.project
    phase-4.project.dag
    phase-4.project.schedule
    phase-4.project.idempotent
    phase-4.project.retry
    phase-4.project.comparison
    phase-4.project.promotion
    phase-4.project.rollback
    phase-5
    phase-5.data-drift
    phase-5.concept-drift
    phase-5.prediction-logging
    phase-5.dashboards
    phase-5.project
    phase-5.project.logging
    phase-5.project.privacy
    phase-5.project.metrics
    phase-5.project.dashboard
    phase-5.project.drift
    phase-5.project.incident
    phase-5.project.alert
    phase-6
    phase-6.llmops
    phase-6.feature-stores
    phase-6.governance
    phase-6.convergence
    phase-6.project
    phase-6.project.model-card
    phase-6.project.audit
    phase-6.project.bias
    phase-6.project.feature
    phase-6.project.evaluation
    phase-6.project.cost
    resource.kaggle
    resource.fast-ai
    resource.mlflow-docs
    resource.coursera-mlops
    resource.designing-ml-systems
    resource.mlops-community
    hired.portfolio
    hired.open-source
    hired.in-public
    hired.shortcut
    series.1
    series.2
    series.3
    series.4
    series.5
    series.6
    series.7
    series.8
    series.9
    series.10
    headline.months
    headline.phases
    headline.salary
    headline.growth
    headline.cost
";

/// Every id of the room, in reading order.
fn ids() -> Vec<&'static str> {
    let mut ids = Vec::new();
    for phase in PHASES {
        ids.push(phase.id);
        ids.extend(phase.topics.iter().map(|topic| topic.id));
        ids.push(phase.project.id);
        ids.extend(phase.project.steps.iter().map(|step| step.id));
    }
    ids.extend(RESOURCES.iter().map(|resource| resource.id));
    ids.extend(HIRED.iter().map(|step| step.id));
    ids.extend(SERIES.iter().map(|article| article.id));
    ids.extend(HEADLINES.iter().map(|headline| headline.id));
    ids
}

#[test]
fn ids_are_frozen() {
    assert_eq!(ids(), FROZEN.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn ids_are_unique_and_well_formed() {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids() {
        assert!(seen.insert(id), "{id} is used twice");
        let well_formed = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(id.split('.').all(well_formed), "{id}");
    }
}

#[test]
fn ids_name_what_they_belong_to() {
    for (number, phase) in PHASES.iter().enumerate() {
        assert_eq!(usize::from(phase.number), number);
        assert_eq!(phase.id, format!("phase-{number}"));
        assert_eq!(phase.project.id, format!("{}.project", phase.id));
        for topic in phase.topics {
            assert_eq!(topic.id.rsplit_once('.').map(|(above, _)| above), Some(phase.id), "{}", topic.id);
        }
        for step in phase.project.steps {
            assert_eq!(step.id.rsplit_once('.').map(|(above, _)| above), Some(phase.project.id), "{}", step.id);
        }
    }
}

#[test]
fn months_follow_one_another() {
    let months: Vec<_> = PHASES.iter().map(|phase| phase.months).collect();
    assert_eq!(months, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 6)]);
}

#[test]
fn a_month_can_be_done_at_seven_hours_a_week() {
    for phase in PHASES {
        assert!((26..=34).contains(&phase.hours()), "{} takes {} hours", phase.id, phase.hours());
        for topic in phase.topics {
            assert!((2..=12).contains(&topic.hours), "{} takes {} hours", topic.id, topic.hours);
        }
        assert!((8..=12).contains(&phase.project.hours), "{}", phase.project.id);
    }
    let six_months: u32 = PHASES.iter().take(6).map(Phase::hours).sum();
    assert!((6 * 26..=8 * 26).contains(&six_months), "{six_months} hours in 26 weeks");
}

#[test]
fn names_fit_where_they_are_shown() {
    for phase in PHASES {
        for topic in phase.topics {
            assert!(topic.stop.chars().count() <= 18, "{} is too long for the map", topic.stop);
            assert!(topic.gist.ends_with('.') && topic.gist.len() < 160, "{}", topic.gist);
        }
        assert!((5..=8).contains(&phase.project.steps.len()), "{}", phase.project.id);
    }
}

#[test]
fn practice_is_in_the_lab_with_a_shipped_dataset() {
    let shipped = ["iris", "penguins", "wine", "breast_cancer", "digits"];
    let mut count = 0;
    for topic in PHASES.iter().flat_map(|phase| phase.topics) {
        let Some((label, path)) = topic.practise else { continue };
        let data = path.strip_prefix("/lab/train?data=").or(path.strip_prefix("/lab/groups?data="));
        let own_data = matches!(
            path,
            "/lab/leakage" | "/lab/metric" | "/lab/track" | "/lab/track?tab=compare" | "/lab/drift" | "/lab/drift?scenario=label-flip"
        );
        assert!(own_data || data.is_some_and(|data| shipped.contains(&data)), "{}: {path}", topic.id);
        assert!(!label.is_empty());
        count += 1;
    }
    assert!(count >= 5, "only {count} topics can be practised");
}

#[test]
fn the_series_points_at_places_that_exist() {
    let numbers: Vec<u8> = SERIES.iter().map(|article| article.number).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
    for article in SERIES {
        let (_, path) = article.here;
        let page = path.split(['#', '?']).next().unwrap_or_default();
        let number = page.strip_prefix("/phase/").and_then(|number| number.parse().ok());
        let found = number.is_some_and(|number| phase(number).is_some());
        let lab = page.strip_prefix("/lab/").is_some_and(|id| labs::lab(id).is_some());
        assert!(found || page == "/" || lab, "{}: {path}", article.id);
        if let Some((_, anchor)) = path.split_once('#') {
            assert!(number.and_then(phase).is_some_and(|phase| phase.item_ids().any(|id| id == anchor)), "{}: {path}", article.id);
        }
    }
}

#[test]
fn salaries_are_ranges_with_source_basis_and_date() {
    for salary in SALARIES {
        assert!(salary.low <= salary.high && salary.median.is_none_or(|median| (salary.low..=salary.high).contains(&median)));
        assert!(salary.date.contains("2026") && salary.basis.contains("US") && !salary.source.is_empty(), "{}", salary.source);
    }
    assert!(SALARIES.iter().all(|salary| (salary.level == Level::Senior) == salary.source.starts_with("Senior")));
    let figures: Vec<_> = SALARIES.iter().map(|salary| (salary.low, salary.high)).collect();
    assert_eq!(figures, [(88, 88), (131, 131), (161, 161), (140, 210), (85, 270), (190, 260), (260, 520)]);
}

#[test]
fn resources_are_six_with_their_cost_and_a_safe_address() {
    assert_eq!(RESOURCES.len(), 6);
    for resource in RESOURCES {
        assert!(resource.url.starts_with("https://") && !resource.cost.is_empty(), "{}", resource.id);
    }
    let book = RESOURCES.iter().find(|resource| resource.kind == "Book").map(|book| book.cost);
    assert!(book.is_some_and(|cost| cost.starts_with("Commercial")));
}

#[test]
fn plain_texts_carry_no_markup() {
    let texts = HIRED.iter().flat_map(|step| [step.title, step.what, step.why].into_iter().chain(step.how.iter().copied()));
    let steps = PHASES.iter().flat_map(|phase| phase.project.steps).map(|step| step.text);
    let topics = PHASES.iter().flat_map(|phase| phase.topics).flat_map(|topic| [topic.title, topic.gist]);
    let resources = RESOURCES.iter().flat_map(|one| [one.title, one.cost]);
    for text in texts.chain(steps).chain(topics).chain(resources) {
        assert!(!text.contains(['`', '<', '*']), "{text}");
    }
}
