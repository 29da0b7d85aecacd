//! What the tables tell programs, which see no colours.

use super::*;

/// Cells that are red in the data sheets are so for programs, too.
#[test]
fn the_long_table_has_the_cells_that_were_not_read() {
    let whole: Vec<FieldId> = FieldId::all().filter(|f| f.id().starts_with("review.")).collect();
    let mut missing = report();
    missing.notes[0] = Note::new(NoteCode::TableMissing, "四").with_fields(whole.clone());
    let kept = export(all(Lang::Zh), &[report(), missing]);
    let said = |row| {
        let word = |id| match kept.cell("长表", row, id) {
            SheetCell::Text(text, _) => text,
            _ => String::new(),
        };
        (word("field"), word("state"))
    };
    let rows: Vec<_> = (0..kept.rows("长表").len()).map(said).collect();
    let of = |field: &str, state: &str| (field.to_owned(), state.to_owned());
    let seen = [of("review.total", "number"), of("review.other", "blank")];
    let lost = of("review.upheld", "lost");
    assert_eq!(rows[..3], [&seen[..], &[lost]].concat());
    assert_eq!(rows[3].0, "review.total", "what is on no page was not lost");
    assert_eq!(rows.len(), 5);
}

/// In files for programs no hidden sheet has what a list leaves out.
#[test]
fn programs_get_the_ids_of_a_note_whole() {
    let fields: Vec<FieldId> = FieldId::all().filter(|f| f.id().starts_with("review.")).collect();
    let mut noted = report();
    noted.notes[0] = Note::new(NoteCode::RowAmbiguous, "1 2").with_fields(fields.clone());
    let ids = |kept: &Kept| match kept.cell("备注", 0, "fields") {
        SheetCell::Text(text, _) => text.lines().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let kept: &'static Kept = Box::leak(Box::default());
    let options = ExportOptions::default();
    let mut folder = Export::start_folder(&Queried(kept), Box::new(Nowhere), options).unwrap();
    folder.file(&FILE, std::slice::from_ref(&noted)).unwrap();
    folder.finish().unwrap();
    let all: Vec<String> = fields.iter().map(|field| field.id().to_owned()).collect();
    assert_eq!(ids(kept), all);
    let shown = export(ExportOptions::default(), &[noted]);
    assert_eq!(ids(shown).len(), 1, "a sheet for people has the first");
}
