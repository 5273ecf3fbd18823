//! Lloyd's rounds: every row to its nearest center, every center to the mean of its rows.
//!
//! Lloyd, *Least squares quantization in PCM* (1982). Most rows need no look: their center has moved too little for
//! another one to be nearer (Hamerly, *Making k-means even faster*, 2010). A round is scikit-learn's, the stop too.

use super::blocks::{Blocks, LANES, NearestCenters};
use crate::dataset::order;
use crate::learn::simd::Pair;

/// Below this many rows to look at, a block's rows are collected with others' rather than looked at together.
const WORTH_A_BLOCK: u32 = 3;
/// Pairs of rows in a block.
const PAIRS: usize = LANES / 2;
/// What rounding may add to a bound.
const SLACK: f64 = 1.0 - 1e-12;

/// Where the rounds ended.
pub(super) struct LloydResult {
    pub(super) centers: Vec<f64>,
    pub(super) labels: Vec<u32>,
    /// Σ of squared distances to the own center.
    pub(super) inertia: f64,
    pub(super) rounds: u32,
    pub(super) converged: bool,
}

/// What the last move of a center means to its rows.
#[derive(Clone, Copy, Default)]
struct CenterShift {
    /// How far it moved.
    away: f64,
    /// How far any other one moved at most.
    closer: f64,
    /// Rows nearer than this cannot have another center.
    reach: f64,
}

/// The state of the rounds.
struct Lloyd<'a> {
    blocks: &'a Blocks,
    width: usize,
    centers: Vec<f64>,
    /// As many as there are lanes in all blocks, like the bounds; a row without a center has the number of centers.
    labels: Vec<u32>,
    /// At least the distance to the own center, per row. A lane without a row is always sure.
    upper: Vec<f64>,
    /// At most the distance to any other center, per row.
    lower: Vec<f64>,
    sums: Vec<f64>,
    counts: Vec<f64>,
}

/// Runs rounds from the given centers until no row changes, the centers move by less than `tol` (squared) or `rounds`
/// are used up.
pub(super) fn settle(
    blocks: &Blocks,
    width: usize,
    centers: Vec<f64>,
    (rounds, tol): (u32, f64),
    progress: &mut dyn FnMut(f64, &str),
) -> LloydResult {
    let (count, lanes) = (centers.len() / width, blocks.len() * LANES);
    // Nothing is known: every row is looked at in the first round.
    let mut upper = vec![f64::INFINITY; lanes];
    upper[blocks.rows()..].fill(f64::NEG_INFINITY);
    let mut lloyd = Lloyd {
        blocks,
        width,
        labels: vec![count as u32; lanes],
        upper,
        lower: vec![0.0; lanes],
        sums: vec![0.0; centers.len()],
        counts: vec![0.0; count],
        centers,
    };
    let (mut done, mut converged, mut shifts) = (0, false, vec![0.0; count]);
    while done < rounds && !converged {
        done += 1;
        let changed = lloyd.assign(&shifts);
        shifts = lloyd.move_centers();
        let total: f64 = shifts.iter().map(|shift| shift * shift).sum();
        converged = changed == 0 || total <= tol;
        // Nobody knows how many rounds it takes; the share creeps up to its end.
        progress(1.0 - 10.0 / (10.0 + f64::from(done)), &format!("round {done}: {changed} rows changed their group"));
    }
    lloyd.finish(done, converged)
}

impl Lloyd<'_> {
    fn center(&self, place: usize) -> &[f64] {
        &self.centers[place * self.width..(place + 1) * self.width]
    }

    /// Gives every row that may have another center than before its nearest; returns how many changed.
    fn assign(&mut self, shifts: &[f64]) -> usize {
        let moves = self.moves(shifts);
        let mut changed = 0;
        let (mut buffer, mut waiting) = (self.blocks.buffer(), Vec::with_capacity(LANES));
        for block in 0..self.blocks.len() {
            let start = block * LANES;
            let unsure = self.unsure(block, &moves);
            if unsure.count_ones() >= WORTH_A_BLOCK {
                let nearest = NearestCenters::find(self.blocks.block(block), &self.centers, self.width);
                for lane in 0..self.blocks.filled(block) {
                    changed += usize::from(self.take(start + lane, &nearest, lane));
                }
                continue;
            }
            let mut left = unsure;
            while left != 0 {
                let row = start + left.trailing_zeros() as usize;
                left &= left - 1;
                let place = waiting.len() % LANES;
                buffer.as_chunks_mut::<LANES>().0.iter_mut().zip(self.blocks.row(row)).for_each(|(to, value)| to[place] = value);
                waiting.push(row);
                if waiting.len() == LANES {
                    changed += self.look(&buffer, &mut waiting);
                }
            }
        }
        changed + self.look(&buffer, &mut waiting)
    }

    /// Moves the bounds of a block's rows as far as the centers moved: own ones may be further, others nearer by as much.
    /// Mask of the rows that may then have another center than before.
    #[inline(always)]
    fn unsure(&mut self, block: usize, moves: &[CenterShift]) -> u32 {
        let upper = self.upper.as_chunks_mut::<2>().0.as_chunks_mut::<PAIRS>().0.get_mut(block);
        let lower = self.lower.as_chunks_mut::<2>().0.as_chunks_mut::<PAIRS>().0.get_mut(block);
        let labels = self.labels.as_chunks::<2>().0.as_chunks::<PAIRS>().0.get(block);
        let (Some(upper), Some(lower), Some(labels)) = (upper, lower, labels) else { return 0 };
        let mut mask = 0;
        for pair in (0..PAIRS).rev() {
            let [first, second] = labels[pair];
            let (Some(first), Some(second)) = (moves.get(first as usize), moves.get(second as usize)) else { continue };
            let far = Pair::read(&upper[pair]).plus(Pair::of(first.away, second.away));
            let near = Pair::read(&lower[pair]).minus(Pair::of(first.closer, second.closer));
            (upper[pair], lower[pair]) = (far.both(), near.both());
            let bound = Pair::of(first.reach, second.reach).most(near).times(Pair::of(SLACK, SLACK));
            mask = mask << 2 | far.reaches(bound);
        }
        mask
    }

    /// Looks at collected rows; returns how many changed.
    fn look(&mut self, buffer: &[f64], waiting: &mut Vec<usize>) -> usize {
        let nearest = NearestCenters::find(buffer, &self.centers, self.width);
        let changed = waiting.iter().enumerate().filter(|(lane, row)| self.take(**row, &nearest, *lane)).count();
        waiting.clear();
        changed
    }

    /// Writes down what was found for a row; returns whether its center changed.
    fn take(&mut self, row: usize, nearest: &NearestCenters, lane: usize) -> bool {
        self.upper[row] = nearest.first[lane].sqrt();
        self.lower[row] = nearest.second[lane].sqrt();
        let (before, now) = (self.labels[row], nearest.center[lane] as u32);
        if before == now {
            return false;
        }
        for (label, sign) in [(before, -1.0), (now, 1.0)] {
            if let Some(count) = self.counts.get_mut(label as usize) {
                *count += sign;
                let sums = &mut self.sums[label as usize * self.width..(label as usize + 1) * self.width];
                sums.iter_mut().zip(self.blocks.row(row)).for_each(|(sum, value)| *sum += sign * value);
            }
        }
        self.labels[row] = now;
        true
    }

    /// Half the distance from each center to the next one: rows nearer than that cannot have another.
    fn reach(&self) -> Vec<f64> {
        let count = self.counts.len();
        let mut least = vec![f64::INFINITY; count];
        for a in 0..count {
            for b in a + 1..count {
                let square: f64 = self.center(a).iter().zip(self.center(b)).map(|(a, b)| (a - b) * (a - b)).sum();
                (least[a], least[b]) = (least[a].min(square), least[b].min(square));
            }
        }
        least.iter().map(|square| square.sqrt() / 2.0).collect()
    }

    /// Moves every center to the mean of its rows; returns how far each moved.
    fn move_centers(&mut self) -> Vec<f64> {
        let (mut sums, mut counts) = (self.sums.clone(), self.counts.clone());
        self.fill_empty(&mut sums, &mut counts);
        let mut shifts = Vec::with_capacity(counts.len());
        for ((center, sums), count) in self.centers.chunks_exact_mut(self.width).zip(sums.chunks_exact(self.width)).zip(counts) {
            let mut square = 0.0;
            // A center that lost its last row stays where it is.
            if count > 0.0 {
                for (at, sum) in center.iter_mut().zip(sums) {
                    let next = sum / count;
                    square += (next - *at) * (next - *at);
                    *at = next;
                }
            }
            shifts.push(square.sqrt());
        }
        shifts
    }

    /// A center without rows takes the row that is furthest from its own center, for this round.
    fn fill_empty(&self, sums: &mut [f64], counts: &mut [f64]) {
        let empty: Vec<usize> = (0..counts.len()).filter(|place| counts[*place] == 0.0).collect();
        if empty.is_empty() {
            return;
        }
        let far = |row: usize| -> f64 {
            self.blocks.row(row).zip(self.center(self.labels[row] as usize)).map(|(value, at)| (value - at) * (value - at)).sum()
        };
        let mut rows: Vec<(f64, usize)> = (0..self.blocks.rows()).map(|row| (far(row), row)).collect();
        order::by(&mut rows, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (place, (_, row)) in empty.into_iter().zip(rows) {
            let old = self.labels[row] as usize;
            for (column, value) in self.blocks.row(row).enumerate() {
                sums[old * self.width + column] -= value;
                sums[place * self.width + column] = value;
            }
            counts[old] -= 1.0;
            counts[place] = 1.0;
        }
    }

    /// What the last moves of the centers mean to their rows; the last entry is for rows that have no center yet.
    fn moves(&self, shifts: &[f64]) -> Vec<CenterShift> {
        let (mut first, mut second, mut who) = (0.0, 0.0, 0);
        for (place, shift) in shifts.iter().enumerate() {
            if *shift > first {
                (second, first, who) = (first, *shift, place);
            } else if *shift > second {
                second = *shift;
            }
        }
        let of = |(place, (away, reach)): (usize, (&f64, f64))| CenterShift {
            away: *away,
            closer: if place == who { second } else { first },
            reach,
        };
        shifts.iter().zip(self.reach()).enumerate().map(of).chain([CenterShift::default()]).collect()
    }

    /// Labels and inertia for the centers as they now are.
    fn finish(mut self, rounds: u32, converged: bool) -> LloydResult {
        self.labels.truncate(self.blocks.rows());
        let mut sums = [0.0; LANES];
        for block in 0..self.blocks.len() {
            let nearest = NearestCenters::find(self.blocks.block(block), &self.centers, self.width);
            let labels = self.labels[block * LANES..].iter_mut().zip(nearest.center);
            for ((label, center), (sum, square)) in labels.zip(sums.iter_mut().zip(nearest.first)).take(LANES) {
                *label = center as u32;
                *sum += square;
            }
        }
        LloydResult { centers: self.centers, labels: self.labels, inertia: sums.iter().sum(), rounds, converged }
    }
}
