//! Balanced classes in a forest whose trees draw their rows, in both ways of scikit-learn 1.9.1.

use crate::learn::random::Random;

/// Draws of one row that are counted at most: what an entry of a node has room for.
pub(super) const MOST_DRAWS: u32 = (1 << 24) - 1;

/// How the classes of drawn rows are balanced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::learn) enum Balance {
    /// Rows are drawn alike, and every draw counts once.
    None,
    /// Every class is drawn equally often (`class_weight="balanced"`); every draw counts once.
    Drawn,
    /// Rows are drawn alike, and a draw counts by the share of its class among the drawn (`"balanced_subsample"`).
    Weighed,
}

/// Rows by class, to draw from each class equally often: row i with a probability of 1 / (classes · rows of its class).
pub(super) struct ClassDraws {
    /// Row numbers, those of each class together.
    rows: Vec<u32>,
    /// Where each class that occurs starts in `rows`, and where the last ends.
    starts: Vec<u32>,
    draws: Vec<u32>,
}

impl ClassDraws {
    pub(super) fn new(labels: &[u8]) -> Self {
        let mut starts = vec![0];
        let mut rows = Vec::with_capacity(labels.len());
        for class in 0..=u8::MAX {
            rows.extend(labels.iter().zip(0_u32..).filter(|(label, _)| **label == class).map(|(_, row)| row));
            if starts.last() != Some(&(rows.len() as u32)) {
                starts.push(rows.len() as u32);
            }
        }
        Self { rows, starts, draws: vec![0; labels.len()] }
    }

    /// Draws as many rows as there are; says how often each was drawn.
    pub(super) fn draw(&mut self, random: &mut Random) -> &[u32] {
        self.draws.fill(0);
        let classes = self.starts.len() as u32 - 1;
        for _ in 0..self.rows.len() {
            let class = random.below(classes) as usize;
            let (start, end) = (self.starts[class], self.starts[class + 1]);
            let row = self.rows[(start + random.below(end - start)) as usize];
            let draws = &mut self.draws[row as usize];
            *draws = (*draws + 1).min(MOST_DRAWS);
        }
        &self.draws
    }
}

/// Weight of a draw of each class, n / (classes drawn · draws of the class); 0 for a class that was not drawn.
pub(super) fn drawn_weights(labels: &[u8], copies: &[u8], classes: usize) -> Vec<f64> {
    let mut counts = vec![0_u64; classes];
    labels.iter().zip(copies).for_each(|(label, copies)| counts[usize::from(*label)] += u64::from(*copies));
    let present = counts.iter().filter(|count| **count > 0).count() as f64;
    let all = counts.iter().sum::<u64>() as f64;
    counts.iter().map(|count| if *count > 0 { all / (present * *count as f64) } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_drawn_equally_often_and_its_rows_alike() {
        // No row is of class 1.
        let labels: Vec<u8> = (0..1000).map(|row| if row % 250 == 3 { 2 } else { 3 * u8::from(row % 2 == 0) }).collect();
        let mut draws = ClassDraws::new(&labels);
        let mut counts = vec![0_u64; labels.len()];
        let rounds = 300;
        for round in 0..rounds {
            draws.draw(&mut Random::stream(round, 0)).iter().zip(&mut counts).for_each(|(draws, count)| *count += u64::from(*draws));
        }
        let n = (labels.len() as u64 * rounds) as f64;
        assert_eq!(counts.iter().sum::<u64>() as f64, n);
        for class in [0, 2, 3] {
            let own: Vec<f64> = counts.iter().zip(&labels).filter(|(_, label)| **label == class).map(|(count, _)| *count as f64).collect();
            let deviation = (n / 3.0 * (2.0 / 3.0)).sqrt();
            assert!((own.iter().sum::<f64>() - n / 3.0).abs() < 4.0 * deviation, "class {class}: {} of {n}", own.iter().sum::<f64>());
            let each = n / 3.0 / own.len() as f64;
            assert!(own.iter().all(|count| (count - each).abs() < 5.0 * each.sqrt()), "class {class}: {own:?}, not {each} each");
        }
        // A row can be drawn more often than a byte counts: a class of four rows among a thousand gets 83 draws a row, one row 333.
        let lone: Vec<u8> = (0..1000).map(|row| u8::from(row == 7)).collect();
        assert!(ClassDraws::new(&lone).draw(&mut Random::stream(1, 0))[7] > 400);
    }

    #[test]
    fn a_draw_weighs_by_its_class_among_the_drawn() {
        // 6 draws: 3 of class 0, 1 of class 2, 2 of class 3, none of class 1.
        assert_eq!(drawn_weights(&[0, 0, 1, 2, 3], &[1, 2, 0, 1, 2], 4), [6.0 / 9.0, 0.0, 2.0, 1.0]);
    }
}
