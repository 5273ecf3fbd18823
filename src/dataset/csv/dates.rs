//! Columns of dates, and the few cells in one that are none.

use super::lines::Lines;
use super::shown;
use super::warnings::Warnings;
use crate::dataset::date::{self, Order};
use crate::dataset::{Column, Values};

/// Texts, spread over a column, by which it is taken for one of dates.
const SAMPLE: usize = 40;

fn is_date(text: &str, order: Order) -> bool {
    date::parse(text, order).is_some()
}

/// The columns of which every text is a date, with the order of their parts; odd cells among dates are warned of.
pub(super) fn dates(columns: &[Column], lines: &Lines, warnings: &mut Warnings) -> Vec<(String, Order)> {
    let mut found = vec![];
    for column in columns {
        let Values::Text { codes, levels } = &column.values else { continue };
        let step = levels.len().div_ceil(SAMPLE).max(1);
        let sample = || levels.iter().step_by(step);
        let likely = |order| sample().filter(|text| is_date(text, order)).count() * 5 >= sample().count() * 4;
        if levels.is_empty() || !likely(Order::MonthFirst) && !likely(Order::DayFirst) {
            continue;
        }
        if let Some(order) = date::order(levels.iter().map(String::as_str)) {
            found.push((column.name.clone(), order));
            continue;
        }
        let odd =
            |order| -> Vec<usize> { (0..levels.len()).filter(|at| levels.get(*at).is_some_and(|text| !is_date(text, order))).collect() };
        let (month_first, day_first) = (odd(Order::MonthFirst), odd(Order::DayFirst));
        let odd: Vec<usize> = if day_first.len() < month_first.len() { day_first } else { month_first };
        if levels.len() < 5 || odd.len() * 5 > levels.len() {
            continue;
        }
        let mut is_odd = vec![false; levels.len()];
        for at in odd {
            if let Some(odd) = is_odd.get_mut(at) {
                *odd = true;
            }
        }
        let mut rows = codes.iter().enumerate().filter(|(_, code)| is_odd.get(**code as usize) == Some(&true));
        let Some((row, code)) = rows.next() else { continue };
        let text = levels.get(*code as usize).map(|text| shown(text)).unwrap_or_default();
        let others = match rows.count() {
            0 => String::new(),
            1 => " (nor is one more cell)".into(),
            more => format!(" (nor are {more} more cells)"),
        };
        warnings.push(
            lines.of(row),
            Some(&column.name),
            format!(
                "“{text}” is no date, unlike the other cells{others}; leave the cell empty if the date is not known: the column cannot \
                 be taken apart or split by time as it is"
            ),
        );
    }
    found
}
