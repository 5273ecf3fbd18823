//! The seven phases, their topics and projects.

use super::Phase;

/// In order, phase 0 first.
pub const PHASES: &[Phase] = &[];
