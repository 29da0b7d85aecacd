//! Which language to speak.

use std::ffi::OsString;

use nianbao::Lang;

/// The language that `--lang` names, else the locale's. Read before the arguments are parsed,
/// because the help and the errors of parsing are in it too; a wrong name is clap's to refuse.
pub(crate) fn choose(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Lang {
    asked(arguments).unwrap_or_else(|| {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let locale = variables.into_iter().filter_map(variable).find(|value| !value.is_empty());
        if locale.is_some_and(|locale| locale.starts_with("zh")) { Lang::Zh } else { Lang::En }
    })
}

/// The language of what is written for others to read, a workbook: Chinese like the form that it is
/// about, unless another is asked for. The locale is only this machine's.
pub(crate) fn of_tables(arguments: &[OsString]) -> Lang {
    asked(arguments).unwrap_or_default()
}

fn asked(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    let apart = || words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| &*pair[1]);
    match joined.or_else(apart)? {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str], variables: &[(&str, &str)]) -> Lang {
        let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
        choose(&arguments, |name| {
            variables.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned())
        })
    }

    #[test]
    fn the_option_beats_the_locale_and_the_first_variable_that_is_set_beats_the_rest() {
        assert_eq!(chosen(&["--lang", "zh"], &[("LANG", "en_US.UTF-8")]), Lang::Zh);
        assert_eq!(chosen(&["--lang=en"], &[("LC_ALL", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(chosen(&[], &[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(chosen(&[], &[("LC_MESSAGES", "C"), ("LANG", "zh_CN")]), Lang::En);
        assert_eq!(chosen(&["--lang"], &[]), Lang::En);
    }

    #[test]
    fn tables_are_chinese_unless_asked_otherwise() {
        assert_eq!(of_tables(&["export".into()]), Lang::Zh);
        assert_eq!(of_tables(&["export".into(), "--lang".into(), "en".into()]), Lang::En);
    }
}
