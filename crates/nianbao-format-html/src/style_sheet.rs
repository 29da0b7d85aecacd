//! Style sheets within a page (`<style>`), as far as they hide what is on it.
//!
//! Only what is plain is believed: a class, an id, an element, or these together, in a rule for every
//! screen. Where another rule shows the same element again, or the rule depends on what is around it, it
//! is in doubt whether the element is seen.

use html5ever::Attribute;

use crate::read::without;

/// Whether an element is hidden by the page's style sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Shown,
    Doubtful,
    Hidden,
}

/// More rules than this are not compared with each element.
const MOST_RULES: usize = 500;

/// The rules of a page that hide elements, and those that show them.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    hiding: Vec<Selector>,
    showing: Vec<Selector>,
}

/// The last part of a selector; `is_whole`: there is no other.
#[derive(Clone, Debug, Default, PartialEq)]
struct Selector {
    element: String,
    id: Option<String>,
    classes: Vec<String>,
    is_whole: bool,
    /// Only the room is kept (`visibility`).
    keeps_room: bool,
}

impl Rules {
    /// The rules in a page's style sheets.
    pub(crate) fn of(page: &str) -> Self {
        let mut rules = Self::default();
        let mut rest = page;
        while let Some(at) = find(rest, "<style") {
            // What stands in a comment is none.
            let comment = rest[..at].rfind("<!--").map(|start| &rest[start..at]);
            if comment.is_some_and(|comment| !comment.contains("-->")) {
                rest = &rest[at + "<style".len()..];
                continue;
            }
            let Some((_, sheet)) = rest[at..].split_once('>') else { break };
            let end = find(sheet, "</style").unwrap_or(sheet.len());
            rules.sheet(&without(&sheet[..end], ("/*", "*/")), true);
            rest = &sheet[end..];
        }
        if rules.hiding.is_empty() { Self::default() } else { rules }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.hiding.is_empty()
    }

    /// The same rules, none of them believed.
    pub(crate) fn doubted(&self) -> Self {
        let doubted = |own: &Selector| Selector { is_whole: false, ..own.clone() };
        Self { hiding: self.hiding.iter().map(doubted).collect(), showing: Vec::new() }
    }

    /// Whether an element of this name, with these attributes, is hidden; and whether its room stays.
    pub(crate) fn verdict(&self, element: &str, attributes: &[Attribute]) -> (Verdict, bool) {
        let value = |name: &str| {
            let found = attributes.iter().find(|own| &*own.name.local == name);
            found.map_or("", |own| &*own.value)
        };
        let (id, classes) = (value("id"), value("class"));
        let matching = |selector: &&Selector| selector.matches(element, id, classes);
        let hiding = self.hiding.iter().filter(matching).max_by_key(|own| own.rank());
        let Some(hiding) = hiding else { return (Verdict::Shown, false) };
        let shown = self.showing.iter().filter(matching).any(|own| own.rank() >= hiding.rank());
        let doubtful = shown || !hiding.is_whole;
        (if doubtful { Verdict::Doubtful } else { Verdict::Hidden }, hiding.keeps_room)
    }

    /// Rules for some screens are in blocks; these hold none of their own.
    fn sheet(&mut self, mut sheet: &str, is_outer: bool) {
        while let Some((head, rest)) = sheet.split_once('{') {
            let head = head.rsplit([';', '}']).next().unwrap_or_default().trim();
            let head = head.trim_start_matches("<!--").trim_start_matches("-->").trim();
            if head.starts_with('@') {
                let (block, after) = block(rest);
                if is_outer && is_for_every_screen(head) {
                    self.sheet(block, false);
                }
                sheet = after;
                continue;
            }
            let (declarations, after) = rest.split_once('}').unwrap_or((rest, ""));
            self.rule(head, declarations);
            sheet = after;
        }
    }

    fn rule(&mut self, selectors: &str, declarations: &str) {
        let (mut hides, mut shows, mut keeps_room) = (false, false, false);
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.split('!').next().unwrap_or_default().trim().to_ascii_lowercase();
            match (name.trim().to_ascii_lowercase().as_str(), value.as_str()) {
                ("display", "none") => (hides, shows, keeps_room) = (true, false, false),
                ("visibility", "hidden" | "collapse") => (hides, keeps_room) = (true, !hides),
                ("display" | "visibility", _) => shows = true,
                _ => {}
            }
        }
        let list = if hides { &mut self.hiding } else { &mut self.showing };
        if hides || shows {
            let room = MOST_RULES.saturating_sub(list.len());
            let selectors = selectors.split(',').filter_map(Selector::of);
            list.extend(selectors.map(|own| Selector { keeps_room, ..own }).take(room));
        }
    }
}

impl Selector {
    /// A selector; none if it is of states of an element (`:hover`), of what is beside it
    /// (`::before`), or of any element.
    fn of(text: &str) -> Option<Self> {
        if text.contains([':', '*', '\\']) {
            return None;
        }
        let last = text.trim().rsplit([' ', '\n', '\t', '>', '+', '~']).next()?;
        let plain = last.split('[').next()?;
        let mut selector = Self { is_whole: plain == text.trim(), ..Self::default() };
        let mut rest = plain;
        while !rest.is_empty() {
            let mut signs = rest.char_indices().skip(1);
            let end = signs.find(|(_, sign)| matches!(sign, '.' | '#'));
            let (part, after) = rest.split_at(end.map_or(rest.len(), |(end, _)| end));
            match (part.strip_prefix('.'), part.strip_prefix('#')) {
                (Some(class), _) => selector.classes.push(class.to_owned()),
                (_, Some(id)) => selector.id = Some(id.to_owned()),
                _ => selector.element = part.to_ascii_lowercase(),
            }
            rest = after;
        }
        (selector.rank() > (0, 0, 0)).then_some(selector)
    }

    /// Which of two selectors counts: ids before classes before elements.
    fn rank(&self) -> (usize, usize, usize) {
        let elements = usize::from(!self.element.is_empty());
        (usize::from(self.id.is_some()), self.classes.len(), elements)
    }

    fn matches(&self, element: &str, id: &str, classes: &str) -> bool {
        (self.element.is_empty() || self.element == element)
            && self.id.as_ref().is_none_or(|own| own == id)
            && self
                .classes
                .iter()
                .all(|own| classes.split_ascii_whitespace().any(|class| class == own))
    }
}

/// Whether a rule that begins with `@` holds for whatever screen the page is shown on.
fn is_for_every_screen(head: &str) -> bool {
    let mut words = head.split_ascii_whitespace().map(str::to_ascii_lowercase);
    words.next().is_some_and(|word| word == "@media")
        && words.all(|word| matches!(word.trim_matches(','), "all" | "screen" | "print"))
        && !head.eq_ignore_ascii_case("@media print")
}

/// A block up to the brace that ends it, and what follows.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 0usize;
    for (at, sign) in text.bytes().enumerate().filter(|(_, sign)| matches!(sign, b'{' | b'}')) {
        match (sign, depth) {
            (b'}', 0) => return (&text[..at], &text[at + 1..]),
            (b'}', _) => depth -= 1,
            _ => depth += 1,
        }
    }
    (text, "")
}

/// Where a sign of markup (ASCII, lower case, `<` first) stands in any case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', text.as_bytes()).find(|at| {
        let part = text.as_bytes().get(*at..at + wanted.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use html5ever::{LocalName, QualName, ns};

    use super::*;

    fn verdict(sheet: &str, element: &str, class: &str, id: &str) -> Verdict {
        let attribute = |name: &str, value: &str| Attribute {
            name: QualName::new(None, ns!(), LocalName::from(name)),
            value: value.into(),
        };
        let rules = Rules::of(&format!("<p>a</p><STYLE type=a>{sheet}</style><p>"));
        rules.verdict(element, &[attribute("class", class), attribute("id", id)]).0
    }

    #[test]
    fn plain_rules_hide() {
        for sheet in [
            ".x{display:none}",
            "p{color:red}\n.y,.x { color:red; DISPLAY : None !important }",
            "#i{visibility:hidden}",
            "td{display:none}",
            "td.x.z{display:none}",
            "/* .y{} */.x{display:none}",
            "<!-- .x{display:none} -->",
            "@charset \"a\";.x{display:none}",
            "@media screen{.x{display:none}}",
            "td{display:table-cell}.x{display:none}",
        ] {
            assert_eq!(verdict(sheet, "td", "z x", "i"), Verdict::Hidden, "{sheet}");
        }
    }

    #[test]
    fn what_hangs_on_more_is_in_doubt() {
        for sheet in [
            "table .x{display:none}",
            "tr>td{display:none}",
            ".x{display:none}.z.x{display:block}",
            ".x{display:none} .x{display:table-cell}",
            ".x[title]{display:none}",
        ] {
            assert_eq!(verdict(sheet, "td", "z x", "i"), Verdict::Doubtful, "{sheet}");
        }
    }

    #[test]
    fn other_elements_states_and_screens_stay_shown() {
        for sheet in [
            "",
            ".y{display:none}",
            "th.x{display:none}",
            ".x:hover{display:none}",
            ".x::before{display:none}",
            "*{display:none}",
            "@media print{.x{display:none}}",
            "@media (max-width: 768px){.x{display:none}}.y{display:none}",
            "@media screen{@media print{.x{display:none}}}",
            ".x{display:block}",
            ".x{content:'{'",
            ".乙{display:none}",
        ] {
            assert_eq!(verdict(sheet, "td", "z x", "i"), Verdict::Shown, "{sheet}");
        }
        let in_comment = "<!-- <style>.x{display:none}</style> -->";
        assert!(Rules::of(in_comment).is_empty());
    }
}
