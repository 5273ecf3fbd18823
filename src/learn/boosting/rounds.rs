//! Boosting rounds: each adds a tree that fits the remaining gradient, until the rounds are over or the validation rows no longer gain.

use super::bins::{Binned, Edges};
use super::grow::{Grower, GrowthLimits, Node};
use super::loss::BoostingTarget;
use super::{Ensemble, TreeNode};
use crate::learn::Error;
use crate::learn::holdout::{Holdout, Names, split};
use crate::protocol::{BoostingSpec, EarlyStopping};

/// Rows from which `auto` uses early stopping, as in scikit-learn.
const AUTO_ROWS: usize = 10_000;

/// Fits an ensemble. `progress` gets the share done and the name of the current step, at least once a round.
pub(super) fn fit(
    spec: &BoostingSpec,
    seed: u64,
    columns: &[Vec<f64>],
    goal: BoostingTarget<'_>,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Ensemble, Error> {
    let stops = match spec.early_stopping {
        EarlyStopping::On => true,
        EarlyStopping::Off => false,
        EarlyStopping::Auto => goal.rows() > AUTO_ROWS,
    };
    if !stops {
        return Ok(boost(spec, columns, goal, None, progress));
    }
    let classes: Vec<String> = (0..goal.outputs().max(2)).map(|class| class.to_string()).collect();
    let names = Names { target: "target", classes: &classes };
    let labels: Vec<u32> = match goal {
        BoostingTarget::Classes(labels, _) => labels.iter().map(|label| u32::from(*label)).collect(),
        BoostingTarget::Numbers(values) => vec![0; values.len()],
    };
    // A class of one row cannot stand on both sides.
    let divided = split(&labels, spec.validation_fraction, matches!(goal, BoostingTarget::Classes(..)), seed, names)
        .or_else(|_| split(&labels, spec.validation_fraction, false, seed, names))?;
    let Holdout { train, test } = divided;
    let part =
        |rows: &[u32]| -> Vec<Vec<f64>> { columns.iter().map(|column| rows.iter().map(|row| column[*row as usize]).collect()).collect() };
    let (known, held) = (part(&train), part(&test));
    match goal {
        BoostingTarget::Numbers(values) => {
            let of = |rows: &[u32]| -> Vec<f64> { rows.iter().map(|row| values[*row as usize]).collect() };
            let (known_values, held_values) = (of(&train), of(&test));
            Ok(boost(spec, &known, BoostingTarget::Numbers(&known_values), Some((&held, BoostingTarget::Numbers(&held_values))), progress))
        }
        BoostingTarget::Classes(labels, classes) => {
            let of = |rows: &[u32]| -> Vec<u8> { rows.iter().map(|row| labels[*row as usize]).collect() };
            let (known_labels, held_labels) = (of(&train), of(&test));
            let held_goal = BoostingTarget::Classes(&held_labels, classes);
            Ok(boost(spec, &known, BoostingTarget::Classes(&known_labels, classes), Some((&held, held_goal)), progress))
        }
    }
}

/// Rows held back, and how well they are answered after each round.
struct ValidationRows<'a> {
    binned: Binned,
    goal: BoostingTarget<'a>,
    raw: Vec<Vec<f64>>,
    losses: Vec<f64>,
}

fn boost(
    spec: &BoostingSpec,
    columns: &[Vec<f64>],
    goal: BoostingTarget<'_>,
    held: Option<(&[Vec<f64>], BoostingTarget<'_>)>,
    progress: &mut dyn FnMut(f64, &str),
) -> Ensemble {
    progress(0.0, "sorting values into bins");
    let edges = Edges::find(columns, spec.max_bins as usize);
    let binned = edges.apply(columns);
    let start = goal.start();
    let mut raw: Vec<Vec<f64>> = start.iter().map(|score| vec![*score; goal.rows()]).collect();
    let mut watch = held.map(|(columns, goal)| {
        let raw: Vec<Vec<f64>> = start.iter().map(|score| vec![*score; goal.rows()]).collect();
        ValidationRows { binned: edges.apply(columns), goal, losses: vec![goal.loss(&raw)], raw }
    });
    let limits = GrowthLimits {
        leaves: spec.max_leaf_nodes.map_or(usize::MAX, |leaves| leaves as usize),
        depth: spec.max_depth.unwrap_or(u32::MAX),
        leaf_rows: u64::from(spec.min_samples_leaf),
        l2: spec.l2_regularization,
    };
    let mut grower = Grower::new(&edges, &binned, limits);
    let mut ensemble = Ensemble { start, trees: Vec::new(), rounds: 0, gains: vec![0.0; columns.len()], stopped: false };
    let mut given = Vec::with_capacity(goal.rows());
    for round in 1..=spec.max_iter {
        progress(f64::from(round - 1) / f64::from(spec.max_iter), &format!("round {round} of {}", spec.max_iter));
        let mut grown_trees = Vec::with_capacity(raw.len());
        // Every class's tree mends the same answers: those of the rounds before.
        let mut changes = Vec::with_capacity(raw.len());
        for output in 0..raw.len() {
            let units = goal.descend(&raw, output, &mut given);
            let grown = grower.grow(&given, units);
            if raw.len() == 1 {
                apply(&mut raw[0], &grown.nodes, &grown.leaves, &grower.rows, spec.learning_rate);
            } else {
                let mut change = vec![0.0; goal.rows()];
                apply(&mut change, &grown.nodes, &grown.leaves, &grower.rows, spec.learning_rate);
                changes.push(change);
            }
            grown_trees.push(grown.nodes);
        }
        for (raw, change) in raw.iter_mut().zip(&changes) {
            raw.iter_mut().zip(change).for_each(|(raw, change)| *raw += change);
        }
        for (output, nodes) in grown_trees.iter().enumerate() {
            for node in nodes.iter().filter(|node| node.left != 0) {
                ensemble.gains[node.feature as usize] += node.gain;
            }
            if let Some(watch) = &mut watch {
                watch.add(nodes, &edges, output, spec.learning_rate);
            }
            ensemble.trees.push(finished(nodes, &edges, spec.learning_rate));
        }
        ensemble.rounds = round;
        if let Some(watch) = &mut watch {
            watch.losses.push(watch.goal.loss(&watch.raw));
            if watch.is_over(spec) {
                ensemble.stopped = true;
                break;
            }
        }
    }
    ensemble
}

fn apply(raw: &mut [f64], nodes: &[Node], leaves: &[(u32, std::ops::Range<usize>)], rows: &[u32], rate: f64) {
    for (leaf, range) in leaves {
        let step = nodes[*leaf as usize].value * rate;
        rows[range.clone()].iter().for_each(|row| raw[*row as usize] += step);
    }
}

/// A tree as it is kept: thresholds in the columns' own units, leaf values with the rate in them.
fn finished(nodes: &[Node], edges: &Edges, rate: f64) -> Vec<TreeNode> {
    let node = |node: &Node| TreeNode {
        feature: node.feature,
        left: node.left,
        missing_left: node.missing_left,
        // A split that parts missing values from all others lies beyond the last edge.
        value: if node.left == 0 {
            node.value * rate
        } else {
            edges.columns[node.feature as usize].get(usize::from(node.bin)).copied().unwrap_or(f64::INFINITY)
        },
    };
    nodes.iter().map(node).collect()
}

impl ValidationRows<'_> {
    fn add(&mut self, nodes: &[Node], edges: &Edges, output: usize, rate: f64) {
        for (row, raw) in self.raw[output].iter_mut().enumerate() {
            let mut at = 0;
            while nodes[at].left != 0 {
                let feature = nodes[at].feature as usize;
                let code = usize::from(self.binned.column(feature)[row]);
                let goes_left = if code == edges.bins(feature) { nodes[at].missing_left } else { code <= usize::from(nodes[at].bin) };
                at = nodes[at].left as usize + usize::from(!goes_left);
            }
            *raw += nodes[at].value * rate;
        }
    }

    /// None of the last rounds was better than the one before them by more than `tol`.
    fn is_over(&self, spec: &BoostingSpec) -> bool {
        let recent = spec.n_iter_no_change as usize;
        let Some(before) = self.losses.len().checked_sub(recent + 1) else { return false };
        self.losses[before + 1..].iter().all(|loss| *loss >= self.losses[before] - spec.tol)
    }
}
