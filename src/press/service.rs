//! Answers the print's requests; remembers the faces and the last PDF, so that turning a page of the preview needs no new layout.

use super::fonts::Fonts;
use super::{PressError, Printed, press, preview};
use crate::protocol::print::{PagePicture, PrintSpec};
use crate::protocol::{Error, PressCommand, PressReply};

/// Prints with these fonts.
pub struct PrintService {
    fonts: Fonts,
    last: Option<(PrintSpec, Printed)>,
}

impl PrintService {
    /// A service with the fonts of these files, in the order of [`FILES`](super::FILES).
    pub fn new(files: &[Vec<u8>]) -> Result<Self, PressError> {
        Ok(Self { fonts: Fonts::read(files)?, last: None })
    }

    /// The answer and the file beside it, with its media type.
    pub fn answer(&mut self, command: &PressCommand) -> Result<(PressReply, Vec<u8>, &'static str), Error> {
        match command {
            PressCommand::Press(asked) => {
                let printed = self.printed(&asked.spec)?;
                Ok((PressReply::Press(Box::new(printed.report.clone())), printed.bytes.clone(), "application/pdf"))
            }
            PressCommand::Preview(asked) => {
                let printed = self.printed(&asked.spec)?;
                let picture = preview::picture(&printed.bytes, asked.page, asked.width)?;
                let reply = PagePicture {
                    page: picture.page,
                    pages: printed.report.pages,
                    width: picture.size.0,
                    height: picture.size.1,
                    warnings: printed.report.warnings.clone(),
                };
                Ok((PressReply::Preview(Box::new(reply)), picture.png, "image/png"))
            }
        }
    }

    fn printed(&mut self, spec: &PrintSpec) -> Result<&Printed, PressError> {
        let known = self.last.take().filter(|(known, _)| known == spec);
        let printed = match known {
            Some((_, printed)) => printed,
            None => press(spec, &self.fonts)?,
        };
        Ok(&self.last.insert((spec.clone(), printed)).1)
    }
}
