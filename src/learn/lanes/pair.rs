//! Two numbers side by side. In wasm they are one 128-bit register, named here rather than left to the compiler, which makes no
//! vectors of loops where it is asked for small code; two adjacent loads still become one.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{
    f64x2, f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_pmax, f64x2_pmin, f64x2_splat, i64x2_add, i64x2_shl, i64x2_splat, v128,
};

/// Two numbers.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub(super) struct Pair(v128);

#[cfg(target_arch = "wasm32")]
impl Pair {
    #[inline(always)]
    pub(super) fn of(first: f64, second: f64) -> Self {
        Self(f64x2(first, second))
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(f64x2_add(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        Self(f64x2_mul(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn both(self) -> [f64; 2] {
        [f64x2_extract_lane::<0>(self.0), f64x2_extract_lane::<1>(self.0)]
    }

    /// Each, but no less than `low` and no more than `high`.
    #[inline(always)]
    pub(super) fn within(self, low: f64, high: f64) -> Self {
        Self(f64x2_pmin(f64x2_pmax(self.0, f64x2_splat(low)), f64x2_splat(high)))
    }

    /// 2 to the whole number that is in the low bits of each.
    #[inline(always)]
    pub(super) fn power(self) -> Self {
        Self(i64x2_shl(i64x2_add(self.0, i64x2_splat(1023)), 52))
    }
}

/// Two numbers.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub(super) struct Pair([f64; 2]);

#[cfg(not(target_arch = "wasm32"))]
impl Pair {
    #[inline(always)]
    pub(super) fn of(first: f64, second: f64) -> Self {
        Self([first, second])
    }

    #[inline(always)]
    pub(super) fn plus(self, Self([a, b]): Self) -> Self {
        Self([self.0[0] + a, self.0[1] + b])
    }

    #[inline(always)]
    pub(super) fn times(self, Self([a, b]): Self) -> Self {
        Self([self.0[0] * a, self.0[1] * b])
    }

    #[inline(always)]
    pub(super) fn both(self) -> [f64; 2] {
        self.0
    }

    /// Each, but no less than `low` and no more than `high`.
    #[inline(always)]
    pub(super) fn within(self, low: f64, high: f64) -> Self {
        let raised = self.0.map(|value| if value < low { low } else { value });
        Self(raised.map(|value| if high < value { high } else { value }))
    }

    /// 2 to the whole number that is in the low bits of each.
    #[inline(always)]
    pub(super) fn power(self) -> Self {
        Self(self.0.map(|value| f64::from_bits(value.to_bits().wrapping_add(1023) << 52)))
    }
}
