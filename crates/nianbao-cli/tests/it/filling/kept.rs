//! What forms and publications are not written over.

use super::*;

/// Changes a part of a workbook or a Word file.
fn edit(path: &Path, part: &str, change: impl Fn(&str) -> String) {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut bytes = Vec::new();
    let mut out = ZipWriter::new(std::io::Cursor::new(&mut bytes));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        if name == part {
            let before = String::from_utf8(content).unwrap();
            let after = change(&before);
            assert_ne!(before, after, "{part} was to be changed");
            content = after.into_bytes();
        }
        out.start_file(&name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap();
    fs::write(path, bytes).unwrap();
}

/// A form is left as it is, and the words say why.
fn refused(root: &TempDir, arguments: &[&str], words: &str) {
    let path = root.path().join(arguments.last().unwrap());
    let before = fs::read(&path).unwrap();
    let (status, _, err) = run(root, &[&["form"], arguments].concat());
    assert!(
        status == 2 && err.contains(words) && err.contains("--overwrite"),
        "{arguments:?}: {err}"
    );
    assert_eq!(fs::read(path).unwrap(), before);
}

#[test]
fn a_form_that_somebody_filled_in_is_not_written_over() {
    let root = form(&["--totals", "typed"]);
    fill(&root, "form.xlsx", "filled.xlsx", |id| Some(balanced(id)));
    refused(&root, &["-o", "filled.xlsx"], "(2 texts, 167 numbers)");
    let before = fs::read(root.path().join("filled.xlsx")).unwrap();
    done(&root, &["form", "-o", "filled.xlsx", "--overwrite"]);
    assert_ne!(fs::read(root.path().join("filled.xlsx")).unwrap(), before);
}

#[test]
fn typed_text_keeps_a_form_from_being_written_over() {
    let root = tempfile::tempdir().unwrap();
    let frame = ["--organ", "青禾县水务局", "--year", "2023", "-o"];
    let typed = "A6\" s=\"7\" t=\"inlineStr\"><is><t>全年工作平稳。</t></is></c>";
    let day = "G4\" s=\"5\" t=\"inlineStr\"><is><t>2024年1月20日</t></is></c>";
    let word = "EAF3FB\"/><w:vAlign w:val=\"top\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Text\"/></w:pPr><w:r>";
    let paragraph = format!("{word}<w:t>全年工作平稳。</w:t>");
    let title = "青禾县水务局2023年政府";
    for (name, part, from, to) in [
        ("text.xlsx", SHEET, "A6\" s=\"7\"/>", typed),
        ("day.xlsx", SHEET, "G4\" s=\"5\"/>", day),
        ("title.xlsx", "xl/sharedStrings.xml", title, "青禾县水务局二〇二三年政府"),
        ("text.docx", "word/document.xml", word, &paragraph),
        ("title.docx", "word/document.xml", title, "青禾县水务局二〇二三年政府"),
    ] {
        let arguments = [&frame[..], &[name]].concat();
        let make = || done(&root, &[&["form"], &arguments[..]].concat());
        make();
        // As it was made it may be made again.
        make();
        edit(&root.path().join(name), part, |text| text.replacen(from, to, 1));
        refused(&root, &arguments, "(1 text, 0 numbers)");
    }
}

#[test]
fn carried_figures_and_an_organ_keep_a_form_from_being_written_over() {
    let root = form(&["--totals", "typed"]);
    let last = |id: &str| (!is_total(id)).then(|| balanced(id) + 3);
    fill(&root, "form.xlsx", "last.xlsx", last);
    for name in ["next.xlsx", "next.docx"] {
        let arguments = ["--from", "last.xlsx", "-o", name];
        let make = || done(&root, &[&["form"], &arguments[..]].concat());
        make();
        make();
        refused(&root, &["-o", name], "(2 texts, 7 numbers)");
    }
    // Somebody knows better how many requests were not settled.
    let places = report(&root, "next.xlsx");
    let at = places["facts"]["requests.carried_in.natural"]["at"].as_str().unwrap();
    let cell = format!("<c r=\"{}\"", at.rsplit(' ').next().unwrap());
    edit(&root.path().join("next.xlsx"), SHEET, |xml| {
        let (before, after) = xml.split_once(&cell).unwrap();
        format!("{before}{cell}{}", after.replacen("<v>4</v>", "<v>5</v>", 1))
    });
    refused(&root, &["--from", "last.xlsx", "-o", "next.xlsx"], "(0 texts, 1 number)");
}

#[test]
fn an_empty_form_is_made_anew_and_another_file_is_left() {
    let root = tempfile::tempdir().unwrap();
    done(&root, &["form", "--edition", "2014", "-o", "form.xlsx"]);
    done(&root, &["form", "--organ", "青禾县水务局", "-o", "form.xlsx"]);
    assert_eq!(report(&root, "form.xlsx")["form"], "2021");
    fs::write(root.path().join("form.docx"), "").unwrap();
    done(&root, &["form", "-o", "form.docx"]);
    fs::write(root.path().join("locked.xlsx"), "\u{0}\u{1}\u{2}").unwrap();
    refused(&root, &["-o", "locked.xlsx"], "could not be read");
}

#[test]
fn a_publication_writes_over_its_own_files_and_over_nobody_elses() {
    let root = form(&["--totals", "typed"]);
    let filled = |name: &str, more: u32| {
        let number =
            |id: &str| Some(balanced(id) + if id.starts_with("disclosure") { more } else { 0 });
        fill(&root, "form.xlsx", name, number);
    };
    filled("first.xlsx", 0);
    filled("mended.xlsx", 1);
    let folder = root.path().join("out");
    let path = |extension: &str| {
        folder.join(format!("青禾县水务局2023年政府信息公开工作年度报告.{extension}"))
    };
    done(&root, &["publish", "first.xlsx", "-o", "out"]);
    done(&root, &["publish", "mended.xlsx", "-o", "out"]);
    let mended = fs::read(path("xml")).unwrap();
    edit(&path("docx"), "word/document.xml", |text| text.replacen("水务局", "水利局", 1));
    fs::write(path("summary.txt"), "另报").unwrap();
    let (status, _, err) = run(&root, &["publish", "first.xlsx", "-o", "out"]);
    assert!(status == 2 && err.contains("--overwrite"), "{err}");
    assert!(
        err.contains(".summary.txt: there") && err.contains(".docx, ") && !err.contains(".html")
    );
    assert_eq!(fs::read(path("xml")).unwrap(), mended, "nothing was written");
    assert_eq!(fs::read(path("summary.txt")).unwrap(), "另报".as_bytes());
    done(&root, &["publish", "first.xlsx", "-o", "out", "--overwrite"]);
    assert_ne!(fs::read(path("xml")).unwrap(), mended);
}

/// The organ was changed in the head of the form and not in its title.
#[test]
fn a_form_whose_title_is_another_organs_is_not_published() {
    let root = form(&["--totals", "typed"]);
    fill(&root, "form.xlsx", "filled.xlsx", |id| Some(balanced(id)));
    let strings = "xl/sharedStrings.xml";
    edit(&root.path().join("filled.xlsx"), strings, |text| {
        text.replacen(">青禾县水务局<", ">青禾县教育局<", 1)
    });
    let read = report(&root, "filled.xlsx");
    assert_eq!(read["organ"], "青禾县水务局");
    let notes = read["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["code"] == "organ.conflict"), "{notes:?}");
    let (status, _, err) = run(&root, &["publish", "filled.xlsx", "-o", "out"]);
    let words = "named is 青禾县教育局: make them agree";
    assert!(status == 1 && err.contains(words), "{err}");
    assert!(run(&root, &["check", "filled.xlsx"]).2.contains(words));
    assert!(!root.path().join("out").exists());
    done(&root, &["publish", "filled.xlsx", "-o", "out", "--force"]);
}
