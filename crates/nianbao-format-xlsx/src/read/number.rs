//! Stored numbers as text: what a reader of the sheet sees, without the rounding.

use nianbao_core::Decimal;

/// A workbook keeps so many significant digits; a number with more is not the one typed in.
pub(crate) const MOST_DIGITS: usize = 15;

/// The shortest decimal of a stored number.
pub(crate) fn decimal(number: f64) -> String {
    // Adding zero takes the sign off a negative zero.
    (number + 0.0).to_string()
}

/// Whether a number's digits are more than a workbook keeps.
pub(crate) fn is_inexact(decimal: &str) -> bool {
    if decimal.len() <= MOST_DIGITS {
        return false;
    }
    let digits = decimal.trim_start_matches(['-', '0', '.']);
    let digits = if decimal.contains('.') { digits } else { digits.trim_end_matches('0') };
    digits.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS
}

/// A text that is struck out: it is there and does not count.
pub(crate) fn struck(text: &str) -> String {
    format!("（{text}）")
}

/// A text as its font shows it.
pub(crate) fn in_font(text: String, is_struck: bool) -> String {
    if is_struck && !text.trim().is_empty() { struck(&text) } else { text }
}

/// What a number format shows beyond the digits themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    before: String,
    after: String,
    /// The decimal point is shown so many places further to the left.
    shift: u32,
    percent: bool,
    words: Words,
    /// The cell is struck through.
    struck: bool,
}

/// Where the words of a format stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Words {
    /// Beside each number.
    #[default]
    Beside,
    /// Beside some numbers, and not beside others.
    Sometimes,
    /// In place of the number.
    Instead,
}

impl Shown {
    /// What a format code adds to a number; `None` if nothing: `0.00`, `#,##0`, `General`.
    pub(crate) fn of(code: &str) -> Option<Self> {
        // `;;;` shows no number at all, so neither a blank nor the number is told for certain.
        let sections = code.trim().trim_end_matches('@');
        if sections.starts_with(';') && sections.trim_start_matches(';').is_empty() {
            return Some(Self { words: Words::Instead, ..Self::default() });
        }
        let (first, mut rest) = Scan::section(code);
        if !first.conditional {
            return first.finish();
        }
        // Which section counts for a number is not looked at: what one of them adds may be shown.
        let mut shown = first.finish().and_then(Self::without_sign);
        while let Some(code) = rest.filter(|_| shown.is_none()) {
            let (next, behind) = Scan::section(code);
            (shown, rest) = (next.finish().and_then(Self::without_sign), behind);
        }
        shown.map(|shown| Self { words: Words::Sometimes, ..shown })
    }

    /// What a section adds beside a minus: where sections are told apart, that is the number's own.
    fn without_sign(mut self) -> Option<Self> {
        if self.before == "-" {
            self.before.clear();
        }
        (self != Self::default()).then_some(self)
    }

    /// What a cell's number format and its font show.
    pub(crate) fn with_font(code: Option<&str>, struck: bool) -> Option<Self> {
        let shown = code.and_then(Self::of);
        if struck { Some(Self { struck, ..shown.unwrap_or_default() }) } else { shown }
    }

    /// A text as its font shows it.
    pub(crate) fn in_font(&self, text: String) -> String {
        in_font(text, self.struck)
    }

    /// A number as this format shows it, with all its digits. Where the words that it adds hold
    /// digits (`"100"0`), or take the place of the number, or are not beside every number, or the point is
    /// moved and no word says so (`0.0,`), what is shown is another number than what is stored: then both
    /// are told.
    pub(crate) fn text(&self, decimal: &str) -> String {
        let scaled = decimal.parse::<Decimal>().ok().and_then(|mut number| {
            if self.percent {
                number = number.checked_mul(Decimal::ONE_HUNDRED)?;
            }
            number.set_scale(number.scale() + self.shift).ok()?;
            Some(number.normalize().to_string())
        });
        let percent = if self.percent { "%" } else { "" };
        let digits = scaled.as_deref().unwrap_or(decimal);
        let digits = if self.words == Words::Instead { "" } else { digits };
        let shown = format!("{}{digits}{percent}{}", self.before, self.after);
        let words = self.before.chars().chain(self.after.chars());
        let numbered = words.clone().any(char::is_numeric);
        let moved = self.shift > 0 && !words.clone().any(char::is_alphabetic);
        if numbered || moved && digits != decimal || self.words != Words::Beside {
            format!("{shown}（{decimal}）")
        } else {
            shown
        }
    }
}

/// A section of a format code as it is gone through.
#[derive(Default)]
struct Scan {
    shown: Shown,
    digits: bool,
    /// It counts for some numbers only.
    conditional: bool,
    /// Commas since the last digit: between digits they group, behind the last they scale.
    commas: u32,
    /// Digits behind a point that is only printed there (`0!.0,`, how 万元 are shown).
    behind_false_point: Option<u32>,
}

impl Scan {
    /// The first section of a code, and the sections behind it.
    fn section(code: &str) -> (Self, Option<&str>) {
        let mut scan = Self::default();
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            match character {
                ';' => return (scan, Some(characters.as_str())),
                '"' => {
                    scan.literal(
                        &characters.by_ref().take_while(|c| *c != '"').collect::<String>(),
                    );
                }
                '\\' | '!' => {
                    scan.literal(&characters.next().map(String::from).unwrap_or_default());
                }
                '_' | '*' => drop(characters.next()),
                '[' => {
                    let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    // [$￥-804] is a currency; others are colours and conditions.
                    if let Some(currency) = inner.strip_prefix('$') {
                        scan.literal(currency.split('-').next().unwrap_or_default());
                    }
                    scan.conditional |= inner.starts_with(['<', '>', '=']);
                }
                '0' | '#' | '?' | '@' => scan.digit(),
                // General, and its names in other languages.
                'G' | 'g' => {
                    let rest = characters.as_str();
                    let length: usize = rest
                        .chars()
                        .take_while(|c| c.is_alphabetic() || *c == '/')
                        .map(char::len_utf8)
                        .sum();
                    characters = rest[length..].chars();
                    scan.digit();
                }
                ',' => scan.commas += 1,
                '.' => scan.commas_before_point(),
                '%' => scan.shown.percent = true,
                '¥' | '￥' | '$' | '€' | '£' | '+' | '-' | '(' | ')' => {
                    scan.literal(&character.to_string());
                }
                // The sign of an exponent is no literal: 0.00E+00.
                'E' | 'e' => {
                    characters = characters.as_str().trim_start_matches(['+', '-']).chars();
                }
                _ => {}
            }
        }
        (scan, None)
    }

    fn literal(&mut self, text: &str) {
        if text == "." && self.digits {
            self.behind_false_point = Some(0);
        } else if self.digits {
            self.shown.after.push_str(text.trim());
        } else {
            self.shown.before.push_str(text.trim());
        }
    }

    fn digit(&mut self) {
        self.digits = true;
        self.commas = 0;
        if let Some(count) = &mut self.behind_false_point {
            *count += 1;
        }
    }

    fn commas_before_point(&mut self) {
        self.shown.shift += 3 * std::mem::take(&mut self.commas);
    }

    fn finish(mut self) -> Option<Shown> {
        self.commas_before_point();
        self.shown.shift += self.behind_false_point.unwrap_or(0);
        // A plus tells nothing that the number does not, nor do the marks of a day (yyyy-mm-dd).
        let marks = |text: &str| text.chars().all(|c| matches!(c, '(' | ')' | '+' | '-'));
        if self.shown.before == "+" || !self.digits && marks(&self.shown.before) {
            self.shown.before.clear();
        }
        let instead = !self.digits && !self.conditional && !self.shown.before.is_empty();
        if instead {
            self.shown.words = Words::Instead;
        }
        let tells = self.digits || instead;
        (tells && self.shown != Shown::default()).then_some(self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_decimal_is_taken() {
        let cases = [(51.1082, "51.1082"), (0.1, "0.1"), (-0.0, "0"), (251_000.0, "251000")];
        for (number, text) in cases {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn more_digits_than_are_kept_are_told() {
        assert!(is_inexact(&decimal(0.1 + 0.2)));
        for exact in ["123456789012345", "0.000123456789012345", "-1234567890123450000", "0"] {
            assert!(!is_inexact(exact), "{exact}");
        }
        assert!(is_inexact("1234567890123456"));
    }

    #[test]
    fn what_a_format_shows_is_kept() {
        let cases = [
            ("0\"件\"", "5", "5件"),
            ("0.00\"万元\"", "25.1", "25.1万元"),
            ("#,##0.00\"元\"_ ;[Red]-0", "251000", "251000元"),
            ("0%", "0.5", "50%"),
            ("0.00%", "1.2345", "123.45%"),
            ("0!.0,\"万元\"", "251234", "25.1234万元"),
            ("0\\.0,", "251000", "25.1（251000）"),
            ("0,", "251000", "251（251000）"),
            ("#,##0.0,,", "2500000", "2.5（2500000）"),
            ("0.0,", "0", "0"),
            ("\"100\"0", "2", "1002（2）"),
            ("0\\5", "2", "25（2）"),
            ("\"已核\"", "2", "已核（2）"),
            (";;;", "148", "（148）"),
            (";;;@", "148", "（148）"),
            ("General\"万件\"", "2", "2万件"),
            ("\"约\"G/通用格式", "2", "约2"),
            ("@\"件\"", "2", "2件"),
            ("[$￥-804]#,##0.00", "12", "￥12"),
            ("\"-\"0", "7", "-7"),
            ("-0", "7", "-7"),
            ("(0)", "7", "(7)"),
            ("0\"+\"", "7", "7+"),
            ("000-0000", "75", "75-"),
            ("[>=10000]0!.0,\"万元\";0", "5000", "0.5万元（5000）"),
            ("[=0]\"—\";0.00\"元\"", "5000", "5000元（5000）"),
            ("\"¥\"#,##0", "12", "¥12"),
        ];
        for (code, stored, shown) in cases {
            let format = Shown::of(code).unwrap_or_else(|| panic!("{code} shows nothing"));
            assert_eq!(format.text(stored), shown, "{code}");
        }
        for plain in [
            "General",
            "G/通用格式",
            "[=0]\"—\";0",
            "@",
            "0",
            "0.00",
            "#,##0",
            "0_ ",
            "#,##0_);(#,##0)",
            "+0;-0;0",
            "0.00E+00",
            "yyyy-mm-dd",
            "[Red][<0]-0;0",
            "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-",
        ] {
            assert_eq!(Shown::of(plain), None, "{plain}");
        }
    }
}
