//! The handbook: the road as a book. Cover, contents, a chapter a phase, resources, salaries, the reader's own results.
//!
//! It is laid out twice: the second time the contents know the pages that the first time found.

mod blocks;
mod cover;
mod extras;
mod phase;
mod results;

use std::collections::BTreeMap;

use super::flow::{Frame, PageFlow};
use super::fonts::Fonts;
use super::layout::PrintLayout;
use super::poster::size;
use super::reader::PrintedReader;
use crate::protocol::print::TextSize;
use crate::roadmap::PHASES;

/// A handbook in the making.
struct Print<'a, 'r, 's> {
    /// Where its text runs.
    flow: PageFlow<'a>,
    /// Whose it is.
    reader: &'r mut PrintedReader<'s>,
    /// Pages by the name of what stands there, from the time before.
    pages: BTreeMap<String, usize>,
}

/// The handbook.
pub(super) fn lay<'a>(fonts: &'a Fonts, reader: &mut PrintedReader<'_>) -> PrintLayout<'a> {
    let first = once(fonts, reader, BTreeMap::new());
    let pages = first.places.into_iter().map(|(name, (page, _))| (name, page + 1)).collect();
    once(fonts, reader, pages)
}

fn once<'a>(fonts: &'a Fonts, reader: &mut PrintedReader<'_>, pages: BTreeMap<String, usize>) -> PrintLayout<'a> {
    let (width, height) = size(reader.spec.paper);
    let text = match reader.spec.text_size {
        TextSize::Small => 9.0,
        TextSize::Normal => 10.0,
        TextSize::Large => 12.0,
    };
    let (side, right) = (50.0, width - 54.0);
    let frame = Frame { side, left: side + 104.0, right, top: 58.0, bottom: height - 66.0 };
    let mut print = Print { flow: PageFlow::new(PrintLayout::new(fonts, (width, height)), frame, text), reader, pages };
    print.cover();
    print.contents();
    for phase in PHASES {
        print.phase(phase);
    }
    let include = print.reader.spec.include.clone();
    if include.results {
        print.results();
    }
    if include.bookmarks {
        print.bookmarks();
    }
    if include.resources {
        print.resources();
    }
    if include.salaries {
        print.salaries();
    }
    print.colophon();
    print.flow.feet();
    print.flow.layout
}
