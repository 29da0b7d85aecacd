//! What stands in attributes and short texts, white space around it aside.

use nianbao_core::Worded;

/// What a word of a document stands for. The schema says the same of the white space around it.
pub(crate) fn parse<T: Worded>(text: &str) -> Option<T> {
    T::of(if T::EXACT { text } else { text.trim_matches(is_space) })
}

/// White space as XML has it.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use nianbao_core::Decimal;

    use super::*;

    #[test]
    fn decimals_are_exact_or_none() {
        let long = format!("1.5{}", "0".repeat(60));
        for (text, plain) in [
            ("0", "0"),
            ("-3", "-3"),
            ("51.1082", "51.1082"),
            (" 1.50\n", "1.5"),
            ("-0", "0"),
            ("0.00", "0"),
            (&long, "1.5"),
        ] {
            let value = parse::<Decimal>(text).map(|value| value.to_string());
            assert_eq!(value.as_deref(), Some(plain), "{text}");
        }
        let deep = format!("0.{}1", "0".repeat(28));
        let huge = "9".repeat(40);
        let wrong = ["", "-", "+1", "1e3", "1_000", ".5", "5.", "007", "1,5", "１", "1 0", "NaN"];
        for text in wrong.into_iter().chain([&*deep, &*huge, "--1", "1.2.3", "0x1"]) {
            assert_eq!(parse::<Decimal>(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_digits() {
        assert_eq!(parse::<u16>(" 2020 "), Some(2020));
        for text in ["", "+2020", "02020", "-1", "2020.0", "2020年", "99999", "二〇二〇"] {
            assert_eq!(parse::<u16>(text), None, "{text}");
        }
    }
}
