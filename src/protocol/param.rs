//! A hyper-parameter: its name, the values it takes, its default and its meaning.

/// A hyper-parameter as scikit-learn names it.
#[derive(Debug, PartialEq)]
pub struct Param {
    /// scikit-learn's name.
    pub name: &'static str,
    /// What values it takes.
    pub kind: ParamKind,
    /// scikit-learn's default, as text in the form [`get`] returns.
    pub default: &'static str,
    /// One sentence: what it does and what more of it means.
    pub about: &'static str,
    /// Shown at once, or only under *More settings*.
    pub main: bool,
}

/// What values a hyper-parameter takes.
#[derive(Debug, PartialEq)]
pub enum ParamKind {
    /// A whole number in a range; `optional` also allows `None`.
    Whole {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
        /// May be `None`.
        optional: bool,
    },
    /// A number in a range, best moved on a logarithmic scale.
    Number {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `sqrt`, `log2`, `None` (all), a whole number or a share such as `0.5`.
    Features,
    /// Whole numbers in a tuple, such as `(100,)`.
    Sizes,
    /// `None`, a count from 1, or a share below 1.
    Frequency,
    /// Any of these words, separated by commas.
    Several(&'static [&'static str]),
    /// Any text, or none.
    Text,
    /// `True` or `False`.
    Flag,
}
