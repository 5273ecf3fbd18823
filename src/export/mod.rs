//! Results to files of the real tools: one file per format.

pub mod drift;
mod error;
pub mod mlflow;
mod predictions;
pub mod sklearn;

pub use error::Error;
pub use predictions::{number_predictions, predictions};

use crate::protocol::{DatasetProfile, DatasetRef};

/// A file name's first part from the dataset's: letters, digits and underscores only.
pub(crate) fn stem(profile: &DatasetProfile) -> String {
    let name = match &profile.dataset {
        DatasetRef::Sample(id) => id.as_str(),
        DatasetRef::Own(_) => profile.title.rsplit_once('.').map_or(profile.title.as_str(), |(stem, _)| stem),
    };
    let letters: String = name.chars().map(|char| if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { '_' }).collect();
    let words: Vec<&str> = letters.split('_').filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("_").chars().take(40).collect();
    if stem.is_empty() { "experiment".into() } else { stem }
}
