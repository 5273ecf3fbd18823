//! Repairs of text columns once they are read: apostrophes that guard formulas, and `NA` where it is a code.

use super::hints::Hint;
use super::shown;
use super::warnings::Warnings;
use crate::dataset::{Column, Values};

/// The text behind an apostrophe that keeps a spreadsheet from calculating it, as this site writes it; absent if there is none.
pub(super) fn unguarded(text: &str) -> Option<&str> {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']))
}

/// Takes guards off; the columns that had any.
pub(super) fn unguard(columns: &mut [Column], warnings: &mut Warnings) -> Vec<String> {
    let mut guarded = vec![];
    for column in columns {
        let Values::Text { levels, .. } = &mut column.values else { continue };
        let Some(example) = levels.iter().find(|level| unguarded(level).is_some()).cloned() else { continue };
        // Two texts must not become one.
        let bare: Vec<&str> = levels.iter().filter_map(|level| unguarded(level)).collect();
        let plain: std::collections::BTreeSet<&str> = levels.iter().map(String::as_str).collect();
        if bare.iter().any(|text| plain.contains(text)) {
            let text = format!("some cells begin with an apostrophe, as “{}” does, and others are the same without it", shown(&example));
            warnings.push(None, Some(&column.name), text);
            continue;
        }
        for level in levels.iter_mut() {
            if let Some(text) = unguarded(level) {
                *level = text.to_owned();
            }
        }
        let text = format!(
            "cells such as “{}” begin with an apostrophe, which keeps a spreadsheet from calculating them; it is left out here",
            shown(&example)
        );
        warnings.push(None, Some(&column.name), text);
        guarded.push(column.name.clone());
    }
    guarded
}

/// Says where `NA` is kept as a value, and takes it for missing after all where later cells are no such codes.
pub(super) fn keep_codes(columns: &mut [Column], hints: &[Hint], warnings: &mut Warnings) -> Vec<(String, String)> {
    let mut kept = vec![];
    for (column, _) in columns.iter_mut().zip(hints).filter(|(_, hint)| hint.codes) {
        let Values::Text { codes, levels } = &mut column.values else { continue };
        let Some(at) = levels.iter().position(|level| level == "NA") else { continue };
        let is_code = |level: &String| level.len() == 2 && level.bytes().all(|byte| byte.is_ascii_uppercase());
        if levels.iter().all(is_code) {
            let text = "“NA” is a value like the other codes of two letters; leave a cell empty if its value is missing";
            warnings.push(None, Some(&column.name), text.into());
            kept.push((column.name.clone(), "NA".to_owned()));
            continue;
        }
        levels.remove(at);
        for code in codes.iter_mut().filter(|code| **code != Values::MISSING) {
            *code = match (*code as usize).cmp(&at) {
                std::cmp::Ordering::Less => *code,
                std::cmp::Ordering::Equal => Values::MISSING,
                std::cmp::Ordering::Greater => *code - 1,
            };
        }
    }
    kept
}
