//! Eight small counts side by side, and sums of their squares. In wasm they are one 128-bit register; natively plain numbers,
//! of the same values to the last bit, for all of it is whole numbers.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{i16x8_add, i16x8_splat, i16x8_sub, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_shuffle, v128};

/// Counts from 0 to 32,767; the caller makes sure that no sum leaves that range.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub(in crate::learn) struct Eight(v128);

#[cfg(target_arch = "wasm32")]
impl Eight {
    #[inline(always)]
    pub(in crate::learn) fn of(counts: &[u16; 8]) -> Self {
        Self(bytemuck::cast(*counts))
    }

    #[inline(always)]
    pub(in crate::learn) fn plus(self, other: Self) -> Self {
        Self(i16x8_add(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::learn) fn minus(self, other: Self) -> Self {
        Self(i16x8_sub(self.0, other.0))
    }

    /// Squares, added two by two.
    #[inline(always)]
    pub(in crate::learn) fn squares(self) -> Four {
        Four(i32x4_dot_i16x8(self.0, self.0))
    }

    /// Counts, added two by two.
    #[inline(always)]
    pub(in crate::learn) fn sums(self) -> Four {
        Four(i32x4_dot_i16x8(self.0, i16x8_splat(1)))
    }
}

/// Four whole numbers that together stay below 2³¹.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub(in crate::learn) struct Four(v128);

#[cfg(target_arch = "wasm32")]
impl Four {
    #[inline(always)]
    pub(in crate::learn) fn plus(self, other: Self) -> Self {
        Self(i32x4_add(self.0, other.0))
    }

    /// The sum of all four of this, and of the other.
    #[inline(always)]
    pub(in crate::learn) fn totals(self, other: Self) -> [i32; 2] {
        let halves = i32x4_add(i32x4_shuffle::<0, 4, 1, 5>(self.0, other.0), i32x4_shuffle::<2, 6, 3, 7>(self.0, other.0));
        let whole = i32x4_add(halves, i32x4_shuffle::<2, 3, 2, 3>(halves, halves));
        [i32x4_extract_lane::<0>(whole), i32x4_extract_lane::<1>(whole)]
    }
}

/// Counts from 0 to 32,767; the caller makes sure that no sum leaves that range.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub(in crate::learn) struct Eight([i16; 8]);

#[cfg(not(target_arch = "wasm32"))]
impl Eight {
    #[inline(always)]
    pub(in crate::learn) fn of(counts: &[u16; 8]) -> Self {
        Self(counts.map(u16::cast_signed))
    }

    #[inline(always)]
    pub(in crate::learn) fn plus(self, other: Self) -> Self {
        Self([0, 1, 2, 3, 4, 5, 6, 7].map(|lane| self.0[lane].wrapping_add(other.0[lane])))
    }

    #[inline(always)]
    pub(in crate::learn) fn minus(self, other: Self) -> Self {
        Self([0, 1, 2, 3, 4, 5, 6, 7].map(|lane| self.0[lane].wrapping_sub(other.0[lane])))
    }

    /// Squares, added two by two.
    #[inline(always)]
    pub(in crate::learn) fn squares(self) -> Four {
        let square = |lane: usize| i32::from(self.0[lane]) * i32::from(self.0[lane]);
        Four([0, 1, 2, 3].map(|pair| square(2 * pair).wrapping_add(square(2 * pair + 1))))
    }

    /// Counts, added two by two.
    #[inline(always)]
    pub(in crate::learn) fn sums(self) -> Four {
        Four([0, 1, 2, 3].map(|pair| i32::from(self.0[2 * pair]) + i32::from(self.0[2 * pair + 1])))
    }
}

/// Four whole numbers that together stay below 2³¹.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub(in crate::learn) struct Four([i32; 4]);

#[cfg(not(target_arch = "wasm32"))]
impl Four {
    #[inline(always)]
    pub(in crate::learn) fn plus(self, other: Self) -> Self {
        Self([0, 1, 2, 3].map(|lane| self.0[lane].wrapping_add(other.0[lane])))
    }

    /// The sum of all four of this, and of the other.
    #[inline(always)]
    pub(in crate::learn) fn totals(self, other: Self) -> [i32; 2] {
        [self, other].map(|four| four.0.iter().fold(0, |sum: i32, lane| sum.wrapping_add(*lane)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_added_and_squared_lane_by_lane() {
        let first = Eight::of(&[1, 2, 3, 4, 5, 6, 7, 8]);
        let second = Eight::of(&[1, 1, 1, 1, 0, 0, 0, 0]);
        let [squares, sum] = first.plus(second).squares().totals(first.minus(second).sums());
        // 2² + 3² + 4² + 5² + 5² + 6² + 7² + 8², and 36 − 4.
        assert_eq!((squares, sum), (228, 32));
        let most = Eight::of(&[0x7FFF, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(most.squares().plus(second.squares()).totals(most.sums()), [32_767 * 32_767 + 4, 32_767]);
    }
}
