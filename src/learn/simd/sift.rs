//! Eight numbers at a time against a limit, and those of eight that a mask picks, brought to the end. In wasm one register
//! each; natively plain numbers, of the same values, for all of it is whole numbers.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{i8x16_bitmask, i8x16_narrow_i16x8, i16x8, i16x8_eq, i16x8_gt, i16x8_splat, u8x16_swizzle};

/// For each mask the bytes of the lanes outside it, in order, and then those of its own.
pub(in crate::learn) struct Picks(Box<[[u8; 16]; 256]>);

impl Picks {
    pub(in crate::learn) fn new() -> Self {
        let mut all = Box::new([[0; 16]; 256]);
        for (mask, bytes) in (0_u8..=255).zip(all.iter_mut()) {
            let (mut outside, mut inside) = (0, mask.count_zeros() as usize);
            for lane in 0..8 {
                let place = if mask >> lane & 1 == 1 { &mut inside } else { &mut outside };
                (bytes[2 * *place], bytes[2 * *place + 1]) = (2 * lane, 2 * lane + 1);
                *place += 1;
            }
        }
        Self(all)
    }

    /// The lanes outside a mask, then its own, both in order.
    #[cfg(target_arch = "wasm32")]
    #[inline(always)]
    pub(in crate::learn) fn last(&self, values: [u16; 8], mask: u8) -> [u16; 8] {
        bytemuck::cast(u8x16_swizzle(bytemuck::cast(values), bytemuck::cast(self.0[mask as usize])))
    }

    /// The lanes outside a mask, then its own, both in order.
    #[cfg(not(target_arch = "wasm32"))]
    pub(in crate::learn) fn last(&self, values: [u16; 8], mask: u8) -> [u16; 8] {
        let bytes = self.0[mask as usize];
        [0, 1, 2, 3, 4, 5, 6, 7].map(|lane| values[usize::from(bytes[2 * lane]) / 2])
    }
}

/// The values of eight rows. There is a power of two of values, of which `most` is the last; a row beyond it counts from the
/// beginning again.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(in crate::learn) fn gather(rows: [u16; 8], values: &[i16], most: usize) -> [i16; 8] {
    // Four rows are one number, moved along: lanes taken out of the register one by one take longer. What of the others is
    // still in it, the one mask takes away that also makes sure of the bounds.
    let [low, high]: [u64; 2] = bytemuck::cast(rows);
    let value = |moved: u64| values[moved as usize & most];
    // Put together in the register: written to memory and read again, they would be waited for.
    let (a, b, c, d) = (value(low), value(low >> 16), value(low >> 32), value(low >> 48));
    let (e, f, g, h) = (value(high), value(high >> 16), value(high >> 32), value(high >> 48));
    bytemuck::cast(i16x8(a, b, c, d, e, f, g, h))
}

/// The values of eight rows. There is a power of two of values, of which `most` is the last; a row beyond it counts from the
/// beginning again.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::learn) fn gather(rows: [u16; 8], values: &[i16], most: usize) -> [i16; 8] {
    rows.map(|row| values[usize::from(row) & most])
}

/// Mask of the values that are above a limit, and, eight bits further up, of those that are equal to it.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(in crate::learn) fn against(values: [i16; 8], limit: i16) -> u16 {
    let (values, limit) = (bytemuck::cast(values), i16x8_splat(limit));
    i8x16_bitmask(i8x16_narrow_i16x8(i16x8_gt(values, limit), i16x8_eq(values, limit)))
}

/// Mask of the values that are above a limit, and, eight bits further up, of those that are equal to it.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::learn) fn against(values: [i16; 8], limit: i16) -> u16 {
    let mask = |is: fn(&i16, &i16) -> bool| (0..8).filter(|lane| is(&values[*lane], &limit)).fold(0, |mask, lane| mask | 1 << lane);
    mask(i16::gt) | mask(i16::eq) << 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mask_picks_its_lanes_in_order() {
        let values = [10, 11, 12, 13, 14, 15, 16, 17];
        let picks = Picks::new();
        for mask in 0..=u8::MAX {
            let in_mask = |value: &u16| (mask >> (value - 10)) & 1 == 1;
            let (inside, outside): (Vec<u16>, Vec<u16>) = values.into_iter().partition(in_mask);
            assert_eq!(picks.last(values, mask).to_vec(), [outside, inside].concat(), "{mask}");
        }
    }

    #[test]
    fn the_values_of_eight_rows_are_compared() {
        let values = [-40, 7, i16::MIN, 300, i16::MAX, 299, 301, 300];
        let against_300 = |rows| against(gather(rows, &values, 7), 300);
        // Rows 3 and 7 have 300; 11 is 3 again.
        assert_eq!(against_300([0, 1, 2, 3, 4, 5, 6, 7]), 0b1000_1000_0101_0000);
        assert_eq!(against_300([7, 6, 5, 4, 11, 2, 65_535, 0]), 0b0101_0001_0000_1010);
    }
}
