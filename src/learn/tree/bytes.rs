//! Trees as bytes: to ship between workers and to store.
//!
//! Nodes come in the order they were grown in, parents before children, left before right, so no places are written and
//! any list of nodes that ends where it should is a tree. Whole numbers take 7 bits a byte; all else is little endian.

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{LEAF, Node, Tree};
use crate::learn::Error;
use crate::protocol::base64;

/// A leaf that answers with any numbers.
const MIXED: u64 = 0;
/// A leaf that answers with one class alone.
const PURE: u64 = 1;
/// Offset of a split's feature in the encoding.
const QUESTION: u64 = 2;

/// More features than this are taken for damage.
const MOST: u64 = 1 << 20;

/// Appends a whole number.
pub(in crate::learn) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads what was appended; every error says what is missing.
pub(in crate::learn) struct TreeReader<'a> {
    bytes: &'a [u8],
}

impl<'a> TreeReader<'a> {
    pub(in crate::learn) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The next whole number.
    pub(in crate::learn) fn whole(&mut self) -> Result<u64, Error> {
        // Nearly all are below 128.
        if let [byte @ ..0x80, rest @ ..] = self.bytes {
            self.bytes = rest;
            return Ok(u64::from(*byte));
        }
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.take::<1>()?[0];
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Error::Stored { cause: "a number is too long" })
    }

    /// The next finite number.
    pub(in crate::learn) fn number(&mut self) -> Result<f64, Error> {
        let number = f64::from_le_bytes(self.take()?);
        if number.is_finite() { Ok(number) } else { Err(Error::Stored { cause: "a number is not finite" }) }
    }

    /// The next bytes, as many as wanted.
    pub(in crate::learn) fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let Some((taken, rest)) = self.bytes.split_first_chunk::<N>() else { return Err(Error::Stored { cause: "it ends too early" }) };
        self.bytes = rest;
        Ok(*taken)
    }

    /// Nothing may follow.
    pub(in crate::learn) fn end(&self) -> Result<(), Error> {
        if self.bytes.is_empty() { Ok(()) } else { Err(Error::Stored { cause: "something follows its end" }) }
    }

    /// A count that the bytes left could hold, each counted thing taking at least one.
    pub(in crate::learn) fn count(&mut self) -> Result<usize, Error> {
        let count = self.whole()?;
        if count <= self.bytes.len() as u64 { Ok(count as usize) } else { Err(Error::Stored { cause: "a count is too large" }) }
    }
}

impl Tree {
    /// The tree as bytes, about 10 per question and 2 per pure leaf.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.room());
        self.write(&mut bytes);
        bytes
    }

    /// How many bytes it will take, about.
    pub(in crate::learn) fn room(&self) -> usize {
        self.nodes.len() * 6 + 32
    }

    /// The tree that was written; bytes that are none are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = TreeReader::new(bytes);
        let tree = Self::read(&mut reader)?;
        reader.end()?;
        Ok(tree)
    }

    pub(in crate::learn) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.features as u64);
        put(bytes, self.outputs as u64);
        let important = || self.importances.iter().zip(0_u64..).filter(|(importance, _)| **importance != 0.0);
        put(bytes, important().count() as u64);
        for (importance, feature) in important() {
            put(bytes, feature);
            bytes.extend(importance.to_le_bytes());
        }
        let (mut open, mut at) = (Vec::new(), Some(0_u32));
        while let Some(node) = at.and_then(|place| self.nodes.get(place as usize)) {
            if node.feature < LEAF {
                put(bytes, u64::from(node.feature) + QUESTION);
                bytes.extend(node.threshold.to_le_bytes());
                open.push(node.next + 1);
                at = Some(node.next);
            } else {
                self.write_leaf((node.feature & !LEAF) as usize, bytes);
                at = open.pop();
            }
        }
    }

    fn write_leaf(&self, leaf: usize, bytes: &mut Vec<u8>) {
        let values = &self.values[leaf * self.outputs..(leaf + 1) * self.outputs];
        let sure = values.iter().position(|value| *value == 1.0);
        // Negative zeros do not occur in shares, so the rest of a pure leaf is plain zeros.
        let alone = self.outputs > 1 && values.iter().filter(|value| **value != 0.0).count() == 1;
        match sure.filter(|_| alone) {
            Some(class) => {
                put(bytes, PURE);
                put(bytes, class as u64);
            }
            None => {
                put(bytes, MIXED);
                values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
            }
        }
    }

    pub(in crate::learn) fn read(reader: &mut TreeReader<'_>) -> Result<Self, Error> {
        Self::read_with(reader, &mut TreeDecoder::default())
    }

    /// The same, with room that is kept from tree to tree.
    pub(in crate::learn) fn read_with(reader: &mut TreeReader<'_>, decoder: &mut TreeDecoder) -> Result<Self, Error> {
        let (features, outputs) = (reader.whole()?, reader.whole()?);
        if !(1..MOST).contains(&features) || !(1..=256).contains(&outputs) {
            return Err(Error::Stored { cause: "its shape is not that of a tree" });
        }
        let (features, outputs) = (features as usize, outputs as usize);
        let mut importances = vec![0.0; features];
        for _ in 0..reader.count()? {
            let feature = reader.whole()? as usize;
            *importances.get_mut(feature).ok_or(Error::Stored { cause: "a feature is out of range" })? = reader.number()?;
        }
        let empty = Node { threshold: 0.0, feature: LEAF, next: 0 };
        let TreeDecoder { nodes, values, open } = decoder;
        nodes.clear();
        nodes.push(empty);
        values.clear();
        open.clear();
        let (mut deepest, mut leaves) = (0, 0);
        let mut at = Some((0_u32, 0_u32));
        while let Some((place, depth)) = at {
            deepest = deepest.max(depth);
            let tag = reader.whole()?;
            if tag >= QUESTION {
                let (feature, threshold) = (tag - QUESTION, reader.number()?);
                let next = nodes.len() as u32;
                if feature >= features as u64 || next >= LEAF - 2 {
                    return Err(Error::Stored { cause: "a feature is out of range" });
                }
                nodes.extend([empty, empty]);
                nodes[place as usize] = Node { threshold, feature: feature as u32, next };
                open.push((next + 1, depth + 1));
                at = Some((next, depth + 1));
            } else {
                nodes[place as usize] = Node { feature: LEAF | leaves, next: place, ..empty };
                leaves += 1;
                read_leaf(tag, outputs, reader, values)?;
                at = open.pop();
            }
        }
        Ok(Self { nodes: nodes.as_slice().into(), values: values.as_slice().into(), outputs, features, importances, depth: deepest })
    }
}

/// Room for reading trees one after the other.
#[derive(Default)]
pub(in crate::learn) struct TreeDecoder {
    nodes: Vec<Node>,
    values: Vec<f64>,
    /// Nodes still to be read, with their depths.
    open: Vec<(u32, u32)>,
}

/// Appends a leaf's answer.
fn read_leaf(tag: u64, outputs: usize, reader: &mut TreeReader<'_>, values: &mut Vec<f64>) -> Result<(), Error> {
    if tag == MIXED {
        for _ in 0..outputs {
            values.push(reader.number()?);
        }
        return Ok(());
    }
    let class = reader.whole()?;
    if class >= outputs as u64 {
        return Err(Error::Stored { cause: "a class is out of range" });
    }
    values.extend((0..outputs as u64).map(|output| if output == class { 1.0 } else { 0.0 }));
    Ok(())
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            // A list of numbers would be three times as long.
            return serializer.serialize_str(&base64::encode(&self.to_bytes()));
        }
        serializer.serialize_bytes(&self.to_bytes())
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_str(TreeVisitor);
        }
        deserializer.deserialize_bytes(TreeVisitor)
    }
}

/// Takes bytes as such, or, as JSON has them, in Base64.
struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the bytes of a tree")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Tree, E> {
        Tree::from_bytes(bytes).map_err(E::custom)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Tree, E> {
        let bytes = base64::decode(text).ok_or(Error::Stored { cause: "it is not Base64" }).map_err(E::custom)?;
        Tree::from_bytes(&bytes).map_err(E::custom)
    }
}
