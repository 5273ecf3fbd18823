//! The press on the command line: faces from the site's folder, PDF and pictures written by path.

use std::path::{Path, PathBuf};

use crate::press::{Desk, FILES};
use crate::protocol::{Command, Error, Event, Reply, Update};

/// Answers the press's requests; the faces are read with the first.
pub(super) struct PressDesk {
    fonts: PathBuf,
    desk: Option<Desk>,
}

impl PressDesk {
    /// A press whose faces lie beside the samples.
    pub(super) fn new(data: &Path) -> Self {
        Self { fonts: data.join("../fonts/print"), desk: None }
    }

    /// The event that a request ends with.
    pub(super) fn answer(&mut self, job: u32, command: &Command) -> Event {
        Event { job, update: self.reply(command).map_or_else(Update::Failed, Update::Done) }
    }

    fn reply(&mut self, command: &Command) -> Result<Reply, Error> {
        let desk = match &mut self.desk {
            Some(desk) => desk,
            none => {
                let read = |(_, file): &(_, &str)| {
                    let path = self.fonts.join(file);
                    std::fs::read(&path).map_err(|cause| {
                        let hint = "Run lab-cli in the checkout, or name the folder of the samples with --data; the fonts lie beside it.";
                        Error::new(format!("the font {} could not be loaded: {cause}", path.display()), hint)
                    })
                };
                let files: Vec<Vec<u8>> = FILES.iter().map(read).collect::<Result<_, _>>()?;
                none.insert(Desk::new(&files)?)
            }
        };
        let (mut reply, bytes, _) = desk.answer(command)?;
        let path = match command {
            Command::Press(asked) => asked.path.as_ref(),
            Command::Preview(asked) => asked.path.as_ref(),
            _ => None,
        };
        let Some(path) = path else {
            return Err(Error::new("there is nowhere to write the file to", "Name a file in the field path."));
        };
        std::fs::write(path, bytes).map_err(|cause| {
            let hint = "Check the path; it is taken from the folder lab-cli runs in.";
            Error::new(format!("the file {path} could not be written: {cause}"), hint)
        })?;
        if let Reply::Press(pressed) = &mut reply {
            pressed.file.clone_from(path);
        }
        Ok(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::wire;

    fn ask(desk: &mut PressDesk, command: &str) -> String {
        let request = wire::request_of(&format!(r#"{{"job":1,"command":{command}}}"#)).unwrap();
        wire::encode(&desk.answer(1, &request.command)).unwrap()
    }

    #[test]
    fn a_page_is_printed_and_drawn_by_path() {
        let mut desk = PressDesk::new(Path::new("public/data"));
        let folder = std::env::temp_dir().join(format!("mlops-roadmap-press-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (pdf, png) = (folder.join("a.pdf"), folder.join("a.png"));
        let answer = ask(&mut desk, &format!(r#"{{"press":{{"spec":{{}},"path":{:?}}}}}"#, pdf.display().to_string()));
        assert!(answer.contains(r#""pages":1,"standards":["PDF/UA-1"],"warnings":[]"#), "{answer}");
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
        let answer =
            ask(&mut desk, &format!(r#"{{"preview":{{"spec":{{}},"page":9,"width":300,"path":{:?}}}}}"#, png.display().to_string()));
        assert!(answer.contains(r#"{"preview":{"page":1,"pages":1,"width":300,"height":424"#), "{answer}");
        assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
        assert!(ask(&mut desk, r#"{"press":{"spec":{}}}"#).contains("nowhere to write"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn faces_that_are_not_there_are_named() {
        let mut desk = PressDesk::new(Path::new("/nowhere"));
        assert!(ask(&mut desk, r#"{"press":{"spec":{},"path":"a.pdf"}}"#).contains("sans.ttf could not be loaded"));
    }
}
