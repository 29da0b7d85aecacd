//! The description of a folder of tables: a Data Package with a Table Schema for each.

use nianbao_core::{Book, BookColumn, ColumnKind, Date};
use serde::Serialize;

/// The name of the file, which the standard gives.
pub(crate) const NAME: &str = "datapackage.json";

#[derive(Serialize)]
pub(crate) struct Package {
    profile: &'static str,
    name: &'static str,
    title: String,
    description: String,
    created: Option<String>,
    /// The program and its version; an addition of ours.
    generator: String,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Resource {
    Table {
        profile: &'static str,
        name: String,
        path: String,
        title: String,
        format: &'static str,
        mediatype: &'static str,
        encoding: &'static str,
        dialect: Dialect,
        schema: Schema,
    },
    Text {
        name: String,
        path: String,
        title: String,
        format: &'static str,
        mediatype: &'static str,
        encoding: &'static str,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
}

/// A column. Its name is its head in the file; the title is what people call it.
#[derive(Serialize)]
struct Field {
    name: String,
    title: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// What the cells of a column turned out to hold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds {
    pub(crate) text: bool,
    pub(crate) whole: bool,
    pub(crate) fraction: bool,
}

impl Holds {
    fn kind(self, column: ColumnKind) -> &'static str {
        let amount = column == ColumnKind::Amount;
        match self {
            Self { text: true, .. } => "string",
            Self { whole: true, fraction: false, .. } if !amount => "integer",
            Self { whole: true, .. } | Self { fraction: true, .. } => "number",
            // Nothing tells; what the column is for does.
            _ => match column {
                ColumnKind::Amount => "number",
                ColumnKind::Count | ColumnKind::Figure | ColumnKind::Ordinal => "integer",
                ColumnKind::Text | ColumnKind::Prose => "string",
            },
        }
    }
}

impl Package {
    pub(crate) fn of(book: &Book, resources: Vec<Resource>, made: Option<Date>) -> Self {
        Self {
            profile: "data-package",
            name: "nianbao-export",
            title: book.title.clone(),
            description: book.subject.clone(),
            created: made.map(|day| format!("{day}T00:00:00Z")),
            generator: book.maker.clone(),
            resources,
        }
    }
}

impl Resource {
    pub(crate) fn text(name: String, path: String, title: String) -> Self {
        Self::Text { name, path, title, format: "txt", mediatype: "text/plain", encoding: "utf-8" }
    }

    pub(crate) fn table(
        name: String,
        path: String,
        title: String,
        columns: &[BookColumn],
        holds: &[Holds],
    ) -> Self {
        let field = |(column, holds): (&BookColumn, &Holds)| Field {
            name: head(column).to_owned(),
            title: column.label.clone(),
            kind: holds.kind(column.kind),
        };
        let fields = columns.iter().zip(holds).map(field).collect();
        Self::Table {
            profile: "tabular-data-resource",
            name,
            path,
            title,
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            dialect: Dialect {
                delimiter: ",",
                line_terminator: "\r\n",
                double_quote: true,
                header: true,
            },
            schema: Schema { fields, missing_values: [""] },
        }
    }
}

/// What stands above a column: the id, which is the same in every language and by which the file reads
/// back.
pub(crate) fn head(column: &BookColumn) -> &str {
    if column.id.is_empty() { &column.label } else { &column.id }
}
