//! Numbers as lists print them.

const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The number in one of Word's number formats (`w:numFmt`); Arabic in those that reports do not
/// use.
pub(crate) fn numeral(format: &str, number: u32) -> String {
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counted(number, &CHINESE, ['十', '百', '千']),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, &FORMAL, ['拾', '佰', '仟'])
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            number.to_string().bytes().map(|digit| CHINESE[usize::from(digit - b'0')]).collect()
        }
        "ideographTraditional" => nth(STEMS, number),
        "ideographZodiac" => nth(BRANCHES, number),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number
            .to_string()
            .bytes()
            .filter_map(|digit| above('０', u32::from(digit - b'0')))
            .collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed('①', number),
        "decimalEnclosedFullstop" => enclosed('⒈', number),
        "decimalEnclosedParen" => enclosed('⑴', number),
        "ideographEnclosedCircle" if (1..=10).contains(&number) => one('㊀', number - 1),
        "lowerLetter" => letters('a', number),
        "upperLetter" => letters('A', number),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_ascii_uppercase(),
        _ => number.to_string(),
    }
}

/// In words: 12 is 十二, 105 is 一百〇五.
fn counted(number: u32, digits: &[char; 10], units: [char; 3]) -> String {
    if number == 0 || number > 9_999 {
        return if number == 0 { digits[0].to_string() } else { number.to_string() };
    }
    let mut words = String::new();
    let mut gap = false;
    for (power, unit) in
        [(1_000, Some(units[2])), (100, Some(units[1])), (10, Some(units[0])), (1, None)]
    {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            words.push(digits[0]);
        }
        // 10 to 19 are 十 to 十九.
        if !(words.is_empty() && power == 10 && digit == 1) {
            words.extend(digits.get(digit as usize));
        }
        words.extend(unit);
    }
    words
}

fn nth(characters: &str, number: u32) -> String {
    let found = (number as usize).checked_sub(1).and_then(|index| characters.chars().nth(index));
    found.map_or_else(|| number.to_string(), String::from)
}

/// Twenty characters from `first` on are 1 to 20 inside of something.
fn enclosed(first: char, number: u32) -> String {
    if (1..=20).contains(&number) { one(first, number - 1) } else { number.to_string() }
}

fn one(first: char, offset: u32) -> String {
    above(first, offset).map(String::from).unwrap_or_default()
}

fn above(first: char, offset: u32) -> Option<char> {
    char::from_u32(u32::from(first) + offset)
}

/// a to z, then aa, bb, as Word does.
fn letters(first: char, number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let times = (index / 26 + 1).min(30) as usize;
    one(first, index % 26).repeat(times)
}

fn roman(number: u32) -> String {
    if number == 0 || number > 3_999 {
        return number.to_string();
    }
    let steps = [
        (1_000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut words = String::new();
    for (value, word) in steps {
        while rest >= value {
            words.push_str(word);
            rest -= value;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_in_words() {
        let words = |number| numeral("chineseCountingThousand", number);
        let some: Vec<String> = [1, 10, 12, 20, 21, 100, 105, 110, 1_010].map(words).into();
        assert_eq!(
            some,
            ["一", "十", "十二", "二十", "二十一", "一百", "一百〇五", "一百一十", "一千〇一十"]
        );
        assert_eq!(numeral("chineseLegalSimplified", 23), "贰拾叁");
    }

    #[test]
    fn other_formats() {
        let cases = [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalFullWidth", 12, "１２"),
            ("ideographTraditional", 2, "乙"),
            ("ideographDigital", 10, "一〇"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 14, "XIV"),
            ("none", 4, ""),
            ("ordinal", 4, "4"),
        ];
        for (format, number, text) in cases {
            assert_eq!(numeral(format, number), text, "{format}");
        }
    }
}
