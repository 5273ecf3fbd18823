//! Messages as text: JSON, no size limit.
//!
//! A request is `{"job":1,"command":{"train":{…}}}`. Its service says `{"job":1,"progress":{…}}` any number of times and then
//! `{"job":1,"done":{"train":{…}}}` or `{"job":1,"failed":{…}}` once. Beside that, a worker says `{"ready":{…}}` when it can be
//! spoken to, and `{"notice":{…}}` for what nobody asked.

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

mod explain;
mod notice;

use std::fmt;
use std::marker::PhantomData;

use super::call::{Call, CommandSet, ReplySet};
use super::commands::{StoreCommand, names, service_of};
use super::error::Error;
use explain::{explain, unknown_name};
pub use notice::{Notice, Progress, Ready};

/// Which protocol a program speaks: a digest of its definition, so that page and worker of different builds notice.
pub const PROTOCOL: &str = env!("PROTOCOL_DIGEST");

/// A value as JSON text.
pub fn encode<T: Serialize>(message: &T) -> Result<String, Error> {
    serde_json::to_string(message)
        .map_err(|cause| Error::new(format!("a message could not be written: {cause}"), "This is a fault of the site; please report it."))
}

/// A value from JSON text; the error says in plain words what is wrong with the text, and where.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    decode_as(text, "message")
}

/// The same for a text that is called something else, such as `request`.
pub fn decode_as<T: DeserializeOwned>(text: &str, noun: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|cause| explain(text, noun, &cause))
}

/// A call as the command of a request, `{name: …}`, as JSON text.
pub fn command<C: Call>(call: &C) -> Result<String, Error> {
    encode(call).map(|fields| enveloped(C::Commands::ENVELOPE, C::NAME, &fields))
}

/// A request as JSON text.
pub fn request<C: Call>(job: u32, call: &C) -> Result<String, Error> {
    command(call).map(|command| format!("{{\"job\":{job},\"command\":{command}}}"))
}

/// Names are plain words, so they need no escaping.
fn enveloped(envelope: Option<&str>, name: &str, fields: &str) -> String {
    match envelope {
        None => format!("{{\"{name}\":{fields}}}"),
        Some(envelope) => format!("{{\"{envelope}\":{{\"{name}\":{fields}}}}}"),
    }
}

/// A request to one service, from JSON text. If it cannot be read, why, and its job number, 0 if that is not legible.
pub fn request_to<C: CommandSet>(text: &str) -> Result<(u32, String, C), (u32, Error)> {
    #[derive(Deserialize)]
    #[serde(bound = "C: CommandSet")]
    struct Request<C> {
        job: u32,
        command: Enveloped<C>,
    }
    let failed = |error| (job_of(text), error);
    let Request { job, command } = decode_as::<Request<C>>(text, "request").map_err(failed)?;
    Ok((job, name_of(text).unwrap_or_default(), command.0))
}

/// The name of the request's command; the error says what is wrong with a text that has none that anyone knows.
pub fn command_name(text: &str) -> Result<String, (u32, Error)> {
    match serde_json::from_str::<Peek>(text) {
        Ok(Peek { command: Name(outer, _), .. }) if service_of(&outer).is_some() => Ok(outer),
        Ok(Peek { command: Name(outer, _), .. }) => Err((job_of(text), unknown_name("command", &outer, &names()))),
        Err(cause) => Err((job_of(text), explain(text, "request", &cause))),
    }
}

/// The job number of a request that cannot be read; 0 if that is not legible either.
pub fn job_of(text: &str) -> u32 {
    #[derive(Deserialize)]
    struct Numbered {
        job: u32,
    }
    serde_json::from_str::<Numbered>(text).map_or(0, |numbered| numbered.job)
}

/// How far a job is, as JSON text.
pub fn progress(job: u32, progress: &Progress) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Event<'a> {
        job: u32,
        progress: &'a Progress,
    }
    encode(&Event { job, progress })
}

/// What a job came to, as JSON text: the answer under the name that the request used, which may be an old one.
pub fn done<C: CommandSet>(job: u32, name: &str, reply: &C::Reply) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Event<T> {
        job: u32,
        done: T,
    }
    let name = if name.is_empty() { reply.name() } else { name };
    encode(&Event { job, done: Answered { envelope: C::ENVELOPE, name, reply } })
}

/// Why a job failed, as JSON text.
pub fn failed(job: u32, error: &Error) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Event<'a> {
        job: u32,
        failed: &'a Error,
    }
    encode(&Event { job, failed: error })
}

/// What a worker says unasked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unasked {
    /// It can be spoken to.
    Ready(Ready),
    /// Something happened.
    Notice(Notice),
}

/// What a worker said.
#[derive(Debug, Deserialize)]
pub struct WorkerMessage<'a> {
    /// The job that it is about; 0 for what nobody asked.
    #[serde(default)]
    pub job: u32,
    /// The job is still at it.
    #[serde(default)]
    pub progress: Option<Progress>,
    /// The job is done; this is its answer under its name, undecoded.
    #[serde(default, borrow)]
    pub done: Option<&'a RawValue>,
    /// The job failed.
    #[serde(default)]
    pub failed: Option<Error>,
    /// The worker can be spoken to.
    #[serde(default)]
    pub ready: Option<Ready>,
    /// Something happened that nobody asked about.
    #[serde(default)]
    pub notice: Option<Notice>,
}

/// What a worker said, from JSON text.
pub fn said(text: &str) -> Result<WorkerMessage<'_>, Error> {
    serde_json::from_str(text).map_err(|cause| explain(text, "message", &cause))
}

/// The answer to a call, from the text under `done`.
pub fn reply<C: Call>(done: &str) -> Result<C::Reply, Error> {
    decode(inner(done, C::Commands::ENVELOPE.is_some())?)
}

/// The text of the answer within its name, and within its service's envelope.
fn inner(done: &str, is_enveloped: bool) -> Result<&str, Error> {
    let entry = |text| serde_json::from_str::<OnlyEntry<&RawValue>>(text).map_err(|cause| explain(text, "message", &cause));
    let outer = entry(done)?.0.get();
    if is_enveloped { Ok(entry(outer)?.0.get()) } else { Ok(outer) }
}

/// The value of an object with one entry, from JSON text.
pub fn only_entry<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    decode_as::<OnlyEntry<T>>(text, "request").map(|entry| entry.0)
}

/// `{name: answer}`, within its service's envelope if it has one.
struct Answered<'a, R> {
    envelope: Option<&'static str>,
    name: &'a str,
    reply: &'a R,
}

impl<R: ReplySet> Serialize for Answered<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self.envelope {
            Some(envelope) => map.serialize_entry(envelope, &Answered { envelope: None, ..*self })?,
            None => self.reply.serialize_as(self.name, &mut map)?,
        }
        map.end()
    }
}

/// A command, within its service's envelope if it has one.
struct Enveloped<C>(C);

impl<'de, C: CommandSet> Deserialize<'de> for Enveloped<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match C::ENVELOPE {
            None => C::deserialize(deserializer).map(Self),
            Some(_) => OnlyEntry::<C>::deserialize(deserializer).map(|entry| Self(entry.0)),
        }
    }
}

/// The value of an object's only entry, whatever its name is.
struct OnlyEntry<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OnlyEntry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct First<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for First<T> {
            type Value = OnlyEntry<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with one name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let missing = || serde::de::Error::invalid_length(0, &self);
                let (_, value) = map.next_entry::<String, T>()?.ok_or_else(missing)?;
                match map.next_key::<IgnoredAny>()? {
                    None => Ok(OnlyEntry(value)),
                    Some(_) => Err(serde::de::Error::invalid_length(2, &self)),
                }
            }
        }
        deserializer.deserialize_map(First(PhantomData))
    }
}

/// A request of which only the names are read.
#[derive(Deserialize)]
struct Peek {
    command: Name,
}

/// The name of an object's first entry, and the name within it.
struct Name(String, Option<String>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Name;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with one name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Name, A::Error> {
                let missing = || serde::de::Error::invalid_length(0, &self);
                let outer: String = map.next_key()?.ok_or_else(missing)?;
                let inner = map.next_value::<FirstKey>()?;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Name(outer, inner.0))
            }
        }
        deserializer.deserialize_map(Names)
    }
}

/// The first name of an object; absent for anything else.
struct FirstKey(Option<String>);

impl<'de> Deserialize<'de> for FirstKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        let inner = text.trim_start().strip_prefix('{').map(str::trim_start);
        let name = inner.and_then(|rest| rest.strip_prefix('"')).and_then(|rest| rest.split('"').next());
        Ok(Self(name.map(str::to_owned)))
    }
}

/// The name under which the answer goes: the one within an envelope where there is one.
fn name_of(text: &str) -> Option<String> {
    let Peek { command: Name(outer, inner), .. } = serde_json::from_str(text).ok()?;
    if Some(outer.as_str()) == StoreCommand::ENVELOPE { inner } else { Some(outer) }
}

#[cfg(test)]
mod tests;
