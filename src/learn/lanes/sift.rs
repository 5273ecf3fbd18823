//! Eight numbers at a time against a limit, and those of eight that a mask picks, brought to the front. In wasm one register
//! each; natively plain numbers, of the same values, for all of it is whole numbers.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{
    i16x8_bitmask, u8x16_swizzle, u16x8, u16x8_add, u16x8_eq, u16x8_extend_low_u8x16, u16x8_gt, u16x8_mul, u16x8_splat, v128,
};

/// For each mask the lanes it picks, in order; the others follow.
static PICKED: [[u8; 8]; 256] = picked();

const fn picked() -> [[u8; 8]; 256] {
    let mut table = [[0; 8]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut next, mut side) = (0, 1);
        // First the lanes of the mask, then those beside it.
        while next < 8 {
            let mut lane = 0;
            while lane < 8 {
                if (mask >> lane) & 1 == side {
                    table[mask][next] = lane as u8;
                    next += 1;
                }
                lane += 1;
            }
            side = 0;
        }
        mask += 1;
    }
    table
}

/// Masks of the lanes whose value is above a limit, and of those whose value is equal to it.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(in crate::learn) fn against([a, b, c, d, e, f, g, h]: [u16; 8], limit: u16, value: impl Fn(u16) -> u16) -> (u8, u8) {
    // Put together in the register: written to memory and read again, they would be waited for.
    let values = u16x8(value(a), value(b), value(c), value(d), value(e), value(f), value(g), value(h));
    let limit = u16x8_splat(limit);
    (i16x8_bitmask(u16x8_gt(values, limit)), i16x8_bitmask(u16x8_eq(values, limit)))
}

/// The lanes of a mask first, then the others, both in order.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(in crate::learn) fn first(values: [u16; 8], mask: u8) -> [u16; 8] {
    let lanes: v128 = bytemuck::cast([u64::from_le_bytes(PICKED[mask as usize]), 0]);
    // Lane k of 16 bits is bytes 2k and 2k + 1.
    let bytes = u16x8_add(u16x8_mul(u16x8_extend_low_u8x16(lanes), u16x8_splat(0x0202)), u16x8_splat(0x0100));
    bytemuck::cast(u8x16_swizzle(bytemuck::cast(values), bytes))
}

/// Masks of the lanes whose value is above a limit, and of those whose value is equal to it.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::learn) fn against(lanes: [u16; 8], limit: u16, value: impl Fn(u16) -> u16) -> (u8, u8) {
    let values = lanes.map(value);
    let mask = |is: fn(&u16, &u16) -> bool| (0..8).filter(|lane| is(&values[*lane], &limit)).fold(0, |mask, lane| mask | 1 << lane);
    (mask(u16::gt), mask(u16::eq))
}

/// The lanes of a mask first, then the others, both in order.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::learn) fn first(values: [u16; 8], mask: u8) -> [u16; 8] {
    PICKED[mask as usize].map(|lane| values[lane as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mask_picks_its_lanes_in_order() {
        let values = [10, 11, 12, 13, 14, 15, 16, 17];
        for mask in 0..=u8::MAX {
            let in_mask = |value: &u16| (mask >> (value - 10)) & 1 == 1;
            let (inside, outside): (Vec<u16>, Vec<u16>) = values.into_iter().partition(in_mask);
            assert_eq!(first(values, mask).to_vec(), [inside, outside].concat(), "{mask}");
        }
    }

    #[test]
    fn lanes_are_compared_without_sign() {
        assert_eq!(against([0, 1, 40_000, 39_999, 40_001, 65_535, 40_000, 7], 40_000, |value| value), (0b0011_0000, 0b0100_0100));
    }
}
