//! One screen per file.

mod home;
mod lab;
mod phase;
mod text;
mod tool;

pub(super) use home::Home;
pub(super) use lab::LabPage;
pub(super) use phase::PhasePage;
pub(super) use text::{About, Hired, NotFound, Resources, Series};
pub(super) use tool::ToolPage;
