//! How a page is printed: the layout of its tables, its markup, its bytes.

/// Where the tables are, and what divides their cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A web page with real tables.
    Html,
    /// Text, one cell a line, blank lines between.
    CellLines,
    /// Text, `a | b | c |`, the spanned width padded at the row's end.
    BarRows,
    /// Text, `cell |` a line, the padding on a line of its own.
    BarLines,
    /// Text, `cell ⏎ | ⏎ cell`.
    BarBetween,
    /// Text, a lone `|` opens each row, then `cell |` a line.
    LoneBar,
    /// Text, cells divided by tabs.
    Tabs,
    /// Text, columns lined up with spaces.
    Columns,
}

impl Layout {
    pub(crate) const ALL: [Self; 8] = [
        Self::Html,
        Self::CellLines,
        Self::BarRows,
        Self::BarLines,
        Self::BarBetween,
        Self::LoneBar,
        Self::Tabs,
        Self::Columns,
    ];

    pub(crate) fn is_html(self) -> bool {
        self == Self::Html
    }

    pub(crate) fn file_name(self) -> &'static str {
        if self.is_html() { "page.html" } else { "page.txt" }
    }
}

/// What happens to the bytes once the page is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8Bom,
    Gbk,
    Big5,
    Utf16,
}

/// What is left of cells that were merged, where tables are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merged {
    /// One cell.
    One,
    /// Their text once, and blanks for the others, as a sheet is copied.
    Blanks,
    /// Blanks for the columns they covered and nothing for the rows.
    Widths,
    /// Their text in all, as programs take tables apart.
    Repeated,
}

#[expect(clippy::struct_excessive_bools, reason = "each is one thing that printing may do or not")]
/// The printing of a page, apart from what it says.
#[derive(Clone, Debug)]
pub(crate) struct Style {
    /// Layout tables around the page.
    pub(crate) nested: usize,
    /// `display: table` instead of tables.
    pub(crate) divs: bool,
    /// No end tags of rows and cells.
    pub(crate) unclosed: bool,
    /// The markup that a word processor exports.
    pub(crate) word: bool,
    /// What hides an element: an attribute, and the style sheet that goes with it.
    pub(crate) hiding: (&'static str, &'static str),
    /// What is hidden in a cell is a part of it, and not the cell.
    pub(crate) hidden_inside: bool,
    /// The report's own heading tags are plain paragraphs.
    pub(crate) plain_headings: bool,
    /// The tables are not printed.
    pub(crate) dropped_tables: bool,
    /// Padding for spans between bars.
    pub(crate) pads: bool,
    /// Cells that were merged, between bars and tabs.
    pub(crate) merged: Merged,
    /// So many tabs stand between two cells; none: a space.
    pub(crate) tabs: usize,
    /// Blanks at a line's end are lost.
    pub(crate) trimmed: bool,
    /// So many bars more at the end of every row.
    pub(crate) more_bars: usize,
    /// Blank lines between cells on lines of their own.
    pub(crate) gap: usize,
    /// Columns are so far apart.
    pub(crate) space: usize,
    /// Lines that repeat an earlier one are dropped.
    pub(crate) dedupe: bool,
    /// Page numbers after every so many printed lines of tables.
    pub(crate) page_numbers: bool,
    pub(crate) line_end: &'static str,
    pub(crate) encoding: Encoding,
    /// The charset that the page declares.
    pub(crate) declared: Option<&'static str>,
    /// Keep so many thousandths of the bytes.
    pub(crate) keep: Option<usize>,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            nested: 0,
            divs: false,
            unclosed: false,
            word: false,
            hiding: (" hidden", ""),
            hidden_inside: false,
            plain_headings: false,
            dropped_tables: false,
            pads: true,
            merged: Merged::One,
            tabs: 1,
            trimmed: false,
            more_bars: 0,
            gap: 1,
            space: 3,
            dedupe: false,
            page_numbers: false,
            line_end: "\n",
            encoding: Encoding::Utf8,
            declared: Some("utf-8"),
            keep: None,
        }
    }
}
