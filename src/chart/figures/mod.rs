//! The curriculum's six figures, drawn from data and structure rather than kept as pictures.
