//! Columns for the tests of this room, from the generator that the gold scripts share.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct SplitMix64(pub(crate) u64);

impl SplitMix64 {
    /// A number in 0..1.
    pub(crate) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// A bell of four uniforms, scaled and shifted; rounded down to multiples of 1/steps unless steps is 0.
pub(crate) fn column(seed: u64, count: usize, shift: f64, scale: f64, steps: f64) -> Vec<f64> {
    let mut mix = SplitMix64(seed);
    let value = |_| {
        let bell = mix.uniform() + mix.uniform() + mix.uniform() + mix.uniform() - 2.0;
        let value = bell * scale + shift;
        if steps > 0.0 { (value * steps).floor() / steps } else { value }
    };
    (0..count).map(value).collect()
}
