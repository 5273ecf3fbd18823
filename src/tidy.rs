//! The house rules, read from the source tree.
