//! Two numbers side by side. In wasm they are one 128-bit register, named here rather than left to the compiler, which makes no
//! vectors of loops where it is asked for small code.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{
    f64x2, f64x2_add, f64x2_ge, f64x2_lt, f64x2_mul, f64x2_pmax, f64x2_pmin, f64x2_splat, f64x2_sub, i64x2_add, i64x2_bitmask, i64x2_shl,
    i64x2_splat, v128, v128_bitselect,
};

/// Two numbers.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub(in crate::learn) struct Pair(v128);

#[cfg(target_arch = "wasm32")]
impl Pair {
    #[inline(always)]
    pub(in crate::learn) fn of(first: f64, second: f64) -> Self {
        Self(f64x2(first, second))
    }

    /// Two numbers that stand side by side, in one load: two of them, named apart, would stay two where small code is asked for.
    #[inline(always)]
    pub(in crate::learn) fn read(both: &[f64; 2]) -> Self {
        Self(bytemuck::cast(*both))
    }

    #[inline(always)]
    pub(in crate::learn) fn plus(self, other: Self) -> Self {
        Self(f64x2_add(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::learn) fn times(self, other: Self) -> Self {
        Self(f64x2_mul(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::learn) fn both(self) -> [f64; 2] {
        bytemuck::cast(self.0)
    }

    #[inline(always)]
    pub(in crate::learn) fn minus(self, other: Self) -> Self {
        Self(f64x2_sub(self.0, other.0))
    }

    /// The smaller of each, its own of equals.
    #[inline(always)]
    pub(in crate::learn) fn least(self, other: Self) -> Self {
        Self(f64x2_pmin(self.0, other.0))
    }

    /// The larger of each, its own of equals.
    #[inline(always)]
    pub(in crate::learn) fn most(self, other: Self) -> Self {
        Self(f64x2_pmax(self.0, other.0))
    }

    /// `then` where it is below `other`, else `otherwise`.
    #[inline(always)]
    pub(in crate::learn) fn if_below(self, other: Self, then: Self, otherwise: Self) -> Self {
        Self(v128_bitselect(then.0, otherwise.0, f64x2_lt(self.0, other.0)))
    }

    /// Which are no less than those of `other`: the first in the lowest bit.
    #[inline(always)]
    pub(in crate::learn) fn reaches(self, other: Self) -> u32 {
        u32::from(i64x2_bitmask(f64x2_ge(self.0, other.0)))
    }

    /// Each, but no less than `low` and no more than `high`.
    #[inline(always)]
    pub(in crate::learn) fn within(self, low: f64, high: f64) -> Self {
        Self(f64x2_pmin(f64x2_pmax(self.0, f64x2_splat(low)), f64x2_splat(high)))
    }

    /// 2 to the whole number that is in the low bits of each.
    #[inline(always)]
    pub(in crate::learn) fn power(self) -> Self {
        Self(i64x2_shl(i64x2_add(self.0, i64x2_splat(1023)), 52))
    }
}

/// Two numbers.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub(in crate::learn) struct Pair([f64; 2]);

#[cfg(not(target_arch = "wasm32"))]
impl Pair {
    #[inline(always)]
    pub(in crate::learn) fn of(first: f64, second: f64) -> Self {
        Self([first, second])
    }

    /// Two numbers that stand side by side.
    #[inline(always)]
    pub(in crate::learn) fn read(both: &[f64; 2]) -> Self {
        Self(*both)
    }

    #[inline(always)]
    pub(in crate::learn) fn plus(self, Self([a, b]): Self) -> Self {
        Self([self.0[0] + a, self.0[1] + b])
    }

    #[inline(always)]
    pub(in crate::learn) fn times(self, Self([a, b]): Self) -> Self {
        Self([self.0[0] * a, self.0[1] * b])
    }

    #[inline(always)]
    pub(in crate::learn) fn both(self) -> [f64; 2] {
        self.0
    }

    #[inline(always)]
    pub(in crate::learn) fn minus(self, Self([a, b]): Self) -> Self {
        Self([self.0[0] - a, self.0[1] - b])
    }

    /// The smaller of each, its own of equals.
    #[inline(always)]
    pub(in crate::learn) fn least(self, other: Self) -> Self {
        other.if_below(self, other, self)
    }

    /// The larger of each, its own of equals.
    #[inline(always)]
    pub(in crate::learn) fn most(self, other: Self) -> Self {
        self.if_below(other, other, self)
    }

    /// `then` where it is below `other`, else `otherwise`.
    #[inline(always)]
    pub(in crate::learn) fn if_below(self, other: Self, then: Self, otherwise: Self) -> Self {
        Self([0, 1].map(|at| if self.0[at] < other.0[at] { then.0[at] } else { otherwise.0[at] }))
    }

    /// Which are no less than those of `other`: the first in the lowest bit.
    #[inline(always)]
    pub(in crate::learn) fn reaches(self, Self([a, b]): Self) -> u32 {
        u32::from(self.0[0] >= a) | u32::from(self.0[1] >= b) << 1
    }

    /// Each, but no less than `low` and no more than `high`.
    #[inline(always)]
    pub(in crate::learn) fn within(self, low: f64, high: f64) -> Self {
        let raised = self.0.map(|value| if value < low { low } else { value });
        Self(raised.map(|value| if high < value { high } else { value }))
    }

    /// 2 to the whole number that is in the low bits of each.
    #[inline(always)]
    pub(in crate::learn) fn power(self) -> Self {
        Self(self.0.map(|value| f64::from_bits(value.to_bits().wrapping_add(1023) << 52)))
    }
}
