//! How mixed a node is, in a form that one moved row updates in constant time.
//!
//! Both measures are a sum of one term per class and one closing step; the weighted impurity decrease of a split is then
//! `merit(left) + merit(right) − merit(node)`.

/// A measure of purity.
pub(super) trait Impurity {
    /// The term of a class with this weight.
    fn term(weight: f64) -> f64;
    /// The merit of a side from the sum of its terms and its weight; larger is purer.
    fn merit(terms: f64, weight: f64) -> f64;
}

/// Gini: the terms are squares, and merit is Σ w² / W.
pub(super) struct Gini;

impl Impurity for Gini {
    #[inline(always)]
    fn term(weight: f64) -> f64 {
        weight * weight
    }

    #[inline(always)]
    fn merit(terms: f64, weight: f64) -> f64 {
        terms / weight
    }
}

/// Entropy in bits: the terms are w·log2 w, and merit is Σ w·log2 w − W·log2 W.
pub(super) struct Entropy;

impl Impurity for Entropy {
    #[inline]
    fn term(weight: f64) -> f64 {
        // A weight taken away class by class may end a rounding error below zero.
        if weight > 0.0 { weight * libm::log2(weight) } else { 0.0 }
    }

    #[inline]
    fn merit(terms: f64, weight: f64) -> f64 {
        terms - Self::term(weight)
    }
}
