//! What labs share: the choice of a dataset, the form of an experiment, a file of the reader's own, logging of runs, the form for a
//! prediction. It knows no lab.

#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod data;
pub(crate) mod dataset_choice;
pub(crate) mod experiment_form;
pub(crate) mod experiment_query;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod explore;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod field;
pub(crate) mod job;
pub(crate) mod logged;
pub(crate) mod logging;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod model_controls;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod more;
pub(crate) mod notices;
pub(crate) mod predict;
pub(crate) mod preparation;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod preparation_form;
pub(crate) mod reader;
pub(crate) mod run;
pub(crate) mod search;
pub(crate) mod service_story;
#[cfg(test)]
pub(crate) mod testing;
