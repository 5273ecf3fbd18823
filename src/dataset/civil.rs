//! Days and calendar dates, in the proleptic Gregorian calendar (Hinnant, *chrono-compatible low-level date algorithms*, 2013):
//! counted in eras of 400 years, with years that begin in March.

/// Days from 1 January 1970 to a date; a day beyond its month's last counts on into the next.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month (1..=12) and day (1..=31) so many days from 1 January 1970.
pub fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_lead_to_each_other() {
        assert_eq!((days(1970, 1, 1), days(2026, 11, 23), date(-1)), (0, 20_780, (1969, 12, 31)));
        for number in (-800_000..800_000).step_by(37) {
            let (year, month, day) = date(number);
            assert_eq!(days(year, month, day), number);
        }
        assert_eq!([days(2000, 2, 29) + 1, days(1900, 2, 28) + 1], [days(2000, 3, 1), days(1900, 3, 1)]);
    }
}
