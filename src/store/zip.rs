//! A zip file of stored entries (PKWARE's APPNOTE 6.3.10), the same bytes for the same content: no compression, no clock.

use super::Result;
use super::error::invalid;

/// 1 January 1980, 00:00, the first moment a zip file knows.
const DATE: u16 = 1 << 5 | 1;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const VERSION: u16 = 20;

/// CRC-32 (IEEE 802.3), four bits at a time.
fn crc(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 16];
    for (entry, at) in table.iter_mut().zip(0_u32..) {
        *entry = (0..4).fold(at, |value, _| if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 });
    }
    let step = |value: u32, nibble: u32| value >> 4 ^ table.get(((value ^ nibble) & 15) as usize).copied().unwrap_or_default();
    !bytes.iter().fold(!0, |value, byte| step(step(value, u32::from(*byte)), u32::from(byte >> 4)))
}

/// Files as one zip file, in this order.
pub(super) fn zip(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let too_large = || {
        invalid("the zip file would have more than 4 GB or 65,535 files", "Take the database home alone, and single artifacts one by one.")
    };
    for (name, content) in files {
        let offset = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        let size = u32::try_from(content.len()).map_err(|_| too_large())?;
        let length = u16::try_from(name.len()).map_err(|_| too_large())?;
        let mut common = Vec::new();
        for word in [VERSION, FLAGS, 0, 0, DATE] {
            common.extend(word.to_le_bytes());
        }
        for word in [crc(content), size, size] {
            common.extend(word.to_le_bytes());
        }
        common.extend(length.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        directory.extend(b"PK\x01\x02");
        // Made by version 2.0 on Unix.
        directory.extend((3 << 8 | VERSION).to_le_bytes());
        directory.extend(&common);
        for word in [0_u16, 0, 0] {
            directory.extend(word.to_le_bytes());
        }
        // An ordinary file that its owner may write and all may read.
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).map_err(|_| too_large())?;
    let count = u16::try_from(files.len()).map_err(|_| too_large())?;
    let length = u32::try_from(directory.len()).map_err(|_| too_large())?;
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06");
    for word in [0, 0, count, count] {
        bytes.extend(word.to_le_bytes());
    }
    for word in [length, start] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.extend(0_u16.to_le_bytes());
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_the_catalogue() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc(b""), 0);
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let files = [("a.txt".to_owned(), b"hello".to_vec()), ("b/ä.txt".to_owned(), vec![])];
        let bytes = zip(&files).unwrap();
        assert_eq!(bytes, zip(&files).unwrap());
        assert_eq!(bytes.len(), (30 + 46) * 2 + 2 * (5 + 8) + 5 + 22);
        assert_eq!(&bytes[..10], b"PK\x03\x04\x14\x00\x00\x08\x00\x00");
        assert_eq!(&bytes[30..40], b"a.txthello");
    }
}
