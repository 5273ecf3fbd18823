//! The worker on the command line: one request as JSON per line in, events as JSON lines out.

use std::fs::File;
use std::io::{BufRead, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::native_press::PressDesk;
use super::native_store::StoreDesk;
use super::{Files, PIECE, Pieces, Worker, request_of};
use crate::dataset::Sample;
use crate::protocol::wire::{self, job_of};
use crate::protocol::{Command, Error, Event, Request, Update};

/// What `lab-cli --help` says.
pub const HELP: &str = r#"lab-cli: the lab's requests as JSON lines

usage: lab-cli [--data DIR] [--store DIR] [--quiet] < requests.jsonl > events.jsonl

  --data DIR   where the shipped samples are (default: public/data)
  --store DIR  where the tracking store is, mlflow.db (default: in memory, for this run only)
  --quiet      leave out progress events
  --help       this text

Each line of standard input is one request; blank lines are skipped. Events come as JSON lines:
progress any number of times, then done or failed once per request, under the request's job number.
load reads a file by its path, or takes its text; later requests name it by the digest in the reply.
The exit code is 0 if every request was done, 1 if one failed, 2 if the command line was wrong.

  {"job":1,"command":{"describe":{"dataset":{"sample":"iris"}}}}
  {"job":2,"command":{"load":{"name":"own.csv","path":"own.csv"}}}
  {"job":3,"command":{"train":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}}}}}
  {"job":4,"command":{"store":{"search_runs":{"filter":"metrics.accuracy > 0.9","order_by":["metrics.accuracy DESC"]}}}}
  {"job":5,"command":{"press":{"spec":{"edition":"one_page","paper":"a4","name":"Ada"},"path":"roadmap.pdf"}}}
"#;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The samples' folder.
    pub data: PathBuf,
    /// The tracking store's folder; in memory if absent.
    pub store: Option<PathBuf>,
    /// No progress events.
    pub quiet: bool,
    /// Only the help.
    pub help: bool,
}

impl Options {
    /// Options from arguments, the program's name left out; the error says which argument is wrong.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { data: "public/data".into(), store: None, quiet: false, help: false };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--data" => options.data = arguments.next().ok_or("--data needs a folder")?.into(),
                "--store" => options.store = Some(arguments.next().ok_or("--store needs a folder")?.into()),
                "--quiet" => options.quiet = true,
                "--help" | "-h" => options.help = true,
                other => return Err(format!("unknown argument “{other}”; see lab-cli --help")),
            }
        }
        Ok(options)
    }
}

/// Answers every request of `input`; true if all were done.
pub fn run(options: &Options, mut input: impl BufRead, mut output: impl Write) -> std::io::Result<bool> {
    if options.help {
        output.write_all(HELP.as_bytes())?;
        return Ok(true);
    }
    let mut worker = Worker::new(clock());
    let files = Folder { data: options.data.clone() };
    let mut printer = PressDesk::new(&options.data);
    let mut keeper = StoreDesk::new(options.store.as_deref());
    let (mut all_done, mut written) = (true, Ok(()));
    let mut line = vec![];
    while input.read_until(b'\n', &mut line)? > 0 {
        let request = match std::str::from_utf8(&line) {
            Ok(text) if text.trim().is_empty() => None,
            Ok(text) => Some(request_of(text)),
            Err(cause) => Some(Err(garbled(&line, cause.valid_up_to()))),
        };
        line.clear();
        let Some(request) = request else { continue };
        let mut emit = |event: Event| {
            all_done &= !matches!(event.update, Update::Failed(_));
            if written.is_ok() && !(options.quiet && matches!(event.update, Update::Progress(_))) {
                written = write(&mut output, &event);
            }
        };
        match request {
            Ok(Request { job, command: Command::Store(command) }) => emit(keeper.answer(job, command)),
            Ok(Request { job, command }) if command.is_press() => emit(printer.answer(job, &command)),
            Ok(request) => at_once(worker.handle(request, None::<Vec<u8>>, &files, &mut emit)),
            Err(event) => emit(*event),
        }
        std::mem::replace(&mut written, Ok(()))?;
    }
    Ok(all_done)
}

/// A line that is no UTF-8 fails under its job number, if that is legible; `at` is its first wrong byte.
fn garbled(line: &[u8], at: usize) -> Box<Event> {
    let byte = line.get(at).copied().unwrap_or_default();
    let what = format!("the line is not UTF-8: its byte {} is 0x{byte:02X}", at + 1);
    let update = Update::Failed(Error::new(what, "Write requests as UTF-8, or write other characters as \\u00FF in the JSON text."));
    Box::new(Event { job: job_of(&String::from_utf8_lossy(line)), update })
}

fn write(output: &mut impl Write, event: &Event) -> std::io::Result<()> {
    let text = wire::encode(event).map_err(std::io::Error::other)?;
    writeln!(output, "{text}")?;
    output.flush()
}

/// Runs a future that never waits: native files are read at once.
fn at_once(future: impl Future<Output = ()>) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    while matches!(future.as_mut().poll(&mut context), Poll::Pending) {
        std::thread::yield_now();
    }
}

/// Samples in a folder, own files anywhere.
struct Folder {
    data: PathBuf,
}

impl Files for Folder {
    type Local = OpenFile;

    async fn sample(&self, sample: &Sample, progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, Error> {
        let path = self.data.join(sample.file);
        let bytes = std::fs::read(&path).map_err(|cause| {
            let hint = "Run lab-cli in the checkout, or name the folder of the samples with --data.";
            Error::new(format!("the sample {} could not be read: {cause}", path.display()), hint)
        })?;
        progress(1.0);
        Ok(bytes)
    }

    fn local(&self, path: &str) -> Result<OpenFile, Error> {
        let open = || {
            let file = File::open(path)?;
            Ok(OpenFile { path: path.into(), size: file.metadata()?.len(), file })
        };
        open().map_err(|cause| unreadable(path, &cause))
    }
}

/// A file anywhere on this machine.
struct OpenFile {
    path: String,
    size: u64,
    file: File,
}

impl Pieces for OpenFile {
    fn size(&self) -> u64 {
        self.size
    }

    async fn piece(&self, from: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = vec![];
        let mut file = &self.file;
        let read = file.seek(SeekFrom::Start(from)).and_then(|_| file.take(PIECE).read_to_end(&mut bytes));
        read.map(|_| bytes).map_err(|cause| unreadable(&self.path, &cause))
    }
}

fn unreadable(path: &str, cause: &std::io::Error) -> Error {
    Error::new(format!("the file {path} could not be read: {cause}"), "Check the path; it is taken from the folder lab-cli runs in.")
}

/// Milliseconds since the worker started.
#[expect(clippy::disallowed_methods, reason = "the worker is where the clock comes in; it only times the fits")]
fn clock() -> Box<dyn Fn() -> f64> {
    let started = std::time::Instant::now();
    Box::new(move || started.elapsed().as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arguments: &[&str], expected: Result<(&str, bool, bool), &str>) {
        let found = Options::parse(arguments.iter().map(|argument| (*argument).to_string()));
        let expected = expected.map(|(data, quiet, help)| Options { data: data.into(), store: None, quiet, help }).map_err(String::from);
        assert_eq!(found, expected);
    }

    #[test]
    fn arguments_are_read_or_refused() {
        check(&[], Ok(("public/data", false, false)));
        check(&["--quiet", "--data", "x"], Ok(("x", true, false)));
        check(&["-h"], Ok(("public/data", false, true)));
        check(&["--data"], Err("--data needs a folder"));
        check(&["--store"], Err("--store needs a folder"));
        check(&["file.csv"], Err("unknown argument “file.csv”; see lab-cli --help"));
    }

    #[test]
    fn lines_in_make_events_out() {
        let data = "public/data";
        let options = Options { data: data.into(), store: None, quiet: true, help: false };
        let input = "\n{\"job\":4,\"command\":{\"rows\":{\"dataset\":{\"sample\":\"iris\"},\"rows\":[0]}}}\n{\"job\":5,\"command\":{\"no\":1}}\nhello\n";
        let mut output = vec![];
        assert!(!run(&options, input.as_bytes(), &mut output).unwrap());
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(
            lines[0],
            r#"{"job":4,"done":{"rows":{"columns":["sepal_length_cm","sepal_width_cm","petal_length_cm","petal_width_cm","species"],"rows":[[0,["5.1","3.5","1.4","0.2","setosa"]]]}}}"#
        );
        assert!(
            lines[1].starts_with(r#"{"job":5,"failed":{"what":"“command” cannot have the name “no”","hint":"It can be: load, "#),
            "{}",
            lines[1]
        );
        assert!(lines[2].starts_with(r#"{"job":0,"failed":"#), "{}", lines[2]);
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn a_line_that_is_no_text_fails_and_the_next_is_answered() {
        let options = Options { data: "public/data".into(), store: None, quiet: true, help: false };
        let rows = |job: u32, row: u32| {
            format!("{{\"job\":{job},\"command\":{{\"rows\":{{\"dataset\":{{\"sample\":\"iris\"}},\"rows\":[{row}]}}}}}}\n").into_bytes()
        };
        let bad = b"{\"job\":2,\"command\":{\"load\":{\"name\":\"a\xFF.csv\",\"text\":\"x,y\\n1,2\\n\"}}}\n".to_vec();
        let input = [rows(1, 0), bad, b"\xFF\xFE\n".to_vec(), rows(3, 1)].concat();
        let mut output = vec![];
        assert!(!run(&options, input.as_slice(), &mut output).unwrap());
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with(r#"{"job":1,"done":"#), "{}", lines[0]);
        let failed = r#"{"job":2,"failed":{"what":"the line is not UTF-8: its byte 38 is 0xFF""#;
        assert!(lines[1].starts_with(failed), "{}", lines[1]);
        assert!(lines[2].starts_with(r#"{"job":0,"failed":"#), "{}", lines[2]);
        assert!(lines[3].starts_with(r#"{"job":3,"done":"#), "{}", lines[3]);
    }

    #[test]
    fn the_examples_in_the_help_are_requests() {
        let examples: Vec<&str> = HELP.lines().map(str::trim).filter(|line| line.starts_with('{')).collect();
        assert_eq!(examples.len(), 5);
        for example in examples {
            assert!(request_of(example).is_ok(), "{example}");
        }
    }
}
