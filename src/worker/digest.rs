//! Names for files by their content: FNV-1a in 64 bits (Fowler, Noll, Vo; <http://www.isthe.com/chongo/tech/comp/fnv/>).
//! It tells a reader's files apart; it is no protection against forgery, and needs none: nothing leaves the machine.

/// A digest while its file is read.
#[derive(Clone, Copy, Debug)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    /// 16 hexadecimal digits.
    pub fn finish(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// The digest of a file as 16 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    let mut digest = Digest::default();
    digest.push(bytes);
    digest.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_authors_test_vectors() {
        for (text, expected) in [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")] {
            assert_eq!(digest(text.as_bytes()), expected);
        }
    }

    #[test]
    fn a_sample_that_is_no_csv_has_the_digest_of_its_bytes() {
        for sample in crate::dataset::SAMPLES.iter().filter(|sample| !sample.file.ends_with(".csv")) {
            let bytes = std::fs::read(format!("public/data/{}", sample.file)).unwrap();
            assert_eq!(digest(&bytes), sample.digest, "{}", sample.id);
        }
    }
}
