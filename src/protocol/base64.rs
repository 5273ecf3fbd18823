//! Base64 as in RFC 4648, section 4, for the bytes of files inside messages.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let three = part.iter().enumerate().fold(0_u32, |sum, (at, byte)| sum | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let letter = LETTERS.get((three >> (18 - 6 * at) & 63) as usize);
            text.push(if at > part.len() { '=' } else { letter.map_or('=', |letter| char::from(*letter)) });
        }
    }
    text
}

/// Text as bytes; absent if it is not Base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let filled = text.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.get(..text.len() - filled)?.chunks(4) {
        let mut bits = 0_u32;
        for (at, letter) in four.iter().enumerate() {
            bits |= (LETTERS.iter().position(|known| known == letter)? as u32) << (18 - 6 * at);
        }
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(four.len().saturating_sub(1)));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_rfcs_test_vectors_both_ways() {
        for (plain, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), plain.as_bytes());
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)).unwrap(), all);
        for wrong in ["Zg=", "Z g=", "Zm9*", "=Zm9"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
