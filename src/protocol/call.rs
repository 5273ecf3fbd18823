//! Calls: what can be asked, by which name, of which service, and the type of each answer.
//!
//! A call is a plain struct. [`commands!`] gathers the calls of one service in an enum, which that service alone decodes; a caller
//! encodes the call by its name and decodes the answer as the type that the call expects, so it carries no enum at all.

use serde::{Serialize, de::DeserializeOwned, ser::SerializeMap};

use super::train::TrainSpec;

/// Who answers a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// The caller itself: it takes microseconds.
    Local,
    /// The worker that loads, trains, explains, exports and monitors.
    Engine,
    /// The worker that keeps the tracking store.
    Store,
    /// The worker that prints.
    Press,
}

/// Something that can be asked.
pub trait Call: Sized + Serialize {
    /// What `done` carries.
    type Reply: DeserializeOwned + Serialize;
    /// The calls of the same service.
    type Commands: CommandSet;
    /// Its name in requests and answers, such as `train`.
    const NAME: &'static str;

    /// This call among those of its service.
    fn into_command(self) -> Self::Commands;
    /// Its answer out of the answers of its service; absent if it is another call's.
    fn from_reply(reply: <Self::Commands as CommandSet>::Reply) -> Option<Self::Reply>;
    /// The experiments whose models it needs, and that several workers may train together.
    fn trainings(&self) -> Vec<&TrainSpec> {
        Vec::new()
    }
}

/// All calls of a service.
pub trait CommandSet: DeserializeOwned + Serialize {
    /// Their answers.
    type Reply: ReplySet;
    /// Who answers them.
    const SERVICE: Service;
    /// The name that stands around the call's own on the wire, such as `store` in `{"store":{"get_run":…}}`; absent for most.
    const ENVELOPE: Option<&'static str> = None;
    /// The calls, in the order of the documentation.
    const CALLS: &'static [CallName];
}

/// The answers of a service.
pub trait ReplySet {
    /// Writes `{name: answer}`.
    fn serialize_as<M: SerializeMap>(&self, name: &str, map: &mut M) -> Result<(), M::Error>;
    /// The name of the call that it answers.
    fn name(&self) -> &'static str;
}

/// A call as the documentation lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallName {
    /// Its name.
    pub name: &'static str,
    /// The name it had in the version before, which is still understood.
    pub old: Option<&'static str>,
    /// The Rust type of its fields.
    pub fields: &'static str,
    /// The Rust type of its answer.
    pub reply: &'static str,
    /// One sentence: what it does.
    pub about: &'static str,
}

/// The calls of a service as an enum, and the answers as another.
macro_rules! commands {
    (
        $(#[$command_doc:meta])* $commands:ident, $(#[$reply_doc:meta])* $replies:ident,
        $service:expr, $envelope:expr;
        $($about:literal $call:ident = $name:literal $(was $old:literal)? => $reply:ty $(, trains $($spec:ident)+)?;)+
    ) => {
        $(#[$command_doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $commands {
            $(#[doc = $about] #[serde(rename = $name $(, alias = $old)?)] $call(Box<$call>)),+
        }

        $(#[$reply_doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $replies {
            $(#[doc = $about] $call(Box<$reply>)),+
        }

        impl $crate::protocol::CommandSet for $commands {
            type Reply = $replies;
            const SERVICE: $crate::protocol::Service = $service;
            const ENVELOPE: Option<&'static str> = $envelope;
            const CALLS: &'static [$crate::protocol::CallName] = &[$({
                let old: &[&str] = &[$($old)?];
                $crate::protocol::CallName {
                    name: $name,
                    old: if old.is_empty() { None } else { Some(old[0]) },
                    fields: stringify!($call),
                    reply: stringify!($reply),
                    about: $about,
                }
            }),+];
        }

        impl $crate::protocol::ReplySet for $replies {
            fn serialize_as<M: serde::ser::SerializeMap>(&self, name: &str, map: &mut M) -> Result<(), M::Error> {
                match self { $(Self::$call(reply) => map.serialize_entry(name, reply)),+ }
            }

            fn name(&self) -> &'static str {
                match self { $(Self::$call(_) => $name),+ }
            }
        }

        $(
            #[doc = $about]
            impl $crate::protocol::Call for $call {
                type Reply = $reply;
                type Commands = $commands;
                const NAME: &'static str = $name;

                fn into_command(self) -> $commands {
                    $commands::$call(Box::new(self))
                }

                fn from_reply(reply: $replies) -> Option<$reply> {
                    // The guard leaves the last arm reachable for a service with one call.
                    match reply { $replies::$call(reply) if true => Some(*reply), _ => None }
                }

                $(fn trainings(&self) -> Vec<&$crate::protocol::TrainSpec> { vec![$(&self.$spec),+] })?
            }
        )+
    };
}
pub(super) use commands;
