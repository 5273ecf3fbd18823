//! What the page decided about an experiment's table: classes in their order, how dates are read, which rows test. A script
//! writes it out and judges nothing itself.

use super::dates::DateFormats;
use crate::dataset::{Values, date::Order, order};
use crate::learn::Error;
use crate::learn::holdout::{Division, order_of};
use crate::learn::prepare::Encoding;
use crate::learn::training_set::{Answers, TrainingSet};

/// The decisions about one experiment.
pub(super) struct ScriptDecisions {
    /// Classes in order; none for numbers.
    pub(super) classes: Vec<Class>,
    /// Features that are dates to be taken apart, and how they are written.
    pub(super) dates: Vec<(String, DateFormats)>,
    /// How the column of a split by time is written; absent for numbers.
    pub(super) time: Option<DateFormats>,
    /// Rows of the file that test, from 0, ascending.
    pub(super) test_rows: Vec<u32>,
    /// Rows of the file.
    pub(super) rows: usize,
    /// Some rows have nothing to predict.
    pub(super) unanswered: bool,
    /// Some training rows are of the same moment.
    pub(super) shared_moments: bool,
}

/// A class, and on which side of the split it occurs.
pub(super) struct Class {
    pub(super) name: String,
    pub(super) trains: bool,
    pub(super) tests: bool,
}

impl ScriptDecisions {
    pub(super) fn of(training_set: &TrainingSet<'_>) -> Result<Self, Error> {
        let (train, test) = (training_set.labels_at(&training_set.holdout.train), training_set.labels_at(&training_set.holdout.test));
        let class =
            |(place, name): (u32, &String)| Class { name: name.clone(), trains: train.contains(&place), tests: test.contains(&place) };
        let classes =
            if let Answers::Classes { names, .. } = &training_set.answers { (0..).zip(names).map(class).collect() } else { vec![] };
        let time = training_set.spec.split.time.as_ref().and_then(|name| training_set.table.column(name));
        Ok(Self {
            classes,
            dates: dates(training_set)?,
            time: time.and_then(|column| DateFormats::of(column, order_of(column)?)),
            test_rows: training_set.rows_at(&training_set.holdout.test),
            rows: training_set.table.rows,
            unanswered: training_set.rows.len() < training_set.table.rows,
            shared_moments: shared_moments(training_set),
        })
    }

    /// True if the date is one of a feature that is taken apart.
    pub(super) fn is_date(&self, name: &str) -> bool {
        self.dates.iter().any(|(date, _)| date == name)
    }
}

/// The features that the preparation takes apart, in the order of day and month that it learned from the training rows.
fn dates(training_set: &TrainingSet<'_>) -> Result<Vec<(String, DateFormats)>, Error> {
    let parted = |name: &&String| !training_set.spec.prepare.of(name).date_parts.is_empty();
    let texts = |name: &&String| training_set.table.column(name).is_some_and(|column| matches!(column.values, Values::Text { .. }));
    let names: Vec<String> = training_set.spec.features.iter().filter(parted).filter(texts).cloned().collect();
    if names.is_empty() {
        return Ok(vec![]);
    }
    let encoding =
        Encoding::fit_with(training_set.table, &names, &training_set.rows_at(&training_set.holdout.train), &training_set.spec.prepare)?;
    let written = |(name, order): (&str, Order)| Some((name.to_owned(), DateFormats::of(training_set.table.column(name)?, order)?));
    Ok(encoding.date_orders().filter_map(written).collect())
}

fn shared_moments(training_set: &TrainingSet<'_>) -> bool {
    let Division::Timed(mut times, _) = training_set.division.select(&training_set.holdout.train) else { return false };
    order::ascending(&mut times);
    times.windows(2).any(|pair| pair[0] == pair[1])
}
