//! Characters of the symbol fonts, which print signs in the places of letters.

/// What a character of this font shows, if the font is one of signs. A sign without a character
/// of its own is U+FFFD: whatever it shows, it is not the letter in whose place it stands.
pub(crate) fn symbol(font: &str, character: char) -> Option<char> {
    let code = u32::from(character);
    let private = (0xf000..=0xf0ff).contains(&code);
    let place = if private { code - 0xf000 } else { code };
    let known = match font.trim().to_ascii_lowercase().as_str() {
        "symbol" => by_symbol(place),
        "wingdings" => by_wingdings(place),
        "wingdings 2" => by_wingdings2(place),
        "wingdings 3" | "webdings" | "marlett" => None,
        _ => return None,
    };
    Some(known.unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn by_symbol(place: u32) -> Option<char> {
    let character = match place {
        0x20
        | 0x21
        | 0x23
        | 0x25
        | 0x26
        | 0x28..=0x2c
        | 0x2e..=0x3f
        | 0x5b
        | 0x5d
        | 0x7b..=0x7d => {
            return char::from_u32(place);
        }
        0x2d => '-',
        0xa3 => '≤',
        0xb0 => '°',
        0xb1 => '±',
        0xb3 => '≥',
        0xb4 => '×',
        0xb7 => '•',
        0xb8 => '÷',
        0xbb => '≈',
        _ => return None,
    };
    Some(character)
}

fn by_wingdings(place: u32) -> Option<char> {
    let character = match place {
        0x20 => ' ',
        0x6c => '●',
        0x6e => '■',
        0x6f | 0xa8 => '□',
        0x75 => '◆',
        0x76 => '❖',
        0x81..=0x8a => return char::from_u32(0x2460 + place - 0x81),
        0xa1 => '○',
        0xd8 => '➢',
        0xe0 => '→',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    };
    Some(character)
}

fn by_wingdings2(place: u32) -> Option<char> {
    Some(match place {
        0x20 => ' ',
        0x4f => '✗',
        0x50 => '✓',
        0x52 => '☑',
        0x53 | 0x54 => '☒',
        0xa3 => '□',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn signs_are_what_they_show() {
        assert_eq!(symbol("Wingdings", '\u{f0fe}'), Some('☑'));
        assert_eq!(symbol("wingdings", '\u{a8}'), Some('□'));
        assert_eq!(symbol("Symbol", '\u{f033}'), Some('3'));
        assert_eq!(symbol("仿宋_GB2312", '3'), None);
    }

    #[test]
    fn a_digit_in_a_font_of_signs_is_no_digit() {
        assert_eq!(symbol("Wingdings", '3'), Some('\u{fffd}'));
        assert_eq!(symbol("Webdings", '3'), Some('\u{fffd}'));
    }
}
