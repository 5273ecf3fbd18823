//! The text of the lessons.
