//! Learning: preparation, models, metrics, validation. Ours where it is the point, behind linfa's traits.
