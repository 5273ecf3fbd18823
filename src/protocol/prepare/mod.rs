//! How columns become numbers before a model sees them, and the form of it.

mod settings;
mod spec;

pub use settings::{About, SETTINGS, differences, get, set};
pub use spec::{DatePart, Encoder, PrepareSpec, Scaler, Strategy};
