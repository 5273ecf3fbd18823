//! A multilayer perceptron: layers of weighted sums, each bent, that end in a probability per class.
//!
//! Steps by Kingma and Ba, *Adam: A Method for Stochastic Optimization* (2015), on batches of at most 200 rows; start,
//! stops and meanings are scikit-learn's, the random numbers our own. linfa has no networks.

mod network;
mod products;

use crate::dataset::order;
use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::linfa_fit::{answers, classifier};
use super::shape::{SeenClasses, row_major};
use super::{Error, largest, random::Random};
use crate::protocol::{Hyperparameters, PerceptronSpec};
use network::Network;

/// Rows of a step, and of a pass when predicting.
const BATCH: usize = 200;

/// Settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct PerceptronParams {
    checked: CheckedPerceptron,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPerceptron {
    spec: PerceptronSpec,
    seed: u64,
}

/// A fitted perceptron.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Perceptron {
    network: Network,
    seen: SeenClasses,
    losses: Vec<f64>,
    scores: Vec<f64>,
    converged: bool,
}

impl PerceptronParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &PerceptronSpec, seed: u64) -> Self {
        Self { checked: CheckedPerceptron { spec: spec.clone(), seed } }
    }
}

impl ParamGuard for PerceptronParams {
    type Checked = CheckedPerceptron;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedPerceptron, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedPerceptron, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedPerceptron {
    /// Fits on columns that should be scaled; labels must be below `classes`, one per row.
    pub fn fit_columns(
        &self,
        columns: &[Vec<f64>],
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Perceptron, Error> {
        let (seen, targets) = SeenClasses::read_several(columns, labels, classes)?;
        let spec = &self.spec;
        let mut random = Random::stream(self.seed, 0);
        let outputs = if seen.count() == 2 { 1 } else { seen.count() };
        let hidden = spec.hidden_layer_sizes.iter().map(|size| *size as usize);
        let sizes = std::iter::once(columns.len()).chain(hidden).chain([outputs]).collect();
        let (mut train, held) = self.hold_back(&targets, &mut random)?;
        let network = Network::draw(sizes, spec.activation, &mut random);
        let rows = Rows { width: columns.len(), values: row_major(columns), targets };
        let (mut adam, mut best) = (Adam::new(network.weights.len()), network.weights.clone());
        let mut model = Perceptron { network, seen, losses: Vec::new(), scores: Vec::new(), converged: false };
        let mut waited = 0;
        for round in 0..spec.max_iter {
            let told = (f64::from(round) / f64::from(spec.max_iter), 1.0 / f64::from(spec.max_iter));
            let loss = self.round(&rows, &mut train, &mut model.network, &mut adam, &mut random, told, progress)?;
            let (last, gained) = if spec.early_stopping {
                let score = rows.accuracy(&model.network, &held);
                let top = model.scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                if score > top {
                    best.copy_from_slice(&model.network.weights);
                }
                model.scores.push(score);
                (score, score >= top + spec.tol)
            } else {
                let least = model.losses.iter().copied().fold(f64::INFINITY, f64::min);
                (loss, loss <= least - spec.tol)
            };
            model.losses.push(loss);
            waited = if gained || !last.is_finite() { 0 } else { waited + 1 };
            if waited > spec.n_iter_no_change {
                model.converged = true;
                break;
            }
        }
        if spec.early_stopping {
            model.network.weights = best;
        }
        Ok(model)
    }

    /// Rows to learn from and rows to judge by, of every class the same share; none of these without early stopping.
    fn hold_back(&self, targets: &[usize], random: &mut Random) -> Result<(Vec<u32>, Vec<u32>), Error> {
        let mut rows: Vec<u32> = (0..targets.len() as u32).collect();
        if !self.spec.early_stopping {
            return Ok((rows, Vec::new()));
        }
        random.shuffle(&mut rows);
        order::by_key(&mut rows, |row| targets[*row as usize]);
        // Every so-manieth row of the sorted ones, so that each class gives its share.
        let step = 1.0 / self.spec.validation_fraction;
        let wanted: Vec<usize> = (0..).map(|place| ((f64::from(place) + 0.5) * step) as usize).take_while(|at| *at < rows.len()).collect();
        let held: Vec<u32> = wanted.iter().map(|at| rows[*at]).collect();
        if held.is_empty() {
            let takes = format!("a larger number for {} rows, so that one can be held back", rows.len());
            return Err(Error::Parameter { name: "validation_fraction", value: self.spec.validation_fraction.to_string(), takes });
        }
        let mut train: Vec<u32> = rows.into_iter().filter(|row| !held.contains(row)).collect();
        train.sort_unstable();
        Ok((train, held))
    }

    /// One round over the rows in a new order; returns the mean loss of its steps.
    #[expect(clippy::too_many_arguments, reason = "the parts of a training run, all of which a round changes")]
    fn round(
        &self,
        rows: &Rows,
        train: &mut [u32],
        network: &mut Network,
        adam: &mut Adam,
        random: &mut Random,
        (done, share): (f64, f64),
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<f64, Error> {
        random.shuffle(train);
        let mut gradient = vec![0.0; network.weights.len()];
        let mut sum = 0.0;
        let (batches, mut told) = (train.len().div_ceil(BATCH), 0);
        for (place, batch) in train.chunks(BATCH).enumerate() {
            let targets: Vec<usize> = batch.iter().map(|row| rows.targets[*row as usize]).collect();
            let loss = network.loss(&rows.pick(batch), &targets, self.spec.alpha, &mut gradient);
            if !loss.is_finite() {
                let takes = "a smaller number here, or scaled columns: the loss left all bounds".into();
                return Err(Error::Parameter { name: "learning_rate_init", value: self.spec.learning_rate_init.to_string(), takes });
            }
            sum += loss * batch.len() as f64;
            adam.step(&mut network.weights, &gradient, self.spec.learning_rate_init);
            // A round over many rows takes long, one over few ends before it could be reported.
            let twentieth = 20 * (place + 1) / batches;
            if twentieth > told {
                told = twentieth;
                let within = (place + 1) as f64 / batches as f64;
                progress(done + share * within, &format!("loss {:.4}", sum / (within * train.len() as f64)));
            }
        }
        Ok(sum / train.len() as f64)
    }
}

/// Rows and their classes.
struct Rows {
    width: usize,
    values: Vec<f64>,
    targets: Vec<usize>,
}

impl Rows {
    fn pick(&self, rows: &[u32]) -> Vec<f64> {
        let mut picked = Vec::with_capacity(rows.len() * self.width);
        rows.iter().for_each(|row| picked.extend_from_slice(&self.values[*row as usize * self.width..(*row as usize + 1) * self.width]));
        picked
    }

    fn accuracy(&self, network: &Network, rows: &[u32]) -> f64 {
        let right = |batch: &[u32]| -> usize {
            let shares = network.shares(&self.pick(batch));
            let found = shares.chunks_exact(network.outputs()).zip(batch);
            found.filter(|(row, place)| chosen(row) == self.targets[**place as usize]).count()
        };
        rows.chunks(BATCH).map(right).sum::<usize>() as f64 / rows.len() as f64
    }
}

/// Place of the class with the largest share; a lone share is that of the second of two classes.
fn chosen(shares: &[f64]) -> usize {
    if let [share] = shares { usize::from(*share > 0.5) } else { largest(shares) }
}

/// Running means of the gradient and of its squares.
struct Adam {
    means: Vec<f64>,
    squares: Vec<f64>,
    /// Powers of the two rates of forgetting.
    powers: (f64, f64),
}

impl Adam {
    const FORGET: (f64, f64) = (0.9, 0.999);

    fn new(size: usize) -> Self {
        Self { means: vec![0.0; size], squares: vec![0.0; size], powers: (1.0, 1.0) }
    }

    fn step(&mut self, weights: &mut [f64], gradient: &[f64], rate: f64) {
        let (first, second) = Self::FORGET;
        self.powers = (self.powers.0 * first, self.powers.1 * second);
        let rate = rate * (1.0 - self.powers.1).sqrt() / (1.0 - self.powers.0);
        for (((weight, slope), mean), square) in weights.iter_mut().zip(gradient).zip(&mut self.means).zip(&mut self.squares) {
            *mean = first * *mean + (1.0 - first) * slope;
            *square = second * *square + (1.0 - second) * slope * slope;
            *weight -= rate * *mean / (square.sqrt() + 1e-8);
        }
    }
}

impl Perceptron {
    /// Probability per class of every row of finite columns, row after row; 0 for classes that training did not see.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let values = row_major(columns);
        let mut shares = Vec::with_capacity(columns.first().map_or(0, Vec::len) * self.seen.count());
        for batch in values.chunks(BATCH * columns.len().max(1)) {
            let found = self.network.shares(batch);
            if self.network.outputs() == 1 {
                shares.extend(found.iter().flat_map(|share| [1.0 - share, *share]));
            } else {
                shares.extend(found);
            }
        }
        self.seen.spread(shares)
    }

    /// The most probable class of every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.probabilities_of(columns).chunks_exact(self.seen.classes().max(1)).map(largest).collect()
    }

    /// Mean loss of each round, penalty included.
    pub fn losses(&self) -> &[f64] {
        &self.losses
    }

    /// Accuracy on the rows held back after each round, 0..=1; empty without early stopping.
    pub fn validation_scores(&self) -> &[f64] {
        &self.scores
    }

    /// It stopped because it gained no more, not because the rounds were used up.
    pub fn converged(&self) -> bool {
        self.converged
    }
}

classifier!(CheckedPerceptron => Perceptron);
answers!(Perceptron, usize);
