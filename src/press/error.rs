//! Why something could not be printed.

use crate::protocol::Error;

/// What stops the press.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// A face did not come, or is none.
    #[error("the font {file} could not be loaded: {cause}")]
    Font {
        /// Its file, as it lies beside the site.
        file: String,
        /// Why.
        cause: String,
    },
    /// The one page has more on it than the smallest text has room for.
    #[error("the road does not fit on one page: {excess} points are missing at the smallest text")]
    TooMuch {
        /// Points missing, rounded up.
        excess: u32,
    },
    /// The writer found the document at fault.
    #[error("the PDF could not be written: {0}")]
    Write(String),
    /// A page could not be drawn.
    #[error("page {page} could not be drawn: {cause}")]
    Draw {
        /// Which, 1 for the first.
        page: u32,
        /// Why.
        cause: String,
    },
}

impl From<PressError> for Error {
    fn from(error: PressError) -> Self {
        let hint = match &error {
            PressError::Font { .. } => "Check your connection and try again, or use the browser's own print.",
            PressError::TooMuch { .. } => "Leave something out under What to include, or print the handbook.",
            PressError::Write(_) | PressError::Draw { .. } => {
                "This is a fault of the site; please report it. The browser's own print still works."
            }
        };
        Self::new(error.to_string(), hint)
    }
}
