//! The shipped samples: what each is, who made it, under which licence. The files are in `public/data`.

/// A dataset that ships with the site.
#[derive(Debug, PartialEq)]
pub struct Sample {
    /// Id in requests and URLs.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// One sentence: what a row is and what is predicted.
    pub about: &'static str,
    /// File under `public/data`.
    pub file: &'static str,
    /// Column to predict.
    pub target: &'static str,
    /// Rows in the file.
    pub rows: u32,
    /// Columns besides the target.
    pub features: u32,
    /// Who made it, when.
    pub citation: &'static str,
    /// Licence name.
    pub licence: &'static str,
    /// Page to read more.
    pub url: &'static str,
}

/// In the order they are offered.
pub const SAMPLES: &[Sample] = &[];

/// The sample with this id.
pub fn sample(id: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.id == id)
}
