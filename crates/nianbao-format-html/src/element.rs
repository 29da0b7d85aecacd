//! What an element means for reading.

use std::rc::Rc;

use html5ever::QualName;

use crate::tree::Element;

/// What an element means for reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Not shown, or not text of the page.
    Hidden,
    /// Begins and ends a line.
    Block,
    /// A heading of this level.
    Heading(u8),
    /// A block whose white space counts.
    Pre,
    /// A line end.
    Break,
    /// A link to somewhere.
    Link,
    /// Raised, lowered or small text: a footnote's mark, an exponent.
    Raised,
    /// A table or a part of one.
    Part(Part),
    /// A box to fill in, or a list to choose from.
    Control,
    /// Something that shows what is no text of the page: a picture, a drawing, a bar.
    Picture,
    /// Part of a line.
    Inline,
}

/// A table or a part of one; `styled` if only a role or a style makes it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) role: PartRole,
    pub(crate) styled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartRole {
    Table,
    Caption,
    Row,
    Cell,
    Head,
}

/// How many names are remembered; a page has fewer.
const MOST_NAMES: usize = 32;

/// The names of elements that were met, and what each means without attributes.
#[derive(Default)]
pub(crate) struct Kinds(Vec<(Rc<QualName>, Kind)>);

impl Kinds {
    /// A name, shared by all elements that have it, and what it means.
    pub(crate) fn of(&mut self, name: QualName) -> (Rc<QualName>, Kind) {
        if let Some(at) = self.0.iter().position(|(own, _)| **own == name) {
            let known = self.0[at].clone();
            // Those that come often are found first.
            self.0.swap(at, at / 2);
            return known;
        }
        let bare = Element::bare(Rc::new(name));
        let known = (bare.qualified.clone(), Kind::of(&bare).0);
        if self.0.len() < MOST_NAMES {
            self.0.push(known.clone());
        }
        known
    }
}

impl Kind {
    /// What an element means, and whether what is in it is not shown though it has its room.
    pub(crate) fn of(element: &Element) -> (Self, bool) {
        let style = element.attribute("style").unwrap_or_default();
        let display = property(style, "display");
        let is_gone = is_never_shown(element.name())
            || element.attribute("hidden").is_some()
            || display == "none";
        if !matches!(element.name(), "html" | "body") && (is_gone || is_unseen(style)) {
            return hidden(element, !is_gone);
        }
        (Self::shown(element, style, &display), false)
    }

    /// What an element means where it is shown, whatever its style says.
    pub(crate) fn if_shown(element: &Element) -> Self {
        let style = element.attribute("style").unwrap_or_default();
        let display = property(style, "display");
        Self::shown(element, style, if display == "none" { "" } else { &display })
    }

    fn shown(element: &Element, style: &str, display: &str) -> Self {
        let name = element.name();
        if let Some(part) = part(element, name, display) {
            return part;
        }
        by_name(element, name).unwrap_or(match display {
            "block" | "flex" | "grid" | "list-item" => Self::Block,
            _ if matches!(property(style, "vertical-align").as_str(), "super" | "sub") => {
                Self::Raised
            }
            _ => Self::Inline,
        })
    }
}

/// What a hidden element is: gone, or a blank cell where its room is kept, so that those beside it stay
/// in their columns.
pub(crate) fn hidden(element: &Element, keeps_room: bool) -> (Kind, bool) {
    let cell = part(element, element.name(), "");
    let is_cell =
        matches!(cell, Some(Kind::Part(Part { role: PartRole::Cell | PartRole::Head, .. })));
    match cell {
        Some(cell) if keeps_room && is_cell => (cell, true),
        _ => (Kind::Hidden, false),
    }
}

/// Whether an element of this name is no text of the page. `del`, `s`: a number struck out is not the
/// number. `rt`: how a character is spoken. `comment`: LibreOffice's for what is noted beside a cell.
pub(crate) fn is_never_shown(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "option"
            | "datalist"
            | "button"
            | "audio"
            | "noframes"
            | "nav"
            | "comment"
            | "del"
            | "s"
            | "strike"
            | "rt"
            | "rp"
    )
}

/// Whether a style leaves an element its room and shows nothing in it.
fn is_unseen(style: &str) -> bool {
    matches!(property(style, "visibility").as_str(), "hidden" | "collapse")
        || property(style, "opacity").parse() == Ok(0_u8)
        || is_nothing(&property(style, "font-size"))
        || is_off_the_page(style)
        || is_struck(style)
}

/// Whether a style strikes a text out.
fn is_struck(style: &str) -> bool {
    ["text-decoration", "text-decoration-line"]
        .iter()
        .any(|name| property(style, name).contains("line-through"))
}

/// Whether an element was taken away from what is read, by a style or because it is struck out.
pub(crate) fn is_taken_away(element: &Element) -> bool {
    (element.kind() == Kind::Hidden || element.is_blank())
        && (!is_never_shown(element.name()) || matches!(element.name(), "del" | "s" | "strike"))
}

/// Whether an element is hidden by what it says of itself or by a style sheet, not for what it is.
pub(crate) fn is_styled_away(element: &Element) -> bool {
    let is_away = element.kind() == Kind::Hidden || element.is_blank();
    let struck = element.attribute("style").is_some_and(is_struck);
    is_away && !is_never_shown(element.name()) && !struck
}

/// Whether an element's own style says how it is shown, whatever style sheets say.
pub(crate) fn says_how_shown(element: &Element) -> bool {
    element.attribute("style").is_some_and(|style| !property(style, "display").is_empty())
}

/// Whether a length is nothing at all: 0, 0px.
fn is_nothing(length: &str) -> bool {
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.parse() == Ok(0.0_f32)
}

/// Whether an element stands where nobody sees it, as texts for screen readers do: far to the left or
/// above (`position: absolute; left: -9999px`).
fn is_off_the_page(style: &str) -> bool {
    let away = |name| {
        let length = property(style, name);
        let by =
            length.strip_prefix('-').and_then(|by| by.split(|c: char| !c.is_ascii_digit()).next());
        by.and_then(|by| by.parse::<u32>().ok()).is_some_and(|by| by >= FAR)
    };
    property(style, "position") == "absolute" && (away("left") || away("top"))
}

/// Further out, in any unit, nothing is on a page.
const FAR: u32 = 500;

fn by_name(element: &Element, name: &str) -> Option<Kind> {
    Some(match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "br" | "hr" => Kind::Break,
        "pre" | "listing" | "xmp" | "plaintext" => Kind::Pre,
        "a" if element.attribute("href").is_some() => Kind::Link,
        "sup" | "sub" | "small" => Kind::Raised,
        "input" | "textarea" | "select" => Kind::Control,
        // What a bar or a frame holds is for those who do not see it.
        "img" | "svg" | "object" | "canvas" | "iframe" | "embed" | "video" | "meter"
        | "progress" => Kind::Picture,
        "html" | "body" | "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "section"
        | "article" | "header" | "footer" | "main" | "aside" | "figure" | "figcaption"
        | "address" | "blockquote" | "center" | "form" | "fieldset" | "legend" | "details"
        | "summary" | "dialog" | "menu" | "dir" | "marquee" | "hgroup" | "search" | "thead"
        // The two numbers (`mn`) of a fraction are not one.
        | "tbody" | "tfoot" | "mn" => Kind::Block,
        // Elements of the page's own, such as uni-view: those that are no word of a line.
        _ if name.contains('-') && !["-text", "-icon"].iter().any(|end| name.ends_with(end)) => {
            Kind::Block
        }
        _ => return None,
    })
}

fn part(element: &Element, name: &str, display: &str) -> Option<Kind> {
    let aria = element.attribute("role").unwrap_or_default().trim().to_ascii_lowercase();
    let (role, styled) = match name {
        // Whoever says so means layout: its cells are blocks like any other.
        "table" if matches!(aria.as_str(), "presentation" | "none") => return Some(Kind::Block),
        "table" => (PartRole::Table, false),
        "caption" => (PartRole::Caption, false),
        "tr" => (PartRole::Row, false),
        "td" => (PartRole::Cell, false),
        "th" => (PartRole::Head, false),
        _ => match (aria.as_str(), display) {
            ("table" | "grid", _) | (_, "table") => (PartRole::Table, true),
            ("row", _) | (_, "table-row") => (PartRole::Row, true),
            ("columnheader" | "rowheader", _) => (PartRole::Head, true),
            ("cell" | "gridcell", _) | (_, "table-cell") => (PartRole::Cell, true),
            _ => return None,
        },
    };
    Some(Kind::Part(Part { role, styled }))
}

/// The value of a property in a style attribute, in lower case, empty if it is not set.
fn property(style: &str, name: &str) -> String {
    let mut value = String::new();
    // Word writes a long style on every element and hardly ever this property.
    if !names(style, name) {
        return value;
    }
    for declaration in style.split(';') {
        if let Some((own, set)) = declaration.split_once(':')
            && own.trim().eq_ignore_ascii_case(name)
        {
            let set = set.split('!').next().unwrap_or_default();
            value = set.trim().to_ascii_lowercase();
        }
    }
    value
}

/// Whether a style holds a property's name at all, in any case.
fn names(style: &str, name: &str) -> bool {
    let first = name.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    let (style, name) = (style.as_bytes(), name.as_bytes());
    let mut starts =
        style.iter().enumerate().filter(|(_, byte)| byte.to_ascii_lowercase() == first);
    starts.any(|(at, _)| {
        style.get(at..at + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::property;

    #[test]
    fn the_last_declaration_counts() {
        assert_eq!(property("color:red; DISPLAY : None !important", "display"), "none");
        assert_eq!(property("display:none;display:block", "display"), "block");
        assert_eq!(property("mso-display:none", "display"), "");
    }
}
