//! What the role pays, by source; they disagree, and that is the point.

/// Whose pay a figure describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// All levels together, or a level that is not stated.
    Any,
    /// Senior engineers.
    Senior,
}

/// What the figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayBasis {
    /// The salary in the contract.
    Base,
    /// Base, bonus and shares together.
    Total,
    /// It is not stated, or differs from row to row.
    NotStated,
}

impl Level {
    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Any => "mixed or not stated",
            Self::Senior => "senior",
        }
    }
}

impl PayBasis {
    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Total => "base, bonus and shares",
            Self::NotStated => "not stated",
        }
    }
}

/// One published figure or range, US dollars a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Salary {
    /// Who published it.
    pub source: &'static str,
    /// What exactly it measures: title, seniority, base or total.
    pub basis: &'static str,
    /// Whose pay.
    pub level: Level,
    /// What is counted.
    pub pay: PayBasis,
    /// Lower end, thousands of dollars; equal to `high` for a single figure.
    pub low: u16,
    /// Upper end, thousands of dollars.
    pub high: u16,
    /// Median, thousands of dollars, where given.
    pub median: Option<u16>,
    /// When it was seen.
    pub date: &'static str,
}

/// Second-hand: each figure as a 2026 guide or this roadmap's source article reports it, not looked up at its origin.
pub const SALARIES: &[Salary] = &[
    Salary {
        source: "ZipRecruiter",
        basis: "Title “MLOps engineer”, US; site average as compared in one 2026 guide",
        level: Level::Any,
        pay: PayBasis::NotStated,
        low: 88,
        high: 88,
        median: None,
        date: "2026",
    },
    Salary {
        source: "Salary.com",
        basis: "Title “MLOps engineer”, US; site average as compared in one 2026 guide",
        level: Level::Any,
        pay: PayBasis::NotStated,
        low: 131,
        high: 131,
        median: None,
        date: "2026",
    },
    Salary {
        source: "Glassdoor",
        basis: "Title “MLOps engineer”, US; site average as compared in one 2026 guide",
        level: Level::Any,
        pay: PayBasis::NotStated,
        low: 161,
        high: 161,
        median: None,
        date: "2026",
    },
    Salary {
        source: "A guide citing Levels.fyi",
        basis: "Base pay, US; seniority not stated",
        level: Level::Any,
        pay: PayBasis::Base,
        low: 140,
        high: 210,
        median: None,
        date: "2026",
    },
    Salary {
        source: "Posted jobs",
        basis: "Range named in the advertisement, US; whether base or total varies by employer",
        level: Level::Any,
        pay: PayBasis::NotStated,
        low: 85,
        high: 270,
        median: Some(190),
        date: "2026",
    },
    Salary {
        source: "Senior (L5), base",
        basis: "Base pay, senior level, US; one salary guide",
        level: Level::Senior,
        pay: PayBasis::Base,
        low: 190,
        high: 260,
        median: None,
        date: "May 2026",
    },
    Salary {
        source: "Senior (L5), total",
        basis: "Base, bonus and shares together, senior level, US; one salary guide",
        level: Level::Senior,
        pay: PayBasis::Total,
        low: 260,
        high: 520,
        median: None,
        date: "May 2026",
    },
];

/// Why figures for one title disagree by a factor of two or more; one short paragraph each: what differs, what it does.
pub const WHY_THEY_DISAGREE: &[(&str, &str)] = &[
    (
        "Base or total",
        "Base is the salary in the contract. Total adds bonus and shares, which at large technology companies can double it and which may be worth less by the time you can sell them.",
    ),
    (
        "Reported or posted",
        "Some sites ask people what they earn, some model it, some read advertisements. People who answer are not a random sample, and an advertised range describes a vacancy, not a payslip.",
    ),
    (
        "Seniority",
        "One average over juniors and staff engineers describes neither. A site visited by beginners and a site visited by senior engineers can both be right about their visitors.",
    ),
    (
        "The title",
        "The same work is called MLOps engineer, ML engineer, ML platform engineer or data engineer. Narrow the title and few reports remain; widen it and you average over different jobs.",
    ),
    ("The place", "All of these are United States figures. Pay differs between states, and far more between countries."),
];
