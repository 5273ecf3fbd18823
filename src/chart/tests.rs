//! What holds for every chart at every width.

use super::{
    fixtures::{EVIL, report, share, table},
    fixtures_judging::judgements,
    *,
};
use crate::roadmap::{Level, PayBasis, Salary};

const SALARIES: [Salary; 3] = [
    Salary {
        source: "Glassdoor",
        basis: "MLOps engineer, US, total pay, self-reported",
        level: Level::Any,
        pay: PayBasis::Total,
        low: 161,
        high: 161,
        median: None,
        date: "2026",
    },
    Salary {
        source: "Posted jobs",
        basis: "base range in the advertisement",
        level: Level::Any,
        pay: PayBasis::Base,
        low: 85,
        high: 270,
        median: Some(190),
        date: "2026",
    },
    Salary {
        source: "Levels.fyi",
        basis: "senior (L5), base and stock",
        level: Level::Senior,
        pay: PayBasis::Total,
        low: 260,
        high: 520,
        median: None,
        date: "May 2026",
    },
];

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

fn plane(width: u32, classes: &[String], rows: usize) -> Drawing {
    let cells = 64;
    let at = |index: usize| ((index % cells) as f64 / cells as f64, (index / cells) as f64 / cells as f64);
    let side = |x: f64, y: f64| (((x - 0.3).powi(2) + y * y).sqrt() * classes.len() as f64).min(classes.len() as f64 - 0.01);
    let class: Vec<u32> = (0..cells * cells).map(|index| side(at(index).0, at(index).1) as u32).collect();
    let confidence: Vec<f32> =
        (0..cells * cells).map(|index| (0.4 + 0.6 * (side(at(index).0, at(index).1).fract() - 0.5).abs() * 2.0) as f32).collect();
    let points: Vec<(f64, f64, u32, bool)> = (0..rows)
        .map(|row| {
            let (x, y) = (share(row), share(row * 5 + 2));
            (4.0 + 4.0 * x, 2.0 + 2.5 * y, side(x, y) as u32, row % 5 == 0)
        })
        .collect();
    let view = PlaneView {
        x_name: "sepal_length",
        y_name: "sepal_width",
        x_range: (4.0, 8.0),
        y_range: (2.0, 4.5),
        cells: (cells, cells),
        class: &class,
        confidence: &confidence,
        points: &points,
        classes,
    };
    decision_map(&view, width)
}

/// Every chart there is, by name, with awkward data.
fn all(width: u32) -> Vec<(String, Drawing)> {
    let three = report(&["setosa", EVIL, "virginica"], 114, 0.93);
    let ten = report(&DIGITS, 360, 0.96);
    let two = report(&["benign", "malignant tumour of the breast"], 57, 0.9);
    let mut drawings = Vec::new();
    for (name, report) in [("three", &three), ("ten", &ten), ("two", &two)] {
        drawings.extend(training(report, width).into_iter().map(|(chart, drawing)| (format!("{name}-{chart}"), drawing)));
    }
    let (profile, table) = table(344);
    drawings
        .extend(columns(&profile, &table, Some("species"), width).into_iter().map(|(name, drawing)| (format!("column-{name}"), drawing)));
    drawings.extend(columns(&profile, &table, None, width).into_iter().map(|(name, drawing)| (format!("plain-{name}"), drawing)));
    drawings.push(("map-three".into(), plane(width, &three.classes, 150)));
    drawings.push(("map-ten".into(), plane(width, &ten.classes, 1797)));
    drawings.push(("compare".into(), compare(&two, &three, width)));
    drawings.push(("salaries".into(), figures::salaries(&SALARIES, width)));
    drawings.push(("estimator-map".into(), figures::estimator_map(width)));
    drawings.push(("deployment-flow".into(), figures::deployment_flow(width)));
    drawings.push(("airflow".into(), figures::airflow_architecture(width)));
    drawings.push(("monitoring".into(), figures::monitoring(width)));
    drawings.push(("life-cycle".into(), figures::life_cycle(width)));
    drawings.extend(judgements(width));
    for count in [3, 23, 300] {
        let charts = runs::fixtures::charts(&runs::fixtures::data(count), width);
        drawings.extend(charts.into_iter().map(|(name, drawing)| (format!("runs-{count}-{name}"), drawing)));
    }
    drawings
}

/// Runs a check on every chart at every width, collecting all failures.
fn check(what: impl Fn(&Drawing, u32) -> Result<(), String>) {
    let mut failures = Vec::new();
    for width in [240, 320, 360, 559, 560, 720, 900, 1200] {
        for (name, drawing) in all(width) {
            if let Err(failure) = what(&drawing, width) {
                failures.push(format!("{name} at {width}: {failure}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn view_box(drawing: &Drawing) -> (f64, f64) {
    let document = roxmltree::Document::parse(&drawing.svg).unwrap();
    let numbers: Vec<f64> =
        document.root_element().attribute("viewBox").unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
    (numbers[2], numbers[3])
}

#[test]
fn every_drawing_is_well_formed_and_holds_only_plain_shapes() {
    check(|drawing, width| {
        let document = roxmltree::Document::parse(&drawing.svg).map_err(|error| error.to_string())?;
        if view_box(drawing) != (drawing.width, drawing.height) {
            return Err(format!("viewBox is {:?}, the size ({}, {})", view_box(drawing), drawing.width, drawing.height));
        }
        if drawing.width != f64::from(width) {
            return Err(format!("viewBox is {:?}", view_box(drawing)));
        }
        if drawing.svg.contains("NaN") || drawing.svg.contains("inf") {
            return Err("an undefined coordinate".into());
        }
        for element in document.descendants().filter(roxmltree::Node::is_element) {
            if !["svg", "rect", "path", "circle", "text"].contains(&element.tag_name().name()) {
                return Err(format!("<{}>", element.tag_name().name()));
            }
            if let Some(attribute) =
                element.attributes().find(|one| one.name() == "style" || one.name() == "href" || one.name().starts_with("on"))
            {
                return Err(format!("{}=", attribute.name()));
            }
        }
        Ok(())
    });
}

#[test]
fn every_drawing_names_itself_and_stays_light() {
    check(|drawing, _| {
        let document = roxmltree::Document::parse(&drawing.svg).map_err(|error| error.to_string())?;
        let root = document.root_element();
        match (root.attribute("role"), root.attribute("aria-label")) {
            (Some("img"), Some(label)) if label == drawing.label && !label.is_empty() => {}
            other => return Err(format!("{other:?}")),
        }
        if drawing.svg.len() > 40_000 { Err(format!("{} bytes", drawing.svg.len())) } else { Ok(()) }
    });
}

#[test]
fn every_mark_lies_inside_the_drawing_and_says_something() {
    check(|drawing, _| {
        let (width, height) = view_box(drawing);
        if drawing.marks.is_empty() {
            return Err("no marks".into());
        }
        match drawing
            .marks
            .iter()
            .find(|mark| !(0.0..=width).contains(&mark.x) || !(0.0..=height).contains(&mark.y) || mark.text.is_empty())
        {
            Some(mark) => Err(format!("{mark:?}")),
            None => Ok(()),
        }
    });
}

#[test]
fn every_table_is_rectangular_and_filled() {
    check(|drawing, _| {
        let columns = drawing.table.headers.len();
        if drawing.table.rows.is_empty() {
            return Err("no rows".into());
        }
        match drawing.table.rows.iter().find(|row| row.len() != columns) {
            Some(row) => Err(format!("{row:?} under {:?}", drawing.table.headers)),
            None => Ok(()),
        }
    });
}

/// Left, top, right, bottom of a text by the metrics.
fn text_box(element: roxmltree::Node<'_, '_>) -> (f64, f64, f64, f64) {
    let number = |name: &str| element.attribute(name).and_then(|value| value.parse::<f64>().ok());
    let size = number("font-size").unwrap_or(12.0);
    let width = text_width(element.text().unwrap_or(""), size, element.attribute("font-weight").is_some());
    let (x, y) = (number("x").unwrap(), number("y").unwrap());
    let before = match element.attribute("text-anchor") {
        Some("middle") => width / 2.0,
        Some("end") => width,
        _ => 0.0,
    };
    if element.attribute("transform").is_some() {
        (x - size * 0.75, y - width + before, x + size * 0.2, y + before)
    } else {
        (x - before, y - size * 0.75, x - before + width, y + size * 0.2)
    }
}

#[test]
fn every_text_lies_inside_the_drawing() {
    check(|drawing, _| {
        let (width, height) = view_box(drawing);
        let document = roxmltree::Document::parse(&drawing.svg).map_err(|error| error.to_string())?;
        for element in document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text"))) {
            let (left, top, right, bottom) = text_box(element);
            if left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5 {
                return Err(format!("{:?} reaches {left:.1} {top:.1} {right:.1} {bottom:.1} of {width} × {height}", element.text()));
            }
        }
        Ok(())
    });
}

#[test]
fn no_two_texts_overlap() {
    check(|drawing, _| {
        let document = roxmltree::Document::parse(&drawing.svg).map_err(|error| error.to_string())?;
        let texts: Vec<_> = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text"))).collect();
        for (index, one) in texts.iter().enumerate() {
            let a = text_box(*one);
            for other in texts.iter().skip(index + 1) {
                let b = text_box(*other);
                if a.0 + 1.0 < b.2 && b.0 + 1.0 < a.2 && a.1 + 1.5 < b.3 && b.1 + 1.5 < a.3 {
                    return Err(format!("{:?} and {:?}", one.text(), other.text()));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn tables_hold_every_datum() {
    let rows = |drawings: &[(String, Drawing)], name: &str| drawings.iter().find(|(found, _)| found == name).unwrap().1.table.rows.len();
    let three = training(&report(&["a", "b", "c"], 114, 0.9), 560);
    assert_eq!([rows(&three, "confusion"), rows(&three, "importance"), rows(&three, "cross_validation")], [9, 15, 5]);
    let (profile, table) = table(344);
    let columns = columns(&profile, &table, Some("species"), 360);
    // Twelve bins and the missing rows; three islands and the missing rows; three classes.
    assert_eq!([rows(&columns, "flipper_length_mm"), rows(&columns, "island"), rows(&columns, BALANCE)], [13, 4, 3]);
    assert_eq!(figures::salaries(&SALARIES, 360).table.rows.len(), SALARIES.len());
    let senior = figures::salaries_of(&SALARIES, Some(Level::Senior), 360);
    assert_eq!(senior.table.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["Levels.fyi"]);
    // The scale is that of all, so that the choices can be compared.
    let ticks = |svg: &str| svg.matches("$").count();
    assert!(ticks(&senior.svg) >= 4 && senior.label.contains("senior"), "{}", senior.label);
}

#[test]
fn bars_of_a_stacked_column_add_up_to_its_rows() {
    let (profile, table) = table(344);
    let drawings = columns(&profile, &table, Some("species"), 360);
    let flipper = &drawings[0].1.table;
    assert_eq!(flipper.headers, ["from to", "rows", EVIL, "Adelie", "Gentoo"]);
    for row in &flipper.rows[..12] {
        let parts: u64 = row[2..].iter().map(|cell| cell.parse::<u64>().unwrap()).sum();
        assert_eq!(row[1].parse::<u64>().unwrap(), parts, "{row:?}");
    }
}

#[test]
fn empty_reports_draw_nothing_and_one_class_draws_something() {
    let mut empty = report(&["only", "other"], 10, 0.9);
    empty.classes.clear();
    empty.confusion.clear();
    empty.roc.clear();
    empty.precision_recall.clear();
    empty.importances.clear();
    empty.outcomes.clear();
    empty.cross_validation = None;
    assert_eq!(training(&empty, 360).len(), 0);
    assert_eq!(plane(360, &["only".to_owned()], 3).table.rows.len(), 1);
}
