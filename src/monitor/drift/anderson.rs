//! Anderson–Darling for k samples, here two: differences of the distribution functions, weighted most at the tails.
//!
//! Scholz and Stephens, *K-sample Anderson–Darling tests* (1987), equation 7 with midranks; p interpolated between their
//! tabulated levels as scipy does, so it never leaves 0.001..=0.25.

use super::{Numbers, TestResult};
use crate::monitor::Error;

const LEVELS: [f64; 7] = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];

/// The tabulated critical values for two samples: b₀ + b₁ + b₂ of their table 2.
const CRITICAL: [f64; 7] = [
    0.675 - 0.245 - 0.105,
    1.281 + 0.25 - 0.305,
    1.645 + 0.678 - 0.362,
    1.96 + 1.149 - 0.391,
    2.326 + 1.822 - 0.396,
    2.573 + 2.364 - 0.345,
    3.085 + 3.615 - 0.154,
];

/// (A² − 1)/σ, about −1.3 and up, and its p-value, 0.001..=0.25. Needs four values that are not all equal.
pub fn anderson_darling(numbers: &Numbers) -> Result<TestResult, Error> {
    const TEST: &str = "the Anderson–Darling test";
    let (n, m) = (numbers.reference().len() as f64, numbers.current().len() as f64);
    let all = n + m;
    if all < 4.0 {
        return Err(Error::TooFew { which: "current", found: numbers.current().len(), test: TEST, least: 2 });
    }
    numbers.varied(TEST)?;
    let (mut i, mut j, mut left, mut right) = (0.0, 0.0, 0.0, 0.0);
    numbers.walk(|_, reference, current| {
        let (reference, current) = (reference as f64, current as f64);
        let equal = reference + current;
        let below = i + j + equal / 2.0;
        let spread = below * (all - below) - all * equal / 4.0;
        let term = |upto: f64, here: f64, size: f64| {
            let away = all * (upto + here / 2.0) - below * size;
            equal / all * away * away / spread
        };
        left += term(i, reference, n);
        right += term(j, current, m);
        i += reference;
        j += current;
    });
    let squared = (left / n + right / m) * (all - 1.0) / all;
    let statistic = (squared - 1.0) / variance(all, 1.0 / n + 1.0 / m).sqrt();
    let p_value = if statistic < CRITICAL[0] {
        LEVELS[0]
    } else if statistic > CRITICAL[6] {
        LEVELS[6]
    } else {
        libm::exp(parabola(statistic))
    };
    Ok(TestResult::test(statistic, p_value))
}

/// Variance of A² for two samples of `all` values, `inverse` the sum of 1/size.
fn variance(all: f64, inverse: f64) -> f64 {
    let (mut sum, mut g) = (0.0, 0.0);
    let count = all as u64;
    for place in 2..count {
        sum += 1.0 / (count - place + 1) as f64;
        g += sum / place as f64;
    }
    let h = sum + 1.0;
    let k = 2.0;
    let a = (4.0 * g - 6.0) * (k - 1.0) + (10.0 - 6.0 * g) * inverse;
    let b = (2.0 * g - 4.0) * k * k + 8.0 * h * k + (2.0 * g - 14.0 * h - 4.0) * inverse - 8.0 * h + 4.0 * g - 6.0;
    let c = (6.0 * h + 2.0 * g - 2.0) * k * k + (4.0 * h - 4.0 * g + 6.0) * k + (2.0 * h - 6.0) * inverse + 4.0 * h;
    let d = (2.0 * h + 6.0) * k * k - 4.0 * h * k;
    (a * all * all * all + b * all * all + c * all + d) / ((all - 1.0) * (all - 2.0) * (all - 3.0))
}

/// The parabola through ln(level) over the critical values, by least squares, at `x`.
fn parabola(x: f64) -> f64 {
    let middle = CRITICAL.iter().sum::<f64>() / 7.0;
    let mut sums = [0.0; 5];
    let mut right = [0.0; 3];
    for (critical, level) in CRITICAL.iter().zip(LEVELS) {
        let off = critical - middle;
        let powers = [1.0, off, off * off, off * off * off, off * off * off * off];
        sums.iter_mut().zip(powers).for_each(|(sum, power)| *sum += power);
        right.iter_mut().zip(powers).for_each(|(sum, power)| *sum += power * libm::log(level));
    }
    // Cramer's rule on the three normal equations.
    let rows = [[sums[0], sums[1], sums[2]], [sums[1], sums[2], sums[3]], [sums[2], sums[3], sums[4]]];
    let whole = determinant(&rows);
    let solved = |column: usize| {
        let mut with = rows;
        with.iter_mut().zip(right).for_each(|(row, value)| row[column] = value);
        determinant(&with) / whole
    };
    let off = x - middle;
    solved(0) + off * (solved(1) + off * solved(2))
}

fn determinant([a, b, c]: &[[f64; 3]; 3]) -> f64 {
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
}
