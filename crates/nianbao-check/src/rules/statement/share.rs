//! 予以公开258件，占33.9%: a share of what was handled or received.

use super::readings::number;
use super::{Said, about};
use crate::figures::whole;
use crate::rules::Looked;
use crate::{Finding, Words};

/// A share has so many words before its number at most: 占办结总数的.
const WORDS: usize = 14;

pub(super) fn check(looked: &Looked<'_>, said: &Said<'_>, rest: &str) -> Option<Finding> {
    let outcome = said.fields.iter().all(|field| field.id().starts_with("requests."));
    let (words, share) = share(rest).filter(|_| outcome)?;
    let part = whole(said.value)?;
    let bases = bases(looked, said, words)?;
    if bases.is_empty() || bases.iter().any(|(_, base)| share.is(part, *base)) {
        return None;
    }
    let zh: Vec<String> = bases
        .iter()
        .map(|(id, base)| {
            format!("{}/{base} = {}", part, share.of(part, *base).unwrap_or_default() + zh_of(id))
        })
        .collect();
    let en: Vec<String> = bases
        .iter()
        .map(|(id, base)| {
            format!("{part} of {base} ({id}) is {}", share.of(part, *base).unwrap_or_default())
        })
        .collect();
    let printed = &share.printed;
    let message = Words::new(
        format!("正文“{}”称占 {printed}%，而 {}", said.text, zh.join("；")),
        format!("the prose says {printed}% behind {:?}, but {}", said.text, en.join("; ")),
    );
    let expected = bases.first().and_then(|(_, base)| share.of(part, *base)).unwrap_or_default();
    Some(about(said, message).sides(format!("{printed}%"), expected))
}

fn zh_of(id: &str) -> &'static str {
    match id {
        "requests.handled.total" => "（办理结果总计）",
        "requests.received.total" => "（本年新收）",
        _ => "（新收加结转）",
    }
}

/// The wholes that the share may be of; none if one of them is not printed.
fn bases(looked: &Looked<'_>, said: &Said<'_>, words: &str) -> Option<Vec<(&'static str, i128)>> {
    let value = |id| number(looked, id).and_then(whole);
    let handled = value("requests.handled.total")?;
    let received = value("requests.received.total")?;
    let with_carried =
        received.checked_add(value("requests.carried_in.total").unwrap_or_default())?;
    let of_received = said.fields.iter().any(|field| field.id().starts_with("requests.received."));
    let mut bases = Vec::new();
    if !of_received || !words.is_empty() {
        bases.push(("requests.handled.total", handled));
    }
    if of_received || ["收", "受理", "申请"].iter().any(|word| words.contains(word)) {
        bases.push(("requests.received.total", received));
        bases.push(("requests.received.total + requests.carried_in.total", with_carried));
    }
    bases.retain(|(_, base)| *base > 0);
    Some(bases)
}

/// A share as it is printed.
struct Share {
    printed: String,
    digits: i128,
    decimals: u32,
}

impl Share {
    /// Whether it is this share, rounded or cut at the printed decimals.
    fn is(&self, part: i128, whole: i128) -> bool {
        let Some(scaled) = self.scaled(part) else { return false };
        let (cut, rounded) = (scaled / whole, (2 * scaled + whole) / (2 * whole));
        self.digits == cut || self.digits == rounded
    }

    /// The right share, rounded.
    fn of(&self, part: i128, whole: i128) -> Option<String> {
        let rounded = (2 * self.scaled(part)? + whole) / (2 * whole);
        let value = crate::figures::decimal(rounded)?;
        let mut value = value;
        value.set_scale(self.decimals).ok()?;
        Some(format!("{value}%"))
    }

    fn scaled(&self, part: i128) -> Option<i128> {
        part.checked_mul(100)?.checked_mul(10_i128.pow(self.decimals)).filter(|one| *one < 1 << 100)
    }
}

/// The share that follows a number, and the words before it: `，占办结总数的33.9%`.
fn share(rest: &str) -> Option<(&str, Share)> {
    let rest = rest.strip_prefix(['，', ',', '、', '（', '(']).unwrap_or(rest);
    let rest = rest.strip_prefix("约").unwrap_or(rest).strip_prefix('占')?;
    let start = rest.find(|c: char| c.is_ascii_digit())?;
    let words = &rest[..start];
    let plain =
        words.chars().count() <= WORDS && !words.contains(['，', ',', '。', '；', '、', '约']);
    let number = &rest[start..];
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    if !plain || !number[end..].starts_with(['%', '％']) {
        return None;
    }
    let printed = &number[..end];
    let (integer, fraction) = printed.split_once('.').unwrap_or((printed, ""));
    let decimals = u32::try_from(fraction.len()).ok().filter(|decimals| *decimals <= 6)?;
    let digits = format!("{integer}{fraction}").parse::<i128>().ok()?;
    Some((words, Share { printed: printed.to_owned(), digits, decimals }))
}

#[cfg(test)]
mod tests {
    use super::share;

    fn is(rest: &str, part: i128, whole: i128) -> bool {
        share(rest).unwrap().1.is(part, whole)
    }

    #[test]
    fn a_share_may_be_rounded_or_cut() {
        assert!(is("，占32.9%。", 265, 806) && is("，占32.8%。", 265, 806));
        assert!(!is("，占33.9%。", 265, 806));
        assert!(is("（占办结总数的67%）", 2, 3) && is("，占66％", 2, 3) && !is("，占68%", 2, 3));
    }

    #[test]
    fn the_right_share_has_the_decimals_of_the_printed_one() {
        let right = |rest: &str, part, whole| share(rest).unwrap().1.of(part, whole).unwrap();
        assert_eq!(right("，占33.9%。", 265, 806), "32.9%");
        assert_eq!(right("，占60%。", 2, 3), "67%");
        assert_eq!(right("，占1.00%。", 1, 8), "12.50%");
    }

    #[test]
    fn what_is_no_share_is_left_alone() {
        for rest in
            ["，同比增长5%", "，占全部", "占约5%", "，占比，5%", "，占1.2345678%", "，占5件"]
        {
            assert!(share(rest).is_none(), "{rest}");
        }
    }
}
