//! Answers the press's requests; remembers the faces and the last PDF, so that turning a page of the preview sets nothing anew.

use super::face::Faces;
use super::{PressError, Printed, press, preview};
use crate::protocol::press::{PagePicture, PrintSpec};
use crate::protocol::{Command, Error, Reply};

/// The press with its faces.
pub struct Desk {
    faces: Faces,
    last: Option<(PrintSpec, Printed)>,
}

impl Desk {
    /// A press with faces from these files, in the order of [`FILES`](super::FILES).
    pub fn new(files: &[Vec<u8>]) -> Result<Self, PressError> {
        Ok(Self { faces: Faces::read(files)?, last: None })
    }

    /// The answer and the file beside it, with its media type.
    pub fn answer(&mut self, command: &Command) -> Result<(Reply, Vec<u8>, &'static str), Error> {
        match command {
            Command::Press(asked) => {
                let printed = self.printed(&asked.spec)?;
                Ok((Reply::Press(Box::new(printed.report.clone())), printed.bytes.clone(), "application/pdf"))
            }
            Command::Preview(asked) => {
                let printed = self.printed(&asked.spec)?;
                let picture = preview::picture(&printed.bytes, asked.page, asked.width)?;
                let reply = PagePicture {
                    page: picture.page,
                    pages: printed.report.pages,
                    width: picture.size.0,
                    height: picture.size.1,
                    warnings: printed.report.warnings.clone(),
                };
                Ok((Reply::Preview(Box::new(reply)), picture.png, "image/png"))
            }
            _ => Err(Error::new("this worker only prints", "This is a fault of the site; please report it.")),
        }
    }

    fn printed(&mut self, spec: &PrintSpec) -> Result<&Printed, PressError> {
        let known = self.last.take().filter(|(known, _)| known == spec);
        let printed = match known {
            Some((_, printed)) => printed,
            None => press(spec, &self.faces)?,
        };
        Ok(&self.last.insert((spec.clone(), printed)).1)
    }
}
