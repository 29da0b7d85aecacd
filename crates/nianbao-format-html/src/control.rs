//! Boxes to fill in: what they show is text of the page, as a form that was saved while it was filled in.

use crate::tree::{Edge, Element, Id, Tree};

/// The text that a control shows; none for one that shows none.
pub(crate) fn shown(tree: &Tree, id: Id) -> Option<String> {
    let control = tree.element(id)?;
    match control.name() {
        "input" => input(control),
        "select" => chosen(tree, id, control),
        _ => Some(content(tree, id)),
    }
}

/// Boxes to tick, buttons and files show no value.
fn input(control: &Element) -> Option<String> {
    let kind = control.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    let silent = [
        "hidden", "password", "checkbox", "radio", "submit", "button", "image", "reset", "file",
        "range", "color",
    ];
    let value = control.attribute("value").filter(|_| !silent.contains(&kind.as_str()))?;
    Some(value.to_owned())
}

/// The option that is chosen: the last that says so, else the first of a list that drops down.
fn chosen(tree: &Tree, id: Id, control: &Element) -> Option<String> {
    let options = || {
        tree.walk_from(id).filter_map(|edge| match edge {
            Edge::Enter(id) => {
                Some((id, tree.element(id)?)).filter(|(_, own)| own.name() == "option")
            }
            Edge::Leave(_) => None,
        })
    };
    let selected = options().filter(|(_, own)| own.attribute("selected").is_some()).last();
    let first = || options().next().filter(|_| control.attribute("multiple").is_none());
    let (option, _) = selected.or_else(first)?;
    Some(content(tree, option))
}

fn content(tree: &Tree, id: Id) -> String {
    let texts = tree.walk_from(id).filter_map(|edge| match edge {
        Edge::Enter(id) => Some(tree.text(id)?.0),
        Edge::Leave(_) => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Block, DocumentReader, Input};

    use crate::read::HtmlReader;

    fn cell(html: &str) -> String {
        let page = format!("<table><tr><td>a<td>{html}<tr><td>b<td>1</table>");
        let read = HtmlReader.read(&Input::new("", page.as_bytes(), &|_| 0)).unwrap();
        let grid = read.document.blocks.iter().find_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Line(_) => None,
        });
        grid.unwrap().rows()[0][1].text.clone()
    }

    #[test]
    fn what_a_control_shows_is_text_of_its_cell() {
        for (html, shown) in [
            ("<input value=12>", "12"),
            ("<input type=number value=' 12 ' readonly> 件", "12 件"),
            ("<INPUT TYPE=TEXT VALUE='12'>", "12"),
            ("<input>", ""),
            ("<input placeholder=12>", ""),
            ("<input type=hidden value=9>12", "12"),
            ("<input type=checkbox value=9>12", "12"),
            ("<input style='display:none' value=9>12", "12"),
            ("<textarea>12</textarea>", "12"),
            ("<select><option>1<option selected>12<option>3</select>", "12"),
            ("<select><option>1<option>12</select>", "1"),
            ("<select multiple><option>1<option>12</select>", ""),
            ("<button>9</button>12", "12"),
            ("<input value=1><input value=2>", "1 2"),
        ] {
            assert_eq!(cell(html), shown, "{html}");
        }
    }

    #[test]
    fn a_picture_may_be_the_number_or_a_digit_of_it() {
        for (html, shown) in [
            ("<img src=12.gif alt=12>", "\u{fffc}"),
            ("1<img src=2.gif>", "1\u{fffc}"),
            ("<p>1</p><svg><text>2</text></svg>", "1\n\u{fffc}"),
            ("1<canvas>2</canvas> 件", "1\u{fffc} 件"),
            ("<meter value=1>2</meter>", "\u{fffc}"),
            ("<img src=a.gif style='display:none'>12", "12"),
            // Ornaments.
            ("行政许可<img src=new.gif>", "行政许可"),
            ("<img src=dot.gif>1.行政许可", "1.行政许可"),
        ] {
            assert_eq!(cell(html), shown, "{html}");
        }
    }
}
