//! Point shapes: each class has its own, so that colour never carries a class alone.

use super::canvas::num;

/// Path of a class's shape around a point; `radius` is half its height. Ten shapes, then they repeat.
pub(super) fn shape(class: usize, x: f64, y: f64, radius: f64) -> String {
    let r = radius;
    let corners = |points: &[(f64, f64)]| {
        let mut commands = String::new();
        let mut last = (0.0, 0.0);
        for (index, (dx, dy)) in points.iter().enumerate() {
            if index == 0 {
                commands.push_str(&format!("M{} {}", num(x + dx), num(y + dy)));
            } else {
                commands.push_str(&format!("l{} {}", num(dx - last.0), num(dy - last.1)));
            }
            last = (*dx, *dy);
        }
        commands.push('z');
        commands
    };
    match class % 10 {
        0 => format!("M{} {}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0z", num(x - r), num(y), num(2.0 * r), num(-2.0 * r), r = num(r)),
        1 => corners(&[(0.0, -1.15 * r), (1.1 * r, 0.85 * r), (-1.1 * r, 0.85 * r)]),
        2 => corners(&[(-0.9 * r, -0.9 * r), (0.9 * r, -0.9 * r), (0.9 * r, 0.9 * r), (-0.9 * r, 0.9 * r)]),
        3 => corners(&[(0.0, -1.25 * r), (1.25 * r, 0.0), (0.0, 1.25 * r), (-1.25 * r, 0.0)]),
        4 => corners(&[(0.0, 1.15 * r), (1.1 * r, -0.85 * r), (-1.1 * r, -0.85 * r)]),
        5 => plus(x, y, r, false),
        6 => plus(x, y, r, true),
        7 => corners(&[(-1.15 * r, 0.0), (0.85 * r, -1.1 * r), (0.85 * r, 1.1 * r)]),
        8 => corners(&[(1.15 * r, 0.0), (-0.85 * r, -1.1 * r), (-0.85 * r, 1.1 * r)]),
        _ => corners(&[(-0.6 * r, -r), (0.6 * r, -r), (1.2 * r, 0.0), (0.6 * r, r), (-0.6 * r, r), (-1.2 * r, 0.0)]),
    }
}

/// A cross with thick arms, upright or turned by 45°.
fn plus(x: f64, y: f64, r: f64, turned: bool) -> String {
    let (a, b) = (1.2 * r, 0.4 * r);
    let outline = [(-b, -a), (b, -a), (b, -b), (a, -b), (a, b), (b, b), (b, a), (-b, a), (-b, b), (-a, b), (-a, -b), (-b, -b)];
    let half = std::f64::consts::FRAC_1_SQRT_2;
    let points: Vec<(f64, f64)> =
        outline.iter().map(|(dx, dy)| if turned { (x + half * (dx - dy), y + half * (dx + dy)) } else { (x + dx, y + dy) }).collect();
    format!("{}z", super::canvas::path(&points))
}
