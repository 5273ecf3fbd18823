//! The worker on the command line: one request as JSON per line in, events as JSON lines out.

use std::fs::File;
use std::io::{BufRead, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use self::press::NativePress;
use self::store::NativeStore;
use super::engine::{Engine, Files};
use super::service::PIECE;
use super::{Answer, Attachments, ChunkedFile, Service};
use crate::dataset::Sample;
use crate::protocol::wire::{self, command_name, job_of};
use crate::protocol::{EngineCommand, EngineReply, Error, LocalCommand, LocalReply, Progress, service_of};

mod press;
mod store;

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
    let mut services = Services {
        engine: NativeEngine(Engine::new(Folder { data: options.data.clone() }, clock())),
        press: NativePress::new(&options.data),
        store: NativeStore::new(options.store.as_deref()),
    };
    let (mut all_done, mut written) = (true, Ok(()));
    let mut line = vec![];
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = match std::str::from_utf8(&line) {
            Ok(text) if text.trim().is_empty() => None,
            Ok(text) => Some(Ok(text)),
            Err(cause) => Some(Err(garbled(&line, cause.valid_up_to()))),
        };
        let mut emit = |said: OutputLine| {
            all_done &= !matches!(said, OutputLine::Failed(..));
            if written.is_ok() && !(options.quiet && matches!(said, OutputLine::Progress(..))) {
                written = write(&mut output, said);
            }
        };
        match text {
            Some(Ok(text)) => services.answer(text, &mut emit),
            Some(Err((job, error))) => emit(OutputLine::Failed(job, error)),
            None => {}
        }
        line.clear();
        std::mem::replace(&mut written, Ok(()))?;
    }
    Ok(all_done)
}

/// A line of output about a request.
enum OutputLine {
    Progress(u32, Progress),
    /// The answer as it is written.
    Done(Result<String, Error>),
    Failed(u32, Error),
}

/// All services in one process.
struct Services {
    engine: NativeEngine,
    press: NativePress,
    store: NativeStore,
}

impl Services {
    /// Has a request answered by the service that it is for.
    fn answer(&mut self, text: &str, emit: &mut dyn FnMut(OutputLine)) {
        use crate::protocol::Service as Of;
        match command_name(text).map(|name| service_of(&name)) {
            Ok(Some(Of::Store)) => answer(&mut self.store, text, emit),
            Ok(Some(Of::Press)) => answer(&mut self.press, text, emit),
            Ok(Some(Of::Local)) => answer(&mut Local, text, emit),
            Ok(Some(Of::Engine) | None) => answer(&mut self.engine, text, emit),
            Err((job, error)) => emit(OutputLine::Failed(job, error)),
        }
    }
}

fn answer<S: Service>(service: &mut S, text: &str, emit: &mut dyn FnMut(OutputLine)) {
    let (job, name, command) = match wire::request_to::<S::Commands>(text) {
        Ok(request) => request,
        Err((job, error)) => return emit(OutputLine::Failed(job, error)),
    };
    let mut progress = |share: f64, doing: &str| {
        emit(OutputLine::Progress(job, Progress { share: share.clamp(0.0, 1.0), doing: doing.to_owned() }));
    };
    let outcome = at_once(service.answer(command, Attachments::<Vec<u8>>::none(), &mut progress));
    emit(match outcome {
        Ok(Answer { reply, .. }) => OutputLine::Done(wire::done::<S::Commands>(job, &name, &reply)),
        Err(error) => OutputLine::Failed(job, error),
    });
}

/// The engine, whose bytes stay within the message: nothing can go beside a line of text.
struct NativeEngine(Engine<Folder>);

impl Service for NativeEngine {
    type Commands = EngineCommand;

    async fn answer(
        &mut self,
        command: EngineCommand,
        beside: Attachments<impl ChunkedFile>,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<EngineCommand>, Error> {
        let Answer { mut reply, attachment } = self.0.answer(command, beside, progress).await?;
        if let (EngineReply::Share(shared), Some(attachment)) = (&mut reply, attachment) {
            shared.bytes = attachment.bytes;
        }
        Ok(Answer::plain(reply))
    }

    fn stopped(reason: &str) -> Error {
        Engine::<Folder>::stopped(reason)
    }
}

/// What needs no worker.
struct Local;

impl Service for Local {
    type Commands = LocalCommand;

    async fn answer(
        &mut self,
        command: LocalCommand,
        _: Attachments<impl ChunkedFile>,
        _: &mut dyn FnMut(f64, &str),
    ) -> Result<Answer<LocalCommand>, Error> {
        let LocalCommand::Plan(asked) = command;
        Ok(Answer::plain(LocalReply::Plan(Box::new(crate::plan::answer(&asked)?))))
    }

    fn stopped(reason: &str) -> Error {
        Error::new(format!("the plan could not be made: {reason}"), "This is a fault of the site; please report it.")
    }
}

/// A line that is no UTF-8 fails under its job number, if that is legible; `at` is its first wrong byte.
fn garbled(line: &[u8], at: usize) -> (u32, Error) {
    let byte = line.get(at).copied().unwrap_or_default();
    let what = format!("the line is not UTF-8: its byte {} is 0x{byte:02X}", at + 1);
    let error = Error::new(what, "Write requests as UTF-8, or write other characters as \\u00FF in the JSON text.");
    (job_of(&String::from_utf8_lossy(line)), error)
}

fn write(output: &mut impl Write, said: OutputLine) -> std::io::Result<()> {
    let text = match said {
        OutputLine::Progress(job, progress) => wire::progress(job, &progress),
        OutputLine::Done(text) => text,
        OutputLine::Failed(job, error) => wire::failed(job, &error),
    };
    writeln!(output, "{}", text.map_err(std::io::Error::other)?)?;
    output.flush()
}

/// Runs a future that never waits: native files are read at once.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(outcome) => return outcome,
            Poll::Pending => std::thread::yield_now(),
        }
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

impl ChunkedFile for OpenFile {
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

    /// The line that a request ends with.
    pub(super) fn line<S: Service>(service: &mut S, text: &str) -> String {
        let mut output = vec![];
        answer(service, text, &mut |said| write(&mut output, said).unwrap());
        String::from_utf8(output).unwrap().trim_end().to_owned()
    }

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
            assert!(command_name(example).is_ok(), "{example}");
        }
    }
}
