//! Pairs of damages that together take away what told the truth, so that no reading can be asked for.

use crate::damage::Damage;
use crate::page::Kind;
use crate::style::Layout;

/// Names of damages; one that ends in a star stands for all that begin so.
type Names = &'static [&'static str];

/// Take the words of heads away.
const TAKE_HEADS: Names = &["heads.*", "stream.dropped"];

/// Change the words of heads, so that those of the other damage are not put there any more.
const REPRINT_HEADS: Names =
    &["heads.*", "stream.dropped", "labels.*", "script.*", "cells.padded*"];

/// Move rows and columns, or give cells other numbers, so that the sums or the order of rows that the
/// other damage speaks of are not there any more.
const REARRANGE: Names = &[
    "order.*",
    "tables.*",
    "columns.*",
    "years.column*",
    "heads.*",
    "cells.blank*",
    "cells.row_blank*",
    "cells.mark*",
    "cells.space*",
    "rows.second*",
    "row.*",
];

/// Put words above a table that make its numbers others'.
const SAY_WHOSE: Names = &[
    "others.caption",
    "others.body",
    "others.titled",
    "others.named",
    "others.below",
    "drafts.plan",
    "years.example_only",
];

/// Put a table of other numbers beside the report's.
const SECOND_TABLES: Names = &["years.second", "drafts.second"];

/// Each of the first with each of the second, in any order.
const CLASHES: &[(Names, Names)] = &[
    // Of a table printed twice and then changed in one of its prints, no single thing is expected.
    (&["tables.twice*"], &["*"]),
    // Of a number broken over lines and cut there nothing shows that there was more; and the piece
    // of a number stands for the blank behind it.
    (&["cells.line_end"], &["bytes.cut*", "cells.blank*"]),
    // Which edition's tables are missing is the year's guess.
    (&["tables.old_year", "tables.mixed"], &["markup.picture", "tables.dropped"]),
    (&["markup.picture"], &["tables.*"]),
    // Of a value printed in each column of its cell, or beside blanks for them, nothing shows that it
    // was one.
    (&["row.merged"], &["merged.repeated", "merged.blanks"]),
    // A table of lines ends at the line that its last cell's second number is.
    (&["merged.*"], &["cells.two_lines"]),
    // A second report whose headings repeat the first's and so are dropped is none.
    (&["stream.dropped"], &["parts.*"]),
    // An empty row stands where the missing one did, as one of blanks.
    (&["rows.empty"], &["rows.missing"]),
    // So are the second numbers of a row, and a head that is like another.
    (&["stream.dropped"], &["rows.second*", "heads.other", "heads.twice"]),
    // Nor does a text that is cut off show the second row that stood behind its end.
    (&["bytes.cut*"], &["rows.second*"]),
    // What is no number is not there any more.
    (&["cells.amount_open"], &["cells.blank*", "cells.mark", "cells.space", "cells.row_blank"]),
    (&["cells.amount_open"], &["cells.all_but_one"]),
    (&["cells.glued"], &["cells.*", "heads.swapped"]),
    // Another row then stands between the two.
    (&["rows.second*"], &["rows.extra*"]),
    // Of two that both go for the heads the second undoes what the first is to show.
    (&["years.named_head"], TAKE_HEADS),
    (&["years.head"], TAKE_HEADS),
    (&["years.head"], &["years.column"]),
    (&["units.amount_head", "units.scaled_head"], REPRINT_HEADS),
    (&["others.head", "others.matrix", "others.over", "others.block"], TAKE_HEADS),
    (&["others.head", "others.matrix", "others.over", "others.block"], &["captions.missing"]),
    // What stands above a number is not its head any more.
    (&["others.head"], &["years.column*", "hidden.copy"]),
    (&["heads.swapped"], &["heads.twice", "heads.cut"]),
    (&["heads.other", "heads.swapped"], &["heads.missing", "heads.twice"]),
    // Of 本年减少 whose second half stands alone, what is left may be a head cut short.
    (&["heads.other"], &["heads.lost_one"]),
    // Of a year in a head the other changes the year it is compared with.
    (&["years.named_head", "years.head"], &["tables.old_year"]),
    // Nor do rows and cells that are moved twice show what they were.
    (&["order.*", "rows.second*", "slipped.*", "rows.value_shared", "numbering.*"], REARRANGE),
    (&["rows.value_shared"], &["spans.*", "markup.*"]),
    // A cell of two rows that holds nothing is blank in the first.
    (&["rows.value_shared"], &["cells.totals_blank", "cells.all_but_one"]),
    // Rows that slipped are told by sums, and by all of their numbers.
    (&["slipped.*"], &["slipped.*", "cells.*", "rows.*", "merged.*", "bytes.cut*"]),
    (&["slipped.*"], &["labels.broken*"]),
    // The totals are made to fit again.
    (&["slipped.*"], &["numbering.page"]),
    // So they are not where one of the rows is hidden; and a blank or a mark that is hidden is a blank.
    (&["hidden.row"], &["slipped.*"]),
    (&["hidden.value"], &["cells.*"]),
    // The hidden of two rows takes the label along that it has with the other, or leaves it their value.
    (&["hidden.row"], &["rows.second.spanned"]),
    (&["hidden.row", "hidden.copy"], &["rows.value_shared"]),
    // Numbers below the last label run into the other table.
    (&["slipped.*"], &["years.second", "years.example", "drafts.second"]),
    // Numbers that count rows are dropped from their run, or stand before their labels.
    (&["numbering.*"], &["years.*"]),
    (&["numbering.rows_only", "numbering.rows_headed"], &["rows.label_behind", "stream.dropped"]),
    (&["numbering.rows*"], &["bytes.cut*"]),
    // What no head names stands where the lost or joined cell did.
    (&["heads.lines", "row.merged"], &["columns.extra.first", "years.column*"]),
    // A browser shows the page's own column over the form's then.
    (&["columns.extra.last"], &["spans.colspan.lost"]),
    // Of fewer heads and fewer values nothing shows that they are not each other's.
    (&["heads.lost_one"], &["cells.blank*", "cells.space", "stream.dropped"]),
    (&["row.short"], &["cells.blank.most", "cells.row_blank", "row.long*"]),
    (&["row.long*"], &["cells.blank*", "cells.space", "cells.row_blank", "cells.totals_blank"]),
    (&["row.long*"], &["stream.dropped"]),
    // Of a row with a cell too many whose last is cut off as many are left as the form has.
    (&["row.long*"], &["bytes.cut*"]),
    // A number alone on a line below a blank that is not seen is its value.
    (&["tables.remark"], &["cells.blank*", "cells.space"]),
    // Labels behind their values are told by what stands at the ends, and by the columns before.
    (&["rows.label_behind*"], &["tables.joined", "columns.*", "rows.label_behind*"]),
    (&["rows.label_behind*"], &["cells.blank.most"]),
    (&["rows.label_behind"], &["others.before"]),
    // The remark then stands in the column that is not the form's.
    (&["others.row"], &["columns.extra.first", "years.column*"]),
    // Where a table is turned its rows are columns.
    (&["turned.*"], &["row.*", "rows.second*", "courts.*", "spans.*"]),
    (&["turned.*"], &["numbering.rows_first", "numbering.columns_only"]),
    // What says whose numbers follow stands above all tables, where they are one; above a table or a
    // sentence that is none of the form's; or takes the report's own, so that the other's is alone.
    (SAY_WHOSE, &["tables.joined", "tables.foreign", "prose.*", "years.*", "drafts.second"]),
    (&["others.block"], &["tables.joined"]),
    (&["years.example_only"], &["tables.*"]),
    (SECOND_TABLES, &["tables.foreign", "tables.dropped", "tables.split*", "bytes.cut*"]),
    (SECOND_TABLES, &["rows.label_behind*"]),
    (SECOND_TABLES, &["stream.dropped", "tables.run_together", "order.*", "years.*"]),
    // What stood below a table is cut off, or stands below the heading behind it.
    (&["others.below"], &["bytes.cut*", "tables.run_on"]),
    // The title is broken in the year that the other changes, or behind words of a menu.
    (&["title.lines"], &["tables.old_year", "title.marks"]),
    // Of two changes to an amount's unit the second says what the first left open.
    (AMOUNTS, AMOUNTS),
    (&["units.scaled_cell"], &["units.amount_cell"]),
];

/// The same where each line is a cell.
const OF_LINES: &[(Names, Names)] = &[
    // One cell lost and one broken in two are as many as before.
    (&["row.short"], &["cells.two_lines", "cells.line_end"]),
    // So are a blank and two numbers; what would show it are sums, which drawn figures do not have.
    (&["cells.two_lines"], &["cells.blank*", "cells.space"]),
    // And a broken number and a blank, which is not seen of whatever it is made.
    (&["cells.line_end"], &["cells.space"]),
    // The second piece of a number that repeats an earlier line goes with it.
    (&["stream.dropped"], &["cells.line_end"]),
    // Of a row whose one value is not there the number of one whose label is not there is the value.
    (&["rows.label_lost"], &["cells.blank*", "cells.space", "cells.row_blank", "stream.dropped"]),
];

/// The same where blanks are not seen.
const OF_UNSEEN: &[(Names, Names)] = &[
    // Of a row and a head that have lost a cell each nothing shows that it was not the same.
    (&["row.short"], &["heads.lost_one"]),
    // A number alone on a line below a blank is its value.
    (&["frame.counters"], &["cells.blank*", "cells.space", "cells.row_blank"]),
    // Nor does a text that is cut off show the second number of a cell on the line behind its end.
    (&["cells.two_lines"], &["bytes.cut*"]),
];

/// All that clash on pages of some kind.
fn clashes(kind: Kind) -> impl Iterator<Item = &'static (Names, Names)> {
    let lines = kind.layout == Layout::CellLines;
    let unseen = lines || kind.layout == Layout::Columns;
    let of_lines = OF_LINES.iter().filter(move |_| lines);
    CLASHES.iter().chain(of_lines).chain(OF_UNSEEN.iter().filter(move |_| unseen))
}

const AMOUNTS: Names = &["cells.amount*", "cells.yuan", "units.amount*"];

/// Whether two damages clash on a page of some kind.
pub(crate) fn clash(first: &Damage, second: &Damage, kind: Kind) -> bool {
    let is = |damage: &Damage, names: Names| {
        names.iter().any(|name| match name.strip_suffix('*') {
            Some(begins) => damage.name.starts_with(begins),
            None => damage.name == *name,
        })
    };
    let pair = |a: &Damage, b: &Damage| clashes(kind).any(|(x, y)| is(a, x) && is(b, y));
    first.name == second.name || pair(first, second) || pair(second, first)
}
