//! Some of a forest's trees, grown alone and made to be shipped.

use super::votes::Votes;
use crate::learn::Error;
use crate::learn::tree::{Reader, Tree, put};

/// Trees with consecutive numbers, and their out-of-bag votes if those are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(super) from: u32,
    pub(super) trees: Vec<Tree>,
    pub(super) votes: Option<Votes>,
}

impl Part {
    /// The part as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, u64::from(self.from));
        put(&mut bytes, self.trees.len() as u64);
        self.trees.iter().for_each(|tree| tree.write(&mut bytes));
        put(&mut bytes, u64::from(self.votes.is_some()));
        self.votes.iter().for_each(|votes| votes.write(&mut bytes));
        bytes
    }

    /// The part that was written; bytes that are none are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(bytes);
        let from = reader.whole()? as u32;
        let trees = (0..reader.count()?).map(|_| Tree::read(&mut reader)).collect::<Result<_, Error>>()?;
        let votes = if reader.whole()? == 1 { Some(Votes::read(&mut reader)?) } else { None };
        reader.end()?;
        Ok(Self { from, trees, votes })
    }

    /// The trees, in order.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }
}
