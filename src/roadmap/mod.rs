//! The curriculum as data: phases, topics, projects, resources, salaries, series.
//!
//! What the page needs for its map, planner, progress and navigation is plain constants here. The text of the lessons
//! lives in [`prose`] and is compiled only where it is rendered. Every id is permanent: saved progress points at it.

pub mod labs;
pub mod line;
pub mod link;
mod phases;
pub mod prose;
mod salary;
pub mod sources;
mod status;
#[cfg(test)]
mod tests;

pub use phases::PHASES;
pub use salary::{Level, PayBasis, SALARIES, Salary, WHY_THEY_DISAGREE};
pub use status::Status;

/// One of the seven stations of the road.
#[derive(Debug, PartialEq)]
pub struct Phase {
    /// Permanent id, `phase-0` … `phase-6`.
    pub id: &'static str,
    /// 0..=6, also the route `/phase/{number}`.
    pub number: u8,
    /// Short name shown on the map.
    pub title: &'static str,
    /// Months from the start of the road, `(0, 1)` for the first phase; the last is `(6, 6)` and open-ended.
    pub months: (u8, u8),
    /// One sentence: what the reader can do after this phase.
    pub gist: &'static str,
    /// In reading order.
    pub topics: &'static [Topic],
    /// What goes into the portfolio.
    pub project: Project,
}

/// A stop on the road: one thing to learn.
#[derive(Debug, PartialEq)]
pub struct Topic {
    /// Permanent id, such as `phase-3.docker`.
    pub id: &'static str,
    /// Title, sentence case.
    pub title: &'static str,
    /// Shorter name for the map, at most 18 characters.
    pub stop: &'static str,
    /// One sentence: what it is.
    pub gist: &'static str,
    /// Estimated hours of work for a beginner.
    pub hours: u16,
    /// Where on this site it is practised, if anywhere yet: label and site path such as `/lab/train?data=iris`.
    pub practise: Option<(&'static str, &'static str)>,
}

/// The portfolio project that closes a phase.
#[derive(Debug, PartialEq)]
pub struct Project {
    /// Permanent id, such as `phase-3.project`.
    pub id: &'static str,
    /// Title, sentence case.
    pub title: &'static str,
    /// One or two sentences: what is built.
    pub gist: &'static str,
    /// Estimated hours of work for a beginner.
    pub hours: u16,
    /// Steps that someone else could verify, in order.
    pub steps: &'static [Step],
}

/// One verifiable step of a project.
#[derive(Debug, PartialEq)]
pub struct Step {
    /// Permanent id, such as `phase-3.project.container`.
    pub id: &'static str,
    /// What must be true for the step to be done.
    pub text: &'static str,
}

impl Phase {
    /// Estimated hours of the whole phase, project included.
    pub fn hours(&self) -> u32 {
        self.topics.iter().map(|topic| u32::from(topic.hours)).sum::<u32>() + u32::from(self.project.hours)
    }

    /// Ids of everything in this phase that carries a status: topics, then project steps.
    pub fn item_ids(&self) -> impl Iterator<Item = &'static str> {
        self.topics.iter().map(|topic| topic.id).chain(self.project.steps.iter().map(|step| step.id))
    }
}

/// The phase with this number, if it is 0..=6.
pub fn phase(number: u8) -> Option<&'static Phase> {
    PHASES.iter().find(|phase| phase.number == number)
}
