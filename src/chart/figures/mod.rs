//! The curriculum's six figures, drawn from data and structure rather than kept as pictures.

mod airflow_architecture;
mod deployment_flow;
mod estimator_map;
mod flow;
mod life_cycle;
mod monitoring;
mod salaries;

pub use airflow_architecture::airflow_architecture;
pub use deployment_flow::deployment_flow;
pub use estimator_map::estimator_map;
pub use life_cycle::life_cycle;
pub use monitoring::monitoring;
pub use salaries::{salaries, salaries_of};
