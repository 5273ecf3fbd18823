//! Numbers from text, to the last bit: the standard library's parser, without the names of what is not finite.

/// The number that a text stands for, as `str::parse` reads it; absent for other texts and for the names of what is not
/// finite. A number too large for its type is infinite.
pub fn float(text: &str) -> Option<f64> {
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn texts_are_read_as_the_standard_library_reads_them() {
        let texts = [
            "0",
            "-0",
            "+0",
            "1",
            "+1",
            "-1.5",
            "1.",
            ".5",
            "-.5",
            "+.5",
            "007",
            "00.10",
            "1e5",
            "1E5",
            "1e+5",
            "1e-5",
            "1.5e0",
            ".5e1",
            "5.e1",
            "0e0",
            "1e308",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e309",
            "-1e400",
            "1e-400",
            "4.9e-324",
            "2.4e-324",
            "2.5e-324",
            "2.2250738585072011e-308",
            "9007199254740993",
            "0.30000000000000004",
            "123456789012345678901234567890",
            "1e00005",
            "1e99999",
            "0.000000000000000000000000000000000000000000000000000000000000000000001",
            "1e-99999",
            "0e99999",
            "8.988465674311580000000000000000000000000000000001e307",
            "179769313486231580793728971405301e276",
        ];
        for text in texts {
            let (found, wanted) = (float(text).map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits));
            assert_eq!(found, wanted, "{text}: {:?} {:?}", float(text), text.parse::<f64>());
        }
    }

    #[test]
    fn every_bit_comes_back() {
        let mut bits = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..200_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = f64::from_bits(bits ^ (bits >> 29));
            if number.is_finite() {
                for text in [format!("{number:e}"), format!("{number:.17e}")] {
                    assert_eq!(float(&text).map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits), "{text}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "+", "-", ".", "e5", ".e5", "1e", "1e+", "1e--5", "1e+-5", "--1", "+-1", "1,5", "1 ", " 1", "0x10", "1e5.0", "1_000", "½",
            "a",
        ] {
            assert_eq!((float(text), text.parse::<f64>().ok()), (None, None), "{text}");
        }
        for text in ["nan", "NaN", "inf", "-inf", "Infinity"] {
            assert_eq!(float(text), None, "{text}");
        }
    }
}
