//! An injection as the form shows it: what goes wrong, to which column, how much, from when on.
//!
//! The form asks for the same five things whatever goes wrong; [`KINDS`] says which of them a kind has and what they mean.

use crate::protocol::{Change, Injection, ScenarioCatalog, SeenColumn, Shape};

/// What a kind of injection asks for.
pub(crate) struct InjectionKind {
    /// The change's name in a request.
    pub(crate) id: &'static str,
    /// For people.
    pub(crate) title: &'static str,
    /// Which columns it can hurt.
    pub(crate) columns: InjectableColumns,
    /// What its number means, and what it usually is; absent if it has none.
    pub(crate) amount: Option<(&'static str, f64)>,
    /// What its text means; absent if it has none.
    pub(crate) word: Option<&'static str>,
}

/// Which columns an injection can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InjectableColumns {
    /// Those of numbers.
    Numbers,
    /// Those of categories.
    Categories,
    /// Every one.
    All,
    /// Those of numbers, or the whole table.
    NumbersOrNone,
    /// It hurts the target.
    Target,
    /// It hurts the service, not its data.
    Service,
}

/// Every kind, in the order in which they are offered.
pub(crate) const KINDS: [InjectionKind; 10] = [
    kind("shift", "Numbers move", InjectableColumns::Numbers, Some(("By how many standard deviations", 2.0)), None),
    kind("scale", "Numbers spread", InjectableColumns::Numbers, Some(("To how many times their spread", 2.0)), None),
    kind("unit", "Numbers come in another unit", InjectableColumns::Numbers, Some(("Times", 1.609_344)), None),
    kind("constant", "A sensor is stuck", InjectableColumns::Numbers, Some(("At", 0.0)), None),
    kind("missing", "Values get lost", InjectableColumns::All, Some(("Share of the values, 0 to 1", 0.3)), None),
    kind(
        "reweight",
        "A category takes over, known or new",
        InjectableColumns::Categories,
        Some(("Share of the rows, 0 to 1", 0.5)),
        Some("Category"),
    ),
    kind("label_shift", "A class comes more often", InjectableColumns::Target, Some(("Share of the rows, 0 to 1", 0.5)), Some("Class")),
    kind("concept", "The rule turns", InjectableColumns::NumbersOrNone, Some(("Share of the rows, 0 to 1", 1.0)), None),
    kind("schema", "A column is renamed or gone", InjectableColumns::All, None, Some("New name (empty: gone)")),
    kind("slowdown", "The upstream slows down", InjectableColumns::Service, Some(("To how many times its time", 2.0)), None),
];

const fn kind(
    id: &'static str,
    title: &'static str,
    columns: InjectableColumns,
    amount: Option<(&'static str, f64)>,
    word: Option<&'static str>,
) -> InjectionKind {
    InjectionKind { id, title, columns, amount, word }
}

impl InjectableColumns {
    /// The columns of a dataset that can be hurt so.
    pub(crate) fn of(self, catalog: &ScenarioCatalog) -> Vec<&SeenColumn> {
        let fits = |column: &&SeenColumn| match self {
            Self::Numbers | Self::NumbersOrNone => column.categories.is_none(),
            Self::Categories => column.categories.is_some(),
            Self::All => true,
            Self::Target | Self::Service => false,
        };
        catalog.columns.iter().filter(fits).collect()
    }
}

/// The kind of a change.
pub(crate) fn kind_of(change: &Change) -> &'static InjectionKind {
    let place = match change {
        Change::Shift { .. } => 0,
        Change::Scale { .. } => 1,
        Change::Unit { .. } => 2,
        Change::Constant { .. } => 3,
        Change::Missing { .. } => 4,
        Change::Reweight { .. } => 5,
        Change::LabelShift { .. } => 6,
        Change::Concept { .. } => 7,
        Change::Schema { .. } => 8,
        Change::Slowdown { .. } => 9,
    };
    &KINDS[place]
}

/// The kinds that a dataset allows: there must be a column to hurt.
pub(crate) fn kinds(catalog: &ScenarioCatalog) -> impl Iterator<Item = &'static InjectionKind> {
    let fits = |kind: &&InjectionKind| match kind.columns {
        InjectableColumns::Target => !catalog.classes.is_empty(),
        InjectableColumns::NumbersOrNone | InjectableColumns::Service => true,
        columns => !columns.of(catalog).is_empty(),
    };
    KINDS.iter().filter(fits)
}

/// An injection of this kind with its usual settings, in the middle of so many windows.
pub(crate) fn usual(id: &str, catalog: &ScenarioCatalog, windows: u32) -> Option<Injection> {
    let kind = KINDS.iter().find(|kind| kind.id == id)?;
    let first = kind.columns.of(catalog).first().copied();
    let column = || first.map(|column| column.name.clone());
    let size = kind.amount.map_or(0.0, |(_, usual)| usual);
    let change = match kind.id {
        "shift" => Change::Shift { column: column()?, size },
        "scale" => Change::Scale { column: column()?, factor: size },
        "unit" => Change::Unit { column: column()?, factor: size },
        "constant" => Change::Constant { column: column()?, value: first?.mean.map_or(0.0, |mean| (mean * 1000.0).round() / 1000.0) },
        "missing" => Change::Missing { column: column()?, size },
        "reweight" => Change::Reweight { column: column()?, category: first?.categories.as_ref()?.first()?.clone(), size },
        "label_shift" => Change::LabelShift { class: catalog.classes.first()?.clone(), size },
        "concept" => Change::Concept { column: None, size },
        "slowdown" => Change::Slowdown { factor: size },
        _ => Change::Schema { column: column()?, renamed: None },
    };
    Some(Injection { change, onset: windows / 3, shape: Shape::Sudden, lasts: None })
}

/// The column that a change hurts; absent if it hurts none in particular.
pub(crate) fn column(change: &Change) -> Option<&str> {
    match change {
        Change::Shift { column, .. }
        | Change::Scale { column, .. }
        | Change::Unit { column, .. }
        | Change::Constant { column, .. }
        | Change::Missing { column, .. }
        | Change::Reweight { column, .. }
        | Change::Schema { column, .. } => Some(column),
        Change::Concept { column, .. } => column.as_deref(),
        Change::LabelShift { .. } | Change::Slowdown { .. } => None,
    }
}

/// Lets a change hurt another column; an empty name is the whole table.
pub(crate) fn set_column(change: &mut Change, name: &str) {
    match change {
        Change::Shift { column, .. }
        | Change::Scale { column, .. }
        | Change::Unit { column, .. }
        | Change::Constant { column, .. }
        | Change::Missing { column, .. }
        | Change::Reweight { column, .. }
        | Change::Schema { column, .. } => name.clone_into(column),
        Change::Concept { column, .. } => *column = Some(name.to_owned()).filter(|name| !name.is_empty()),
        Change::LabelShift { .. } | Change::Slowdown { .. } => {}
    }
}

/// A change's number.
pub(crate) fn amount(change: &Change) -> Option<f64> {
    match change {
        Change::Shift { size, .. }
        | Change::Missing { size, .. }
        | Change::Reweight { size, .. }
        | Change::LabelShift { size, .. }
        | Change::Concept { size, .. } => Some(*size),
        Change::Scale { factor, .. } | Change::Unit { factor, .. } | Change::Slowdown { factor } => Some(*factor),
        Change::Constant { value, .. } => Some(*value),
        Change::Schema { .. } => None,
    }
}

/// Sets a change's number, if it is one that the change can have.
pub(crate) fn set_amount(change: &mut Change, to: f64) -> bool {
    let (own, fits) = match change {
        Change::Missing { size, .. } | Change::Reweight { size, .. } | Change::LabelShift { size, .. } | Change::Concept { size, .. } => {
            (size, (0.0..=1.0).contains(&to))
        }
        Change::Scale { factor, .. } => (factor, to >= 0.0 && to.is_finite()),
        Change::Slowdown { factor } => (factor, to > 0.0 && to.is_finite()),
        Change::Shift { size: own, .. } | Change::Unit { factor: own, .. } | Change::Constant { value: own, .. } => (own, to.is_finite()),
        Change::Schema { .. } => return false,
    };
    if fits {
        *own = to;
    }
    fits
}

/// A change's text.
pub(crate) fn word(change: &Change) -> &str {
    match change {
        Change::Reweight { category, .. } => category,
        Change::LabelShift { class, .. } => class,
        Change::Schema { renamed, .. } => renamed.as_deref().unwrap_or_default(),
        _ => "",
    }
}

/// Sets a change's text.
pub(crate) fn set_word(change: &mut Change, text: &str) {
    match change {
        Change::Reweight { category, .. } => text.clone_into(category),
        Change::LabelShift { class, .. } => text.clone_into(class),
        Change::Schema { renamed, .. } => *renamed = Some(text.to_owned()).filter(|text| !text.is_empty()),
        _ => {}
    }
}

/// Shapes by id, with names.
pub(crate) const SHAPES: [(&str, &str); 5] = [
    ("sudden", "Sudden"),
    ("gradual", "Gradual: more and more rows"),
    ("incremental", "Incremental: more and more in each row"),
    ("recurring", "Recurring"),
    ("outliers", "Outliers: one row in twenty"),
];

/// A shape by id; `over` is the windows that it takes, from 1.
pub(crate) fn shape(id: &str, over: u32) -> Option<Shape> {
    match id {
        "sudden" => Some(Shape::Sudden),
        "gradual" => Some(Shape::Gradual { over }),
        "incremental" => Some(Shape::Incremental { over }),
        "recurring" => Some(Shape::Recurring { period: over, on: (over / 3).max(1) }),
        "outliers" => Some(Shape::Outliers { share: 0.05 }),
        _ => None,
    }
}

/// Id of a shape, and the windows that it takes, if it takes any.
pub(crate) fn shape_of(shape: Shape) -> (&'static str, Option<u32>) {
    match shape {
        Shape::Sudden => ("sudden", None),
        Shape::Gradual { over } => ("gradual", Some(over)),
        Shape::Incremental { over } => ("incremental", Some(over)),
        Shape::Recurring { period, .. } => ("recurring", Some(period)),
        Shape::Outliers { .. } => ("outliers", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> ScenarioCatalog {
        let column = |name: &str, categories: Option<&[&str]>, mean| SeenColumn {
            name: name.into(),
            categories: categories.map(|all| all.iter().map(|one| (*one).to_owned()).collect()),
            mean,
        };
        let columns = vec![column("island", Some(&["Biscoe", "Dream"]), None), column("mass", None, Some(4_201.754_386))];
        ScenarioCatalog { cards: vec![], columns, classes: vec!["Adelie".into(), "Gentoo".into()] }
    }

    #[test]
    fn every_kind_starts_with_what_the_data_have() {
        let catalog = catalog();
        for kind in kinds(&catalog) {
            let found = usual(kind.id, &catalog, 60).unwrap();
            assert_eq!((kind_of(&found.change).id, found.onset), (kind.id, 20));
            assert_eq!(amount(&found.change).is_some(), kind.amount.is_some(), "{}", kind.id);
        }
        assert_eq!(kinds(&catalog).count(), KINDS.len());
        assert_eq!(usual("constant", &catalog, 60).unwrap().change, Change::Constant { column: "mass".into(), value: 4201.754 });
        assert_eq!(word(&usual("reweight", &catalog, 60).unwrap().change), "Biscoe");
        let numbers = ScenarioCatalog { columns: vec![catalog.columns[1].clone()], classes: vec![], ..catalog };
        let ids: Vec<&str> = kinds(&numbers).map(|kind| kind.id).collect();
        assert_eq!(ids, ["shift", "scale", "unit", "constant", "missing", "concept", "schema", "slowdown"]);
        assert_eq!(usual("reweight", &numbers, 60), None);
    }

    #[test]
    fn numbers_that_a_change_cannot_have_are_refused() {
        let mut change = usual("missing", &catalog(), 60).unwrap().change;
        assert!(!set_amount(&mut change, 1.5) && set_amount(&mut change, 0.25));
        assert_eq!(amount(&change), Some(0.25));
        set_column(&mut change, "mass");
        assert_eq!(column(&change), Some("mass"));
        let mut change = usual("schema", &catalog(), 60).unwrap().change;
        assert!(!set_amount(&mut change, 1.0));
        set_word(&mut change, "weight");
        assert_eq!(change.words(), "island is now called weight");
        set_word(&mut change, "");
        assert_eq!(change.words(), "island is gone");
        let mut change = usual("concept", &catalog(), 60).unwrap().change;
        set_column(&mut change, "mass");
        set_column(&mut change, "");
        assert_eq!(column(&change), None);
    }

    #[test]
    fn shapes_are_read_as_they_are_written() {
        for (id, _) in SHAPES {
            let found = shape(id, 9).unwrap();
            let (own, over) = shape_of(found);
            assert_eq!((own, shape(own, over.unwrap_or(9))), (id, Some(found)));
        }
        assert_eq!(shape("round", 9), None);
    }
}
