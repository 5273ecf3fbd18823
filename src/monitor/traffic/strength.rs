//! How strong an injection is in a window: which share of the rows has it, and how much of it each has.

use crate::monitor::Error;
use crate::protocol::{Injection, Shape};

/// The strength of an injection in one window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Strength {
    /// Share of the rows that have it, 0..=1.
    pub share: f64,
    /// How much of it they have, 0..=1.
    pub size: f64,
}

impl Strength {
    /// The injection shows in this window.
    pub fn is_active(&self) -> bool {
        self.share > 0.0 && self.size > 0.0
    }

    pub(super) fn at(injection: &Injection, window: u32) -> Self {
        let Some(since) = window.checked_sub(injection.onset) else { return Self::default() };
        if injection.lasts.is_some_and(|lasts| since >= lasts) {
            return Self::default();
        }
        // The first window already has a part, so that the onset can be found.
        let grown = |over: u32| (f64::from(since + 1) / f64::from(over.max(1))).min(1.0);
        match injection.shape {
            Shape::Sudden => Self { share: 1.0, size: 1.0 },
            Shape::Gradual { over } => Self { share: grown(over), size: 1.0 },
            Shape::Incremental { over } => Self { share: 1.0, size: grown(over) },
            Shape::Recurring { period, on } if since % period.max(1) < on => Self { share: 1.0, size: 1.0 },
            Shape::Recurring { .. } => Self::default(),
            Shape::Outliers { share } => Self { share, size: 1.0 },
        }
    }
}

pub(super) fn check(shape: &Shape) -> Result<(), Error> {
    match *shape {
        Shape::Gradual { over: 0 } | Shape::Incremental { over: 0 } => Err(Error::parameter("over", 0, "a whole number from 1")),
        Shape::Recurring { period, on } if period == 0 || on > period => {
            Err(Error::parameter("period", period, "a whole number from 1, at least as large as on"))
        }
        Shape::Outliers { share } if !(0.0..=1.0).contains(&share) => Err(Error::parameter("share", share, "a number from 0 to 1")),
        _ => Ok(()),
    }
}
