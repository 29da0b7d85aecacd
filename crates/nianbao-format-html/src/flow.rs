//! Text between tables: inline elements join, blocks and line breaks part.

use nianbao_core::{Cell, Line, Place, Role};

use crate::control;
use crate::element::Kind;
use crate::tree::{Edge, Element, Id, Tree, Walk};

/// Makes lines of a walk.
#[derive(Default)]
pub(crate) struct Flow {
    lines: Vec<Line>,
    open: OpenLine,
    inside_pre: usize,
    inside_link: usize,
    headings: Vec<u8>,
    /// The next line is to be left out.
    dropping: bool,
    /// What controls show is text: in tables it is what was filled in, elsewhere a word to search for.
    in_table: bool,
}

/// The line that is being made.
#[derive(Default)]
struct OpenLine {
    text: String,
    /// The source line of the first character that is printed.
    begun: Option<u32>,
    /// White space was met since the last character.
    space: bool,
    /// Letters and digits inside of links, and whether there are any outside.
    linked: usize,
    plain_letters: bool,
    plain_digits: bool,
    /// Where in the text the raised part begins.
    raised: Option<usize>,
    /// Where raised digits stand that no digit stands before.
    leading: Option<(usize, usize)>,
}

impl Flow {
    pub(crate) fn enter(&mut self, kind: Kind) {
        match kind {
            Kind::Hidden | Kind::Control | Kind::Picture | Kind::Inline => {}
            Kind::Block | Kind::Part(_) | Kind::Break => self.end_line(),
            Kind::Pre => {
                self.end_line();
                self.inside_pre += 1;
            }
            Kind::Heading(level) => {
                self.end_line();
                self.headings.push(level);
            }
            Kind::Link => {
                self.inside_link += 1;
                self.open.raised.get_or_insert(self.open.text.len());
            }
            Kind::Raised => self.open.raised = Some(self.open.text.len()),
        }
    }

    pub(crate) fn leave(&mut self, kind: Kind) {
        match kind {
            Kind::Hidden | Kind::Control | Kind::Picture | Kind::Inline | Kind::Break => {}
            Kind::Block | Kind::Part(_) => self.end_line(),
            Kind::Pre => {
                self.end_line();
                self.inside_pre = self.inside_pre.saturating_sub(1);
            }
            Kind::Heading(_) => {
                self.end_line();
                self.headings.pop();
            }
            Kind::Link => {
                self.inside_link = self.inside_link.saturating_sub(1);
                // A footnote's mark leads to the footnote.
                self.open.end_raised();
                self.open.leading = None;
            }
            Kind::Raised => self.open.end_raised(),
        }
    }

    /// Leaves out the next line that shows anything.
    pub(crate) fn drop_next(&mut self) {
        self.dropping = true;
    }

    /// Adds text that begins in this source line.
    pub(crate) fn text(&mut self, text: &str, mut line: u32) {
        let mut rest = text;
        while let Some(sign) = rest.chars().next() {
            line = line.saturating_add(u32::from(sign == '\n'));
            match sign {
                '\n' if self.inside_pre > 0 => self.end_line(),
                ' ' | '\t' if self.inside_pre > 0 => self.open.text.push(sign),
                ' ' | '\t' | '\n' | '\r' | '\x0c' => self.open.space = true,
                c if is_mute(c) => {}
                _ => {
                    let end = rest.find(|c| c == ' ' || is_mute(c)).unwrap_or(rest.len());
                    let (run, after) = rest.split_at(end);
                    self.open.push(run, line, self.inside_link > 0);
                    rest = after;
                    continue;
                }
            }
            rest = &rest[sign.len_utf8()..];
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.open);
        // A tab in preformatted text parts cells, and the last may be blank.
        let is_space = |c: char| c.is_ascii_whitespace() && c != '\t';
        line.text.truncate(line.text.trim_end_matches(is_space).len());
        let Some(begun) = line.begun.filter(|_| !line.text.is_empty()) else { return };
        if std::mem::take(&mut self.dropping) {
            return;
        }
        let role = match self.headings.last() {
            Some(level) => Role::Heading(*level),
            None if line.is_link() => Role::Link,
            None => Role::Text,
        };
        self.lines.push(Line { text: line.text, role, at: Place::Line(begun) });
    }

    /// The lines so far, the open one ended; lines that show nothing are left out.
    pub(crate) fn take(&mut self) -> Vec<Line> {
        self.end_line();
        let mut lines = std::mem::take(&mut self.lines);
        lines.retain(|line| !line.text.trim().is_empty());
        lines
    }
}

/// A link of so many letters is another page's title, and a date beside it that page's.
const LINKED_TITLE: usize = 10;

impl OpenLine {
    fn is_link(&self) -> bool {
        let enough = if self.plain_digits { LINKED_TITLE } else { 1 };
        self.linked >= enough && !self.plain_letters
    }

    /// Adds text without white space.
    fn push(&mut self, run: &str, line: u32, in_link: bool) {
        if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.space = false;
        self.begun.get_or_insert(line);
        if let Some((start, end)) = self.leading.take()
            && end == self.text.len()
            && run.starts_with(char::is_numeric)
        {
            self.bracket(start);
        }
        self.text.push_str(run);
        // Signs between links (`>`, `|`) are neither here nor there.
        for c in run.chars() {
            // What is known to be no link does not become one.
            if self.plain_letters {
                return;
            }
            if !c.is_alphanumeric() {
                continue;
            }
            if in_link {
                self.linked += 1;
            } else if c.is_numeric() {
                self.plain_digits = true;
            } else {
                self.plain_letters = true;
            }
        }
    }

    /// Raised digits beside a digit are no part of the number: 12 with the footnote 1 is not 121.
    fn end_raised(&mut self) {
        let Some(start) = self.raised.take() else { return };
        let Some((before, raised)) = self.text.split_at_checked(start) else { return };
        let mark = raised.trim_start();
        if mark.is_empty() || !mark.chars().all(|c| c.is_numeric() || ",，、-*".contains(c)) {
            return;
        }
        if before.ends_with(char::is_numeric) {
            self.bracket(start);
        } else {
            self.leading = Some((start, self.text.len()));
        }
    }

    /// Puts the text from here on in brackets.
    fn bracket(&mut self, start: usize) {
        let mark = self.text.split_off(start);
        self.text.push('[');
        self.text.push_str(mark.trim_start());
        self.text.push(']');
    }
}

/// Control characters, white space among them, and the mark that is no character.
fn is_mute(c: char) -> bool {
    c.is_ascii_control() || c == '\u{feff}'
}

/// What a part of a table holds, if it is one text without white space: nearly every cell of numbers.
pub(crate) fn run_of(tree: &Tree, root: Id) -> Option<&str> {
    let is_shown =
        |element: &Element| matches!(element.kind(), Kind::Part(_)) && !element.is_blank();
    tree.element(root).filter(|element| is_shown(element))?;
    let mut inside = tree.children(root);
    let (text, _) = tree.text(inside.next()?).filter(|_| inside.next().is_none())?;
    let is_run = !text.is_empty() && !text.contains(|c| c == ' ' || is_mute(c));
    is_run.then_some(text)
}

/// The lines of a part of a table by itself.
pub(crate) fn lines_of(tree: &Tree, root: Id) -> Vec<Line> {
    let mut flow = Flow { in_table: true, ..Flow::default() };
    let mut walk = tree.walk_from(root);
    while let Some(edge) = walk.next() {
        step(&mut flow, tree, &mut walk, edge);
    }
    flow.end_line();
    flow.lines
}

/// The first line of an element that more follows in, if it has text before any table.
pub(crate) fn first_line_of(tree: &Tree, root: Id, is_table: impl Fn(Id) -> bool) -> Option<Line> {
    let mut flow = Flow { in_table: true, ..Flow::default() };
    let mut walk = tree.walk_from(root);
    while let Some(edge) = walk.next() {
        if matches!(edge, Edge::Enter(id) if is_table(id)) {
            break;
        }
        step(&mut flow, tree, &mut walk, edge);
        if !flow.lines.is_empty() {
            break;
        }
    }
    flow.end_line();
    flow.lines.into_iter().next()
}

/// Hands what the walk came upon to the flow.
pub(crate) fn step(flow: &mut Flow, tree: &Tree, walk: &mut Walk<'_>, edge: Edge) {
    let (Edge::Enter(id) | Edge::Leave(id)) = edge;
    let kind = tree.element(id).map(Element::kind);
    match (edge, kind) {
        (Edge::Enter(_), Some(Kind::Hidden)) => walk.pass_over(id),
        (Edge::Enter(_), Some(Kind::Control)) => {
            walk.pass_over(id);
            if let Some(text) = control::shown(tree, id).filter(|_| flow.in_table) {
                // Boxes beside each other hold a text each.
                flow.text(&format!(" {text} "), tree.line(id));
            }
        }
        (Edge::Enter(_), Some(Kind::Picture)) => {
            walk.pass_over(id);
            if flow.in_table {
                flow.text(Cell::PICTURE.encode_utf8(&mut [0; 4]), tree.line(id));
            }
        }
        (Edge::Enter(_), Some(kind)) => {
            if tree.element(id).is_some_and(Element::is_blank) {
                walk.pass_over(id);
            }
            flow.enter(kind);
        }
        (Edge::Leave(_), Some(kind)) => flow.leave(kind),
        (Edge::Enter(_), None) => {
            if let Some((text, line)) = tree.text(id) {
                flow.text(text, line);
            }
        }
        (Edge::Leave(_), None) => {}
    }
}
