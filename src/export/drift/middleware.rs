//! What a FastAPI service needs to log its predictions and to publish metrics: the code is fixed, the reference is written in.

use super::DriftExport;
use crate::dataset::Column;
use crate::export::sklearn::python;
use crate::monitor::drift::{category_shares, number_shares};
use crate::monitor::{ColumnPair, Error, PairedValues};

/// Columns of the service at most; more would make more series than a scrape should carry.
const COLUMNS: usize = 200;
/// Categories of a column at most: a column of names would be drift from the first row on.
const CATEGORIES: usize = 100;

/// The module, the reference's bins and shares in it. Columns of more than 100 categories are left out, as is the target.
pub(super) fn python(case: &DriftExport<'_>) -> Result<String, Error> {
    let wanted = |column: &&Column| {
        let spec = &case.asked.spec;
        case.asked.target.as_deref() != Some(column.name.as_str()) && (spec.columns.is_empty() || spec.columns.contains(&column.name))
    };
    let table = case.reference.1;
    let entries: Vec<String> = table.columns.iter().filter(wanted).filter_map(entry).take(COLUMNS).collect();
    if entries.is_empty() {
        return Err(Error::NoRows { which: "reference" });
    }
    Ok(include_str!("monitoring.py").replacen("{reference}", &format!("{{\n{}}}", entries.concat()), 1))
}

/// A column as one line of a Python dict; absent for one without values or of too many categories.
fn entry(column: &Column) -> Option<String> {
    let sides = ColumnPair::new(column, Some(column)).ok()?;
    let (left_out, kept, text) = match &sides.side {
        PairedValues::Numbers(numbers) => {
            let shares = number_shares(numbers);
            let values = numbers.reference();
            let ends = format!("\"least\": {:?}, \"most\": {:?}", values.first()?, values.last()?);
            let bins = if shares.edges.is_empty() {
                let mut distinct = values.to_vec();
                distinct.dedup();
                format!("\"values\": {}", floats(&distinct))
            } else {
                format!("\"edges\": {}", floats(&shares.edges))
            };
            let text = format!("\"kind\": \"number\", {ends}, {bins}, \"shares\": {}", floats(&shares.reference));
            (sides.left_out.0, values.len() as u64, text)
        }
        PairedValues::Categories { names, counts } if names.len() <= CATEGORIES => {
            let shares = category_shares(&counts.reference, &counts.current)?;
            let names: Vec<String> = names.iter().map(|name| python::text(name)).collect();
            let text = format!("\"kind\": \"category\", \"values\": [{}], \"shares\": {}", names.join(", "), floats(&shares.reference));
            (sides.left_out.0, counts.rows().0, text)
        }
        PairedValues::Categories { .. } => return None,
    };
    let missing = left_out as f64 / (left_out + kept).max(1) as f64;
    Some(format!("    {}: {{{text}, \"missing\": {missing:?}}},\n", python::text(&column.name)))
}

fn floats(values: &[f64]) -> String {
    let texts: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
    format!("[{}]", texts.join(", "))
}
