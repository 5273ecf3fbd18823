//! Days, as they are written in the reader's language.

use crate::protocol::press::DateStyle;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    /// 1..=9999.
    pub(super) year: u16,
    /// 1..=12.
    pub(super) month: u8,
    /// 1..=31.
    pub(super) day: u8,
}

impl Date {
    /// Reads `2026-11-25`; absent if there is no such day.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts =
            text.splitn(3, '-').map(|part| if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse::<u16>().ok() } else { None });
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let date = Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(date)
    }

    /// As people write it.
    pub(super) fn label(self, style: DateStyle) -> String {
        let Self { year, month, day } = self;
        let names = names(style);
        let name = usize::from(month).checked_sub(1).and_then(|at| names.get(at)).copied().unwrap_or_default();
        match style {
            DateStyle::Iso => format!("{year:04}-{month:02}-{day:02}"),
            DateStyle::American => format!("{name} {day}, {year}"),
            DateStyle::German => format!("{day}. {name} {year}"),
            DateStyle::Portuguese => format!("{day} de {name} de {year}"),
            _ => format!("{day} {name} {year}"),
        }
    }
}

/// Short names of the months (Unicode CLDR, abbreviated format).
fn names(style: DateStyle) -> [&'static str; 12] {
    match style {
        DateStyle::English | DateStyle::American | DateStyle::Iso => {
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        }
        DateStyle::German => ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
        DateStyle::French => ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
        DateStyle::Spanish => ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
        DateStyle::Italian => ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
        DateStyle::Portuguese => ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."],
        DateStyle::Dutch => ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        DateStyle::Polish => ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_writes_the_day_its_own_way() {
        let day = Date::parse("2026-11-25").unwrap();
        for (style, name) in DateStyle::ALL {
            assert!(name.contains(&format!("({})", day.label(style))), "{name}: {}", day.label(style));
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "soon-11-23", "2026-04-31", "+2026-04-30", "0-1-1"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2024-02-29").is_some());
    }
}
