//! A text as records of fields (RFC 4180), as far as it is that: whatever is not is read as it stands.

/// The most fields of a record that are kept: Excel has no more columns.
const MOST_FIELDS: usize = 16_384;

/// The records of a text, in order.
pub(crate) struct Records<'t> {
    rest: &'t str,
    delimiter: char,
    /// A quote was never closed, so that from here on quotes are letters like any other.
    open: bool,
    cut: bool,
}

impl<'t> Records<'t> {
    pub(crate) fn new(text: &'t str, delimiter: char) -> Self {
        Self { rest: text, delimiter, open: false, cut: false }
    }

    /// Whether a quote was opened and never closed: the file may be cut off.
    pub(crate) fn has_open_quote(&self) -> bool {
        self.open
    }

    /// Whether a record had more fields than were kept.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut
    }

    /// The next field, and whether the record ends with it.
    fn field(&mut self) -> (String, bool) {
        let mut text = String::new();
        if let Some(quoted) = self.rest.strip_prefix('"').filter(|_| !self.open) {
            if let Some(behind) = closed(quoted, &mut text) {
                self.rest = behind;
            } else {
                self.open = true;
                text.clear();
            }
        }
        let end = self.rest.find([self.delimiter, '\n', '\r']).unwrap_or(self.rest.len());
        text.push_str(&self.rest[..end]);
        self.rest = &self.rest[end..];
        let last = !self.rest.starts_with(self.delimiter);
        let width = match self.rest.chars().next() {
            Some('\r') if self.rest.starts_with("\r\n") => 2,
            Some(c) => c.len_utf8(),
            None => 0,
        };
        self.rest = &self.rest[width..];
        (text, last)
    }
}

/// Puts what stands between quotes into `text`, where two of them are one; what is behind the last,
/// if there is a last.
fn closed<'t>(mut rest: &'t str, text: &mut String) -> Option<&'t str> {
    loop {
        let end = rest.find('"')?;
        text.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(behind) => {
                text.push('"');
                rest = behind;
            }
            None => return Some(rest),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            let (field, last) = self.field();
            if record.len() < MOST_FIELDS {
                record.push(field);
            } else {
                self.cut = true;
            }
            if last {
                return Some(record);
            }
        }
    }
}

/// Whether all commas of a record are those of numbers, as in 1,234.
pub(crate) fn has_only_numbers(row: &[String]) -> bool {
    row.windows(2).all(|pair| {
        let digits = |c: char| c.is_ascii_digit();
        let behind = pair[1].trim_start_matches(digits);
        pair[0].ends_with(digits) && pair[1].len() - behind.len() == 3
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        Records::new(text, ',').collect()
    }

    #[test]
    fn fields_and_records() {
        assert_eq!(
            read("a,b\r\nc,,d,\n\ne"),
            [vec!["a", "b"], vec!["c", "", "d", ""], vec![""], vec!["e"]]
        );
        assert_eq!(read(""), Vec::<Vec<String>>::new());
        assert_eq!(read("a\rb"), [["a"], ["b"]]);
    }

    #[test]
    fn quotes_hold_everything_and_stand_for_themselves_twice() {
        let expected = [vec!["a,b", "c\nd", "e\"f"], vec!["", "g\"h", "ij"]];
        assert_eq!(read("\"a,b\",\"c\nd\",\"e\"\"f\"\n\"\",g\"h,\"i\"j\n"), expected);
    }

    #[test]
    fn a_quote_that_is_not_closed_swallows_nothing() {
        let mut records = Records::new("a,\"b\nc,d\n", ',');
        assert_eq!(records.next().unwrap(), ["a", "\"b"]);
        assert_eq!(records.next().unwrap(), ["c", "d"]);
        assert!(records.next().is_none() && records.has_open_quote());
    }

    #[test]
    fn a_record_without_end_is_cut() {
        let text = ",".repeat(MOST_FIELDS + 5);
        let mut records = Records::new(&text, ',');
        assert_eq!(records.next().unwrap().len(), MOST_FIELDS);
        assert!(records.was_cut());
    }
}
