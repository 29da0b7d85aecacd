//! A web page saved with its pictures in one file (MHTML, RFC 2557): a mail whose first part of
//! HTML is the page.

use std::borrow::Cow;

/// How far the head of a mail may go.
const HEAD: usize = 4096;
/// How deep parts may lie in parts; browsers and Word write one level or two.
const DEPTH: usize = 4;

/// The page, and what the mail says of its charset.
pub(crate) struct Page<'a> {
    pub(crate) html: Cow<'a, [u8]>,
    pub(crate) charset: Option<String>,
}

/// Whether bytes begin like such a mail. The head names its version of MIME and what it holds.
pub(crate) fn is_mhtml(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    if !start.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let (head, _) = split_head(&start[..start.len().min(HEAD)]);
    if !names_mime(head) {
        return false;
    }
    let holds = field(head, "content-type").map(|value| value.to_ascii_lowercase());
    field(head, "mime-version").is_some()
        && holds.is_some_and(|it| it.starts_with("multipart/") || it.starts_with("text/html"))
}

/// Whether a version of MIME is named at all: what is no mail has not, whatever it is.
fn names_mime(head: &[u8]) -> bool {
    const NAME: &[u8] = b"mime-version";
    let before = "mime".len();
    let mut dashes = memchr::memchr_iter(b'-', head).filter_map(|at| at.checked_sub(before));
    dashes.any(|at| {
        head.get(at..at + NAME.len()).is_some_and(|found| found.eq_ignore_ascii_case(NAME))
    })
}

/// The first part that is HTML.
pub(crate) fn page(bytes: &[u8]) -> Option<Page<'_>> {
    within(bytes.trim_ascii_start(), DEPTH)
}

fn within(part: &[u8], depth: usize) -> Option<Page<'_>> {
    let (head, body) = split_head(part);
    let content_type = field(head, "content-type")?;
    let kind = content_type.to_ascii_lowercase();
    if kind.starts_with("text/html") {
        let charset = parameter(&content_type, "charset");
        let coded = field(head, "content-transfer-encoding").unwrap_or_default();
        return Some(Page { html: decoded(body, coded.trim()), charset });
    }
    if !kind.starts_with("multipart/") || depth == 0 {
        return None;
    }
    let boundary = format!("--{}", parameter(&content_type, "boundary")?);
    parts(body, boundary.as_bytes()).find_map(|part| within(part, depth - 1))
}

/// The head and what follows its empty line.
fn split_head(part: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    for line in part.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            return (&part[..end], &part[end + line.len()..]);
        }
        end += line.len();
    }
    (part, &[])
}

/// The value of a field of the head, with the lines that it was folded into.
fn field(head: &[u8], name: &str) -> Option<String> {
    let mut value: Option<String> = None;
    for line in head.split(|byte| *byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        let folded = text.starts_with([' ', '\t']);
        match &mut value {
            Some(value) if folded => {
                value.push(' ');
                value.push_str(text.trim());
            }
            Some(_) => break,
            None => {
                let (key, rest) = text.split_once(':').unwrap_or_default();
                if !folded && key.trim().eq_ignore_ascii_case(name) {
                    value = Some(rest.trim().to_owned());
                }
            }
        }
    }
    value
}

/// A parameter of a field, as `boundary="…"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parameters = value.split(';').skip(1).filter_map(|part| part.split_once('='));
    let (_, found) = parameters.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    let found = found.trim().trim_matches('"');
    (!found.is_empty()).then(|| found.to_owned())
}

/// What stands between the lines of the boundary.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(boundary) {
            starts.push((at, at + line.len()));
        }
        at += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(start, _)| *start).chain([at]).collect();
    starts.into_iter().zip(ends).map(|((_, start), end)| &body[start..end])
}

fn decoded<'a>(body: &'a [u8], coded: &str) -> Cow<'a, [u8]> {
    match coded.to_ascii_lowercase().as_str() {
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        "base64" => Cow::Owned(base64(body)),
        _ => Cow::Borrowed(body),
    }
}

/// `=E5` is a byte and `=` at a line's end joins the lines; what is neither stays as it is.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let digit = |index: usize| {
            let digit = char::from(*rest.get(index)?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            out.push(high * 16 + low);
            rest = &rest[2..];
        } else if let Some(joined) = after_line_end(rest) {
            rest = joined;
        } else {
            out.push(b'=');
        }
    }
    out.extend_from_slice(rest);
    out
}

fn after_line_end(rest: &[u8]) -> Option<&[u8]> {
    rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))
}

/// The bytes of base64; a sign that is none ends it, white space is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            let [.., whole] = (bits >> count).to_be_bytes();
            out.push(whole);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x.y\"\r\n\r\n\r\n\
        ----x.y\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n\
        ----x.y\r\nContent-Type: text/html; charset=\"gbk\"\r\n\
        Content-Transfer-Encoding: CODED\r\n\r\nBODY\r\n----x.y--\r\n";

    fn html(coded: &str, body: &str) -> Vec<u8> {
        let mail = MAIL.replace("CODED", coded).replace("BODY", body);
        assert!(is_mhtml(mail.as_bytes()));
        let page = page(mail.as_bytes()).unwrap();
        assert_eq!(page.charset.as_deref(), Some("gbk"));
        page.html.trim_ascii().to_vec()
    }

    #[test]
    fn the_first_part_of_html_is_the_page() {
        let coded = "<p a=3D\"1\">=E4=BF=\r\n=A1=\r\n 1=2 =</p>";
        assert_eq!(html("Quoted-Printable", coded), "<p a=\"1\">信 1=2 =</p>".as_bytes());
        assert_eq!(html("base64", "PHA+5L+h\r\n5oGvPC9wPg==\r\n"), "<p>信息</p>".as_bytes());
        assert_eq!(html("8bit", "<p>信</p>"), "<p>信</p>".as_bytes());
    }

    #[test]
    fn what_is_no_such_mail_is_left_alone() {
        assert!(!is_mhtml(b"<html>MIME-Version: 1.0\nContent-Type: text/html\n\n"));
        assert!(!is_mhtml(b"MIME-Version: 1.0\n\nContent-Type: text/html\n"));
        assert!(!is_mhtml(b"MIME-Version: 1.0\nContent-Type: image/png\n\n"));
        assert!(!is_mhtml(b""));
        let endless = "Content-Type: multipart/related; boundary=a\n\n--a\n".repeat(9);
        assert!(page(endless.as_bytes()).is_none());
        assert!(page(b"Content-Type: multipart/related\n\n--\n").is_none());
    }
}
