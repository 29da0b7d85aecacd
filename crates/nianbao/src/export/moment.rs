//! Moments as days and times. China has one zone of time, eight hours ahead of the universal one.

use nianbao_core::Date;

const DAY: i64 = 86_400;
const AHEAD: i64 = 8 * 3_600;

/// The day in China at so many seconds since 1970.
pub(super) fn day(seconds: i64) -> Option<Date> {
    civil(seconds.checked_add(AHEAD)?.div_euclid(DAY))
}

/// The day and time in China, as `2021-01-22 09:30:00`.
pub(super) fn day_and_time(seconds: i64) -> Option<String> {
    let day = day(seconds)?;
    let second = (seconds + AHEAD).rem_euclid(DAY);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    Some(format!("{day} {hour:02}:{minute:02}:{:02}", second % 60))
}

/// The day of so many days since 1970-01-01, in the Gregorian calendar. Years are counted from
/// March, so that the day that only leap years have is the last.
fn civil(days: i64) -> Option<Date> {
    const ERA: i64 = 146_097;
    let from_march_0 = days.checked_add(719_468)?;
    let (era, day) = (from_march_0.div_euclid(ERA), from_march_0.rem_euclid(ERA));
    let year = (day - day / 1_460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, turn) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + turn;
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let cases = [
            (0, "1970-01-01 08:00:00"),
            (57_599, "1970-01-01 23:59:59"),
            (57_600, "1970-01-02 00:00:00"),
            (951_782_400, "2000-02-29 08:00:00"),
            (1_709_251_199, "2024-03-01 07:59:59"),
            (-1, "1970-01-01 07:59:59"),
            (-28_801, "1969-12-31 23:59:59"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(day_and_time(seconds).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_day_of_ours_is_none() {
        assert_eq!(day(i64::MAX), None);
        assert_eq!(day(i64::MIN), None);
    }
}
