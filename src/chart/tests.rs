//! What holds for every chart at every width.
