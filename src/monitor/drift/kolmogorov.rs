//! The distribution of the one-sample Kolmogorov–Smirnov statistic, which the two-sample test refers to when samples are large.
//!
//! Marsaglia, Tsang and Wang, *Evaluating Kolmogorov's distribution* (2003); Pelz and Good (1976); Miller (1956); chosen
//! among as Simard and L'Ecuyer, *Computing the two-sided Kolmogorov–Smirnov distribution* (2011), advise and scipy does.

use std::f64::consts::PI;

use super::special::ln_choose;

/// Probability that the statistic of `n` values is above `x`, 0..=1.
pub(crate) fn above(n: f64, x: f64) -> f64 {
    if x >= 1.0 || x <= 0.0 {
        return if x >= 1.0 { 0.0 } else { 1.0 };
    }
    let t = n * x;
    let squared = t * x;
    if t <= 0.5 {
        1.0
    } else if t <= 1.0 {
        1.0 - libm::exp(libm::lgamma(n + 1.0) - n * libm::log(n) + n * libm::log(2.0 * t - 1.0))
    } else if t >= n - 1.0 {
        2.0 * libm::pow(1.0 - x, n)
    } else if x >= 0.5 || squared > 4.0 || (n > 140.0 && squared >= 2.2) {
        if squared >= 370.0 { 0.0 } else { (2.0 * one_sided(n, x)).min(1.0) }
    } else if n <= 140.0 || (n <= 100_000.0 && t * libm::sqrt(x) <= 1.4) {
        1.0 - below_by_matrix(n, x)
    } else {
        1.0 - below_for_many(n, x)
    }
}

/// Probability that the one-sided statistic is at least `x`: Birnbaum and Tingey's sum.
fn one_sided(n: f64, x: f64) -> f64 {
    let last = (n * (1.0 - x)).floor() as u64;
    let mut sum = 0.0;
    for place in 0..=last {
        let j = place as f64;
        let rest = 1.0 - x - j / n;
        let reached = x + j / n;
        let tail = if j == n { 0.0 } else { (n - j) * libm::log(rest) };
        let term = ln_choose(n, j) + (j - 1.0) * libm::log(reached) + tail;
        if rest > 0.0 && term > -740.0 {
            sum += libm::exp(term);
        }
    }
    x * sum
}

/// A power of a matrix of non-negative numbers, its scale kept apart: the true entries are `entries` · 10^(140·`scale`).
struct ScaledMatrix {
    entries: Vec<f64>,
    scale: i32,
}

fn product(size: usize, left: &ScaledMatrix, right: &ScaledMatrix) -> ScaledMatrix {
    let mut entries = vec![0.0; size * size];
    for (row, into) in left.entries.chunks_exact(size).zip(entries.chunks_exact_mut(size)) {
        for (factor, line) in row.iter().zip(right.entries.chunks_exact(size)) {
            into.iter_mut().zip(line).for_each(|(sum, value)| *sum += factor * value);
        }
    }
    let mut scale = left.scale + right.scale;
    if entries.get((size / 2) * size + size / 2).is_some_and(|middle| *middle > 1e140) {
        entries.iter_mut().for_each(|entry| *entry *= 1e-140);
        scale += 1;
    }
    ScaledMatrix { entries, scale }
}

/// Durbin's matrix, as Marsaglia, Tsang and Wang raise it to a power: exact but for rounding.
fn below_by_matrix(n: f64, x: f64) -> f64 {
    let t = n * x;
    let k = t.ceil() as usize;
    let h = k as f64 - t;
    let size = 2 * k - 1;
    let mut entries = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..size.min(row + 2) {
            let mut entry = 1.0;
            if column == 0 {
                entry -= libm::pow(h, (row + 1) as f64);
            }
            if row == size - 1 {
                entry -= libm::pow(h, (size - column) as f64);
            }
            if row == size - 1 && column == 0 && 2.0 * h > 1.0 {
                entry += libm::pow(2.0 * h - 1.0, size as f64);
            }
            (1..row + 2 - column).for_each(|divisor| entry /= divisor as f64);
            entries[row * size + column] = entry;
        }
    }
    let mut square = ScaledMatrix { entries, scale: 0 };
    let mut whole: Option<ScaledMatrix> = None;
    let mut power = n as u64;
    while power > 0 {
        if power % 2 == 1 {
            whole = Some(whole.map_or_else(
                || ScaledMatrix { entries: square.entries.clone(), scale: square.scale },
                |whole| product(size, &whole, &square),
            ));
        }
        power /= 2;
        if power > 0 {
            square = product(size, &square, &square);
        }
    }
    let Some(whole) = whole else { return 0.0 };
    let (mut share, mut scale) = (whole.entries[(k - 1) * size + k - 1], whole.scale);
    for step in 1..=n as u64 {
        share *= step as f64 / n;
        if share < 1e-140 {
            share *= 1e140;
            scale -= 1;
        }
    }
    share * libm::pow(10.0, 140.0 * f64::from(scale))
}

/// Pelz and Good's expansion in 1/√n, for many values; scipy's terms.
fn below_for_many(n: f64, x: f64) -> f64 {
    let z = n.sqrt() * x;
    let (z2, pi2) = (z * z, PI * PI);
    let (z4, z6, z8) = (z2 * z2, z2 * z2 * z2, z2 * z2 * z2 * z2);
    let (pi4, pi6) = (pi2 * pi2, pi2 * pi2 * pi2);
    let ln_q = -pi2 / 8.0 / z2;
    if ln_q < -708.0 {
        return 0.0;
    }
    let mut sums = [0.0; 4];
    let most = (16.0 * z / PI).ceil() as u32;
    for k in (1..=most).rev() {
        let m2 = f64::from((2 * k - 1) * (2 * k - 1));
        let (m4, m6) = (m2 * m2, m2 * m2 * m2);
        // Σ c·q^(m²) over odd m.
        let weight = libm::exp(ln_q * m2);
        sums[0] += weight;
        sums[1] += weight * (-z2 + pi2 / 4.0 * m2);
        sums[2] += weight * (6.0 * z6 + 2.0 * z4 + (2.0 * z4 - 5.0 * z2) * pi2 / 4.0 * m2 + pi4 * (1.0 - 2.0 * z2) / 16.0 * m4);
        sums[3] += weight
            * (-30.0 * z6 - 90.0 * z8
                + pi2 * (135.0 * z4 - 96.0 * z6) / 4.0 * m2
                + pi4 * (-60.0 * z2 + 212.0 * z4) / 16.0 * m4
                + pi6 * (5.0 - 30.0 * z2) / 64.0 * m6);
    }
    let root = (2.0 * PI).sqrt();
    let (z3, z7, z10) = (z2 * z, z6 * z, z8 * z2);
    for (sum, below) in sums.iter_mut().zip([z, 6.0 * z4, 72.0 * z7, 6480.0 * z10]) {
        *sum *= root / below;
    }
    for k in (1..=most).rev() {
        let k2 = f64::from(k * k);
        let weight = libm::exp(-pi2 / 2.0 / z2 * k2);
        sums[2] -= k2 * weight * pi2 * root / (36.0 * z3);
        sums[3] += (3.0 * z2 - pi2 * k2) * k2 * weight * pi2 * root / (216.0 * z6);
    }
    sums[0] + sums[1] / n.sqrt() + sums[2] / n + sums[3] / (n * n.sqrt())
}

#[cfg(test)]
mod tests {
    use super::above;

    // Expected values: scipy 1.17.1, stats.kstwo.sf(x, n).
    #[test]
    fn tails_are_scipys_on_every_branch() {
        for (n, x, expected) in KSTWO {
            let found = above(n, x);
            assert!((found - expected).abs() <= 1e-9 * expected + 1e-13, "n {n}, x {x}: {found}, not {expected}");
        }
    }

    const KSTWO: [(f64, f64, f64); 25] = [
        (1.0, 0.6, 0.8),
        (5.0, 0.15, 0.9988),
        (30.0, 0.02, 1.0),
        (30.0, 0.03, 0.9999999999999984),
        (30.0, 0.12, 0.736219034498267),
        (100.0, 0.08, 0.5182193645480672),
        (100.0, 0.15, 0.019839242125643017),
        (100.0, 0.3, 1.7719869892662917e-08),
        (30.0, 0.7, 2.9314301190865507e-15),
        (30.0, 0.98, 2.1474836480000572e-51),
        (141.0, 0.03, 0.9992107601012719),
        (200.0, 0.1, 0.03411035080315383),
        (200.0, 0.2, 1.7317874617308334e-07),
        (5000.0, 0.004, 0.9999977369528622),
        (5000.0, 0.01, 0.6954557253913853),
        (5000.0, 0.02, 0.03613941395325637),
        (5000.0, 0.03, 0.00024159234422666817),
        (50000.0, 0.002, 0.9880386605338913),
        (50000.0, 0.004, 0.3994316646755731),
        (50000.0, 0.008, 0.003305231279334067),
        (500000.0, 0.001, 0.6989801443663661),
        (500000.0, 0.0015, 0.21034190155828947),
        (500000.0, 0.002, 0.036582179671620585),
        (500000.0, 0.003, 0.00024632301239186754),
        (2000000.0, 0.0005, 0.6991771101944894),
    ];
}
