//! A table in memory: columns of numbers or of coded text, all of one length.

/// Columns of equal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// In file order.
    pub columns: Vec<Column>,
    /// Rows in every column.
    pub rows: usize,
    /// Columns that are known only after the answer is due, such as a delay: no model learns from them unless the reader chooses them.
    pub afterwards: Vec<String>,
}

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Header as text; unique within the table.
    pub name: String,
    /// One value per row.
    pub values: Values,
}

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers; NaN marks a missing value inside this store and never leaves it: read through [`Column::number`].
    Numeric(Vec<f64>),
    /// Text, each distinct value stored once.
    Text {
        /// Index into `levels` per row; [`Values::MISSING`] marks a missing value.
        codes: Vec<u32>,
        /// Distinct values in order of first appearance.
        levels: Vec<String>,
    },
}

impl Values {
    /// The code of a missing text value.
    pub const MISSING: u32 = u32::MAX;
}

impl Column {
    /// The number in a row; absent if missing or if the column is text.
    pub fn number(&self, row: usize) -> Option<f64> {
        match &self.values {
            Values::Numeric(values) => values.get(row).copied().filter(|value| !value.is_nan()),
            Values::Text { .. } => None,
        }
    }

    /// The value in a row as text (numbers in their shortest exact form); absent if missing.
    pub fn text(&self, row: usize) -> Option<String> {
        match &self.values {
            Values::Numeric(_) => self.number(row).map(|value| value.to_string()),
            Values::Text { codes, levels } => codes.get(row).and_then(|code| levels.get(*code as usize)).cloned(),
        }
    }

    /// Its most frequent texts, at most this many, the most frequent first; none for a numeric column.
    pub fn most_frequent(&self, most: usize) -> Vec<&String> {
        let Values::Text { codes, levels } = &self.values else { return vec![] };
        let mut counts = vec![0_usize; levels.len()];
        for code in codes {
            if let Some(count) = counts.get_mut(*code as usize) {
                *count += 1;
            }
        }
        let mut all: Vec<(usize, &String)> = counts.into_iter().zip(levels).collect();
        super::order::by_key(&mut all, |(count, _)| std::cmp::Reverse(*count));
        all.into_iter().take(most).map(|(_, name)| name).collect()
    }

    /// Mean of the finite numbers; absent of texts and where there is none.
    pub fn mean(&self) -> Option<f64> {
        let Values::Numeric(values) = &self.values else { return None };
        let (count, sum) =
            values.iter().filter(|value| value.is_finite()).fold((0_u64, 0.0), |(count, sum), value| (count + 1, sum + value));
        (count > 0).then(|| sum / count as f64)
    }
}

impl Table {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column is known only after the answer is due.
    pub fn is_afterwards(&self, name: &str) -> bool {
        self.afterwards.iter().any(|column| column == name)
    }

    /// Bytes of memory its values take, nearly.
    pub fn bytes(&self) -> usize {
        let of = |column: &Column| match &column.values {
            Values::Numeric(values) => values.len() * size_of::<f64>(),
            Values::Text { codes, levels } => {
                codes.len() * size_of::<u32>() + levels.iter().map(|level| level.len() + size_of::<String>()).sum::<usize>()
            }
        };
        self.columns.iter().map(of).sum()
    }
}
