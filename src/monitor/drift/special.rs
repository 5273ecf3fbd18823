//! Tail probabilities of the distributions that the tests refer to, from `libm` alone, so that they are the same everywhere.
//!
//! Press et al., *Numerical Recipes* (2007), section 6.2 for the incomplete gamma function; Temme, *On the numerical
//! evaluation of the modified Bessel function of the third kind* (1975) for the integral of K.

use crate::learn::interval::distribution;

/// Probability that a standard normal variable is above `z`.
pub(crate) fn normal_above(z: f64) -> f64 {
    0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}

/// Probability that Student's t with `freedom` degrees of freedom is further from 0 than `t` on either side.
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    distribution::incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

/// Probability that chi-square with `freedom` degrees of freedom is above `x`; 1 below 0, 0 at infinity.
pub(crate) fn chi_square_above(x: f64, freedom: f64) -> f64 {
    gamma_above(freedom / 2.0, x / 2.0)
}

/// The regularised upper incomplete gamma function Q(a, x), `a` above 0.
pub(crate) fn gamma_above(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x.is_infinite() {
        return 0.0;
    }
    let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 { (1.0 - front * gamma_series(a, x)).max(0.0) } else { front * gamma_fraction(a, x) }
}

fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut step) = (1.0 / a, 1.0 / a, a);
    for _ in 0..100_000 {
        step += 1.0;
        term *= x / step;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut whole = d;
    for step in 1..100_000 {
        let i = f64::from(step);
        let above = -i * (i - a);
        b += 2.0;
        d = 1.0 / away(above * d + b);
        c = away(b + above / c);
        whole *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    whole
}

fn away(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

/// The modified Bessel function K of order ¼ times exp(x), for `x` above 0.
///
/// ∫₀^∞ exp(x − x·cosh t)·cosh(t/4) dt by the trapezoid rule, which converges faster than any power of the step here.
pub(crate) fn bessel_quarter_scaled(x: f64) -> f64 {
    const STEP: f64 = 1.0 / 16.0;
    let mut sum = 0.5;
    for place in 1..4000 {
        let t = f64::from(place) * STEP;
        let exponent = x - x * libm::cosh(t);
        if exponent < -745.0 {
            break;
        }
        sum += libm::exp(exponent) * libm::cosh(t / 4.0);
    }
    sum * STEP
}

/// ln of the number of ways to draw `k` of `n`.
pub(crate) fn ln_choose(n: f64, k: f64) -> f64 {
    libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} {expected}");
    }

    // Expected values: scipy 1.17.1, special.gammaincc, kve, stats.t.sf.
    #[test]
    fn tails_and_bessel_are_scipys() {
        check(gamma_above(0.5, 0.3), 0.438_578_026_080_999_7);
        check(gamma_above(3.0, 20.0), 4.555_149_505_589_212_5e-7);
        check(chi_square_above(1080.0, 1000.0), 0.039_367_642_406_412_3);
        check(bessel_quarter_scaled(0.01), 6.227_707_994_041_582);
        check(bessel_quarter_scaled(3.7), 0.637_004_038_683_089_3);
        check(student_two_sided(2.5, 9.0), 0.033_861_827_682_985_735);
        check(normal_above(1.5), 0.066_807_201_268_858_07);
    }
}
