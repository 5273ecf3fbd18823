//! Descent on a convex loss with a memory of its last ten steps, and a line search that halves until the loss falls
//! enough.
//!
//! Liu and Nocedal, *On the limited memory BFGS method for large scale optimization* (1989); with a penalty on absolute
//! values, which has corners, Andrew and Gao's *Scalable training of L1-regularized log-linear models* (2007): a step
//! never crosses an axis but stops on it.

use std::collections::VecDeque;

use super::Error;
use super::simd::{add, dot};

const MEMORY: usize = 10;

/// A smooth convex function.
pub(super) trait Loss {
    /// Its value at a point; its gradient is written to `gradient`.
    fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64;
}

/// Divides a direction by a curvature.
pub(super) type Preconditioner<'a> = &'a dyn Fn(&mut [f64]);

/// When to stop, and the penalty on top of the smooth loss.
pub(super) struct Lbfgs<'a> {
    /// Steps at most.
    pub(super) steps: u32,
    /// Size of the gradient that is small enough.
    pub(super) tol: f64,
    /// How that size is taken.
    pub(super) size: fn(&[f64]) -> f64,
    /// Added to the loss: this times the absolute value of each of the first entries, and how many those are.
    pub(super) absolute: (f64, usize),
    /// Divides a direction by the curvature of the loss, nearly; absent if nothing is known of it.
    pub(super) curvature: Option<Preconditioner<'a>>,
}

/// Where the walk ended.
pub(super) struct Minimum {
    pub(super) point: Vec<f64>,
    /// Size of the gradient there.
    pub(super) gradient: f64,
}

/// A step, the change of the gradient over it, and their product.
type CorrectionPair = (Vec<f64>, Vec<f64>, f64);

/// A point with its loss, penalty included, the gradient of the smooth part, and that of the whole.
struct Iterate {
    point: Vec<f64>,
    value: f64,
    smooth: Vec<f64>,
    gradient: Vec<f64>,
}

impl Lbfgs<'_> {
    /// Walks downhill until the gradient is small enough, the steps are used up, or the loss falls no further.
    pub(super) fn walk(&self, loss: &impl Loss, start: Vec<f64>, progress: &mut dyn FnMut(f64, &str)) -> Result<Minimum, Error> {
        let mut here = self.place(loss, start);
        if !here.value.is_finite() {
            return Err(Error::Optimiser { cause: "the loss is not finite; the features are too large".into() });
        }
        let mut memory: VecDeque<CorrectionPair> = VecDeque::new();
        let mut size = (self.size)(&here.gradient);
        let (first, mut told) = (size, 0.0);
        for step in 0..self.steps {
            if size <= self.tol {
                break;
            }
            told = self.share(first, size, step).max(told);
            progress(told, &format!("step {} towards the best weights", step + 1));
            let mut direction = self.direction(&here.gradient, &memory);
            if self.absolute.0 > 0.0 {
                // The memory may point uphill across a corner; such entries stay where they are.
                for (toward, gradient) in direction.iter_mut().zip(&here.gradient).take(self.absolute.1) {
                    *toward = if *toward * gradient < 0.0 { *toward } else { 0.0 };
                }
            }
            let start = if memory.is_empty() && self.curvature.is_none() { 1.0 / size.max(1.0) } else { 1.0 };
            let Some(next) = self.search(loss, &here, &direction, start) else {
                if memory.is_empty() {
                    break;
                }
                // A stale memory may point nowhere: steepest descent gets one more try.
                memory.clear();
                continue;
            };
            let change = |to: &[f64], from: &[f64]| -> Vec<f64> { to.iter().zip(from).map(|(to, from)| to - from).collect() };
            let (moved, bent) = (change(&next.point, &here.point), change(&next.smooth, &here.smooth));
            let product = dot(&moved, &bent);
            if product > 0.0 {
                if memory.len() == MEMORY {
                    memory.pop_front();
                }
                memory.push_back((moved, bent, product));
            }
            here = next;
            size = (self.size)(&here.gradient);
        }
        Ok(Minimum { gradient: size, point: here.point })
    }

    /// Share of the way: by steps or by the digits of the gradient, whichever is further.
    fn share(&self, first: f64, size: f64, step: u32) -> f64 {
        let all = libm::log(first / self.tol.max(f64::MIN_POSITIVE));
        let digits = if all > 0.0 { libm::log(first / size) / all } else { 0.0 };
        digits.max(f64::from(step) / f64::from(self.steps)).clamp(0.0, 1.0)
    }

    fn place(&self, loss: &impl Loss, point: Vec<f64>) -> Iterate {
        let mut smooth = vec![0.0; point.len()];
        let value = loss.value(&point, &mut smooth);
        let (weight, count) = self.absolute;
        if weight == 0.0 {
            return Iterate { gradient: smooth.clone(), point, value, smooth };
        }
        let mut gradient = smooth.clone();
        for (slope, at) in gradient.iter_mut().zip(&point).take(count) {
            // At the corner the slope that is nearest to 0 counts.
            *slope = match () {
                () if *at > 0.0 => *slope + weight,
                () if *at < 0.0 => *slope - weight,
                () if *slope + weight < 0.0 => *slope + weight,
                () if *slope - weight > 0.0 => *slope - weight,
                () => 0.0,
            };
        }
        let sizes: f64 = point.iter().take(count).map(|at| at.abs()).sum();
        Iterate { gradient, value: value + weight * sizes, point, smooth }
    }

    /// The first place along a direction, halving, where the loss has fallen enough.
    fn search(&self, loss: &impl Loss, here: &Iterate, direction: &[f64], start: f64) -> Option<Iterate> {
        let mut length = start;
        for _ in 0..40 {
            let mut point = here.point.clone();
            add(&mut point, length, direction);
            if self.absolute.0 > 0.0 {
                for ((to, from), slope) in point.iter_mut().zip(&here.point).zip(&here.gradient).take(self.absolute.1) {
                    let side = if *from == 0.0 { -slope } else { *from };
                    *to = if *to * side > 0.0 { *to } else { 0.0 };
                }
            }
            let gain: f64 = point.iter().zip(&here.point).zip(&here.gradient).map(|((to, from), slope)| (to - from) * slope).sum();
            let next = self.place(loss, point);
            // Near the end the loss has no digits left to fall by; then the gradient decides.
            let level = next.value <= here.value + 4.0 * f64::EPSILON * here.value.abs();
            if next.value <= here.value + 1e-4 * gain || (level && (self.size)(&next.gradient) < (self.size)(&here.gradient)) {
                return Some(next);
            }
            length /= 2.0;
        }
        None
    }

    /// The two-loop recursion: minus the gradient, scaled by the curvature in the memory, and by the preconditioner.
    fn direction(&self, gradient: &[f64], memory: &VecDeque<CorrectionPair>) -> Vec<f64> {
        let mut direction: Vec<f64> = gradient.iter().map(|entry| -entry).collect();
        let mut alphas = Vec::with_capacity(memory.len());
        for (step, change, product) in memory.iter().rev() {
            let alpha = dot(step, &direction) / product;
            add(&mut direction, -alpha, change);
            alphas.push(alpha);
        }
        if let Some(divide) = self.curvature {
            divide(&mut direction);
        }
        if let Some((_, change, product)) = memory.back() {
            let mut bent = change.clone();
            if let Some(divide) = self.curvature {
                divide(&mut bent);
            }
            let scale = product / dot(change, &bent);
            direction.iter_mut().for_each(|entry| *entry *= scale);
        }
        for ((step, change, product), alpha) in memory.iter().zip(alphas.into_iter().rev()) {
            let beta = dot(change, &direction) / product;
            add(&mut direction, alpha - beta, step);
        }
        direction
    }
}

#[cfg(test)]
mod tests {
    use super::super::simd::largest_size;
    use super::*;

    /// (x − 3)² + 10·(y + 1)² + (x − 3)·(y + 1).
    struct Quadratic;

    impl Loss for Quadratic {
        fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
            let (x, y) = (point[0] - 3.0, point[1] + 1.0);
            gradient.copy_from_slice(&[2.0 * x + y, 20.0 * y + x]);
            x * x + 10.0 * y * y + x * y
        }
    }

    fn bottom(absolute: (f64, usize)) -> Vec<f64> {
        let descent = Lbfgs { steps: 100, tol: 1e-12, size: largest_size, absolute, curvature: None };
        descent.walk(&Quadratic, vec![0.0, 0.0], &mut |_, _| {}).unwrap().point
    }

    #[test]
    fn it_ends_at_the_bottom() {
        let free = bottom((0.0, 0));
        assert!((free[0] - 3.0).abs() < 1e-9 && (free[1] + 1.0).abs() < 1e-9, "{free:?}");
    }

    #[test]
    fn a_curvature_shortens_the_way_and_does_not_move_the_end() {
        let mut steps = [0, 0];
        let exact = |direction: &mut [f64]| {
            let (x, y) = (direction[0], direction[1]);
            // The inverse of ((2, 1), (1, 20)).
            direction.copy_from_slice(&[(20.0 * x - y) / 39.0, (2.0 * y - x) / 39.0]);
        };
        for (steps, curvature) in steps.iter_mut().zip([None, Some(&exact as Preconditioner<'_>)]) {
            let descent = Lbfgs { steps: 100, tol: 1e-9, size: largest_size, absolute: (0.0, 0), curvature };
            let end = descent.walk(&Quadratic, vec![0.0, 0.0], &mut |_, _| *steps += 1).unwrap().point;
            assert!((end[0] - 3.0).abs() < 1e-9 && (end[1] + 1.0).abs() < 1e-9, "{end:?}");
        }
        assert!(steps[1] == 1 && steps[0] > 3, "{steps:?}");
    }

    #[test]
    fn a_penalty_on_sizes_puts_entries_on_the_axis() {
        // With y at 0, 2·(x − 3) + 1 + 4 = 0.
        let held = bottom((17.0, 2));
        assert_eq!(held[0], 0.0);
        let half = bottom((4.0, 1));
        // 2x' + y' = −4 and 20y' + x' = 0 give x' = −80/39 and y' = 4/39.
        assert!((half[0] - (3.0 - 80.0 / 39.0)).abs() < 1e-9 && (half[1] - (4.0 / 39.0 - 1.0)).abs() < 1e-9, "{half:?}");
    }
}
