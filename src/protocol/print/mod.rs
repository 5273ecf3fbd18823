//! What the press is asked and what it answers: the roadmap as a PDF, and a page of that PDF as a picture.
//!
//! A request is complete: everything that stands on the paper is in it, the day included, so the same request gives the same
//! bytes. The file itself travels beside the answer, as the store's do: the PDF of [`Press`], the PNG of [`Preview`]. On the
//! command line it is written to `path`. [`Preview`] has the same `spec`; the press remembers the last one it set, so that
//! turning a page does not set it again.

mod calls;
mod report;
mod spec;
#[cfg(test)]
mod tests;

pub use calls::{Press, Preview};
pub use report::{PagePicture, Pressed, PrintWarning};
pub use spec::{
    DateStyle, Edition, Include, Paper, PrintDrawing, PrintDrift, PrintItem, PrintLeg, PrintPlan, PrintResults, PrintRun, PrintSpec,
    TextSize,
};
