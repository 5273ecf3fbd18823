//! How a script prepares columns: gaps, scales, texts and dates, in a `ColumnTransformer` that learns from the training rows
//! alone.

use std::collections::BTreeMap;

use super::{ScriptPlan, python};
use crate::protocol::{DatePart, Encoder, PrepareSpec, Scaler, Strategy};

/// What a column holds, as the preparation sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnContent {
    Numbers,
    Texts,
    /// Dates that are taken apart.
    Dates,
}

/// Lines of Python, and what they need imported.
pub(super) struct Preparation {
    /// Definitions and the `ColumnTransformer`, as `prepare`.
    pub(super) text: String,
    /// Names by module of scikit-learn.
    pub(super) imports: Vec<(&'static str, &'static str)>,
}

/// Takes dates apart as the page does.
const TAKE_APART: &str = r#"

def take_apart(dates, parts):
    """Each part of each date as a column of numbers; what is no date is a gap."""
    columns = {}
    for name in dates:
{texts}        moment = pd.Series(pd.NaT, index=dates.index, dtype="datetime64[us]")
        for written in formats[name]:
            moment = moment.fillna(pd.to_datetime(texts, format=written, errors="coerce"))
        columns.update({f"{name}.{part}": getattr(moment.dt, part) for part in parts})
    return pd.DataFrame(columns)


"#;

/// The texts of a column of dates, and those without their offsets from Greenwich: the hour is the one that is written.
const TEXTS: &str = "        texts = dates[name]\n";
const LOCAL: &str = r#"        # The hour is the one that is written, wherever it is that time.
        texts = dates[name].str.replace(r"(:\d\d(?:\.\d+)?)\s*(?:Z|[+-]\d\d:?(?:\d\d)?)", r"\1", regex=True)
"#;

/// The preparation of an experiment.
pub(super) fn of(plan: &ScriptPlan<'_>) -> Preparation {
    let base = &*plan.training_set.spec.prepare;
    let mut made = TransformerWriter { plan, entries: vec![], imports: BTreeMap::new() };
    let own = plan.own();
    let rest = |list: &str, columns: &[&str]| {
        let some = columns.iter().any(|column| own.iter().any(|(name, ..)| name == column));
        if some { format!("[name for name in {list} if name not in own]") } else { list.to_owned() }
    };
    let is_rest = |column: &&&str| !own.iter().any(|(name, ..)| name == *column);
    for (name, columns, holds) in [
        ("numeric", &plan.numeric, ColumnContent::Numbers),
        ("categorical", &plan.categorical, ColumnContent::Texts),
        ("dates", &plan.dates, ColumnContent::Dates),
    ] {
        if columns.iter().any(|column| is_rest(&column)) {
            made.entry(name, holds, base, &rest(name, columns));
        }
    }
    for (place, (column, holds, spec)) in own.iter().enumerate() {
        made.entry(&format!("own {}", place + 1), *holds, spec, &python::list([*column]));
    }
    let mut text = String::new();
    if !plan.dates.is_empty() {
        text.push_str("# How the dates are written, as the page reads them.\nformats = {\n");
        for (name, written) in &plan.decided.dates {
            let formats = written.local();
            text.push_str(&format!("    {}: {},\n", python::text(name), python::list(formats.iter().map(String::as_str))));
        }
        let offsets = plan.decided.dates.iter().any(|(_, written)| written.offsets);
        text.push_str(&format!("}}\n{}", TAKE_APART.replace("{texts}", if offsets { LOCAL } else { TEXTS })));
    }
    if !own.is_empty() {
        text.push_str(&format!(
            "# Columns that are prepared in a way of their own.\nown = {}\n",
            python::list(own.iter().map(|own| own.0))
        ));
    }
    text.push_str("# Everything that is learned of the columns is learned from the training rows only.\n");
    text.push_str(&format!("prepare = ColumnTransformer([\n{}])\n", made.entries.concat()));
    Preparation { text, imports: made.imports.into_iter().map(|(name, module)| (module, name)).collect() }
}

/// Writes entry by entry, and remembers what they need.
struct TransformerWriter<'a> {
    plan: &'a ScriptPlan<'a>,
    entries: Vec<String>,
    imports: BTreeMap<&'static str, &'static str>,
}

impl TransformerWriter<'_> {
    fn entry(&mut self, name: &str, holds: ColumnContent, spec: &PrepareSpec, columns: &str) {
        let steps = self.steps(holds, spec);
        let pipe = match steps.as_slice() {
            [one] => one.clone(),
            steps => {
                self.imports.insert("make_pipeline", "pipeline");
                let line = steps.join(", ");
                if line.len() < 80 {
                    format!("make_pipeline({line})")
                } else {
                    format!("make_pipeline(\n        {}\n    )", steps.join(",\n        "))
                }
            }
        };
        self.entries.push(format!("    (\"{name}\", {pipe}, {columns}),\n"));
        if spec.add_indicator {
            self.imports.insert("MissingIndicator", "impute");
            self.entries.push(format!("    (\"gaps of {name}\", MissingIndicator(error_on_new=False), {columns}),\n"));
        }
    }

    fn steps(&mut self, holds: ColumnContent, spec: &PrepareSpec) -> Vec<String> {
        let mut steps = vec![];
        if holds == ColumnContent::Dates {
            self.imports.insert("FunctionTransformer", "preprocessing");
            let parts = python::list(spec.date_parts.iter().map(|part| word(*part)));
            steps.push(format!("FunctionTransformer(take_apart, kw_args={{\"parts\": {parts}}})"));
        }
        self.imports.insert("SimpleImputer", "impute");
        steps.push(imputer(holds, spec));
        if holds == ColumnContent::Texts {
            steps.push(self.encoder(spec));
        }
        // Codes in one column are numbers to a model that weighs.
        let numbers = holds != ColumnContent::Texts || spec.encoder == Encoder::Ordinal;
        let scaler = match spec.scaler {
            Scaler::Auto => (self.plan.weighs() && numbers).then_some("StandardScaler"),
            _ if holds == ColumnContent::Texts => None,
            Scaler::None => None,
            Scaler::Standard => Some("StandardScaler"),
            Scaler::MinMax => Some("MinMaxScaler"),
            Scaler::Robust => Some("RobustScaler"),
        };
        if let Some(scaler) = scaler {
            self.imports.insert(scaler, "preprocessing");
            steps.push(format!("{scaler}()"));
        }
        steps
    }

    fn encoder(&mut self, spec: &PrepareSpec) -> String {
        let mut arguments = vec![];
        let grouped = spec.min_frequency.is_some() || spec.max_categories.is_some();
        let class = if spec.encoder == Encoder::Ordinal { "OrdinalEncoder" } else { "OneHotEncoder" };
        self.imports.insert(class, "preprocessing");
        match spec.encoder {
            Encoder::OneHot if grouped => arguments.push("handle_unknown=\"infrequent_if_exist\"".to_owned()),
            Encoder::OneHot => arguments.push("handle_unknown=\"ignore\"".to_owned()),
            Encoder::Ordinal => arguments.push("handle_unknown=\"use_encoded_value\", unknown_value=-1".to_owned()),
        }
        // Counts are whole numbers to scikit-learn, shares are not.
        arguments.extend(spec.min_frequency.map(|least| format!("min_frequency={least}")));
        arguments.extend(spec.max_categories.map(|most| format!("max_categories={most}")));
        if self.plan.training_set.spec.model.kind().needs_dense && spec.encoder == Encoder::OneHot {
            arguments.push("sparse_output=False".to_owned());
        }
        format!("{class}({})", arguments.join(", "))
    }
}

fn imputer(holds: ColumnContent, spec: &PrepareSpec) -> String {
    let strategy = match (holds, spec.strategy) {
        (_, Strategy::Constant) => "constant",
        (ColumnContent::Texts, _) | (_, Strategy::MostFrequent) => "most_frequent",
        (_, Strategy::Mean) => "mean",
        (_, Strategy::Median) => "median",
    };
    let fill = match (spec.strategy, &spec.fill_value) {
        (Strategy::Constant, Some(text)) if holds != ColumnContent::Texts && text.trim().parse::<f64>().is_ok() => {
            format!(", fill_value={}", text.trim())
        }
        (Strategy::Constant, Some(text)) => format!(", fill_value={}", python::text(text)),
        _ => String::new(),
    };
    format!("SimpleImputer(strategy=\"{strategy}\"{fill})")
}

/// pandas' word for a part.
fn word(part: DatePart) -> &'static str {
    match part {
        DatePart::Year => "year",
        DatePart::Month => "month",
        DatePart::Day => "day",
        DatePart::Weekday => "day_of_week",
        DatePart::Hour => "hour",
    }
}

impl<'a> ScriptPlan<'a> {
    /// Columns that are prepared in a way of their own.
    fn own(&self) -> Vec<(&'a str, ColumnContent, &'a PrepareSpec)> {
        let prepare: &'a PrepareSpec = &self.training_set.spec.prepare;
        let holds = |column: &str| {
            if self.numeric.contains(&column) {
                Some(ColumnContent::Numbers)
            } else if self.categorical.contains(&column) {
                Some(ColumnContent::Texts)
            } else {
                self.dates.contains(&column).then_some(ColumnContent::Dates)
            }
        };
        prepare.columns.iter().filter_map(|(name, spec)| Some((name.as_str(), holds(name)?, spec))).collect()
    }
}
