//! The press on the command line: faces from the site's folder, PDF and pictures written by path.

use std::path::{Path, PathBuf};

use crate::press::{FILES, PrintService};
use crate::protocol::{Error, PressCommand, PressReply};
use crate::worker::{Answer, Attachments, ChunkedFile, Service};

/// Answers the print's requests; the fonts are read with the first.
pub(super) struct NativePress {
    fonts: PathBuf,
    service: Option<PrintService>,
}

impl NativePress {
    /// A press whose fonts lie beside the samples.
    pub(super) fn new(data: &Path) -> Self {
        Self { fonts: data.join("../fonts/print"), service: None }
    }

    fn reply(&mut self, command: &PressCommand) -> Result<PressReply, Error> {
        let service = match &mut self.service {
            Some(service) => service,
            none => {
                let read = |(_, file): &(_, &str)| {
                    let path = self.fonts.join(file);
                    std::fs::read(&path).map_err(|cause| {
                        let hint = "Run lab-cli in the checkout, or name the folder of the samples with --data; the fonts lie beside it.";
                        Error::new(format!("the font {} could not be loaded: {cause}", path.display()), hint)
                    })
                };
                let files: Vec<Vec<u8>> = FILES.iter().map(read).collect::<Result<_, _>>()?;
                none.insert(PrintService::new(&files)?)
            }
        };
        let (mut reply, bytes, _) = service.answer(command)?;
        let path = match command {
            PressCommand::Press(asked) => asked.path.as_ref(),
            PressCommand::Preview(asked) => asked.path.as_ref(),
        };
        let Some(path) = path else {
            return Err(Error::new("there is nowhere to write the file to", "Name a file in the field path."));
        };
        std::fs::write(path, bytes).map_err(|cause| {
            let hint = "Check the path; it is taken from the folder lab-cli runs in.";
            Error::new(format!("the file {path} could not be written: {cause}"), hint)
        })?;
        if let PressReply::Press(pressed) = &mut reply {
            pressed.file.clone_from(path);
        }
        Ok(reply)
    }
}

impl Service for NativePress {
    type Commands = PressCommand;

    async fn answer(
        &mut self,
        command: PressCommand,
        _: Attachments<impl ChunkedFile>,
        _: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<PressCommand>, Error> {
        self.reply(&command).map(Answer::plain)
    }

    fn stopped(reason: &str) -> Error {
        Error::new(format!("the press stopped: {reason}"), "Run it again.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::native::tests::line;

    fn ask(press: &mut NativePress, command: &str) -> String {
        line(press, &format!(r#"{{"job":1,"command":{command}}}"#))
    }

    #[test]
    fn a_page_is_printed_and_drawn_by_path() {
        let mut press = NativePress::new(Path::new("public/data"));
        let folder = std::env::temp_dir().join(format!("mlops-roadmap-press-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (pdf, png) = (folder.join("a.pdf"), folder.join("a.png"));
        let answer = ask(&mut press, &format!(r#"{{"press":{{"spec":{{}},"path":{:?}}}}}"#, pdf.display().to_string()));
        assert!(answer.contains(r#""pages":1,"standards":["PDF/UA-1"],"warnings":[]"#), "{answer}");
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
        let answer =
            ask(&mut press, &format!(r#"{{"preview":{{"spec":{{}},"page":9,"width":300,"path":{:?}}}}}"#, png.display().to_string()));
        assert!(answer.contains(r#"{"preview":{"page":1,"pages":1,"width":300,"height":424"#), "{answer}");
        assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
        assert!(ask(&mut press, r#"{"press":{"spec":{}}}"#).contains("nowhere to write"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn faces_that_are_not_there_are_named() {
        let mut press = NativePress::new(Path::new("/nowhere"));
        assert!(ask(&mut press, r#"{"press":{"spec":{},"path":"a.pdf"}}"#).contains("sans.ttf could not be loaded"));
    }
}
