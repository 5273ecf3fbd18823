//! The text of the lessons, one file per phase, and what turns it into HTML.
//!
//! Markdown without raw HTML. Code samples are files of their own under `samples/`, so that they can be run as shown;
//! `scripts/check/samples.py` does.

mod labs;
mod pages;
mod phase_0;
mod phase_1;
mod phase_2;
mod phase_3;
mod phase_4;
mod phase_5;
mod phase_6;
#[cfg(feature = "prerender")]
pub mod render;
#[cfg(all(test, feature = "prerender"))]
mod tests;

pub use labs::lab;
pub use pages::{ABOUT, HIRED, HOME, PLAN, PRINT, Page, RESOURCES, SALARY, SERIES};

/// The words that open and close a phase.
#[derive(Debug, PartialEq)]
pub struct PhaseProse {
    /// 0..=6.
    pub number: u8,
    /// Markdown: what the phase is about and how to go about it.
    pub intro: &'static str,
    /// Markdown: how to approach the project and what a reader of it will look for.
    pub brief: &'static str,
    /// Lessons in reading order, one per topic of the phase.
    pub topics: &'static [TopicProse],
}

/// One lesson.
#[derive(Debug, PartialEq)]
pub struct TopicProse {
    /// Id of its topic, such as `phase-3.docker`.
    pub id: &'static str,
    /// Markdown: what it is.
    pub what: &'static str,
    /// Markdown: why it matters.
    pub why: &'static str,
    /// Markdown: the one mistake beginners make.
    pub mistake: &'static str,
    /// Markdown: the explanation, with a worked example; a line `{{sample file}}` puts a sample there.
    pub body: &'static str,
    /// Code that belongs to it.
    pub samples: &'static [Sample],
}

/// A stretch of a lesson's explanation.
pub enum Block<'a> {
    /// Markdown.
    Text(&'a str),
    /// File name of the sample that belongs here.
    Sample(&'a str),
}

/// An explanation cut at its lines `{{sample file}}`.
pub fn blocks(body: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("{{sample ") {
        let Some((file, after)) = after.split_once("}}") else { break };
        blocks.push(Block::Text(before));
        blocks.push(Block::Sample(file));
        rest = after;
    }
    blocks.push(Block::Text(rest));
    blocks
}

/// A file of code, complete, that runs as shown.
#[derive(Debug, PartialEq)]
pub struct Sample {
    /// What it is written in.
    pub language: Language,
    /// File name the reader would give it.
    pub file: &'static str,
    /// Its text.
    pub code: &'static str,
}

/// Languages of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python 3.
    Python,
    /// Bash.
    Bash,
    /// A Dockerfile.
    Dockerfile,
    /// YAML.
    Yaml,
    /// Markdown, shown as source.
    Markdown,
    /// Plain text such as CSV.
    Text,
}

impl Language {
    /// Name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::Bash => "Bash",
            Self::Dockerfile => "Dockerfile",
            Self::Yaml => "YAML",
            Self::Markdown => "Markdown",
            Self::Text => "text",
        }
    }

    /// Name in the class `language-…` of the HTML.
    pub fn class(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Bash => "bash",
            Self::Dockerfile => "dockerfile",
            Self::Yaml => "yaml",
            Self::Markdown => "markdown",
            Self::Text => "text",
        }
    }
}

/// A sample whose text is the file `samples/phase_N/NAME`.
macro_rules! sample {
    ($language:ident, $phase:literal, $file:literal) => {
        $crate::roadmap::prose::Sample {
            language: $crate::roadmap::prose::Language::$language,
            file: $file,
            code: include_str!(concat!("samples/", $phase, "/", $file)),
        }
    };
}
pub(crate) use sample;

/// All phases, phase 0 first.
pub const PHASES: &[PhaseProse] =
    &[phase_0::PROSE, phase_1::PROSE, phase_2::PROSE, phase_3::PROSE, phase_4::PROSE, phase_5::PROSE, phase_6::PROSE];

/// The words of a phase, if its number is 0..=6.
pub fn phase(number: u8) -> Option<&'static PhaseProse> {
    PHASES.iter().find(|phase| phase.number == number)
}

/// The lesson of a topic, by the topic's id.
pub fn topic(id: &str) -> Option<&'static TopicProse> {
    PHASES.iter().flat_map(|phase| phase.topics).find(|topic| topic.id == id)
}
