//! Layers of units: what a network answers, and how its loss changes with every weight.
//!
//! Rumelhart, Hinton and Williams, *Learning representations by back-propagating errors* (1986); weights at the start
//! after Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010).

use serde::{Deserialize, Serialize};

use super::products::{add_product, add_turned_product, product_with_turned};
use crate::learn::random::Random;
use crate::learn::simd::{dot, exp, softmax};
use crate::protocol::Activation;

/// Weights of all layers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Network {
    /// Units per layer, inputs first.
    sizes: Vec<usize>,
    activation: Activation,
    /// Layer after layer: a matrix of inputs × units row after row, then the units' constants.
    pub(super) weights: Vec<f64>,
}

/// Where a layer's weights are.
struct Layer {
    inputs: usize,
    units: usize,
    start: usize,
}

impl Layer {
    /// First place of the constants, and the place after them.
    fn ends(&self) -> (usize, usize) {
        let constants = self.start + self.inputs * self.units;
        (constants, constants + self.units)
    }
}

impl Network {
    /// Small random weights.
    pub(super) fn draw(sizes: Vec<usize>, activation: Activation, random: &mut Random) -> Self {
        let mut network = Self { sizes, activation, weights: Vec::new() };
        let factor = if activation == Activation::Logistic { 2.0 } else { 6.0 };
        for layer in network.layers() {
            let bound = (factor / (layer.inputs + layer.units) as f64).sqrt();
            network.weights.extend((layer.start..layer.ends().1).map(|_| (2.0 * random.uniform() - 1.0) * bound));
        }
        network
    }

    fn layers(&self) -> Vec<Layer> {
        let mut start = 0;
        let layer = |pair: &[usize]| {
            let layer = Layer { inputs: pair[0], units: pair[1], start };
            start = layer.ends().1;
            layer
        };
        self.sizes.windows(2).map(layer).collect()
    }

    /// Units of the last layer.
    pub(super) fn outputs(&self) -> usize {
        self.sizes.last().copied().unwrap_or(1)
    }

    /// What each layer puts out for rows of inputs, row after row; the last are shares, of one output that of the second
    /// class.
    fn forward(&self, inputs: &[f64]) -> Vec<Vec<f64>> {
        let layers = self.layers();
        let mut outputs: Vec<Vec<f64>> = Vec::with_capacity(layers.len());
        for (place, layer) in layers.iter().enumerate() {
            let from = outputs.last().map_or(inputs, Vec::as_slice);
            let (constants, end) = layer.ends();
            let mut sums = self.weights[constants..end].repeat(from.len() / layer.inputs);
            add_product(&mut sums, from, &self.weights[layer.start..constants], (layer.inputs, layer.units));
            match (place + 1 < layers.len(), self.activation) {
                (true, Activation::Relu) => sums.iter_mut().for_each(|sum| *sum = if *sum > 0.0 { *sum } else { 0.0 }),
                (true, Activation::Tanh) => sums.iter_mut().for_each(|sum| *sum = 1.0 - 2.0 / (exp(2.0 * *sum) + 1.0)),
                (true, Activation::Logistic) => sums.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + exp(-*sum))),
                (false, _) if layer.units == 1 => sums.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + exp(-*sum))),
                (false, _) => sums.chunks_exact_mut(layer.units).for_each(|row| {
                    softmax(row);
                }),
            }
            outputs.push(sums);
        }
        outputs
    }

    /// Shares of the classes for rows of inputs; one per row, that of the second class, if there are two.
    pub(super) fn shares(&self, inputs: &[f64]) -> Vec<f64> {
        self.forward(inputs).pop().unwrap_or_default()
    }

    /// Mean of −ln p(true class) over the rows plus alpha·Σ weight² / (2·rows); the gradient is written to `gradient`.
    pub(super) fn loss(&self, inputs: &[f64], targets: &[usize], alpha: f64, gradient: &mut [f64]) -> f64 {
        let (layers, outputs, rows) = (self.layers(), self.forward(inputs), targets.len() as f64);
        let mut delta = outputs.last().cloned().unwrap_or_default();
        let mut loss = 0.0;
        for (row, target) in delta.chunks_exact_mut(self.outputs()).zip(targets) {
            if let [share] = row {
                let own = if *target == 1 { *share } else { 1.0 - *share };
                loss -= libm::log(own.max(f64::EPSILON));
                *share -= *target as f64;
            } else {
                loss -= libm::log(row[*target].max(f64::EPSILON));
                row[*target] -= 1.0;
            }
        }
        delta.iter_mut().for_each(|delta| *delta /= rows);
        let mut squares = 0.0;
        for (place, layer) in layers.iter().enumerate().rev() {
            let from = if place == 0 { inputs } else { &outputs[place - 1] };
            let (constants, end) = layer.ends();
            let weights = &self.weights[layer.start..constants];
            squares += dot(weights, weights);
            let (slopes, constant_slopes) = gradient[layer.start..end].split_at_mut(weights.len());
            slopes.iter_mut().zip(weights).for_each(|(slope, weight)| *slope = alpha * weight / rows);
            add_turned_product(slopes, from, &delta, (layer.inputs, layer.units));
            constant_slopes.fill(0.0);
            for row in delta.chunks_exact(layer.units) {
                constant_slopes.iter_mut().zip(row).for_each(|(slope, delta)| *slope += delta);
            }
            if place > 0 {
                delta = product_with_turned(&delta, weights, layer.units);
                let bend: fn(f64) -> f64 = match self.activation {
                    Activation::Relu => |output| if output > 0.0 { 1.0 } else { 0.0 },
                    Activation::Tanh => |output| 1.0 - output * output,
                    Activation::Logistic => |output| output * (1.0 - output),
                };
                delta.iter_mut().zip(from).for_each(|(delta, output)| *delta *= bend(*output));
            }
        }
        loss / rows + alpha * squares / (2.0 * rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gradient against differences of the loss.
    fn check(sizes: &[usize], activation: Activation) {
        let mut random = Random::stream(8, 0);
        let network = Network::draw(sizes.to_vec(), activation, &mut random);
        let rows = 11;
        let inputs: Vec<f64> = (0..rows * sizes[0]).map(|_| 2.0 * random.uniform() - 1.0).collect();
        let classes = network.outputs().max(2) as u32;
        let targets: Vec<usize> = (0..rows).map(|_| random.below(classes) as usize).collect();
        let mut gradient = vec![f64::NAN; network.weights.len()];
        network.loss(&inputs, &targets, 0.7, &mut gradient);
        for place in 0..network.weights.len() {
            let at = |step: f64| {
                let mut moved = network.clone();
                moved.weights[place] += step;
                moved.loss(&inputs, &targets, 0.7, &mut vec![0.0; gradient.len()])
            };
            let slope = (at(1e-6) - at(-1e-6)) / 2e-6;
            assert!((slope - gradient[place]).abs() < 1e-8, "{sizes:?} {activation:?} {place}: {slope} against {}", gradient[place]);
        }
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        check(&[3, 5, 4, 3], Activation::Relu);
        check(&[3, 5, 4, 3], Activation::Tanh);
        check(&[4, 6, 1], Activation::Logistic);
        check(&[2, 3, 2, 2, 1], Activation::Tanh);
    }

    #[test]
    fn weights_start_within_their_bounds() {
        let network = Network::draw(vec![10, 20, 3], Activation::Relu, &mut Random::stream(1, 0));
        assert_eq!(network.weights.len(), 11 * 20 + 21 * 3);
        let (first, second) = network.weights.split_at(220);
        let top = |weights: &[f64]| weights.iter().fold(0.0, |top, weight| f64::max(top, weight.abs()));
        assert!((0.4..0.447_214).contains(&top(first)) && (0.45..0.510_755).contains(&top(second)));
    }
}
