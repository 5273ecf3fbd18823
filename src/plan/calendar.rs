//! The plan as a calendar file (RFC 5545): one all-day event for each phase and one for each project.
//!
//! The same phase always has the same UID, and a later file a higher SEQUENCE, so a calendar that reads both moves its events
//! instead of doubling them. Nothing blocks time: a phase of a month is no appointment.

use super::{DateSpan, Day, PhaseDates, Schedule};
use crate::roadmap::PHASES;

/// Octets that a line may have without its line break (RFC 5545, section 3.1).
const MOST_OCTETS: usize = 75;
/// What follows the `@` in every UID.
const DOMAIN: &str = "mlops-roadmap-2026";

/// A moment in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarStamp {
    /// Milliseconds since 1970.
    pub millis: u64,
}

impl CalendarStamp {
    /// `20261125T140530Z`.
    fn utc(self) -> String {
        let seconds = self.millis / 1000;
        let (day, rest) = (Day(i64::try_from(seconds / 86_400).unwrap_or(0)), seconds % 86_400);
        format!("{}T{:02}{:02}{:02}Z", day.compact(), rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// Whole minutes since 1970: grows, and fits the 31 bits of a SEQUENCE until the year 6053.
    fn minutes(self) -> u64 {
        self.millis / 60_000
    }
}

/// The schedule as a calendar file. `site` is the address of the site's first page, with its final slash; empty leaves links out.
/// What has no days is not in the file, so a finished road is a calendar without events.
pub fn calendar(schedule: &Schedule, stamp: CalendarStamp, site: &str) -> String {
    let mut file = CalendarFile::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MLOps Roadmap 2026//Plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        file.line(line);
    }
    file.text("NAME", "MLOps Roadmap 2026");
    file.text("X-WR-CALNAME", "MLOps Roadmap 2026");
    for (phase, dates) in PHASES.iter().zip(&schedule.phases) {
        let address = format!("phase/{}", phase.number);
        if let Some(span) = dates.span {
            let title = format!("Phase {}: {}", phase.number, phase.title);
            let event = CalendarEvent { id: phase.id, title, about: about_phase(phase.gist, dates), span, address: address.clone() };
            file.event(&event, stamp, site);
        }
        let project = dates.items.iter().find(|item| item.is_project).and_then(|item| item.span.map(|span| (item.hours, span)));
        if let Some((hours, span)) = project {
            let title = format!("Project: {}", phase.project.title);
            let about = format!("{}\nAbout {hours} hours are left.", phase.project.gist);
            file.event(
                &CalendarEvent { id: phase.project.id, title, about, span, address: format!("{address}#{}", phase.project.id) },
                stamp,
                site,
            );
        }
    }
    file.line("END:VCALENDAR");
    file.0
}

/// What a phase is for, and its topics with their days.
fn about_phase(gist: &str, dates: &PhaseDates) -> String {
    let topics = dates.items.iter().filter_map(|item| {
        let DateSpan { start, end } = item.span?;
        Some(format!("\n{} to {}: {} ({} h)", start.label(), end.label(), item.title, item.hours))
    });
    format!("{gist}\nAbout {} hours are left.{}", dates.hours, topics.collect::<String>())
}

struct CalendarEvent {
    id: &'static str,
    title: String,
    about: String,
    span: DateSpan,
    /// Below the site's first page.
    address: String,
}

/// The file as it grows: whole lines, folded, each with CR and LF.
#[derive(Default)]
struct CalendarFile(String);

impl CalendarFile {
    fn event(&mut self, event: &CalendarEvent, stamp: CalendarStamp, site: &str) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}@{DOMAIN}", event.id));
        self.line(&format!("DTSTAMP:{}", stamp.utc()));
        self.line(&format!("SEQUENCE:{}", stamp.minutes()));
        self.line(&format!("DTSTART;VALUE=DATE:{}", event.span.start.compact()));
        // The end is the first day after (RFC 5545, section 3.6.1).
        self.line(&format!("DTEND;VALUE=DATE:{}", event.span.end.plus(1).compact()));
        self.text("SUMMARY", &event.title);
        self.text("DESCRIPTION", &event.about);
        if !site.is_empty() {
            self.line(&format!("URL:{site}{}", event.address));
        }
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    fn line(&mut self, line: &str) {
        let mut room = MOST_OCTETS;
        for letter in line.chars().filter(|letter| !letter.is_control()) {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = MOST_OCTETS - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' => value.push_str("\\n"),
            _ => value.push(letter),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PlanTerms;

    const STAMP: CalendarStamp = CalendarStamp { millis: 1_795_615_530_000 };

    fn file(is_finished: &dyn Fn(&str) -> bool) -> String {
        calendar(&PlanTerms::new(Day::parse("2026-12-01").unwrap(), 7).schedule(is_finished), STAMP, "https://roadmap.example/")
    }

    #[test]
    fn there_is_an_event_for_every_phase_and_every_project() {
        let text = file(&|_| false);
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 14);
        for phase in PHASES {
            assert!(
                text.contains(&format!("UID:{}@mlops-roadmap-2026\r\n", phase.id)) && text.contains(&format!("UID:{}@", phase.project.id))
            );
        }
        assert_eq!(file(&|_| true).matches("BEGIN:VEVENT").count(), 0);
        assert_eq!(file(&|id| id.starts_with("phase-0")).matches("BEGIN:VEVENT").count(), 12);
    }

    #[test]
    fn an_event_is_written_as_the_standard_says() {
        let text = file(&|_| false).replace("\r\n ", "");
        let begin = text.find("BEGIN:VEVENT").unwrap();
        let end = text[begin..].find("END:VEVENT").unwrap();
        insta::assert_snapshot!(text[begin..begin + end].replace("\r\n", "\n"), @r"
        BEGIN:VEVENT
        UID:phase-0@mlops-roadmap-2026
        DTSTAMP:20261125T140530Z
        SEQUENCE:29926925
        DTSTART;VALUE=DATE:20261201
        DTEND;VALUE=DATE:20261231
        SUMMARY:Phase 0: Mindset and prerequisites
        DESCRIPTION:You can write a small Python program\, run it from a terminal and publish it on GitHub.\nAbout 30 hours are left.\n1 Dec 2026 to 12 Dec 2026: Python fundamentals (12 h)\n13 Dec 2026 to 17 Dec 2026: The command line (5 h)\n18 Dec 2026 to 22 Dec 2026: Git and GitHub (5 h)\n23 Dec 2026 to 30 Dec 2026: A script worth cloning (8 h)
        URL:https://roadmap.example/phase/0
        TRANSP:TRANSPARENT
        ");
    }

    #[test]
    fn lines_are_folded_within_75_octets_between_characters() {
        let mut file = CalendarFile::default();
        file.text("SUMMARY", &"Ärger, 日本; \\ ".repeat(20));
        assert!(file.0.ends_with("\r\n") && !file.0.replace("\r\n", "").contains(['\r', '\n']));
        assert!(file.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(file.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "Ärger\\, 日本\\; \\\\ ".repeat(20)));
    }
}
