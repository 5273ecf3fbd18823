//! The distinct values of a text column.

use super::encoding::Decoder;

/// The distinct texts, one behind the other in one piece of memory, found by hash.
///
/// As long as each new text is greater than all before, as the keys of a sorted file are, it is known to be new without
/// being looked for; the hashes are taken when the first text turns up that is out of order.
#[derive(Default)]
pub(super) struct Levels {
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Open addressing over a power of two: a hash above, a code below; `u64::MAX` is free. Empty while texts ascend.
    slots: Vec<u64>,
    last: u32,
}

impl Levels {
    /// The index of a text, in order of first appearance.
    #[inline(always)]
    pub(super) fn code(&mut self, cell: &[u8]) -> u32 {
        if let Some(last) = self.get(self.last) {
            // Neighbours are often equal.
            if same(last, cell) {
                return self.last;
            }
            // While the texts ascend, the last one is the greatest.
            if self.slots.is_empty() && last > cell {
                self.take_hashes();
            }
        }
        if self.slots.is_empty() { self.add(cell) } else { self.find(cell) }
    }

    #[inline(always)]
    fn find(&mut self, cell: &[u8]) -> u32 {
        if self.slots.len() < 2 * (self.ends.len() + 1) {
            self.grow(4 * self.slots.len());
        }
        let hash = hash(cell);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == u64::MAX {
                self.slots[slot] = u64::from(hash) << 32 | self.ends.len() as u64;
                return self.add(cell);
            }
            let code = found as u32;
            if (found >> 32) as u32 == hash && self.get(code).is_some_and(|text| same(text, cell)) {
                self.last = code;
                return code;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline(always)]
    fn add(&mut self, cell: &[u8]) -> u32 {
        self.last = self.ends.len() as u32;
        self.bytes.extend_from_slice(cell);
        self.ends.push(self.bytes.len() as u32);
        self.last
    }

    #[inline(always)]
    fn get(&self, code: u32) -> Option<&[u8]> {
        let code = code as usize;
        let start = if code == 0 { 0 } else { *self.ends.get(code - 1)? };
        self.bytes.get(start as usize..*self.ends.get(code)? as usize)
    }

    /// The distinct texts, decoded.
    pub(super) fn texts(self, decoder: &Decoder) -> Vec<String> {
        drop(self.slots);
        decoder.texts(self.bytes, &self.ends)
    }

    fn take_hashes(&mut self) {
        self.slots = vec![u64::MAX; (4 * self.ends.len()).next_power_of_two().max(64)];
        for code in 0..self.ends.len() as u32 {
            let hash = hash(self.get(code).unwrap_or_default());
            self.put(u64::from(hash) << 32 | u64::from(code));
        }
    }

    fn grow(&mut self, size: usize) {
        let before = std::mem::replace(&mut self.slots, vec![u64::MAX; size]);
        before.into_iter().filter(|found| *found != u64::MAX).for_each(|found| self.put(found));
    }

    #[inline]
    fn put(&mut self, entry: u64) {
        let mask = self.slots.len() - 1;
        let mut slot = (entry >> 32) as usize & mask;
        while self.slots[slot] != u64::MAX {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = entry;
    }
}

/// The first and the last eight bytes of a text, which may overlap; of a shorter one, all its bytes. Two texts of one length
/// up to 16 are equal if these are.
#[inline(always)]
fn words(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
    } else {
        match *text {
            [one] => (u64::from(one), 0),
            [one, two] => (u64::from(one) << 8 | u64::from(two), 0),
            [one, two, three] => (u64::from(one) << 16 | u64::from(two) << 8 | u64::from(three), 0),
            _ => (0, 0),
        }
    }
}

/// Whether two texts are equal: short ones, as most are, without a call.
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && words(a) == words(b) && (a.len() <= 16 || a == b)
}

/// Eight bytes at a time, each folded in by a multiplication, as in FNV-1a; a file cannot make results wrong, only slow.
#[inline(always)]
fn hash(cell: &[u8]) -> u32 {
    let fold = |hash: u64| hash ^ hash >> 32;
    let mix = |hash: u64, word: u64| fold((hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let (first, last) = words(cell);
    // The two that most texts consist of are multiplied side by side.
    let head = (first ^ cell.len() as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    let mut hash = fold(head.wrapping_add(last.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    if let Some(between) = cell.get(8..cell.len().saturating_sub(8)) {
        let (whole, rest) = between.as_chunks::<8>();
        hash = whole.iter().fold(hash, |hash, word| mix(hash, u64::from_le_bytes(*word)));
        hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    }
    (mix(hash, 0) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of every text as it comes.
    fn codes(texts: &[String]) -> Vec<u32> {
        let mut levels = Levels::default();
        texts.iter().map(|text| levels.code(text.as_bytes())).collect()
    }

    /// The same by looking through all texts before.
    fn plainly(texts: &[String]) -> Vec<u32> {
        let mut seen: Vec<&String> = vec![];
        let code = |text| {
            seen.iter().position(|before| *before == text).unwrap_or_else(|| {
                seen.push(text);
                seen.len() - 1
            }) as u32
        };
        texts.iter().map(code).collect()
    }

    #[test]
    fn every_distinct_text_gets_one_code_in_order_of_appearance() {
        let mut levels = Levels::default();
        for round in 0..3 {
            for value in 0..5000_u32 {
                let text = format!("value number {value}");
                assert_eq!(levels.code(text.as_bytes()), value, "round {round}");
            }
        }
        assert_eq!((levels.ends.len(), levels.get(4999)), (5000, Some(&b"value number 4999"[..])));
        assert_eq!(levels.code(b""), 5000);
        assert_eq!((levels.get(5000), levels.get(5001)), (Some(&b""[..]), None));
    }

    #[test]
    fn texts_of_any_length_and_order_get_distinct_codes() {
        // Lengths from nothing to four words, texts that differ in any one byte, ascending at first and then not.
        let mut texts: Vec<String> = (0..=33).map(|length| "a".repeat(length)).collect();
        for length in 1..=33 {
            for place in 0..length {
                let mut bytes = vec![b'a'; length];
                bytes[place] = b'b';
                texts.push(String::from_utf8(bytes).unwrap());
            }
        }
        texts.extend(texts.clone());
        assert_eq!(codes(&texts), plainly(&texts));
        texts.sort();
        assert_eq!(codes(&texts), plainly(&texts));
        texts.push("aab".into());
        texts.extend(texts.clone());
        assert_eq!(codes(&texts), plainly(&texts));
    }
}
