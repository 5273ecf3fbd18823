//! Some of a forest's trees, grown alone and made to be shipped.

use super::pure_tree_counts::PureTreeCounts;
use super::votes::Votes;
use crate::learn::Error;
use crate::learn::tree::{Tree, TreeDecoder, TreeReader, put};

/// Trees with consecutive numbers, and their out-of-bag votes if those are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct PartialForest {
    pub(super) from: u32,
    pub(super) trees: Vec<Tree>,
    pub(super) votes: Option<Votes>,
    pub(super) pure_counts: PureTreeCounts,
}

impl PartialForest {
    /// The part as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let room: usize = self.trees.iter().map(Tree::room).sum();
        let mut bytes = Vec::with_capacity(room + 2 * self.pure_counts.counts().len());
        put(&mut bytes, u64::from(self.from));
        put(&mut bytes, self.trees.len() as u64);
        self.trees.iter().for_each(|tree| tree.write(&mut bytes));
        put(&mut bytes, u64::from(self.votes.is_some()));
        self.votes.iter().for_each(|votes| votes.write(&mut bytes));
        self.pure_counts.write(&mut bytes);
        bytes
    }

    /// The part that was written; bytes that are none are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = TreeReader::new(bytes);
        let from = reader.whole()? as u32;
        let mut decoder = TreeDecoder::default();
        let trees = (0..reader.count()?).map(|_| Tree::read_with(&mut reader, &mut decoder)).collect::<Result<_, Error>>()?;
        let votes = if reader.whole()? == 1 { Some(Votes::read(&mut reader)?) } else { None };
        let pure_counts = PureTreeCounts::read(&mut reader)?;
        reader.end()?;
        Ok(Self { from, trees, votes, pure_counts })
    }

    /// The trees, in order.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }
}
