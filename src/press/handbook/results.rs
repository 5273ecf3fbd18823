//! The reader's own results: the best run with its metrics and drawings, and the last drift report.

use super::super::markdown::Inline;
use super::Print;
use crate::protocol::print::{PrintDrawing, PrintDrift, PrintRun};

impl Print<'_, '_, '_> {
    /// True if there is anything to show.
    pub(super) fn has_results(&self) -> bool {
        self.reader.spec.results.as_ref().is_some_and(|results| results.run.is_some() || results.drift.is_some())
    }

    /// The chapter.
    pub(super) fn results(&mut self) {
        let Some(results) = self.reader.spec.results.as_ref().filter(|_| self.has_results()) else { return };
        let node = self.chapter("Your results", "results");
        if let Some(run) = &results.run {
            self.run(run, node);
        }
        if let Some(drift) = &results.drift {
            self.drift(drift, node);
        }
    }

    fn run(&mut self, run: &PrintRun, node: usize) {
        let name = self.clean(&run.name, "the run's name");
        self.heading(&format!("Best run: {name}"), node);
        if !run.about.is_empty() {
            let about = self.clean(&run.about, "the run's description");
            self.words(&about, node);
        }
        let metrics = run.metrics.iter().map(|(name, value)| vec![name.clone(), figure(*value)]).collect();
        self.texts(vec!["Metric".into(), "Value".into()], metrics, node);
        let params = run.params.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
        self.texts(vec!["Parameter".into(), "Value".into()], params, node);
        self.drawings(&run.drawings, node);
    }

    fn drift(&mut self, drift: &PrintDrift, node: usize) {
        self.heading("Last drift report", node);
        for text in [&drift.title, &drift.summary].into_iter().filter(|text| !text.is_empty()) {
            let text = self.clean(text, "the drift report");
            self.words(&text, node);
        }
        if let Some((head, rows)) = drift.table.split_first() {
            self.texts(head.clone(), rows.to_vec(), node);
        }
        self.drawings(&drift.drawings, node);
    }

    fn drawings(&mut self, drawings: &[PrintDrawing], node: usize) {
        for drawing in drawings {
            let (title, alt) = (self.clean(&drawing.title, "a drawing's title"), drawing.alt.clone());
            self.drawing((&drawing.svg, drawing.size), &alt, &title, node);
        }
    }

    /// A table of plain texts; none if it has no rows.
    fn texts(&mut self, head: Vec<String>, rows: Vec<Vec<String>>, node: usize) {
        if rows.is_empty() {
            return;
        }
        let mut all = Vec::with_capacity(rows.len() + 1);
        for row in std::iter::once(head).chain(rows) {
            all.push(row.iter().map(|text| vec![Inline { text: self.clean(text, "a table of results"), ..Default::default() }]).collect());
        }
        self.table(&all, node);
        self.flow.gap(self.flow.size);
    }

    fn clean(&mut self, text: &str, place: &str) -> String {
        let fonts = self.flow.layout.fonts;
        self.reader.absent.clean(fonts, text, place)
    }
}

/// A metric, to four decimals or as many digits as it needs.
fn figure(value: f64) -> String {
    if value == 0.0 || (1e-3..1e5).contains(&value.abs()) { format!("{value:.4}") } else { format!("{value:e}") }
}
