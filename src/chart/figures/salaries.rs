//! What the role pays, as ranges by source: they disagree, and the figure says on what basis.

use super::super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, TextStyle, clamp_width},
    palette::Role,
};
use crate::{
    protocol::Drawing,
    roadmap::{Level, Salary},
};

/// One line per source on a common scale of dollars a year, with the median where it is given.
pub fn salaries(salaries: &[Salary], width: u32) -> Drawing {
    salaries_of(salaries, None, width)
}

/// The same for one level of seniority only, on the scale of all; absent: for all.
pub fn salaries_of(all: &[Salary], level: Option<Level>, width: u32) -> Drawing {
    let salaries: Vec<&Salary> = all.iter().filter(|salary| level.is_none_or(|level| salary.level == level)).collect();
    let full = clamp_width(width);
    let values = full - 92.0;
    let texts: Vec<(Vec<String>, Vec<String>)> = salaries
        .iter()
        .map(|salary| {
            let dated = format!("{} ({})", salary.basis, salary.date);
            (TextStyle::INK.bold().wrap(salary.source, full - 8.0), TextStyle::NOTE.wrap(&dated, full - 8.0))
        })
        .collect();
    let heights: Vec<f64> = texts.iter().map(|(source, basis)| 15.0 * (source.len() + basis.len()) as f64 + 40.0).collect();
    let total: f64 = heights.iter().sum();
    let mut canvas = Canvas::new(width, 12.0 + total + 44.0);
    canvas.headers(&["source", "what it measures", "seniority", "pay", "from, thousand dollars", "to", "median", "seen"]);
    let most = all.iter().map(|salary| salary.high).max().unwrap_or(100);
    let top = (f64::from(most) / 50.0).ceil() * 50.0;
    let axes = Axes::new(Frame { left: 8.0, top: 8.0, right: values, bottom: 12.0 + total }, (0.0, top), (0.0, 1.0));
    axes.horizontal(&mut canvas, "US dollars a year, thousands", |value, decimals| format!("${}k", decimal(value, decimals)));
    let mut y = 12.0;
    for (salary, ((source, basis), height)) in salaries.iter().zip(texts.iter().zip(&heights)) {
        let mut baseline = y + 12.0;
        for line in source {
            canvas.text(4.0, baseline, line, TextStyle::INK.bold());
            baseline += 15.0;
        }
        for line in basis {
            canvas.text(4.0, baseline, line, TextStyle::NOTE);
            baseline += 15.0;
        }
        let middle = baseline - 2.0;
        let (from, to) = (axes.x(f64::from(salary.low)), axes.x(f64::from(salary.high)));
        canvas.line((axes.x(0.0), middle), (axes.x(top), middle), Role::Grid.line(1.0));
        let range = if salary.low == salary.high {
            canvas.circle(from, middle, 5.0, Role::Accent.fill());
            format!("${}k", salary.low)
        } else {
            canvas.rounded(from, middle - 5.0, to - from, 10.0, 5.0, Role::Accent.wash(0.75));
            format!("${}–{}k", salary.low, salary.high)
        };
        let median = salary.median.map(|median| {
            let x = axes.x(f64::from(median));
            canvas.rect(x - 1.5, middle - 8.0, 3.0, 16.0, Role::Ink.fill());
            canvas.text(x, middle + 18.0, &format!("median ${median}k"), TextStyle::NOTE.middle().halo());
            format!(", median ${median}k")
        });
        canvas.text((to + 10.0).min(full - TextStyle::INK.width(&range) - 2.0), middle + 4.0, &range, TextStyle::INK.halo());
        let said = median.unwrap_or_default();
        canvas.mark((from + to) / 2.0, middle, format!("{}: {range}{said}; {}, {}", salary.source, salary.basis, salary.date));
        canvas.row([
            salary.source.to_owned(),
            salary.basis.to_owned(),
            salary.level.label().to_owned(),
            salary.pay.label().to_owned(),
            salary.low.to_string(),
            salary.high.to_string(),
            salary.median.map_or_else(|| "not given".to_owned(), |median| median.to_string()),
            salary.date.to_owned(),
        ]);
        y += height;
    }
    let low = salaries.iter().map(|salary| salary.low).min().unwrap_or(0);
    let high = salaries.iter().map(|salary| salary.high).max().unwrap_or(0);
    let whose = match level {
        None => "What the role pays",
        Some(Level::Any) => "What the role pays, all levels together",
        Some(Level::Senior) => "What the role pays senior engineers",
    };
    canvas.finish(format!("{whose}, {} figures: from ${low}k to ${high}k a year", salaries.len()))
}
