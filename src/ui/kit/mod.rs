//! What every view is made of: form fields, tables, charts with their readouts, formats. It knows no lab and asks no worker.

pub(crate) mod address;
pub(crate) mod browser;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod copy;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod drawing;
pub(crate) mod inputs;
pub(crate) mod number;
#[expect(unreachable_pub, reason = "the component macro makes its props public")]
pub(crate) mod problem;
pub(crate) mod query;
pub(crate) mod staged_render;
pub(crate) mod table;
pub(crate) mod task_list;
pub(crate) mod thresholds;
pub(crate) mod values;
