//! Growing a tree: nodes taken depth first, features drawn per split, rows divided in place.

use super::impurity::{Entropy, Gini, Impurity};
use super::split::{Cut, Entry, Found, Scratch, Totals};
use super::{LEAF, Node, Tree};
use crate::learn::{Error, columns::Columns, random::Random};
use crate::protocol::{ClassWeight, Criterion, MaxFeatures};

/// The settings that forest and tree share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::learn) struct Growth {
    pub(in crate::learn) criterion: Criterion,
    pub(in crate::learn) max_depth: Option<u32>,
    pub(in crate::learn) min_samples_split: u32,
    pub(in crate::learn) min_samples_leaf: u32,
    pub(in crate::learn) max_features: MaxFeatures,
    pub(in crate::learn) class_weight: ClassWeight,
}

/// Which rows a tree sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::learn) enum Sampling {
    /// Every row once.
    All,
    /// As many draws with replacement as there are rows.
    Bootstrap,
}

/// Data laid out for growing, and the buffers, kept from tree to tree.
pub(in crate::learn) struct Bench<'a> {
    columns: &'a Columns,
    labels: &'a [u8],
    classes: usize,
    class_weights: [f64; 256],
    scratch: Scratch,
    entries: Vec<Entry>,
    aside: Vec<Entry>,
    copies: Vec<u8>,
    order: Vec<u32>,
    stack: Vec<Task>,
}

/// A node still to be made: its rows, its place, and the features known to be constant in it (first 64 only).
struct Task {
    start: usize,
    end: usize,
    node: u32,
    depth: u32,
    constant: u64,
}

/// Answers whether the shared settings are in range.
pub(in crate::learn) fn check_growth(growth: &Growth) -> Result<(), Error> {
    let wrong = |name, value: u32, takes: &str| Err(Error::Parameter { name, value: value.to_string(), takes: takes.into() });
    match *growth {
        Growth { max_depth: Some(depth), .. } if !(1..=64).contains(&depth) => {
            wrong("max_depth", depth, "a whole number from 1 to 64, or None")
        }
        Growth { min_samples_split: rows, .. } if rows < 2 => wrong("min_samples_split", rows, "a whole number from 2"),
        Growth { min_samples_leaf: 0, .. } => wrong("min_samples_leaf", 0, "a whole number from 1"),
        Growth { max_features: MaxFeatures::Count(0), .. } => wrong("max_features", 0, "sqrt, log2, None or a whole number from 1"),
        Growth { max_features: MaxFeatures::Share(share), .. } if !(share > 0.0 && share <= 1.0) => Err(Error::Parameter {
            name: "max_features",
            value: share.to_string(),
            takes: "sqrt, log2, None, a whole number from 1 or a share above 0 and up to 1".into(),
        }),
        _ => Ok(()),
    }
}

impl<'a> Bench<'a> {
    /// Labels must be below `classes`, one per row of the columns.
    pub(in crate::learn) fn new(columns: &'a Columns, labels: &'a [u8], classes: usize, class_weight: ClassWeight) -> Self {
        let rows = columns.rows();
        let mut class_weights = [1.0; 256];
        if class_weight == ClassWeight::Balanced {
            let mut counts = [0_usize; 256];
            labels.iter().for_each(|label| counts[usize::from(*label)] += 1);
            let present = counts.iter().filter(|count| **count > 0).count();
            for (weight, count) in class_weights.iter_mut().zip(counts).filter(|(_, count)| *count > 0) {
                *weight = rows as f64 / (present * count) as f64;
            }
        }
        Self {
            columns,
            labels,
            classes,
            class_weights,
            scratch: Scratch::new(rows, classes, columns),
            entries: Vec::with_capacity(rows),
            aside: vec![0; rows],
            copies: vec![0; rows],
            order: (0..columns.len() as u32).collect(),
            stack: Vec::new(),
        }
    }

    /// Rows that the last tree did not see.
    pub(in crate::learn) fn unseen(&self) -> impl Iterator<Item = usize> {
        self.copies.iter().enumerate().filter(|(_, copies)| **copies == 0).map(|(row, _)| row)
    }

    fn draw(&mut self, sampling: Sampling, random: &mut Random) {
        let rows = self.columns.rows();
        match sampling {
            Sampling::All => self.copies.fill(1),
            Sampling::Bootstrap => {
                self.copies.fill(0);
                for _ in 0..rows {
                    let copies = &mut self.copies[random.below(rows as u32) as usize];
                    *copies = copies.saturating_add(1);
                }
            }
        }
        self.entries.clear();
        self.entries.extend(
            self.copies
                .iter()
                .zip(self.labels)
                .enumerate()
                .filter(|(_, (copies, _))| **copies > 0)
                .map(|(row, (copies, label))| (row as u64) << 16 | u64::from(*label) << 8 | u64::from(*copies)),
        );
    }
}

/// Grows one tree; everything random comes from `random`.
pub(in crate::learn) fn grow(bench: &mut Bench<'_>, growth: &Growth, sampling: Sampling, random: &mut Random) -> Tree {
    match growth.criterion {
        Criterion::Gini => grow_with::<Gini>(bench, growth, sampling, random),
        Criterion::Entropy => grow_with::<Entropy>(bench, growth, sampling, random),
    }
}

fn grow_with<I: Impurity>(bench: &mut Bench<'_>, growth: &Growth, sampling: Sampling, random: &mut Random) -> Tree {
    let features = bench.columns.len();
    let tried = tried(growth.max_features, features);
    let min_leaf = growth.min_samples_leaf.max(1) as usize;
    let min_split = (growth.min_samples_split as usize).max(2 * min_leaf);
    let max_depth = growth.max_depth.unwrap_or(u32::MAX);
    bench.draw(sampling, random);
    // The draw order of features carries over from node to node, not from tree to tree.
    bench.order.iter_mut().zip(0..).for_each(|(slot, feature)| *slot = feature);
    let empty = Node { threshold: 0.0, feature: LEAF, next: 0 };
    let mut tree =
        Tree { nodes: vec![empty], shares: Vec::new(), classes: bench.classes, features, importances: vec![0.0; features], depth: 0 };
    bench.stack.push(Task { start: 0, end: bench.entries.len(), node: 0, depth: 0, constant: 0 });
    while let Some(mut task) = bench.stack.pop() {
        let totals = totals::<I>(&bench.entries[task.start..task.end], bench.classes, &bench.class_weights);
        let pure = totals.by_class[..bench.classes].iter().filter(|weight| **weight > 0.0).count() < 2;
        tree.depth = tree.depth.max(task.depth);
        let cut = if pure || task.end - task.start < min_split || task.depth >= max_depth {
            None
        } else {
            search::<I>(bench, &mut task, &totals, tried, min_leaf, random)
        };
        let Some(cut) = cut else {
            tree.nodes[task.node as usize].next = tree.shares.len() as u32;
            tree.shares.extend(totals.by_class[..bench.classes].iter().map(|weight| weight / totals.weight));
            continue;
        };
        tree.importances[cut.feature] += (cut.merit - I::merit(totals.terms, totals.weight)).max(0.0);
        let middle = task.start + bench.divide(&task, cut);
        let left = tree.nodes.len() as u32;
        tree.nodes.extend([empty, empty]);
        tree.nodes[task.node as usize] =
            Node { threshold: bench.columns.threshold(cut.feature, cut.left, cut.right), feature: cut.feature as u32, next: left };
        bench.stack.push(Task { start: middle, end: task.end, node: left + 1, depth: task.depth + 1, constant: task.constant });
        bench.stack.push(Task { start: task.start, end: middle, node: left, depth: task.depth + 1, constant: task.constant });
    }
    let sum: f64 = tree.importances.iter().sum();
    if sum > 0.0 {
        tree.importances.iter_mut().for_each(|importance| *importance /= sum);
    }
    tree
}

/// Features looked at per split.
fn tried(max_features: MaxFeatures, features: usize) -> usize {
    let count = match max_features {
        MaxFeatures::All => features,
        MaxFeatures::Sqrt => features.isqrt(),
        MaxFeatures::Log2 => features.checked_ilog2().unwrap_or(0) as usize,
        MaxFeatures::Count(count) => count as usize,
        MaxFeatures::Share(share) => (features as f64 * share) as usize,
    };
    count.clamp(1, features.max(1))
}

fn totals<I: Impurity>(entries: &[Entry], classes: usize, class_weights: &[f64; 256]) -> Totals {
    let mut copies = [0_u64; 256];
    for entry in entries {
        copies[usize::from((entry >> 8) as u8)] += entry & 0xFF;
    }
    let mut totals = Totals { by_class: [0.0; 256], terms: 0.0, weight: 0.0 };
    for class in 0..classes {
        let weight = copies[class] as f64 * class_weights[class];
        totals.by_class[class] = weight;
        totals.terms += I::term(weight);
        totals.weight += weight;
    }
    totals
}

/// Draws features without replacement until enough were tried and one of them varies; the first of equal cuts wins.
fn search<I: Impurity>(
    bench: &mut Bench<'_>,
    task: &mut Task,
    totals: &Totals,
    tried: usize,
    min_leaf: usize,
    random: &mut Random,
) -> Option<Cut> {
    let mut best: Option<Cut> = None;
    let mut varied = false;
    for drawn in 0..bench.order.len() {
        if drawn >= tried && varied {
            break;
        }
        let other = drawn + random.below((bench.order.len() - drawn) as u32) as usize;
        bench.order.swap(drawn, other);
        let feature = bench.order[drawn] as usize;
        let bit = if feature < 64 { 1_u64 << feature } else { 0 };
        if task.constant & bit != 0 {
            continue;
        }
        let floor = best.map_or(f64::NEG_INFINITY, |cut| cut.merit);
        let entries = &bench.entries[task.start..task.end];
        match bench.scratch.best::<I>(bench.columns, feature, entries, totals, &bench.class_weights, min_leaf, floor) {
            Found::Constant => task.constant |= bit,
            Found::Nothing => varied = true,
            Found::Better(cut) => {
                varied = true;
                best = Some(cut);
            }
        }
    }
    best
}

impl Bench<'_> {
    /// Moves the rows at or below the cut to the front, keeping their order; returns how many they are.
    fn divide(&mut self, task: &Task, cut: Cut) -> usize {
        let codes = self.columns.codes(cut.feature);
        let entries = &mut self.entries[task.start..task.end];
        let (mut left, mut right) = (0, 0);
        for position in 0..entries.len() {
            let entry = entries[position];
            // Both writes happen, one counter moves: no branch to mispredict.
            let goes_right = codes[(entry >> 16) as usize] > cut.left;
            entries[left] = entry;
            self.aside[right] = entry;
            left += usize::from(!goes_right);
            right += usize::from(goes_right);
        }
        entries[left..].copy_from_slice(&self.aside[..right]);
        left
    }
}
