//! The seven phases, their topics and projects, one file each.
//!
//! Hours are estimates for a beginner who works about seven hours a week: each of the first six phases fills a month.

mod phase_0;
mod phase_1;
mod phase_2;
mod phase_3;
mod phase_4;
mod phase_5;
mod phase_6;

use super::Phase;

/// In order, phase 0 first.
pub const PHASES: &[Phase] =
    &[phase_0::PHASE, phase_1::PHASE, phase_2::PHASE, phase_3::PHASE, phase_4::PHASE, phase_5::PHASE, phase_6::PHASE];
