//! Some of a forest's trees, grown alone and made to be shipped.

use super::certain::Certain;
use super::votes::Votes;
use crate::learn::Error;
use crate::learn::tree::{Desk, Reader, Tree, put};

/// Trees with consecutive numbers, and their out-of-bag votes if those are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(super) from: u32,
    pub(super) trees: Vec<Tree>,
    pub(super) votes: Option<Votes>,
    pub(super) certain: Certain,
}

impl Part {
    /// The part as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let room: usize = self.trees.iter().map(Tree::room).sum();
        let mut bytes = Vec::with_capacity(room + 2 * self.certain.counts().len());
        put(&mut bytes, u64::from(self.from));
        put(&mut bytes, self.trees.len() as u64);
        self.trees.iter().for_each(|tree| tree.write(&mut bytes));
        put(&mut bytes, u64::from(self.votes.is_some()));
        self.votes.iter().for_each(|votes| votes.write(&mut bytes));
        self.certain.write(&mut bytes);
        bytes
    }

    /// The part that was written; bytes that are none are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(bytes);
        let from = reader.whole()? as u32;
        let mut desk = Desk::default();
        let trees = (0..reader.count()?).map(|_| Tree::read_with(&mut reader, &mut desk)).collect::<Result<_, Error>>()?;
        let votes = if reader.whole()? == 1 { Some(Votes::read(&mut reader)?) } else { None };
        let certain = Certain::read(&mut reader)?;
        reader.end()?;
        Ok(Self { from, trees, votes, certain })
    }

    /// The trees, in order.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }
}
