//! A column of dates as it was learned: the parts it is taken into, each a column of numbers.

use super::numbers::Numbers;
use crate::dataset::date::{self, Moment, Order};
use crate::learn::Error;
use crate::protocol::{DatePart, PrepareSpec};

/// What was learned of the dates in the training rows.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Dates {
    /// What comes first where the year comes last.
    pub(super) order: Order,
    /// The parts that were asked for.
    pub(super) parts: Vec<(DatePart, Numbers)>,
    /// The date that comes most often, the first of equals.
    pub(super) typical: String,
}

impl Dates {
    /// Learns from the moments of the training rows, in their order.
    pub(super) fn fit(name: &str, order: Order, moments: &[Option<Moment>], typical: String, spec: &PrepareSpec) -> Result<Self, Error> {
        let part = |part: &DatePart| {
            let values: Vec<f64> = moments.iter().map(|moment| moment.as_ref().map_or(f64::NAN, |moment| of(moment, *part))).collect();
            Ok((*part, Numbers::fit(name, &values, spec)?))
        };
        Ok(Self { order, parts: spec.date_parts.iter().map(part).collect::<Result<_, Error>>()?, typical })
    }

    /// The moment of a text.
    pub(super) fn parse(&self, text: &str) -> Option<Moment> {
        date::parse(text, self.order)
    }

    /// The encoded columns of a moment, or of a missing one.
    pub(super) fn encode(&self, moment: Option<&Moment>) -> impl Iterator<Item = f64> {
        self.parts.iter().map(move |(part, numbers)| numbers.scaled(moment.map_or(numbers.fill, |moment| of(moment, *part))))
    }
}

fn of(moment: &Moment, part: DatePart) -> f64 {
    let (year, month, day) = moment.day.date();
    match part {
        DatePart::Year => f64::from(year),
        DatePart::Month => f64::from(month),
        DatePart::Day => f64::from(day),
        DatePart::Weekday => f64::from(moment.day.weekday()),
        DatePart::Hour => f64::from(moment.hour),
    }
}

/// The word for a part, as columns are named after it.
pub(super) fn word(part: DatePart) -> &'static str {
    match part {
        DatePart::Year => "year",
        DatePart::Month => "month",
        DatePart::Day => "day",
        DatePart::Weekday => "weekday",
        DatePart::Hour => "hour",
    }
}
