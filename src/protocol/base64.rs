//! Base64 as in RFC 4648, section 4, for the bytes of files inside messages: which of its kinds is meant, once.

use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Text as bytes; absent if it is not Base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_with_padding_and_only_that_is_read() {
        assert_eq!((encode(b"foob"), encode(&[251, 255, 0])), ("Zm9vYg==".into(), "+/8A".into()));
        assert_eq!(decode("Zm9vYg==").unwrap(), b"foob");
        for wrong in ["Zg=", "Zg", "Z g=", "Zm9*", "=Zm9", "-_8A"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
