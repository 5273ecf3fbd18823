//! Tuning: a search over settings as a plan of trials that any number of workers can run in any order.
//!
//! Bergstra and Bengio, *Random search for hyper-parameter optimization* (2012); Jamieson and Talwalkar, *Non-stochastic best
//! arm identification and hyperparameter optimization* (2016), for successive halving. A plan keeps no state: what to do next
//! follows from the finished trials, so a search can be cancelled, stored and taken up again, and comes to the same end.

mod leaderboard;
mod plan;
mod rank;
mod schedule;
mod space;

pub use leaderboard::{judge, leaderboard};
pub use plan::Plan;
pub use schedule::schedule;
pub use space::{draw, grid, values};

#[cfg(test)]
mod tests;
