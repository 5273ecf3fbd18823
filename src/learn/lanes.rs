//! Inner loops over numbers in a row. Sums run in eight lanes that are added up in a fixed order: the compiler makes
//! vector instructions of them, and native and wasm code still agree to the last bit.
//!
//! The exponential is Cody and Waite's, *Software Manual for the Elementary Functions* (1980): a power of two times a
//! polynomial. Unlike a library's it has no branch, so that a loop over it becomes vector instructions too.

/// Numbers added side by side.
const LANES: usize = 8;

/// Sum of the lanes, always in this order.
#[inline]
fn fold(lanes: [f64; LANES]) -> f64 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// Σ of `term` over two lists; the shorter one decides.
#[inline]
fn sum_over(a: &[f64], b: &[f64], term: impl Fn(f64, f64) -> f64) -> f64 {
    let length = a.len().min(b.len());
    let ((a, a_rest), (b, b_rest)) = (a[..length].as_chunks::<LANES>(), b[..length].as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            lanes[lane] += term(a[lane], b[lane]);
        }
    }
    a_rest.iter().zip(b_rest).fold(fold(lanes), |sum, (a, b)| sum + term(*a, *b))
}

/// Σ a·b.
#[inline]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    sum_over(a, b, |a, b| a * b)
}

/// Σ a.
#[inline]
pub(super) fn sum(a: &[f64]) -> f64 {
    sum_over(a, a, |a, _| a)
}

/// Σ (a − center)².
#[inline]
pub(super) fn squares_about(a: &[f64], center: f64) -> f64 {
    sum_over(a, a, |a, _| (a - center) * (a - center))
}

/// Arithmetic mean; 0 of nothing.
#[inline]
pub(super) fn mean(a: &[f64]) -> f64 {
    sum(a) / a.len().max(1) as f64
}

/// to += factor · what.
#[inline]
pub(super) fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += factor * what);
}

/// Largest absolute value; 0 of nothing.
pub(super) fn largest_size(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |top, value| f64::max(top, value.abs()))
}

/// eˣ to the last bit but one, for −708 to 709; beyond that the nearer of the two ends.
#[inline]
pub(super) fn exp(x: f64) -> f64 {
    // Adding it moves the nearest whole number into the low bits.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    // ln 2 in two parts, the first with few bits, so that its multiples are exact.
    const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let x = if x < -708.0 { -708.0 } else { x };
    let x = if x > 709.0 { 709.0 } else { x };
    let shifted = x * std::f64::consts::LOG2_E + SHIFT;
    let power = shifted - SHIFT;
    let rest = x - power * LN2_HIGH - power * LN2_LOW;
    let mut polynomial = 1.0 / 6_227_020_800.0;
    for factor in [
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        polynomial = polynomial * rest + factor;
    }
    polynomial * f64::from_bits((shifted.to_bits().wrapping_add(1023)) << 52)
}

/// Turns scores into shares that sum to 1; returns ln Σ exp(score).
pub(super) fn softmax(scores: &mut [f64]) -> f64 {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - top);
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
    top + libm::log(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_agree_with_counting_by_hand() {
        let a: Vec<f64> = (1..=19).map(f64::from).collect();
        let b: Vec<f64> = (1..=19).map(|number| f64::from(number) / 2.0).collect();
        assert_eq!((sum(&a), mean(&a), dot(&a, &b)), (190.0, 10.0, 1235.0));
        assert_eq!(squares_about(&a, 10.0), 570.0);
        assert_eq!((sum(&[]), mean(&[]), largest_size(&[1.0, -3.0, 2.0])), (0.0, 0.0, 3.0));
    }

    #[test]
    fn the_exponential_is_exact_but_for_the_last_bits() {
        for step in -70_000..70_000 {
            let x = f64::from(step) / 100.0 + 0.001_234_5;
            let (found, wanted) = (exp(x), libm::exp(x));
            assert!((found - wanted).abs() <= 4e-16 * wanted, "exp({x}) is {found}, not {wanted}");
        }
        assert_eq!((exp(0.0), exp(-1e9) < 1e-300, exp(1e9).is_finite()), (1.0, true, true));
    }

    #[test]
    fn shares_sum_to_one_however_large_the_scores() {
        let mut scores = [1000.0, 1001.0, -5000.0];
        let top = softmax(&mut scores);
        assert!((top - 1_001.313_261_687_518_2).abs() < 1e-9, "{top}");
        assert!((scores[0] - 0.268_941_421_369_995_1).abs() < 1e-12 && (scores.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
