//! What a lab looks like: one component a part, all of them over the same [`Lab`](super::state::Lab).

mod closer;
mod closer_forms;
mod closer_story;
mod compare;
mod confusion;
mod controls;
mod data;
mod explore;
mod field;
mod figures;
mod groups;
mod groups_story;
mod inputs;
mod job;
mod leakage;
mod leakage_story;
mod metric;
mod metric_story;
mod more;
mod predict;
mod preparation;
mod report;
mod report_numbers;
mod screen;
mod table;
mod take_home;
mod tasks;
mod thresholds;
mod tune;
mod tune_setting;
mod turns;

pub(crate) use groups::Groups;
pub(crate) use leakage::Leakage;
pub(crate) use metric::Metric;
pub(crate) use screen::Screen;
pub(crate) use tune::Tune;
