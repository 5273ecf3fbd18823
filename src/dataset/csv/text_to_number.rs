//! A second look at columns that are text so far: all of whose cells are numbers, in a way of writing that the first rows did
//! not show or that only the whole column shows. And why a column that looks like numbers is none.

use super::evidence::{self, Evidence};
use super::format::NumberStyle;
use super::hints::Hint;
use super::lines::Lines;
use super::number::{self, DecimalMark, Parsed};
use super::number_style::{PlainNumber, undress};
use super::shown;
use super::warnings::Warnings;
use crate::dataset::{Column, Values};

/// Distinct texts by which a column is said to look like numbers.
const SAMPLE: usize = 200;

/// A column all of whose texts are numbers under some way of writing.
struct CandidateColumn {
    seen: Evidence,
    bares: Vec<PlainNumber>,
}

/// Turns columns of text whose cells are all numbers into numbers; what was dressed. `odd` is for each column the cell that
/// made it text, and is taken back where it no longer does.
pub(super) fn restyle(
    columns: &mut [Column],
    hints: &mut [Hint],
    odd: &mut [Option<String>],
    separate: bool,
    lines: &Lines,
    warnings: &mut Warnings,
) -> Vec<NumberStyle> {
    let looks: Vec<Option<CandidateColumn>> = columns.iter().zip(odd.iter()).map(|(column, odd)| look(column, odd.as_deref())).collect();
    let broken = Evidence { broken: true, ..Evidence::default() };
    let seen: Vec<&Evidence> = columns
        .iter()
        .zip(hints.iter())
        .zip(&looks)
        .map(|((column, hint), look)| match (look, &column.values) {
            (Some(look), _) => &look.seen,
            (None, Values::Numeric(_)) => &hint.seen,
            (None, Values::Text { .. }) => &broken,
        })
        .collect();
    let marks = evidence::marks(&seen, separate);
    let mut dressed = vec![];
    for ((((column, hint), odd), look), mark) in columns.iter_mut().zip(hints).zip(odd).zip(looks).zip(marks) {
        let Some(look) = look else {
            if let Some((line, text)) = almost(column, lines) {
                warnings.push(line, Some(&column.name), text);
                (hint.odd, *odd) = (None, None);
            }
            continue;
        };
        let Values::Text { codes, levels } = &column.values else { continue };
        let (values, worn) = match look.read(mark, levels) {
            Ok(found) => found,
            Err(why) => {
                if let Some(why) = why {
                    warnings.push(None, Some(&column.name), format!("{why}; the column is read as text"));
                    (hint.odd, *odd) = (None, None);
                }
                continue;
            }
        };
        let number = |code: &u32| values.get(*code as usize).copied().unwrap_or(f64::NAN);
        let numbers = codes.iter().map(number).collect();
        (hint.odd, *odd, hint.mark) = (None, None, DecimalMark::Point);
        match worn {
            Some(worn) => {
                let value = levels.iter().position(|level| *level == worn.example).map(|at| number(&(at as u32))).unwrap_or(f64::NAN);
                let text = format!("cells such as “{}” are read as numbers, this one as {value}", shown(&worn.example));
                warnings.push(None, Some(&column.name), text);
                dressed.push(NumberStyle { column: column.name.clone(), ..worn });
            }
            None => (hint.mark, hint.seen) = (mark, look.seen),
        }
        column.values = Values::Numeric(numbers);
    }
    dressed
}

/// Absent for numbers, for a column without values and for one with a text that no way of writing makes a number.
fn look(column: &Column, odd: Option<&str>) -> Option<CandidateColumn> {
    let Values::Text { levels, .. } = &column.values else { return None };
    let mut trial = Evidence::default();
    if odd.is_some_and(|odd| !undress(odd).is_some_and(|bare| trial.add(bare.number.as_bytes()))) {
        return None;
    }
    let mut look = CandidateColumn { seen: Evidence::default(), bares: vec![] };
    for level in levels {
        let bare = undress(level)?;
        if !look.seen.add(bare.number.as_bytes()) {
            return None;
        }
        look.note(&bare);
        look.bares.push(bare);
    }
    (!levels.is_empty()).then_some(look)
}

impl CandidateColumn {
    /// A group that is nothing else leaves no doubt of what a comma behind it is.
    fn note(&mut self, bare: &PlainNumber) {
        if bare.groups.is_empty() {
            return;
        }
        if bare.number.contains(',') {
            self.seen.comma += 1;
        } else if bare.number.contains('.') {
            self.seen.point += 1;
        }
    }

    /// The number of each text, and what they wear; or why they are none, if that is worth saying.
    fn read(&self, mark: DecimalMark, levels: &[String]) -> Result<(Vec<f64>, Option<NumberStyle>), Option<String>> {
        let dressed = |bare: &&PlainNumber| bare.is_dressed();
        let example = |wanted: &dyn Fn(&PlainNumber) -> bool| {
            self.bares.iter().zip(levels).find(|(bare, _)| wanted(bare)).map(|(_, level)| shown(level)).unwrap_or_default()
        };
        let mixed = |one: &dyn Fn(&PlainNumber) -> bool, other: &dyn Fn(&PlainNumber) -> bool, what: &str| {
            Err(Some(format!("“{}” and “{}” {what}", example(one), example(other))))
        };
        let currency = self.bares.iter().find_map(|bare| bare.currency);
        if self.bares.iter().any(|bare| bare.currency.is_some() && bare.currency != currency) {
            let other = |bare: &PlainNumber| bare.currency.is_some() && bare.currency != currency;
            return mixed(&|bare| bare.currency == currency, &other, "are amounts in different currencies");
        }
        let percent = self.bares.iter().any(|bare| bare.percent);
        if self.bares.iter().any(|bare| bare.percent != percent) {
            return mixed(&|bare| bare.percent, &|bare| !bare.percent, "are not both percentages");
        }
        if self.seen.comma > 0 && self.seen.point > 0 {
            let is = |wanted: fn(&Evidence) -> bool| {
                move |bare: &PlainNumber| {
                    let mut one = Evidence::default();
                    one.add(bare.number.as_bytes());
                    wanted(&one)
                }
            };
            return mixed(&is(|one| one.comma > 0), &is(|one| one.point > 0), "have different decimal marks");
        }
        let brackets = self.bares.iter().any(|bare| bare.brackets);
        let groups = self.bares.iter().any(|bare| bare.groups.contains(&' ')) || self.seen.comma > 0 && self.bares.iter().all(no_comma);
        if (groups || brackets) && !self.varies(brackets) {
            return Err(None);
        }
        let value = |bare: &PlainNumber| match number::parse(bare.number.as_bytes(), mark) {
            Parsed::Number(value) => Ok(value),
            _ => Err(None),
        };
        let values = self.bares.iter().map(value).collect::<Result<Vec<f64>, _>>()?;
        if !self.bares.iter().any(|bare| bare.is_dressed()) {
            return Ok((values, None));
        }
        let mut marks: Vec<char> = vec![];
        for group in self.bares.iter().flat_map(|bare| &bare.groups) {
            if !marks.contains(group) {
                marks.push(*group);
            }
        }
        let holds = |char: char| self.bares.iter().any(|bare| bare.number.contains(char));
        marks.extend((mark == DecimalMark::Comma && holds('.')).then_some('.'));
        marks.extend((mark == DecimalMark::Thousands && holds(',')).then_some(','));
        let shows = self.bares.iter().zip(levels).filter(|(bare, _)| dressed(bare)).max_by_key(|(bare, level)| {
            // The one that wears most shows best; of equals the last.
            (bare.groups.len() + usize::from(bare.number.contains([',', '.'])), level.len())
        });
        let worn = NumberStyle {
            column: String::new(),
            decimal_comma: mark == DecimalMark::Comma && holds(','),
            groups: marks,
            currency: currency.map(Into::into),
            percent,
            brackets,
            minus: self.bares.iter().any(|bare| bare.minus),
            example: shows.map(|(_, level)| level.clone()).unwrap_or_default(),
        };
        Ok((values, Some(worn)))
    }

    /// Numbers differ in how many digits they have, or have decimals, or are not all in brackets; `555 123` and `(2004)` are
    /// more often names than amounts where they do not.
    fn varies(&self, brackets: bool) -> bool {
        let digits = |bare: &PlainNumber| bare.number.bytes().filter(u8::is_ascii_digit).count();
        let first = self.bares.first().map(digits);
        self.bares.iter().any(|bare| {
            Some(digits(bare)) != first && !brackets
                || bare.currency.is_some()
                || brackets && !bare.brackets
                || bare.number.contains(',')
                || bare.number.split('.').count() == 2
        })
    }
}

fn no_comma(bare: &PlainNumber) -> bool {
    !bare.number.contains(',')
}

/// Why a column of texts that look much like numbers is none, and in which line that shows.
fn almost(column: &Column, lines: &Lines) -> Option<(Option<u64>, String)> {
    let Values::Text { codes, levels } = &column.values else { return None };
    let sample = levels.get(..SAMPLE.min(levels.len()))?;
    if sample.len() < 5 {
        return None;
    }
    let number = |level: &str| undress(level).filter(|bare| Evidence::default().add(bare.number.as_bytes()));
    let most = |count: usize| count * 5 >= sample.len() * 4;
    let bares: Vec<PlainNumber> = sample.iter().filter_map(|level| number(level)).collect();
    if let Some(shows) = bares.iter().position(PlainNumber::is_dressed).filter(|_| most(bares.len())) {
        let odd = levels.iter().position(|level| number(level).is_none())?;
        let row = codes.iter().position(|code| *code as usize == odd)?;
        let like = sample.iter().filter(|level| number(level).is_some()).nth(shows)?;
        let text = format!("“{}” stands among numbers such as “{}”; the column is read as text", shown(levels.get(odd)?), shown(like));
        return Some((lines.of(row), text));
    }
    let unit = |level: &str| {
        let unit = level.trim_start_matches(|char: char| !char.is_alphabetic() && char != '°' && char != 'µ');
        let number = level.strip_suffix(unit)?;
        let short = (1..=6).contains(&unit.chars().count()) && !unit.contains(|char: char| char.is_ascii_digit() || char == ' ');
        let mut seen = Evidence::default();
        (short && undress(number).is_some_and(|bare| seen.add(bare.number.as_bytes()))).then(|| unit.to_owned())
    };
    let first = sample.iter().find_map(|level| unit(level))?;
    let same = sample.iter().filter(|level| unit(level).as_ref() == Some(&first)).count();
    let example = sample.iter().find(|level| unit(level).is_some())?;
    most(same).then(|| {
        let text = format!(
            "cells such as “{}” are a number and a unit, and are read as text; write “{first}” into the header instead",
            shown(example)
        );
        (None, text)
    })
}
