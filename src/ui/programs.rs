//! Which program fills which place. A program holds the views of labs that are used together.

/// The programs, and the places that each fills.
pub const PROGRAMS: [(&str, &[&str]); 5] = [
    ("train", &["train"]),
    ("explore", &["groups", "tune", "leakage", "metric"]),
    ("track", &["track"]),
    ("drift", &["drift"]),
    ("paper", &["plan", "restore", "print"]),
];

/// The program that fills this place; empty if there is none.
pub fn program_of(place: &str) -> &'static str {
    PROGRAMS.iter().find(|(_, places)| places.contains(&place)).map_or("", |(program, _)| program)
}

/// The places that this program fills.
pub fn places_of(program: &str) -> &'static [&'static str] {
    PROGRAMS.iter().find(|(name, _)| *name == program).map_or(&[], |(_, places)| places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lab_of_the_roadmap_has_a_program() {
        for lab in crate::roadmap::labs::LABS {
            assert_ne!(program_of(lab.id), "", "{}", lab.id);
        }
        assert_eq!((program_of("restore"), program_of("nothing")), ("paper", ""));
    }
}
