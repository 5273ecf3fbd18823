//! Days, as they are written in the reader's language.

use crate::plan::Day;
use crate::protocol::print::DateStyle;

/// A day as people write it.
pub(super) fn label(day: Day, style: DateStyle) -> String {
    let (year, month, date) = day.date();
    let names = names(style);
    let name = (month as usize).checked_sub(1).and_then(|at| names.get(at)).copied().unwrap_or_default();
    match style {
        DateStyle::Iso => day.iso(),
        DateStyle::American => format!("{name} {date}, {year}"),
        DateStyle::German => format!("{date}. {name} {year}"),
        DateStyle::Portuguese => format!("{date} de {name} de {year}"),
        _ => format!("{date} {name} {year}"),
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
        let day = Day::parse("2026-11-25").unwrap();
        for (style, name) in DateStyle::ALL {
            assert!(name.contains(&format!("({})", label(day, style))), "{name}: {}", label(day, style));
        }
    }
}
