//! Where a text breaks the rules of its format, told in both languages.

use std::fmt;

use crate::Lang;

/// A place at which a text is not what its format asks for (格式错误).
///
/// A reader returns it in place of an error in its own English words, which stand in it as they are: whoever
/// reads no English still learns the place, the kind of fault and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, in the words of the reader or of the library behind it.
    pub why: String,
    /// The kind of fault and what helps, in Chinese and English.
    pub advice: (&'static str, &'static str),
}

impl Malformed {
    /// The fault, for people.
    pub fn message(&self, lang: Lang) -> String {
        let Self { line, column, why, advice } = self;
        match lang {
            Lang::Zh => format!("第 {line} 行第 {column} 列{}（{why}）", advice.0),
            Lang::En => format!("{self}; {}", advice.1),
        }
    }
}

/// The place and what is wrong there, without the advice.
impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.why)
    }
}

impl std::error::Error for Malformed {}
