//! Two models on the same rows: whether they differ more than coin flips would.
//!
//! McNemar, *Note on the sampling error of the difference between correlated proportions* (1947), in its exact form.

/// min(1, 2·P(X ≤ min(b, c))) for X binomial with b + c draws of ½; 1 when nothing differs.
pub fn mcnemar(b: u64, c: u64) -> f64 {
    let (draws, fewer) = (b + c, b.min(c));
    // Terms C(n, i)/2ⁿ as logarithms, summed from the largest down so that none is lost.
    let mut ln_term = -(draws as f64) * std::f64::consts::LN_2;
    let mut terms = vec![ln_term];
    for i in 0..fewer {
        ln_term += libm::log((draws - i) as f64) - libm::log((i + 1) as f64);
        terms.push(ln_term);
    }
    let tail: f64 = terms.iter().rev().map(|ln_term| libm::exp(*ln_term)).sum();
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_agrees_with_scipys_binomtest() {
        // scipy.stats.binomtest(min(b, c), b + c, 0.5).pvalue, SciPy 1.17.1.
        for (b, c, expected) in [
            (0, 0, 1.0),
            (1, 0, 1.0),
            (5, 0, 0.0625),
            (3, 12, 0.03515625),
            (10, 10, 1.0),
            (121, 59, 4.434_449_263_755_164_5e-6),
            (700, 900, 6.319_484_959_450_105e-7),
        ] {
            for p in [mcnemar(b, c), mcnemar(c, b)] {
                assert!((p - expected).abs() <= 1e-9 * expected, "{b} {c}: {p:e} {expected:e}");
            }
        }
    }
}
