//! Cells to numbers. Short decimals take an exact fast path (Clinger, *How to read floating point numbers accurately*,
//! 1990): a mantissa below 2⁵³ times or divided by a power of ten up to 10²² is rounded once. The rest goes to `std`.

use crate::protocol::float;

/// How numbers are written in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// `1234.5`
    #[default]
    Point,
    /// `1234,5` or `1.234,5`
    Comma,
    /// `1,234.5`
    Thousands,
}

/// What a cell is, read as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Parsed {
    /// A finite number.
    Number(f64),
    /// Written as a number, but beyond the largest (about 1.8e308), or infinite.
    TooLarge,
    /// A whole number with too many digits to be kept exactly.
    TooLong,
    /// A whole number with a leading zero, as codes have.
    LeadingZero,
    /// Anything else.
    Text,
}

/// Whole numbers up to here are exact as `f64`.
const EXACT: u64 = 1 << 53;

const POWERS: [f64; 23] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

/// The number that a text begins with and its length, if it is a short decimal such as `-12.5`; NaN of length 0 if it
/// begins with neither sign, digit nor point, as what follows an empty cell does. Anything else is for [`parse`].
#[inline]
pub(super) fn quick(text: &[u8]) -> Option<(f64, usize)> {
    let negative = text.first() == Some(&b'-');
    let first = usize::from(negative);
    if let Some((mantissa, fraction, length)) = text.get(first..).and_then(short) {
        let value = mantissa as f64 / POWERS.get(fraction)?;
        return Some((if negative { -value } else { value }, first + length));
    }
    let (mut mantissa, mut at) = digits(text, first, 0);
    let whole = at - first;
    let mut fraction = 0;
    if text.get(at) == Some(&b'.') {
        let from = at + 1;
        (mantissa, at) = digits(text, from, mantissa);
        fraction = at - from;
    } else if whole == 0 {
        return (!negative).then_some((f64::NAN, 0));
    } else if whole > 1 && text.get(first) == Some(&b'0') {
        return None;
    }
    // Up to 19 digits no bit of the mantissa is lost.
    if !(1..=19).contains(&(whole + fraction)) || mantissa > EXACT {
        return None;
    }
    let value = mantissa as f64 / POWERS.get(fraction)?;
    Some((if negative { -value } else { value }, at))
}

/// Eight digits `0`.
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Digits at the start of a word of eight bytes, the first byte lowest: each byte's distance from `0` is compared with 10 by its
/// highest bit after an addition that never carries into the next.
#[inline]
fn run(word: u64) -> u32 {
    let off = word ^ ZEROS;
    let beyond = (off & 0x7F7F_7F7F_7F7F_7F7F).wrapping_add(0x7676_7676_7676_7676) | off;
    (beyond & 0x8080_8080_8080_8080).trailing_zeros() / 8
}

/// The number that the first 1 to 8 digits of a word make: neighbours are joined to pairs, to fours, to eight.
#[inline]
fn joined(word: u64, digits: u32) -> u64 {
    let word = word << ((64 - 8 * digits) & 63);
    let pairs = (word & 0x0F0F_0F0F_0F0F_0F0F).wrapping_mul(2561) >> 8;
    let fours = (pairs & 0x00FF_00FF_00FF_00FF).wrapping_mul(6_553_601) >> 16;
    (fours & 0x0000_FFFF_0000_FFFF).wrapping_mul(42_949_672_960_001) >> 32
}

/// A decimal such as `12.5` or `7` that ends within eight bytes: its digits as one number, how many of them follow the
/// point, and its length. Absent for anything else, and for what follows a leading zero.
#[inline]
fn short(text: &[u8]) -> Option<(u64, usize, usize)> {
    let word = u64::from_le_bytes(*text.first_chunk()?);
    let whole = run(word);
    if whole == 0 || whole > 7 {
        return None;
    }
    if (word >> (8 * whole)) as u8 != b'.' {
        let coded = whole > 1 && word as u8 == b'0';
        return (!coded).then(|| (joined(word, whole), 0, whole as usize));
    }
    // The point is taken out, and what follows it moves up.
    let before = (1 << (8 * whole)) - 1;
    let word = word & before | word >> 8 & !before;
    let digits = run(word);
    (digits < 7).then(|| (joined(word, digits), (digits - whole) as usize, digits as usize + 1))
}

/// Adds the digits at a place to a mantissa; it and the place behind them.
#[inline]
fn digits(text: &[u8], mut at: usize, mut mantissa: u64) -> (u64, usize) {
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*eight);
        match run(word) {
            8 => {
                mantissa = mantissa.wrapping_mul(100_000_000).wrapping_add(joined(word, 8));
                at += 8;
            }
            _ => break,
        }
    }
    while let Some(digit) = text.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    (mantissa, at)
}

/// The number a cell stands for, in the column's way of writing.
pub(super) fn parse(cell: &[u8], mark: DecimalMark) -> Parsed {
    match mark {
        DecimalMark::Point => point(cell),
        DecimalMark::Comma if cell.contains(&b',') || cell.contains(&b'.') => regroup(cell, b',', b'.'),
        DecimalMark::Thousands if cell.contains(&b',') => regroup(cell, b'.', b','),
        DecimalMark::Comma | DecimalMark::Thousands => point(cell),
    }
}

/// Rewrites a grouped number with a decimal point, if its groups are of three digits.
fn regroup(cell: &[u8], decimal: u8, group: u8) -> Parsed {
    let mut buffer = [0_u8; 48];
    if cell.len() > buffer.len() {
        return Parsed::Text;
    }
    let (mut length, mut groups, mut run, mut whole) = (0, 0, 0, true);
    for &byte in cell {
        if byte == group {
            // Every group but the first has three digits, and none follows the decimal mark.
            if !whole || run == 0 || run > 3 || (groups > 0 && run != 3) {
                return Parsed::Text;
            }
            (groups, run) = (groups + 1, 0);
            continue;
        }
        if whole && !byte.is_ascii_digit() && !matches!(byte, b'-' | b'+') {
            whole = false;
            if groups > 0 && run != 3 {
                return Parsed::Text;
            }
        }
        run += usize::from(byte.is_ascii_digit());
        if let Some(slot) = buffer.get_mut(length) {
            *slot = if byte == decimal { b'.' } else { byte };
            length += 1;
        }
    }
    if whole && groups > 0 && run != 3 {
        return Parsed::Text;
    }
    point(buffer.get(..length).unwrap_or_default())
}

/// A number with a decimal point, perhaps with an exponent.
fn point(cell: &[u8]) -> Parsed {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    match digits.first() {
        Some(b'0'..=b'9' | b'.') => {}
        Some(b'i' | b'I') if digits.eq_ignore_ascii_case(b"inf") || digits.eq_ignore_ascii_case(b"infinity") => return Parsed::TooLarge,
        _ => return Parsed::Text,
    }
    let (mut mantissa, mut significant, mut whole, mut fraction, mut at) = (0_u64, 0_u32, 0_usize, 0_i32, 0_usize);
    let mut after_point = false;
    while let Some(&byte) = digits.get(at) {
        match byte {
            b'0'..=b'9' => {
                if significant > 0 || byte != b'0' {
                    significant += 1;
                }
                if significant <= 19 {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                }
                if after_point { fraction += 1 } else { whole += 1 }
            }
            b'.' if !after_point => after_point = true,
            _ => break,
        }
        at += 1;
    }
    if whole == 0 && fraction == 0 {
        return Parsed::Text;
    }
    let mut exponent = 0_i32;
    let tail = digits.get(at..).unwrap_or_default();
    let plain = tail.is_empty();
    if !plain {
        let Some(read) = exponent_of(tail) else { return Parsed::Text };
        exponent = read;
    }
    if plain && !after_point {
        if whole > 1 && digits.first() == Some(&b'0') {
            return Parsed::LeadingZero;
        }
        if significant > 19 || mantissa > EXACT {
            return if significant > 309 { Parsed::TooLarge } else { Parsed::TooLong };
        }
    }
    let scale = exponent.saturating_sub(fraction);
    let power = POWERS.get(scale.unsigned_abs() as usize).copied();
    let value = match power {
        Some(power) if significant <= 19 && mantissa <= EXACT => {
            if scale < 0 {
                mantissa as f64 / power
            } else {
                mantissa as f64 * power
            }
        }
        _ => match std::str::from_utf8(digits).ok().and_then(float) {
            Some(value) => value,
            None => return Parsed::Text,
        },
    };
    if value.is_infinite() { Parsed::TooLarge } else { Parsed::Number(if negative { -value } else { value }) }
}

/// The exponent in `e-5`, saturating; absent if it is none.
fn exponent_of(tail: &[u8]) -> Option<i32> {
    let (negative, digits) = match tail {
        [b'e' | b'E', b'-', digits @ ..] => (true, digits),
        [b'e' | b'E', b'+', digits @ ..] | [b'e' | b'E', digits @ ..] => (false, digits),
        _ => return None,
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0_i32, |size, digit| size.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, mark: DecimalMark, expected: Parsed) {
        assert_eq!(parse(cell.as_bytes(), mark), expected, "{cell:?} {mark:?}");
    }

    #[test]
    fn numbers_are_read_to_the_last_bit() {
        for text in ["0", "-0.5", "5.", ".5", "+3", "1e3", "1E-3", "0.1", "123456.789012", "9007199254740992", "2.2250738585072014e-308"] {
            check(text, DecimalMark::Point, Parsed::Number(text.parse().unwrap()));
        }
        for text in ["0.12345678901234567890123", "179769313486231570000e288", "5e-324", "1.7976931348623157e308", "9007199254740993.0"] {
            check(text, DecimalMark::Point, Parsed::Number(text.parse().unwrap()));
        }
    }

    #[test]
    fn short_decimals_are_read_alike_by_the_quick_way() {
        let mut texts: Vec<String> =
            ["0", "-0", "-0.5", "5.", ".5", "-.25", "10", "123456.789012", "9007199254740992", "-1.10", "0.00"].map(String::from).into();
        texts.push("0.000000000000000001".into());
        // Every number of digits before and behind the point.
        for whole in 1..=9 {
            for fraction in 0..=(15 - whole).min(8) {
                let digits = "7120934586123456789";
                texts.push(format!("-{}.{}", &digits[..whole], &digits[whole..whole + fraction]));
                texts.push(digits[..whole].into());
            }
        }
        for text in texts {
            let Parsed::Number(value) = parse(text.as_bytes(), DecimalMark::Point) else { panic!("{text}") };
            for tail in [",7", ",-1.5,2.25,9\n", "\n", "\r\n12345678", ".5,1,2,3,4", "e5,1,2,3,4", "x"] {
                if tail.starts_with('.') && !text.contains('.') {
                    continue;
                }
                let (quick, length) = quick(format!("{text}{tail}").as_bytes()).unwrap();
                assert_eq!((quick.to_bits(), length), (value.to_bits(), text.len()), "{text}{tail}");
            }
        }
        for text in ["007", "-", ".", "-.", "9007199254740993", "12345678901234567890", "0.12345678901234567890123"] {
            for tail in ["", ",", ",1,2,3,4,5,6", "\n1.5,2.5,3.5"] {
                assert_eq!(quick(format!("{text}{tail}").as_bytes()), None, "{text}{tail}");
            }
        }
        for (text, length) in [("", 0), (",1", 0), ("\n", 0), ("x", 0)] {
            let (quick, found) = quick(text.as_bytes()).unwrap();
            assert!(quick.is_nan() && found == length, "{text:?}");
        }
    }

    #[test]
    fn decimal_commas_and_groups_are_read_where_the_column_has_them() {
        check("1,5", DecimalMark::Comma, Parsed::Number(1.5));
        check("-1.234.567,25", DecimalMark::Comma, Parsed::Number(-1_234_567.25));
        check("1.234", DecimalMark::Comma, Parsed::Number(1234.0));
        check("1.5", DecimalMark::Comma, Parsed::Text);
        check("1.2345,6", DecimalMark::Comma, Parsed::Text);
        check("1,234", DecimalMark::Thousands, Parsed::Number(1234.0));
        check("1,234,567.5", DecimalMark::Thousands, Parsed::Number(1_234_567.5));
        check("12,34", DecimalMark::Thousands, Parsed::Text);
        check("1,2345.6", DecimalMark::Thousands, Parsed::Text);
        check("1,5", DecimalMark::Point, Parsed::Text);
    }

    #[test]
    fn numbers_that_lose_digits_or_leading_zeros_are_reported() {
        check("1e999", DecimalMark::Point, Parsed::TooLarge);
        check("-Infinity", DecimalMark::Point, Parsed::TooLarge);
        check("9007199254740993", DecimalMark::Point, Parsed::TooLong);
        check("12345678901234567890123", DecimalMark::Point, Parsed::TooLong);
        check(&"9".repeat(400), DecimalMark::Point, Parsed::TooLarge);
        check("007", DecimalMark::Point, Parsed::LeadingZero);
    }

    #[test]
    fn text_is_text() {
        for text in ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "12 kg", "５", "nan", "--1", "1-2"] {
            check(text, DecimalMark::Point, Parsed::Text);
        }
    }
}
