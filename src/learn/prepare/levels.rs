//! A column of texts as it was learned: its levels, which of them are grouped, and the numbers they become.
//!
//! Grouping is scikit-learn's: levels below `min_frequency`, then the rarest beyond `max_categories` (of equally rare ones
//! those that come first in order), share the last column or code.

use crate::dataset::order;
use crate::learn::Error;
use crate::protocol::{Encoder, PrepareSpec, Strategy};

/// Largest number of columns that a text feature may become.
pub const MOST_LEVELS: usize = 200;

/// What was learned of the texts in the training rows.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Levels {
    /// Sorted by name, with their training counts, filled gaps not counted.
    pub(super) levels: Vec<(String, u64)>,
    /// The level that comes most often, the first of equals.
    pub(super) most_frequent: usize,
    /// The level that stands in for a missing value; absent if training had no such text.
    fill: Option<usize>,
    /// Column or code of each level.
    slots: Vec<usize>,
    /// Column or code of the grouped levels, if some are.
    rare: Option<usize>,
    /// One column of codes rather than a column for each.
    ordinal: bool,
    /// Number of different slots.
    count: usize,
}

impl Levels {
    /// Learns from the counts of the training rows' texts and the number of rows without one.
    pub(super) fn fit(name: &str, counts: Vec<(String, u64)>, missing: u64, spec: &PrepareSpec) -> Result<Self, Error> {
        let mut levels = counts;
        levels.retain(|(_, count)| *count > 0);
        if levels.is_empty() {
            return Err(Error::NoTrainingValues { column: name.into() });
        }
        let constant = (spec.strategy == Strategy::Constant).then(|| spec.fill_value.clone().unwrap_or_else(|| "missing_value".into()));
        if let Some(text) = &constant
            && missing > 0
            && !levels.iter().any(|(level, _)| level == text)
        {
            levels.push((text.clone(), 0));
        }
        order::by(&mut levels, Ord::cmp);
        let most = levels.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let most_frequent = levels.iter().position(|(_, count)| *count == most).unwrap_or(0);
        let fill = match &constant {
            Some(text) => levels.binary_search_by(|(level, _)| level.as_str().cmp(text)).ok(),
            None => Some(most_frequent),
        };
        let filled: Vec<u64> =
            levels.iter().enumerate().map(|(place, (_, count))| count + if fill == Some(place) { missing } else { 0 }).collect();
        let grouped = grouped(&filled, spec)?;
        let frequent = grouped.iter().filter(|grouped| !**grouped).count();
        let rare = (frequent < levels.len()).then_some(frequent);
        let mut next = 0..frequent;
        let slots: Vec<usize> = grouped.iter().map(|grouped| if *grouped { frequent } else { next.next().unwrap_or(frequent) }).collect();
        let count = frequent + usize::from(rare.is_some());
        let ordinal = spec.encoder == Encoder::Ordinal;
        if !ordinal && count > MOST_LEVELS {
            return Err(Error::TooManyLevels { column: name.into(), found: count, most: MOST_LEVELS });
        }
        Ok(Self { levels, most_frequent, fill, slots, rare, ordinal, count })
    }

    /// Encoded columns.
    pub(super) fn width(&self) -> usize {
        if self.ordinal { 1 } else { self.count }
    }

    /// True for a column of codes.
    pub(super) fn is_ordinal(&self) -> bool {
        self.ordinal
    }

    /// What each encoded column is called after the feature's name, such as `=Biscoe`.
    pub(super) fn suffixes(&self) -> Vec<String> {
        if self.ordinal {
            return vec![String::new()];
        }
        let mut suffixes = vec![String::new(); self.count];
        for ((level, _), slot) in self.levels.iter().zip(&self.slots) {
            suffixes[*slot] = format!("={level}");
        }
        if let Some(rare) = self.rare {
            suffixes[rare] = "=(rare)".into();
        }
        suffixes
    }

    /// The place of a text among the levels.
    pub(super) fn place(&self, text: &str) -> Option<usize> {
        self.levels.binary_search_by(|(level, _)| level.as_str().cmp(text)).ok()
    }

    /// Column and value of a level; absent for one that training did not see, where all columns stay 0.
    #[inline]
    pub(super) fn encode(&self, place: Option<usize>) -> Option<(usize, f64)> {
        let slot = place.and_then(|place| self.slots.get(place).copied());
        if self.ordinal {
            return Some((0, slot.map_or(-1.0, |slot| slot as f64)));
        }
        slot.or(self.rare).map(|slot| (slot, 1.0))
    }

    /// Column and value of a missing text.
    #[inline]
    pub(super) fn encode_missing(&self) -> Option<(usize, f64)> {
        self.encode(self.fill)
    }

    /// The text that stands in for a missing one.
    pub(super) fn filler<'a>(&'a self, spec: &'a PrepareSpec) -> &'a str {
        let level = self.fill.and_then(|place| self.levels.get(place));
        level.map_or(spec.fill_value.as_deref().unwrap_or("missing_value"), |(level, _)| level)
    }
}

/// Which levels share the last slot.
fn grouped(counts: &[u64], spec: &PrepareSpec) -> Result<Vec<bool>, Error> {
    let mut grouped = vec![false; counts.len()];
    if let Some(least) = spec.min_frequency {
        let least = match least {
            share if share > 0.0 && share < 1.0 => share * counts.iter().sum::<u64>() as f64,
            count if count >= 1.0 && count.fract() == 0.0 && count.is_finite() => count,
            other => {
                let takes = "a whole number from 1, or a share between 0 and 1".into();
                return Err(Error::Parameter { name: "min_frequency", value: other.to_string(), takes });
            }
        };
        grouped.iter_mut().zip(counts).for_each(|(grouped, count)| *grouped = (*count as f64) < least);
    }
    if let Some(most) = spec.max_categories {
        let Some(kept) = most.checked_sub(1) else {
            return Err(Error::Parameter { name: "max_categories", value: most.to_string(), takes: "a whole number from 1".into() });
        };
        let now = grouped.iter().filter(|grouped| !**grouped).count() + 1;
        if (most as usize) < now {
            let mut order: Vec<usize> = (0..counts.len()).collect();
            order::by_key(&mut order, |place| counts[*place]);
            for place in order.iter().take(counts.len().saturating_sub(kept as usize)) {
                grouped[*place] = true;
            }
        }
    }
    // A group of one would only change its name, but scikit-learn makes it, and so do we.
    Ok(grouped)
}
