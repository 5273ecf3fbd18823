//! What the parts of a document are: its structure, in reading order, for those who listen to it.

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag, TagKind};
use std::num::{NonZeroU16, NonZeroU32};

/// A part's number.
pub(super) type NodeId = usize;

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum StructureRole {
    /// The whole, and larger parts.
    Part,
    /// A chapter.
    Section,
    /// A heading; 1 is the highest.
    Heading(u16, String),
    /// A paragraph.
    Paragraph,
    /// A list; true if its items are numbered.
    List(bool),
    /// An item of a list.
    Item,
    /// What stands before an item: bullet, number, tick box.
    Label,
    /// The item's text.
    Body,
    /// A link; its alternative text is where it leads.
    Link,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A heading cell over a column, or before a row.
    Head(bool),
    /// A cell.
    Cell,
    /// A picture and what it shows.
    Figure(String),
    /// The words under a picture.
    Caption,
    /// Code.
    Code,
    /// A list of contents.
    Contents,
    /// An entry of it.
    Entry,
    /// Something to the side: a note of the reader's.
    Aside,
}

/// What a part holds, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Child {
    /// Another part.
    Node(NodeId),
    /// A mark on a page: page and place among its marks.
    Mark(usize, usize),
    /// An area that leads somewhere: page and place among its areas.
    Area(usize, usize),
}

/// A part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// What it is.
    pub(super) role: StructureRole,
    /// What it holds.
    pub(super) children: Vec<Child>,
}

/// All parts; the first holds all others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tree(pub(super) Vec<Node>);

/// The part that holds all others.
pub(super) const ROOT: NodeId = 0;

impl Default for Tree {
    fn default() -> Self {
        Self(vec![Node { role: StructureRole::Part, children: vec![] }])
    }
}

impl Tree {
    /// A new part at the end of another.
    pub(super) fn add(&mut self, parent: NodeId, role: StructureRole) -> NodeId {
        let id = self.0.len();
        self.0.push(Node { role, children: vec![] });
        self.give(parent, Child::Node(id));
        id
    }

    /// Something more in a part.
    pub(super) fn give(&mut self, parent: NodeId, child: Child) {
        if let Some(node) = self.0.get_mut(parent) {
            node.children.push(child);
        }
    }
}

impl StructureRole {
    /// As the writer names it.
    pub(super) fn tag(&self) -> TagKind {
        match self {
            Self::Part => Tag::Part.into(),
            Self::Section => Tag::Section.into(),
            Self::Heading(level, title) => Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into(),
            Self::Paragraph => Tag::P.into(),
            Self::List(numbered) => Tag::L(if *numbered { ListNumbering::Decimal } else { ListNumbering::Disc }).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Body => Tag::LBody.into(),
            Self::Link => Tag::Link.into(),
            Self::Table => Tag::Table.into(),
            Self::Row => Tag::TR.into(),
            Self::Head(over) => Tag::TH(if *over { TableHeaderScope::Column } else { TableHeaderScope::Row }).into(),
            Self::Cell => Tag::TD.with_col_span(None::<NonZeroU32>).into(),
            Self::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
            Self::Caption => Tag::Caption.into(),
            Self::Code => Tag::Code.into(),
            Self::Contents => Tag::TOC.into(),
            Self::Entry => Tag::TOCI.into(),
            Self::Aside => Tag::Note.into(),
        }
    }
}
