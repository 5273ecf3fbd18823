//! Paths in SVG's words (SVG 2, section 9.3) as steps: lines, curves, and arcs of circles.

use super::layout::PathSegment;

/// The segments of a path, up to the first command that is not known.
pub(super) fn steps(commands: &str) -> Vec<PathSegment> {
    let mut steps = Vec::new();
    let (mut pen, mut begin) = ((0.0_f32, 0.0_f32), (0.0_f32, 0.0_f32));
    for (letter, numbers) in split(commands) {
        let relative = letter.is_ascii_lowercase();
        let of = match letter.to_ascii_uppercase() {
            'M' | 'L' => 2,
            'H' | 'V' => 1,
            'Q' => 4,
            'C' => 6,
            'A' => 7,
            'Z' => {
                steps.push(PathSegment::Close);
                pen = begin;
                continue;
            }
            _ => return steps,
        };
        for (at, group) in numbers.chunks_exact(of).enumerate() {
            let from = if relative { pen } else { (0.0, 0.0) };
            let point = |x: usize| (from.0 + group.get(x).unwrap_or(&0.0), from.1 + group.get(x + 1).unwrap_or(&0.0));
            match letter.to_ascii_uppercase() {
                'M' if at == 0 => {
                    pen = point(0);
                    begin = pen;
                    steps.push(PathSegment::Move(pen.0, pen.1));
                    continue;
                }
                'M' | 'L' => pen = point(0),
                'H' => pen.0 = point(0).0,
                'V' => pen.1 = from.1 + group.first().unwrap_or(&0.0),
                'Q' => {
                    let (handle, end) = (point(0), point(2));
                    let towards = |from: (f32, f32)| (from.0 + (handle.0 - from.0) * 2.0 / 3.0, from.1 + (handle.1 - from.1) * 2.0 / 3.0);
                    let (first, second) = (towards(pen), towards(end));
                    steps.push(PathSegment::Curve(first.0, first.1, second.0, second.1, end.0, end.1));
                    pen = end;
                    continue;
                }
                'C' => {
                    let (first, second, end) = (point(0), point(2), point(4));
                    steps.push(PathSegment::Curve(first.0, first.1, second.0, second.1, end.0, end.1));
                    pen = end;
                    continue;
                }
                _ => {
                    let (large, sweep) = (group.get(3).is_some_and(|flag| *flag != 0.0), group.get(4).is_some_and(|flag| *flag != 0.0));
                    let end = point(5);
                    arc(&mut steps, pen, end, group.first().copied().unwrap_or(0.0), large, sweep);
                    pen = end;
                    continue;
                }
            }
            steps.push(PathSegment::Line(pen.0, pen.1));
        }
    }
    steps
}

/// Letters, each with the numbers after it.
fn split(commands: &str) -> Vec<(char, Vec<f32>)> {
    let mut found: Vec<(char, Vec<f32>)> = Vec::new();
    let mut number = String::new();
    let finish = |number: &mut String, found: &mut Vec<(char, Vec<f32>)>| {
        if let (Ok(value), Some((_, numbers))) = (number.parse(), found.last_mut()) {
            numbers.push(value);
        }
        number.clear();
    };
    for character in commands.chars() {
        match character {
            'e' | '0'..='9' => number.push(character),
            '.' if !number.contains('.') => number.push(character),
            '-' if number.is_empty() || number.ends_with('e') => number.push(character),
            '-' | '.' => {
                finish(&mut number, &mut found);
                number.push(character);
            }
            _ => {
                finish(&mut number, &mut found);
                if character.is_ascii_alphabetic() {
                    found.push((character, vec![]));
                }
            }
        }
    }
    finish(&mut number, &mut found);
    found
}

/// An arc of a circle as Bézier curves of at most a quarter each (SVG 2, appendix B.2.4, for equal radii).
fn arc(steps: &mut Vec<PathSegment>, from: (f32, f32), to: (f32, f32), radius: f32, large: bool, sweep: bool) {
    let chord = ((to.0 - from.0) / 2.0, (to.1 - from.1) / 2.0);
    let half = chord.0.hypot(chord.1);
    if half == 0.0 || radius == 0.0 {
        steps.push(PathSegment::Line(to.0, to.1));
        return;
    }
    let radius = radius.max(half);
    let away = (radius * radius - half * half).max(0.0).sqrt() * if large == sweep { -1.0 } else { 1.0 };
    let centre = (from.0 + chord.0 - away * chord.1 / half, from.1 + chord.1 + away * chord.0 / half);
    let angle = |point: (f32, f32)| (point.1 - centre.1).atan2(point.0 - centre.0);
    let (start, full) = (angle(from), std::f32::consts::TAU);
    let mut turn = angle(to) - start;
    if sweep && turn <= 0.0 {
        turn += full;
    } else if !sweep && turn >= 0.0 {
        turn -= full;
    }
    let parts = (turn.abs() / std::f32::consts::FRAC_PI_2).ceil().max(1.0);
    let part = turn / parts;
    let handle = 4.0 / 3.0 * (part / 4.0).tan() * radius;
    for index in 0..parts as usize {
        let (one, two) = (start + part * index as f32, start + part * (index + 1) as f32);
        let at = |angle: f32| (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin());
        let (begin, end) = (at(one), at(two));
        steps.push(PathSegment::Curve(
            begin.0 - handle * one.sin(),
            begin.1 + handle * one.cos(),
            end.0 + handle * two.sin(),
            end.1 - handle * two.cos(),
            end.0,
            end.1,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_every_spelling() {
        let expected = [
            PathSegment::Move(1.0, 2.0),
            PathSegment::Line(4.0, 2.0),
            PathSegment::Line(4.0, -1.5),
            PathSegment::Line(0.0, 0.0),
            PathSegment::Close,
        ];
        for text in ["M1 2L4 2L4 -1.5L0 0z", "M1,2H4V-1.5L0,0Z", "m1 2h3v-3.5l-4 1.5z", "M1 2 4 2 4-1.5 0 0z"] {
            assert_eq!(steps(text), expected, "{text}");
        }
    }

    #[test]
    fn half_circles_end_where_they_should_and_bulge_to_their_side() {
        let found = steps("M0 0a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z");
        let ends: Vec<(f32, f32)> = found
            .iter()
            .filter_map(|step| {
                if let PathSegment::Curve(.., x, y) = step {
                    Some(((x * 100.0).round() / 100.0, (y * 100.0).round() / 100.0))
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(ends, [(2.0, 2.0), (4.0, 0.0), (2.0, -2.0), (0.0, 0.0)]);
    }

    #[test]
    fn a_quarter_goes_the_short_way_round() {
        let found = steps("M0 0A2 2 0 0 1 2 2");
        assert_eq!(found.len(), 2);
        let PathSegment::Curve(x1, y1, ..) = found[1] else { panic!("no curve") };
        assert!(x1 > 1.0 && y1.abs() < 1e-5, "{x1} {y1}");
    }
}
