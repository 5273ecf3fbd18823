//! How many groups: the bend of the inertia curve and the highest silhouette.
//!
//! Satopää et al., *Finding a "kneedle" in a haystack* (2011): the bend is the point farthest below the straight line from
//! the first point to the last, both axes scaled to 0..=1.

use crate::dataset::order;
use crate::protocol::cluster::{Elbow, ElbowPoint};

/// The clusterings tried, in order of their number of groups, with the two usual suggestions.
pub fn elbow(mut points: Vec<ElbowPoint>) -> Elbow {
    order::by_key(&mut points, |point| point.clusters);
    let best = points.iter().filter_map(|point| Some((point.silhouette?, point.clusters)));
    // Of equals the fewest groups.
    let best = best.fold(None, |best: Option<(f64, u32)>, here| if best.is_none_or(|best| here.0 > best.0) { Some(here) } else { best });
    Elbow { bend: bend(&points), best_silhouette: best.map(|best| best.1), points }
}

fn bend(points: &[ElbowPoint]) -> Option<u32> {
    let (first, last) = (points.first()?, points.last()?);
    let (across, down) = (f64::from(last.clusters) - f64::from(first.clusters), first.inertia - last.inertia);
    if points.len() < 3 || across <= 0.0 || down <= 0.0 {
        return None;
    }
    let below = |point: &ElbowPoint| {
        let along = (f64::from(point.clusters) - f64::from(first.clusters)) / across;
        (first.inertia - point.inertia) / down - along
    };
    let deepest = points.iter().fold(None, |deepest: Option<(f64, u32)>, point| {
        let depth = below(point);
        if deepest.is_none_or(|deepest| depth > deepest.0) { Some((depth, point.clusters)) } else { deepest }
    });
    deepest.filter(|deepest| deepest.0 > 0.0).map(|deepest| deepest.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(inertia: &[f64]) -> Vec<ElbowPoint> {
        let point = |(place, inertia): (usize, &f64)| ElbowPoint {
            clusters: place as u32 + 1,
            inertia: *inertia,
            silhouette: (place > 0).then(|| 0.7 - (place as f64 - 3.0).abs() / 10.0),
        };
        inertia.iter().enumerate().map(point).collect()
    }

    #[test]
    fn the_bend_lies_where_the_inertia_stops_falling() {
        let found = elbow(points(&[1000.0, 480.0, 110.0, 95.0, 84.0, 77.0]));
        assert_eq!((found.bend, found.best_silhouette), (Some(3), Some(4)));
    }

    #[test]
    fn a_straight_line_has_no_bend() {
        assert_eq!(elbow(points(&[100.0, 80.0, 60.0, 40.0])).bend, None);
        assert_eq!(elbow(points(&[100.0, 20.0])).bend, None);
    }
}
