//! The labs in words: what each is about, for the page around it and for the lab itself.

/// The training lab's story, one or two sentences.
pub const TRAIN_STORY: &str = "A model that answers every row with the most common class already looks good on paper. Train one that earns its \
                     accuracy, and find the rows it gets wrong before someone else does.";
