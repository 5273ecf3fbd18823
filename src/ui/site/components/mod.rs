//! Dumb parts: props in, callbacks out.

mod chrome;
mod figures;
mod keep;
mod lab_place;
mod map;
mod planner;
mod prose;
mod search;
mod stopped;
mod strip;
mod your_data;

pub(super) use chrome::{Notice, SiteFooter, SiteHeader};
pub(super) use figures::Figure;
pub(super) use keep::{NoteAndBookmark, StatusPicker};
pub(super) use lab_place::{LabHere, LabPlace};
pub(super) use map::RoadMap;
pub(super) use planner::Planner;
pub use prose::PrerenderedProse;
pub(super) use prose::{Content, Prose, content_html};
pub(super) use search::Search;
pub(crate) use stopped::Stopped;
pub(super) use strip::PhaseStrip;
pub(super) use your_data::YourData;
