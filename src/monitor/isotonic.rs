//! Isotonic regression: the rising curve nearest to the points.
//!
//! Barlow et al., *Statistical inference under order restrictions* (1972): neighbours that fall are pooled into their mean.
//! Between points it interpolates, beyond them it stays level, as scikit-learn's with `out_of_bounds="clip"`.

use super::Error;

/// A fitted curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Isotonic {
    x: Vec<f64>,
    y: Vec<f64>,
}

/// Neighbouring points with one height.
struct PooledBlock {
    sum: f64,
    weight: f64,
    points: usize,
}

impl Isotonic {
    /// Fits finite points; points of equal x count as one, at their mean.
    pub fn fit(x: &[f64], y: &[f64]) -> Result<Self, Error> {
        if x.is_empty() || x.len() != y.len() {
            return Err(Error::NoRows { which: "reference" });
        }
        let mut places: Vec<usize> = (0..x.len()).collect();
        places.sort_by(|a, b| x[*a].total_cmp(&x[*b]));
        let mut kept = Vec::new();
        let mut blocks: Vec<PooledBlock> = Vec::new();
        for group in places.chunk_by(|a, b| x[*a] == x[*b]) {
            let Some(first) = group.first() else { continue };
            kept.push(x[*first]);
            let mut block = PooledBlock { sum: group.iter().map(|place| y[*place]).sum(), weight: group.len() as f64, points: 1 };
            while let Some(before) = blocks.pop_if(|before| before.sum * block.weight >= block.sum * before.weight) {
                block =
                    PooledBlock { sum: before.sum + block.sum, weight: before.weight + block.weight, points: before.points + block.points };
            }
            blocks.push(block);
        }
        let heights = blocks.iter().flat_map(|block| std::iter::repeat_n(block.sum / block.weight, block.points)).collect();
        Ok(Self { x: kept, y: heights })
    }

    /// Height of the curve.
    pub fn at(&self, x: f64) -> f64 {
        let right = self.x.partition_point(|point| *point < x);
        let height = |place: usize| self.y.get(place).copied().unwrap_or(0.0);
        match (right.checked_sub(1), self.x.get(right)) {
            (None, _) => height(0),
            (Some(left), None) => height(left),
            (Some(left), Some(end)) => {
                let start = self.x.get(left).copied().unwrap_or(*end);
                height(left) + (height(right) - height(left)) * ((x - start) / (end - start))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Isotonic;

    // Expected values: scikit-learn 1.9.1, IsotonicRegression(out_of_bounds="clip").
    #[test]
    fn the_curve_is_scikit_learns() {
        let fitted = Isotonic::fit(&[0.1, 0.4, 0.2, 0.4, 0.9, 0.6], &[0.0, 1.0, 1.0, 0.0, 1.0, 0.0]).unwrap();
        for (x, expected) in [(0.0, 0.0), (0.15, 0.25), (0.2, 0.5), (0.5, 0.5), (0.75, 0.75), (2.0, 1.0)] {
            assert!((fitted.at(x) - expected).abs() < 1e-12, "{x}: {}", fitted.at(x));
        }
    }
}
