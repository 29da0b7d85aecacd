//! Styles: what a paragraph is, how a run looks, and which list it is of.

use std::collections::BTreeMap;

use nianbao_core::Role;

use crate::xml::Element;

/// Styles are based on others at most so often; a loop ends here.
const LONGEST_CHAIN: usize = 12;

/// The name of the style of instructions. Programs that save a document give styles ids of their own
/// and keep their names.
const GUIDE: &str = "nianbao guide";

/// The styles of a document.
#[derive(Default)]
pub(crate) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Default)]
struct Style {
    /// The name that people see, in lower case.
    name: String,
    based_on: Option<String>,
    outline: Option<usize>,
    list: ListItem,
    look: Look,
}

/// The list a paragraph is of, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListItem {
    pub(crate) list: Option<String>,
    pub(crate) level: Option<usize>,
}

/// How a run looks, as far as it is said and matters for what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    font: Option<String>,
}

impl Look {
    /// Of the properties of a run, a style or a paragraph's end (`w:rPr`).
    pub(crate) fn of(properties: Option<&Element>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let struck = [properties.switch("w:strike"), properties.switch("w:dstrike")];
        let fonts = properties.child("w:rFonts");
        let font = |name| fonts.and_then(|fonts| fonts.attribute(name));
        Self {
            hidden: properties.switch("w:vanish"),
            struck: struck.into_iter().flatten().reduce(|one, other| one || other),
            raised: properties.value("w:vertAlign").map(|align| align != "baseline"),
            font: font("ascii").or_else(|| font("hAnsi")).map(str::to_owned),
        }
    }

    /// This, and where it says nothing, what the other says.
    fn or(self, other: &Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            struck: self.struck.or(other.struck),
            raised: self.raised.or(other.raised),
            font: self.font.or_else(|| other.font.clone()),
        }
    }

    /// Not shown; or struck out: a number struck out is not the number.
    pub(crate) fn is_gone(&self) -> bool {
        self.hidden == Some(true) || self.struck == Some(true)
    }

    /// Above or below the line, and smaller.
    pub(crate) fn is_raised(&self) -> bool {
        self.raised == Some(true)
    }

    pub(crate) fn font(&self) -> &str {
        self.font.as_deref().unwrap_or_default()
    }
}

impl Styles {
    pub(crate) fn of(root: Option<&Element>) -> Self {
        let mut styles = Self::default();
        let Some(root) = root else { return styles };
        for element in root.children_of("w:style") {
            let Some(id) = element.attribute("styleId") else { continue };
            let default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
            if default && element.attribute("type") == Some("paragraph") {
                styles.default.get_or_insert_with(|| id.to_owned());
            }
            styles.by_id.entry(id.to_owned()).or_insert_with(|| Style::of(element));
        }
        styles
    }

    /// What a paragraph is, by the level it has in the outline or by the name of its style.
    pub(crate) fn role(&self, style: Option<&str>, outline: Option<usize>) -> Role {
        if let Some(level) = outline {
            return heading(level + 1).unwrap_or(Role::Text);
        }
        let Some(id) = style.or(self.default.as_deref()) else { return Role::Text };
        if !self.by_id.contains_key(id) {
            // The built-in styles have their names for ids where nobody renamed them.
            return role_by_name(&id.to_lowercase()).unwrap_or(Role::Text);
        }
        let role = |style: &Style| match style.outline {
            Some(level) => Some(heading(level + 1).unwrap_or(Role::Text)),
            None => role_by_name(&style.name),
        };
        self.chain(id).find_map(role).unwrap_or(Role::Text)
    }

    /// Whether a style is that of the instructions in a form of ours, which are no part of it.
    pub(crate) fn is_guide(&self, style: Option<&str>) -> bool {
        style.is_some_and(|id| self.chain(id).any(|style| style.name == GUIDE))
    }

    /// The list that a style puts its paragraphs in, and the style of the chain that says so.
    pub(crate) fn list<'s>(&'s self, style: Option<&'s str>) -> Option<(&'s str, &'s ListItem)> {
        let id = style.or(self.default.as_deref())?;
        self.ids(id).find_map(|id| {
            let item = &self.by_id.get(id)?.list;
            item.list.is_some().then_some((id, item))
        })
    }

    /// How a run looks: its own properties, its style's, its paragraph's style's.
    pub(crate) fn look(&self, properties: Option<&Element>, paragraph: Option<&str>) -> Look {
        let own = Look::of(properties);
        let style = properties.and_then(|properties| properties.value("w:rStyle"));
        let chains = [style, paragraph.or(self.default.as_deref())];
        let chain = chains.into_iter().flatten().flat_map(|id| self.chain(id));
        chain.fold(own, |look, style| look.or(&style.look))
    }

    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Style> {
        self.ids(id).filter_map(|id| self.by_id.get(id))
    }

    fn ids<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s str> {
        let next = |id: &&'s str| self.by_id.get(*id)?.based_on.as_deref();
        std::iter::successors(Some(id), next).take(LONGEST_CHAIN)
    }
}

impl Style {
    fn of(element: &Element) -> Self {
        let paragraph = element.child("w:pPr");
        Self {
            name: element.value("w:name").unwrap_or_default().trim().to_lowercase(),
            based_on: element.value("w:basedOn").map(str::to_owned),
            outline: paragraph.and_then(|properties| properties.number("w:outlineLvl")),
            list: ListItem::of(paragraph),
            look: Look::of(element.child("w:rPr")),
        }
    }
}

impl ListItem {
    /// Of the properties of a paragraph or a style (`w:pPr`).
    pub(crate) fn of(properties: Option<&Element>) -> Self {
        let Some(own) = properties.and_then(|properties| properties.child("w:numPr")) else {
            return Self::default();
        };
        Self { list: own.value("w:numId").map(str::to_owned), level: own.number("w:ilvl") }
    }
}

/// A heading of this level, from 1; there are nine.
fn heading(level: usize) -> Option<Role> {
    u8::try_from(level).ok().filter(|level| (1..=9).contains(level)).map(Role::Heading)
}

/// The built-in styles by their names, which some programs translate.
fn role_by_name(name: &str) -> Option<Role> {
    let numbered = |words: [&str; 3]| {
        let rest = words.into_iter().find_map(|word| name.strip_prefix(word))?;
        rest.trim().parse::<usize>().ok()
    };
    if matches!(name, "title" | "标题" | "標題") {
        return Some(Role::Heading(1));
    }
    if matches!(name, "caption" | "题注" | "標號") {
        return Some(Role::Caption);
    }
    if numbered(["toc", "目录", "目錄"]).is_some() {
        return Some(Role::Link);
    }
    heading(numbered(["heading", "标题", "標題"])?)
}
