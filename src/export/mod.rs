//! Results to files of the real tools: one file per format.
