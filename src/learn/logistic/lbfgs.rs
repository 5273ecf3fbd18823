//! Descent with a memory of its last ten steps, and a line search that halves until the loss falls enough.
//!
//! Liu and Nocedal, *On the limited memory BFGS method for large scale optimization* (1989).

use std::collections::VecDeque;

use super::loss::Loss;
use crate::learn::Error;

const MEMORY: usize = 10;

/// Where the walk ended.
pub(super) struct End {
    pub(super) point: Vec<f64>,
    /// Largest absolute entry of the gradient there.
    pub(super) gradient: f64,
}

/// A step, the change of the gradient over it, and their product.
type Pair = (Vec<f64>, Vec<f64>, f64);

/// Walks downhill until the gradient is at most `tol`, the steps are used up, or the loss falls no further.
pub(super) fn minimise(loss: &Loss<'_>, start: Vec<f64>, steps: u32, tol: f64) -> Result<End, Error> {
    let mut point = start;
    let mut gradient = vec![0.0; point.len()];
    let mut value = loss.value(&point, &mut gradient);
    if !value.is_finite() {
        return Err(Error::Optimiser { cause: "the loss is not finite; the features are too large".into() });
    }
    let mut memory: VecDeque<Pair> = VecDeque::new();
    let mut next_gradient = gradient.clone();
    for _ in 0..steps {
        if largest_entry(&gradient) <= tol {
            break;
        }
        let direction = direction(&gradient, &memory);
        let slope = dot(&gradient, &direction);
        let mut length = if memory.is_empty() { 1.0 / largest_entry(&gradient).max(1.0) } else { 1.0 };
        let mut moved = None;
        for _ in 0..40 {
            let next: Vec<f64> = point.iter().zip(&direction).map(|(at, toward)| at + length * toward).collect();
            let next_value = loss.value(&next, &mut next_gradient);
            if next_value <= value + 1e-4 * length * slope {
                moved = Some((next, next_value));
                break;
            }
            length /= 2.0;
        }
        let Some((next, next_value)) = moved else {
            if memory.is_empty() {
                break;
            }
            // A stale memory may point nowhere: steepest descent gets one more try.
            memory.clear();
            continue;
        };
        let step: Vec<f64> = next.iter().zip(&point).map(|(to, from)| to - from).collect();
        let change: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(to, from)| to - from).collect();
        let product = dot(&step, &change);
        if product > 0.0 {
            if memory.len() == MEMORY {
                memory.pop_front();
            }
            memory.push_back((step, change, product));
        }
        (point, value) = (next, next_value);
        gradient.copy_from_slice(&next_gradient);
    }
    Ok(End { gradient: largest_entry(&gradient), point })
}

/// The two-loop recursion: minus the gradient, bent by the curvature that the memory holds.
fn direction(gradient: &[f64], memory: &VecDeque<Pair>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|entry| -entry).collect();
    let mut alphas = Vec::with_capacity(memory.len());
    for (step, change, product) in memory.iter().rev() {
        let alpha = dot(step, &direction) / product;
        add(&mut direction, -alpha, change);
        alphas.push(alpha);
    }
    if let Some((_, change, product)) = memory.back() {
        let scale = product / dot(change, change);
        direction.iter_mut().for_each(|entry| *entry *= scale);
    }
    for ((step, change, product), alpha) in memory.iter().zip(alphas.into_iter().rev()) {
        let beta = dot(change, &direction) / product;
        add(&mut direction, alpha - beta, step);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += factor * what);
}

fn largest_entry(gradient: &[f64]) -> f64 {
    gradient.iter().fold(0.0, |top, entry| f64::max(top, entry.abs()))
}
