//! The description of the folder: a Data Package, by which it is known as an export, and which tells what
//! people call the columns.

use nianbao_core::{Book, Date};
use serde_json::{Value, json};

use crate::table::Written;

/// The name of the file, which the standard gives.
pub(crate) const NAME: &str = "datapackage.json";

pub(crate) fn described(book: &Book, tables: &[Written], made: Option<Date>) -> Value {
    json!({
        "profile": "data-package",
        "name": "nianbao-export",
        "title": book.title,
        "description": book.subject,
        "created": made.map(|day| format!("{day}T00:00:00Z")),
        "generator": book.maker,
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    })
}

fn resource(table: &Written) -> Value {
    let fields = table.columns.iter().map(|(name, title, aspect)| {
        json!({ "name": name, "title": title, "type": aspect.schema_type() })
    });
    json!({
        "name": table.sheet.id,
        "title": table.sheet.name,
        "path": table.files,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": { "fields": fields.collect::<Vec<_>>() },
    })
}
