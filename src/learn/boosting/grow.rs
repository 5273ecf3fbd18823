//! One tree: leaves are split best first, each by the bin that lowers the loss most.
//!
//! Friedman, *Greedy function approximation* (2001); Chen and Guestrin, *XGBoost* (2016), for the gain; Ke et al., *LightGBM*
//! (2017), for histograms and for a larger child's as the parent's less the smaller child's. Rules and order are those of
//! scikit-learn's `TreeGrower`.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::bins::{Binned, Edges};
use super::gradient_sums::{FixedPointUnits, GradientSums, GradientTotals};

/// Least hessian on each side of a split.
const MIN_HESSIAN: f64 = 1e-3;
/// A gain of no more than this share of the loss is rounding: the rows on both sides are alike.
const ROUNDING: f64 = 1e-12;
/// Kept out of a division by zero, as in scikit-learn.
const EPSILON: f64 = 1e-15;

/// How a tree may grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GrowthLimits {
    pub(super) leaves: usize,
    pub(super) depth: u32,
    pub(super) leaf_rows: u64,
    pub(super) l2: f64,
}

/// A node as it is grown: a leaf until it has children.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) feature: u32,
    pub(super) bin: u8,
    pub(super) missing_left: bool,
    /// Left child, the right one comes next; 0 for a leaf.
    pub(super) left: u32,
    pub(super) value: f64,
    /// Fall of the loss by its split.
    pub(super) gain: f64,
}

/// A grown tree and the rows of its leaves.
pub(super) struct GrownTree {
    pub(super) nodes: Vec<Node>,
    /// Leaf and its place in [`Grower::rows`].
    pub(super) leaves: Vec<(u32, Range<usize>)>,
}

/// A place where a leaf may be split.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    gain: f64,
    feature: usize,
    bin: usize,
    missing_left: bool,
    left: GradientTotals,
    right: GradientTotals,
}

/// A leaf that may be split.
struct SplittableLeaf {
    node: u32,
    rows: Range<usize>,
    depth: u32,
    histogram: Vec<GradientSums>,
    split: Split,
}

impl SplittableLeaf {
    fn key(&self) -> (f64, u32) {
        (self.split.gain, self.node)
    }
}

impl PartialEq for SplittableLeaf {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for SplittableLeaf {}

impl PartialOrd for SplittableLeaf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SplittableLeaf {
    /// Largest gain first, the earlier of equals.
    fn cmp(&self, other: &Self) -> Ordering {
        let ((gain, node), (other_gain, other_node)) = (self.key(), other.key());
        gain.total_cmp(&other_gain).then(other_node.cmp(&node))
    }
}

/// Grows trees on binned columns; its memory is used again from tree to tree.
pub(super) struct Grower<'a> {
    edges: &'a Edges,
    binned: &'a Binned,
    limits: GrowthLimits,
    /// Where each column's histogram begins, and at the end how long one is in all.
    starts: Vec<usize>,
    /// Rows in the order of the leaves.
    pub(super) rows: Vec<u32>,
    spare: Vec<u32>,
    gathered: Vec<GradientSums>,
    pool: Vec<Vec<GradientSums>>,
}

impl<'a> Grower<'a> {
    pub(super) fn new(edges: &'a Edges, binned: &'a Binned, limits: GrowthLimits) -> Self {
        let mut starts = vec![0];
        for feature in 0..edges.columns.len() {
            let bins = edges.bins(feature) + usize::from(edges.has_missing[feature]);
            starts.push(starts[feature] + room(bins));
        }
        let rows = binned.rows;
        Self {
            edges,
            binned,
            limits,
            starts,
            rows: vec![0; rows],
            spare: vec![0; rows],
            gathered: Vec::with_capacity(rows),
            pool: Vec::new(),
        }
    }

    /// Grows a tree on the rows' gradients and hessians.
    pub(super) fn grow(&mut self, given: &[GradientSums], units: FixedPointUnits) -> GrownTree {
        self.rows.iter_mut().zip(0..).for_each(|(slot, row)| *slot = row);
        let all = 0..self.rows.len();
        let total = units.totals(given.iter().fold(GradientSums::zero(), |all, row| all.add(*row)));
        let mut grown = GrownTree { nodes: vec![self.leaf(total)], leaves: Vec::new() };
        let mut open = BinaryHeap::new();
        if self.splittable(&all, 0) && total.hessian >= MIN_HESSIAN {
            let histogram = self.histogram(given, &all);
            self.open(&mut open, &mut grown, units, 0, all, 0, histogram, total);
        } else {
            grown.leaves.push((0, all));
        }
        let mut leaves = 1;
        while let Some(next) = open.pop() {
            if leaves >= self.limits.leaves {
                grown.leaves.push((next.node, next.rows));
                self.pool.push(next.histogram);
                continue;
            }
            leaves += 1;
            self.split(&mut open, &mut grown, given, units, next);
        }
        grown
    }

    fn leaf(&self, total: GradientTotals) -> Node {
        Node { feature: 0, bin: 0, missing_left: false, left: 0, value: self.value(total), gain: 0.0 }
    }

    fn value(&self, total: GradientTotals) -> f64 {
        -total.gradient / (total.hessian + self.limits.l2 + EPSILON)
    }

    fn splittable(&self, rows: &Range<usize>, depth: u32) -> bool {
        rows.len() as u64 >= 2 * self.limits.leaf_rows && depth < self.limits.depth && rows.len() > 1
    }

    /// Puts a leaf up for splitting, or closes it.
    #[expect(clippy::too_many_arguments, reason = "a leaf is all of this")]
    fn open(
        &mut self,
        open: &mut BinaryHeap<SplittableLeaf>,
        grown: &mut GrownTree,
        units: FixedPointUnits,
        node: u32,
        rows: Range<usize>,
        depth: u32,
        histogram: Vec<GradientSums>,
        total: GradientTotals,
    ) {
        match self.best(&histogram, units, total) {
            Some(split) => open.push(SplittableLeaf { node, rows, depth, histogram, split }),
            None => {
                grown.leaves.push((node, rows));
                self.pool.push(histogram);
            }
        }
    }

    fn split(
        &mut self,
        open: &mut BinaryHeap<SplittableLeaf>,
        grown: &mut GrownTree,
        given: &[GradientSums],
        units: FixedPointUnits,
        leaf: SplittableLeaf,
    ) {
        let SplittableLeaf { node, rows, depth, mut histogram, split } = leaf;
        let middle = rows.start + self.partition(rows.clone(), split);
        let left = grown.nodes.len() as u32;
        grown.nodes.push(self.leaf(split.left));
        grown.nodes.push(self.leaf(split.right));
        let parent = &mut grown.nodes[node as usize];
        (parent.feature, parent.bin, parent.missing_left) = (split.feature as u32, split.bin as u8, split.missing_left);
        (parent.left, parent.gain) = (left, split.gain);
        let sides = [(left, rows.start..middle, split.left), (left + 1, middle..rows.end, split.right)];
        // When the last leaf is made, nothing is left to be found out about it.
        let last = grown.leaves.len() + open.len() + 2 >= self.limits.leaves;
        let wanted = sides.clone().map(|(_, rows, _)| !last && self.splittable(&rows, depth + 1));
        if !wanted[0] && !wanted[1] {
            grown.leaves.extend(sides.map(|(node, rows, _)| (node, rows)));
            self.pool.push(histogram);
            return;
        }
        // The smaller side is counted; the larger one is the parent less the smaller.
        let small = usize::from(sides[0].1.len() > sides[1].1.len());
        let counted = self.histogram(given, &sides[small].1);
        histogram.iter_mut().zip(&counted).for_each(|(all, part)| *all = all.less(*part));
        let mut histograms = if small == 0 { [counted, histogram] } else { [histogram, counted] };
        for (side, (node, rows, total)) in sides.into_iter().enumerate() {
            let histogram = std::mem::take(&mut histograms[side]);
            if wanted[side] {
                self.open(open, grown, units, node, rows, depth + 1, histogram, total);
            } else {
                grown.leaves.push((node, rows));
                self.pool.push(histogram);
            }
        }
    }

    /// Sums per column and bin over some of the rows.
    fn histogram(&mut self, given: &[GradientSums], range: &Range<usize>) -> Vec<GradientSums> {
        let mut found = self.pool.pop().unwrap_or_default();
        found.clear();
        found.resize(self.starts.last().copied().unwrap_or(0), GradientSums::zero());
        let rows = &self.rows[range.clone()];
        let whole = rows.len() == self.binned.rows;
        if !whole {
            self.gathered.clear();
            self.gathered.extend(rows.iter().map(|row| given[*row as usize]));
        }
        for (feature, place) in self.starts.windows(2).enumerate() {
            let (codes, part) = (self.binned.column(feature), &mut found[place[0]..place[1]]);
            if whole { count_all(part, codes, given) } else { count_some(part, codes, rows, &self.gathered) }
        }
        found
    }

    /// The split that lowers the loss most, if any does.
    fn best(&self, histogram: &[GradientSums], units: FixedPointUnits, total: GradientTotals) -> Option<Split> {
        let mut best: Option<Split> = None;
        let whole = total.gradient * self.value(total);
        for feature in 0..self.edges.columns.len() {
            let bins = self.edges.bins(feature);
            let missing = self.edges.has_missing[feature];
            let part = &histogram[self.starts[feature]..self.starts[feature + 1]];
            let mut scan = SplitScan { grower: self, units, total, whole, feature, found: None };
            // From the left; missing values go right, and with them may stand alone.
            scan.through(part[..bins - 1 + usize::from(missing)].iter().copied().enumerate(), false);
            if missing && bins > 1 {
                scan.through(part[1..bins].iter().copied().enumerate().rev(), true);
            }
            if let Some(found) = scan.found
                && best.is_none_or(|best| found.gain > best.gain)
            {
                best = Some(found);
            }
        }
        best
    }

    /// Puts the rows that go left first; how many they are.
    fn partition(&mut self, range: Range<usize>, split: Split) -> usize {
        let codes = self.binned.column(split.feature);
        let missing = self.edges.bins(split.feature);
        let rows = &mut self.rows[range];
        let (mut left, mut right) = (0, 0);
        for at in 0..rows.len() {
            let row = rows[at];
            let code = usize::from(codes[row as usize]);
            let goes_left = if code == missing { split.missing_left } else { code <= split.bin };
            // Both are written and one of them counts: a branch would be guessed wrong half of the time.
            rows[left] = row;
            self.spare[right] = row;
            left += usize::from(goes_left);
            right += usize::from(!goes_left);
        }
        rows[left..].copy_from_slice(&self.spare[..right]);
        left
    }
}

/// One pass over a column's bins.
struct SplitScan<'a> {
    grower: &'a Grower<'a>,
    units: FixedPointUnits,
    total: GradientTotals,
    /// Loss of the leaf as it stands, doubled and negated.
    whole: f64,
    feature: usize,
    found: Option<Split>,
}

impl SplitScan<'_> {
    /// Bins from the left, or from the right with missing values on the left; in that case the split lies below each bin.
    fn through(&mut self, bins: impl Iterator<Item = (usize, GradientSums)>, from_right: bool) {
        let mut sums = GradientSums::zero();
        let limits = self.grower.limits;
        for (bin, here) in bins {
            // An empty bin divides the rows as the one before did.
            if here.is_empty() {
                continue;
            }
            sums = sums.add(here);
            let near = self.units.totals(sums);
            let far = GradientTotals {
                gradient: self.total.gradient - near.gradient,
                hessian: self.total.hessian - near.hessian,
                rows: self.total.rows - near.rows,
            };
            if near.rows < limits.leaf_rows || near.hessian < MIN_HESSIAN {
                continue;
            }
            if far.rows < limits.leaf_rows || far.hessian < MIN_HESSIAN {
                break;
            }
            let sides = near.gradient * self.grower.value(near) + far.gradient * self.grower.value(far);
            let gain = self.whole - sides;
            if gain > ROUNDING * sides.abs() && gain > self.found.map_or(0.0, |found| found.gain) {
                let (left, right) = if from_right { (far, near) } else { (near, far) };
                // Without missing values in training, those to come go with the larger part.
                let missing_left = if self.grower.edges.has_missing[self.feature] { from_right } else { left.rows > right.rows };
                self.found = Some(Split { gain, feature: self.feature, bin, missing_left, left, right });
            }
        }
    }
}

/// Places for this many bins: a size for which counting needs no bounds check.
fn room(bins: usize) -> usize {
    [4, 16, 64].into_iter().find(|room| bins <= *room).unwrap_or(256)
}

fn count_all(part: &mut [GradientSums], codes: &[u8], given: &[GradientSums]) {
    fn run<const N: usize>(part: &mut [GradientSums; N], codes: &[u8], given: &[GradientSums]) {
        for (code, row) in codes.iter().zip(given) {
            let slot = &mut part[usize::from(*code) & (N - 1)];
            *slot = slot.add(*row);
        }
    }
    if let Ok(part) = <&mut [GradientSums; 4]>::try_from(&mut *part) {
        run(part, codes, given);
    } else if let Ok(part) = <&mut [GradientSums; 16]>::try_from(&mut *part) {
        run(part, codes, given);
    } else if let Ok(part) = <&mut [GradientSums; 64]>::try_from(&mut *part) {
        run(part, codes, given);
    } else if let Ok(part) = <&mut [GradientSums; 256]>::try_from(&mut *part) {
        run(part, codes, given);
    } else {
        // A size that `room` does not give: counted all the same, each place looked at.
        for (code, row) in codes.iter().zip(given) {
            part[usize::from(*code)] = part[usize::from(*code)].add(*row);
        }
    }
}

fn count_some(part: &mut [GradientSums], codes: &[u8], rows: &[u32], given: &[GradientSums]) {
    fn run<const N: usize>(part: &mut [GradientSums; N], codes: &[u8], rows: &[u32], given: &[GradientSums]) {
        for (row, given) in rows.iter().zip(given) {
            let slot = &mut part[usize::from(codes[*row as usize]) & (N - 1)];
            *slot = slot.add(*given);
        }
    }
    if let Ok(part) = <&mut [GradientSums; 4]>::try_from(&mut *part) {
        run(part, codes, rows, given);
    } else if let Ok(part) = <&mut [GradientSums; 16]>::try_from(&mut *part) {
        run(part, codes, rows, given);
    } else if let Ok(part) = <&mut [GradientSums; 64]>::try_from(&mut *part) {
        run(part, codes, rows, given);
    } else if let Ok(part) = <&mut [GradientSums; 256]>::try_from(&mut *part) {
        run(part, codes, rows, given);
    } else {
        for (row, given) in rows.iter().zip(given) {
            let code = usize::from(codes[*row as usize]);
            part[code] = part[code].add(*given);
        }
    }
}
