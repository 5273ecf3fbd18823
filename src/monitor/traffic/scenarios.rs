//! Nine scenarios with a story each, fitted to the columns of any table.

use crate::dataset::{Column, Table, Values};
use crate::protocol::{Change, Injection, Shape, TrafficSpec};

/// A scenario by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Stable id, as it stands in addresses.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What will go wrong, in a sentence or two.
    pub story: &'static str,
    /// The traffic.
    pub spec: TrafficSpec,
}

/// The columns of a table that a scenario can inject drift into.
struct ScenarioColumns<'a> {
    number: Option<&'a str>,
    /// The last number of that column.
    last: f64,
    category: Option<(&'a str, &'a str)>,
    class: Option<&'a str>,
}

/// The nine scenarios on this table. Where it has no column of the kind that a scenario changes, the nearest other kind is taken;
/// a table without any feature has none.
pub fn scenarios(table: &Table, target: &str) -> Vec<Scenario> {
    let columns = ScenarioColumns::of(table, target);
    let one = |id, name, story, injections: Option<Vec<Injection>>| {
        let spec = TrafficSpec { injections: injections?, ..TrafficSpec::default() };
        Some(Scenario { id, name, story, spec })
    };
    let at = |onset, shape, change: Option<Change>| Some(vec![Injection { change: change?, onset, shape, lasts: None }]);
    [
        one(
            "units",
            "The sensor that changed units",
            "A firmware update sends kilometres where it sent miles. Nobody told the model.",
            at(20, Shape::Sudden, columns.number(|column| Change::Unit { column, factor: 1.609_344 })),
        ),
        one("black-friday", "Black Friday", "For four windows everybody wants the same thing. Then all is as before.", columns.rush()),
        one(
            "slow-ageing",
            "Slow ageing",
            "A part wears out, a little more in every window. No single window looks different from the one before.",
            at(15, Shape::Incremental { over: 30 }, columns.number(|column| Change::Shift { column, size: 1.5 })),
        ),
        one(
            "label-flip",
            "The silent label flip",
            "What used to mean yes now means no. The inputs look exactly as they always did.",
            at(25, Shape::Sudden, Some(Change::Concept { column: None, size: 1.0 })),
        ),
        one(
            "stuck-sensor",
            "The stuck sensor",
            "A broken feed repeats its last number for ever, and every row is still valid.",
            at(20, Shape::Sudden, columns.number(|column| Change::Constant { value: columns.last, column })),
        ),
        one(
            "night-and-day",
            "Night and day",
            "Three windows in ten come from another crowd. It is no fault, and it will be back.",
            at(10, Shape::Recurring { period: 10, on: 3 }, columns.number(|column| Change::Shift { column, size: 1.0 })),
        ),
        one(
            "new-branch",
            "The new branch",
            "The company opens in a town that the training data never saw. At first few rows come from there, then half.",
            at(
                15,
                Shape::Gradual { over: 20 },
                columns.category(|column, _| Change::Reweight { column, category: "new town".into(), size: 0.5 }),
            ),
        ),
        one(
            "friday-release",
            "The Friday release",
            "A release loses four values in ten, and the hotfix renames the column.",
            columns.release(),
        ),
        one(
            "slow-upstream",
            "The slow feature store",
            "The database behind the features takes twice as long. Every answer is as right as before, and comes too late.",
            at(20, Shape::Sudden, Some(Change::Slowdown { factor: 2.0 })),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl<'a> ScenarioColumns<'a> {
    fn of(table: &'a Table, target: &str) -> Self {
        let features = || table.columns.iter().filter(|column| column.name != target && !table.is_afterwards(&column.name));
        let levels = |values: &'a Values| match values {
            Values::Text { levels, .. } => Some(levels),
            Values::Numeric(_) => None,
        };
        // Dates and names are text too; a category is a column of few different texts.
        let few = |levels: &&'a Vec<String>| (2..=60).contains(&levels.len());
        let number = features().find(|column| matches!(column.values, Values::Numeric(_)));
        let last = |column: &Column| (0..table.rows).rev().find_map(|row| column.number(row).filter(|value| value.is_finite()));
        Self {
            number: number.map(|column| column.name.as_str()),
            last: number.and_then(last).unwrap_or(0.0),
            category: features().find_map(|column| {
                let levels = levels(&column.values).filter(few)?;
                Some((column.name.as_str(), levels.last()?.as_str()))
            }),
            class: table.column(target).and_then(|column| levels(&column.values)).and_then(|levels| levels.last()).map(String::as_str),
        }
    }

    fn number(&self, change: impl Fn(String) -> Change) -> Option<Change> {
        let reweight = |(column, category): (&str, &str)| Change::Reweight { column: column.into(), category: category.into(), size: 0.6 };
        self.number.map(|column| change(column.into())).or_else(|| self.category.map(reweight))
    }

    fn category(&self, change: impl Fn(String, String) -> Change) -> Option<Change> {
        let shift = |column: &str| Change::Shift { column: column.into(), size: 2.0 };
        self.category.map(|(column, category)| change(column.into(), category.into())).or_else(|| self.number.map(shift))
    }

    fn rush(&self) -> Option<Vec<Injection>> {
        let change = self.category(|column, category| Change::Reweight { column, category, size: 0.7 })?;
        let label = self.class.map(|class| Change::LabelShift { class: class.into(), size: 0.4 });
        let burst = |change| Injection { change, onset: 30, shape: Shape::Sudden, lasts: Some(4) };
        Some(std::iter::once(change).chain(label).map(burst).collect())
    }

    fn release(&self) -> Option<Vec<Injection>> {
        let column: String = self.number.or(self.category.map(|(column, _)| column))?.into();
        let lost = Change::Missing { column: column.clone(), size: 0.4 };
        let renamed = Change::Schema { renamed: Some(format!("{column}_v2")), column };
        let then = |change, onset, lasts| Injection { change, onset, shape: Shape::Sudden, lasts };
        Some(vec![then(lost, 20, Some(10)), then(renamed, 30, None)])
    }
}
