//! NannyML's rule: chunks of the current data further from the reference than the reference's own chunks are.
//!
//! As NannyML 0.13.1: ten chunks in row order, Jensen–Shannon distance to base 2 over bins after Doane, *Aesthetic frequency
//! classifications* (1976), of the reference, with one more bin for what lies outside; limit mean + 3 standard deviations. Its `incomplete` is `append` here, not `keep`.

use std::ops::Range;

use super::Error;
use super::drift::{Numbers, Shares, jensen_shannon, kolmogorov_smirnov, wasserstein_in_units};
use crate::dataset::{Column, Table, Values};
use crate::protocol::drift::{ChunkDrift, Measured};
use crate::protocol::{ChunkMethod, ChunkSpec, DriftTest, Incomplete, Judged};

/// Compares chunks of every column that both tables have; a column that cannot be compared is an error beside its name.
pub fn compare_chunks(reference: &Table, current: &Table, spec: &ChunkSpec) -> Vec<(String, Result<ChunkDrift, Error>)> {
    let both = |column: &Column| {
        let now = current.column(&column.name).ok_or_else(|| Error::NoColumn { which: "current", column: column.name.clone() });
        (column.name.clone(), now.and_then(|now| compare_column(column, now, spec)))
    };
    reference.columns.iter().map(both).collect()
}

/// Compares chunks of one column.
pub fn compare_column(reference: &Column, current: &Column, spec: &ChunkSpec) -> Result<ChunkDrift, Error> {
    if !(2..=10_000).contains(&spec.chunk_number) {
        return Err(Error::parameter("chunk_number", spec.chunk_number, "a whole number from 2 to 10000"));
    }
    let parts = |rows| cut(rows, spec.chunk_number, spec.incomplete).into_iter();
    let (before, now) = match (&reference.values, &current.values) {
        (Values::Numeric(left), Values::Numeric(right)) => {
            let fitted = Continuous::fit(left, spec.continuous)?;
            let distances = |values: &[f64]| parts(values.len()).map(|part| fitted.distance(&values[part])).collect::<Vec<Option<f64>>>();
            (distances(left), distances(right))
        }
        (Values::Text { codes, levels }, Values::Text { codes: now, levels: now_levels }) => {
            let names = |codes: &[u32], levels: &[String]| -> Vec<Option<String>> {
                codes.iter().map(|code| levels.get(*code as usize).cloned()).collect()
            };
            let (left, right) = (names(codes, levels), names(now, now_levels));
            let fitted = Categorical::fit(&left, levels, spec.categorical)?;
            let distances =
                |values: &[Option<String>]| parts(values.len()).map(|part| fitted.distance(&values[part])).collect::<Vec<Option<f64>>>();
            (distances(&left), distances(&right))
        }
        _ => return Err(Error::KindChanged { column: reference.name.clone(), was: "one kind", is: "another" }),
    };
    let upper = band(&before, spec.std_multiplier).map(|(_, upper)| upper);
    let above = |distance: &Option<f64>| distance.zip(upper).is_some_and(|(distance, upper)| distance > upper);
    let alerts = now.iter().map(above).collect();
    Ok(ChunkDrift { column: reference.name.clone(), reference: before, current: now, upper, alerts })
}

/// A reference's column, ready for one window after another: each window is one chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct ChunkRule {
    fitted: Fitted,
    upper: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
enum Fitted {
    Continuous(Continuous),
    Categorical(Categorical),
}

impl ChunkRule {
    /// Learns from the reference how far its own chunks vary.
    pub fn fit(reference: &Column, spec: &ChunkSpec) -> Result<Self, Error> {
        let own = compare_column(reference, reference, spec)?;
        let fitted = match &reference.values {
            Values::Numeric(values) => Fitted::Continuous(Continuous::fit(values, spec.continuous)?),
            Values::Text { codes, levels } => {
                let names: Vec<Option<String>> = codes.iter().map(|code| levels.get(*code as usize).cloned()).collect();
                Fitted::Categorical(Categorical::fit(&names, levels, spec.categorical)?)
            }
        };
        Ok(Self { fitted, upper: own.upper })
    }

    /// The window's distance from the reference, held to the limit.
    pub fn check(&self, name: &str, window: Option<&Column>) -> Result<Measured, Error> {
        let gone = || Error::NoColumn { which: "current", column: name.into() };
        let (distance, method) = match (&self.fitted, &window.ok_or_else(gone)?.values) {
            (Fitted::Continuous(fitted), Values::Numeric(values)) => (fitted.distance(values), fitted.method),
            (Fitted::Categorical(fitted), Values::Text { codes, levels }) => {
                let names: Vec<Option<String>> = codes.iter().map(|code| levels.get(*code as usize).cloned()).collect();
                (fitted.distance(&names), fitted.method)
            }
            _ => return Err(Error::KindChanged { column: name.into(), was: "one kind", is: "another" }),
        };
        let (Some(distance), Some(upper)) = (distance, self.upper) else { return Err(Error::NoRows { which: "current" }) };
        let test = match method {
            ChunkMethod::KolmogorovSmirnov => DriftTest::Ks,
            ChunkMethod::Wasserstein => DriftTest::Wasserstein,
            ChunkMethod::LInfinity => DriftTest::Tvd,
            ChunkMethod::JensenShannon => DriftTest::JensenShannon,
        };
        Ok(Measured {
            test,
            statistic: Some(distance),
            p_value: None,
            adjusted_p_value: None,
            judged: Judged::Distance,
            threshold: upper,
            drifted: distance > upper,
            left_out: (0, 0),
            notes: vec![],
        })
    }
}

/// Mean less and plus a multiple of the standard deviation (of the population) of the values that are present; absent without any.
pub(super) fn band(values: &[Option<f64>], multiple: f64) -> Option<(f64, f64)> {
    let values: Vec<f64> = values.iter().flatten().copied().collect();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count).sqrt();
    (count > 0.0).then_some((mean - multiple * spread, mean + multiple * spread))
}

/// Chunks of ⌊rows/number⌋ rows, at least one, in row order; the remainder as the spec says.
pub(super) fn cut(rows: usize, number: u32, incomplete: Incomplete) -> Vec<Range<usize>> {
    let size = (rows / number.max(1) as usize).max(1);
    let mut chunks: Vec<Range<usize>> = (0..rows / size).map(|chunk| chunk * size..(chunk + 1) * size).collect();
    let whole = chunks.len() * size;
    match (incomplete, chunks.last_mut()) {
        (Incomplete::Append, Some(last)) => last.end = rows,
        (Incomplete::Keep, _) if whole < rows => chunks.push(whole..rows),
        _ => {}
    }
    chunks
}

/// The reference's numbers, ready to be compared with.
#[derive(Clone, Debug, PartialEq)]
struct Continuous {
    method: ChunkMethod,
    values: Vec<f64>,
    edges: Vec<f64>,
    shares: Vec<f64>,
}

impl Continuous {
    fn fit(reference: &[f64], method: ChunkMethod) -> Result<Self, Error> {
        if method == ChunkMethod::LInfinity {
            return Err(Error::WrongKind { test: "the L-infinity distance", kind: "numbers" });
        }
        let mut values: Vec<f64> = reference.iter().copied().filter(|value| value.is_finite()).collect();
        if values.is_empty() {
            return Err(Error::NoRows { which: "reference" });
        }
        values.sort_unstable_by(f64::total_cmp);
        let edges = doane(&values);
        let shares = counted(&values, &edges);
        Ok(Self { method, values, edges, shares })
    }

    fn distance(&self, chunk: &[f64]) -> Option<f64> {
        let mut values: Vec<f64> = chunk.iter().copied().filter(|value| value.is_finite()).collect();
        values.sort_unstable_by(f64::total_cmp);
        let numbers = Numbers::new(&self.values, &values).ok()?;
        match self.method {
            ChunkMethod::KolmogorovSmirnov => kolmogorov_smirnov(&numbers).ok().map(|tested| tested.statistic),
            ChunkMethod::Wasserstein => Some(wasserstein_in_units(&numbers)),
            _ => {
                let mut current = counted(&values, &self.edges);
                let mut reference = self.shares.clone();
                let outside = 1.0 - current.iter().sum::<f64>();
                if outside > 0.0 {
                    current.push(outside);
                    reference.push(0.0);
                }
                Some(base_two(reference, current))
            }
        }
    }
}

/// The reference's categories, ready to be compared with.
#[derive(Clone, Debug, PartialEq)]
struct Categorical {
    method: ChunkMethod,
    levels: Vec<String>,
    shares: Vec<f64>,
}

impl Categorical {
    fn fit(reference: &[Option<String>], levels: &[String], method: ChunkMethod) -> Result<Self, Error> {
        if matches!(method, ChunkMethod::KolmogorovSmirnov | ChunkMethod::Wasserstein) {
            return Err(Error::WrongKind { test: "a distance of distribution functions", kind: "categories" });
        }
        let mut fitted = Self { method, levels: levels.to_vec(), shares: Vec::new() };
        fitted.levels.sort_unstable();
        fitted.shares = fitted.counted(reference).ok_or(Error::NoRows { which: "reference" })?;
        // The last place is for categories that the reference does not have.
        fitted.shares.pop();
        Ok(fitted)
    }

    /// Share of every category, then of all new ones together.
    fn counted(&self, chunk: &[Option<String>]) -> Option<Vec<f64>> {
        let mut counts = vec![0.0; self.levels.len() + 1];
        for value in chunk.iter().flatten() {
            let place = self.levels.binary_search(value).unwrap_or(self.levels.len());
            if let Some(count) = counts.get_mut(place) {
                *count += 1.0;
            }
        }
        let total: f64 = counts.iter().sum();
        (total > 0.0).then(|| counts.iter().map(|count| count / total).collect())
    }

    fn distance(&self, chunk: &[Option<String>]) -> Option<f64> {
        let current = self.counted(chunk)?;
        let mut reference = self.shares.clone();
        reference.push(0.0);
        if self.method == ChunkMethod::LInfinity {
            return Some(reference.iter().zip(&current).map(|(left, right)| (left - right).abs()).fold(0.0, f64::max));
        }
        Some(base_two(reference, current))
    }
}

fn base_two(reference: Vec<f64>, current: Vec<f64>) -> f64 {
    jensen_shannon(&Shares { reference, current, edges: vec![] }).statistic / std::f64::consts::LN_2.sqrt()
}

/// Edges after Doane: Sturges' number of bins, more for a skewed column; as numpy's `histogram_bin_edges` places them.
fn doane(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let (least, most) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0));
    let mean = values.iter().sum::<f64>() / n;
    let spread = (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n).sqrt();
    let mut bins = 1.0;
    if n > 2.0 && spread > 0.0 && most > least {
        let cube = |value: &f64| ((value - mean) / spread) * ((value - mean) / spread) * ((value - mean) / spread);
        let skew = values.iter().map(cube).sum::<f64>() / n;
        let error = (6.0 * (n - 2.0) / ((n + 1.0) * (n + 3.0))).sqrt();
        let width = (most - least) / (1.0 + libm::log2(n) + libm::log2(1.0 + skew.abs() / error));
        bins = ((most - least) / width).ceil();
    }
    let (least, most) = if most > least { (least, most) } else { (least - 0.5, most + 0.5) };
    let step = (most - least) / bins;
    let mut edges: Vec<f64> = (0..=bins as usize).map(|place| place as f64 * step + least).collect();
    if let Some(last) = edges.last_mut() {
        *last = most;
    }
    edges
}

/// Share of sorted values per bin; values outside count for none.
fn counted(values: &[f64], edges: &[f64]) -> Vec<f64> {
    let last = edges.len().saturating_sub(1);
    let below = |(place, edge): (usize, &f64)| match place == last {
        true => values.partition_point(|value| value <= edge),
        false => values.partition_point(|value| value < edge),
    };
    let places: Vec<usize> = edges.iter().enumerate().map(below).collect();
    places.windows(2).map(|pair| (pair[1] - pair[0]) as f64 / values.len() as f64).collect()
}
