//! Calendar days, as reports print them.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Result, ensure};

/// A day of the Gregorian calendar; always a day that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if there is such a day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        (1..=last).contains(&day).then_some(Self { year, month, day })
    }

    /// The year, four digits.
    pub fn year(self) -> u16 {
        self.year
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = anyhow::Error;

    /// Reads `2021-01-22`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || format!("not a date of the form 2021-01-22: {text:?}");
        let mut parts = text.splitn(3, '-');
        let mut next = |width: usize| -> Result<u16> {
            let part = parts.next().with_context(wrong)?;
            ensure!(part.len() == width && part.bytes().all(|b| b.is_ascii_digit()), wrong());
            part.parse().with_context(wrong)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Self::new(year, u8::try_from(month)?, u8::try_from(day)?).with_context(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn only_days_that_exist() {
        assert!(Date::new(2020, 2, 29).is_some());
        assert!(Date::new(2021, 2, 29).is_none());
        assert!(Date::new(1900, 2, 29).is_none());
        assert!(Date::new(2021, 13, 1).is_none());
        assert!(Date::new(2021, 4, 31).is_none());
    }

    #[test]
    fn reads_what_it_prints_and_nothing_else() {
        let day = Date::new(2021, 1, 22).unwrap();
        assert_eq!(day.to_string().parse::<Date>().unwrap(), day);
        for wrong in ["2021-1-22", "2021-01-22 10:00", "2021-00-22", "+021-01-22", ""] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }
}
