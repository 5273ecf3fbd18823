//! What labs share: the choice of a dataset, the form of an experiment, a file of the reader's own, logging of runs, the form for a
//! prediction. It knows no lab.

pub(crate) mod address;
pub(crate) mod codec;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod controls;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod data;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod explore;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod field;
pub(crate) mod job;
pub(crate) mod logged;
pub(crate) mod logging;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod more;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod predict;
pub(crate) mod preparation;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod preparation_form;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod problem;
pub(crate) mod reader;
pub(crate) mod run;
pub(crate) mod search;
pub(crate) mod service_story;
pub(crate) mod setting;
pub(crate) mod state;
pub(crate) mod story;
pub(crate) mod story_numbers;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod take_home;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod tasks;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod training;
