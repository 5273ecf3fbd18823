//! Gradient, hessian and row count of one row or of many, as two whole numbers that are added at once.
//!
//! Fixed-point sums are exact, so they do not depend on the order of the rows, and a child's sums are the parent's less its
//! sibling's to the last bit. The first lane holds the gradient, the second the count above the hessian.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{i64x2, i64x2_add, i64x2_extract_lane, i64x2_sub, v128};

/// The sums.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy, Debug)]
pub(super) struct GradientSums(v128);

/// The sums.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub(super) struct GradientSums([i64; 2]);

#[cfg(target_arch = "wasm32")]
impl GradientSums {
    #[inline]
    pub(super) fn of(gradient: i64, counted: i64) -> Self {
        Self(i64x2(gradient, counted))
    }

    #[inline]
    pub(super) fn add(self, other: Self) -> Self {
        Self(i64x2_add(self.0, other.0))
    }

    #[inline]
    pub(super) fn less(self, other: Self) -> Self {
        Self(i64x2_sub(self.0, other.0))
    }

    #[inline]
    fn lanes(self) -> (i64, i64) {
        (i64x2_extract_lane::<0>(self.0), i64x2_extract_lane::<1>(self.0))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl GradientSums {
    #[inline]
    pub(super) fn of(gradient: i64, counted: i64) -> Self {
        Self([gradient, counted])
    }

    #[inline]
    pub(super) fn add(self, other: Self) -> Self {
        Self([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }

    #[inline]
    pub(super) fn less(self, other: Self) -> Self {
        Self([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }

    #[inline]
    fn lanes(self) -> (i64, i64) {
        (self.0[0], self.0[1])
    }
}

impl GradientSums {
    /// No rows.
    pub(super) fn zero() -> Self {
        Self::of(0, 0)
    }

    /// No rows are in it.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.lanes().1 == 0
    }
}

/// What one unit of the whole numbers stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct FixedPointUnits {
    gradient: f64,
    hessian: f64,
    /// Bits below the count; the hessian of all rows together stays under them.
    shift: u32,
    /// Every hessian is 1, so the count says it.
    constant: bool,
}

/// Sums as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GradientTotals {
    pub(super) gradient: f64,
    pub(super) hessian: f64,
    pub(super) rows: u64,
}

/// No hessian is larger: that of a logistic loss, p · (1 − p).
const LARGEST_HESSIAN_BITS: u32 = 2;

impl FixedPointUnits {
    /// Units for this many rows, whose gradients are at most this large; `constant` for hessians of 1.
    pub(super) fn new(rows: usize, largest: f64, constant: bool) -> Self {
        let bits = usize::BITS - rows.leading_zeros();
        let shift = 62 - bits;
        // Powers of two, so that scaling rounds nothing.
        let exponent = if largest > 0.0 { libm::ilogb(largest) + 1 } else { 0 };
        let gradient = libm::ldexp(1.0, 61 - bits as i32 - exponent);
        let hessian = libm::ldexp(1.0, ((shift - bits + LARGEST_HESSIAN_BITS).min(48)) as i32);
        Self { gradient, hessian, shift, constant }
    }

    /// One row.
    #[inline]
    pub(super) fn row(self, gradient: f64, hessian: f64) -> GradientSums {
        let counted = if self.constant { 0 } else { (hessian * self.hessian + 0.5) as i64 };
        GradientSums::of(libm::rint(gradient * self.gradient) as i64, counted + (1 << self.shift))
    }

    /// Sums as numbers.
    #[inline]
    pub(super) fn totals(self, sums: GradientSums) -> GradientTotals {
        let (gradient, counted) = sums.lanes();
        let rows = (counted >> self.shift) as u64;
        let hessian = if self.constant { rows as f64 } else { (counted & ((1 << self.shift) - 1)) as f64 / self.hessian };
        GradientTotals { gradient: gradient as f64 / self.gradient, hessian, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_of_the_largest_rows_fit_and_come_out_exactly() {
        let units = FixedPointUnits::new(1_000_000, 1.0, false);
        let mut all = GradientSums::zero();
        for _ in 0..1_000_000 {
            all = all.add(units.row(-1.0, 0.25));
        }
        assert_eq!(units.totals(all), GradientTotals { gradient: -1e6, hessian: 250_000.0, rows: 1_000_000 });
        assert!(all.less(all).is_empty());
    }

    #[test]
    fn large_gradients_keep_their_digits_and_a_constant_hessian_is_the_count() {
        let units = FixedPointUnits::new(3, 5e9, true);
        let all = [5e9, -1.25, 1e-3].iter().fold(GradientSums::zero(), |all, gradient| all.add(units.row(*gradient, 1.0)));
        let found = units.totals(all);
        assert!((found.gradient - (5e9 - 1.25 + 1e-3)).abs() < 1e-6, "{}", found.gradient);
        assert_eq!((found.hessian, found.rows), (3.0, 3));
    }
}
