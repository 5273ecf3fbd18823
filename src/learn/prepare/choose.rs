//! Which columns to learn from when nobody says.

use super::super::Error;
use crate::dataset::Table;
use crate::dataset::profile::useless;
use crate::protocol::{PrepareSpec, Warning};

/// Names of the columns to learn from: the ones asked for, or all that can be used, with a warning for each left out.
pub fn choose(table: &Table, target: &str, asked: &[String]) -> Result<(Vec<String>, Vec<Warning>), Error> {
    choose_for(table, target, asked, &PrepareSpec::default())
}

/// The same for a preparation that may make more columns useful, as by taking dates apart.
pub fn choose_for(table: &Table, target: &str, asked: &[String], spec: &PrepareSpec) -> Result<(Vec<String>, Vec<Warning>), Error> {
    let mut warnings = Vec::new();
    let mut chosen: Vec<String> = Vec::new();
    if asked.is_empty() {
        for column in table.columns.iter().filter(|column| column.name != target && !table.is_afterwards(&column.name)) {
            let own = spec.of(&column.name);
            match useless(column, own.groups_texts(), !own.date_parts.is_empty()) {
                None => chosen.push(column.name.clone()),
                Some(why) => {
                    warnings.push(Warning {
                        line: None,
                        column: Some(column.name.clone()),
                        text: format!("left out of the features: {}", why.why()),
                    });
                }
            }
        }
    }
    for name in asked {
        if name == target {
            return Err(Error::TargetAsFeature { column: name.clone() });
        }
        table.column(name).ok_or_else(|| Error::NoColumn { column: name.clone() })?;
        if !chosen.contains(name) {
            chosen.push(name.clone());
        }
    }
    if chosen.is_empty() { Err(Error::NoFeatures { target: target.into() }) } else { Ok((chosen, warnings)) }
}
