//! A zip archive, looked at before anything in it is parsed.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use anyhow::{Context, Result, bail, ensure};
use nianbao_core::Limits;
use zip::ZipArchive;

/// Real workbooks have some dozen members.
const MOST_MEMBERS: usize = 10_000;
/// The most that one part may unpack to that is neither a sheet nor its texts.
const MOST_OTHER: u64 = 8 * 1024 * 1024;

/// So much room is made for a part, if it is said to need that or more: what is said may be invented.
const USUAL_PART: u64 = 128 * 1024;

/// So many bytes of what is not kept are unpacked at a time.
const BUFFER: usize = 32 * 1024;

/// An archive whose members are within the limits.
pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Parts as they unpack, by their names in small letters.
pub(crate) type Parts = HashMap<String, Vec<u8>>;

/// Opens an archive and unpacks its XML once, for its true size: the sizes that the archive states
/// may be invented, and parsers believe them.
pub(crate) fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>> {
    unpack(bytes, limits, 0).map(|(archive, _)| archive)
}

/// The same, with what was unpacked where that is no more than `most` bytes, and no two names differ in
/// the size of letters only; else without.
pub(crate) fn open_with_parts<'a>(
    bytes: &'a [u8],
    limits: &Limits,
    most: u64,
) -> Result<(Archive<'a>, Parts)> {
    unpack(bytes, limits, most)
}

fn unpack<'a>(bytes: &'a [u8], limits: &Limits, most_kept: u64) -> Result<(Archive<'a>, Parts)> {
    let most = limits.unpacked as u64;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).context("the zip archive is damaged or cut off")?;
    ensure!(
        archive.len() <= MOST_MEMBERS,
        "the archive has {} members; no workbook has so many",
        archive.len()
    );
    let mut total = 0;
    let (mut parts, mut kept) = (Parts::new(), true);
    let mut buffer = vec![0; BUFFER];
    for index in 0..archive.len() {
        let Ok(member) = archive.by_index_raw(index) else { continue };
        let name = member.name().map_or_else(|_| String::new(), |name| name.to_ascii_lowercase());
        if member.encrypted() {
            bail!("the file is protected by a password");
        }
        drop(member);
        if !is_parsed(&name) {
            continue;
        }
        let limit = if is_content(&name) { most } else { MOST_OTHER };
        let limit = limit.min(most - total);
        let room = if kept { most_kept.saturating_sub(total) } else { 0 };
        let (size, part) = unpacked(&mut archive, index, (limit, room), &mut buffer)
            .with_context(|| format!("part {name} of the archive"))?;
        total += size;
        kept &= total <= most_kept;
        if let Some(part) = part {
            kept &= parts.insert(name, part).is_none();
        }
    }
    Ok((archive, if kept { parts } else { Parts::new() }))
}

/// What no parser opens: colours, remarks, their boxes and what a program counted.
const UNPARSED: [&str; 4] = ["xl/theme/", "xl/comments", "xl/drawings/", "docprops/app.xml"];

/// Whether some parser may open a member.
fn is_parsed(name: &str) -> bool {
    let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
    is_xml && !UNPARSED.iter().any(|unparsed| name.starts_with(unparsed))
}

/// Whether a member holds cells or their texts, which may be long.
fn is_content(name: &str) -> bool {
    name.contains("worksheets/") || name.ends_with("sharedstrings.xml") || name == "content.xml"
}

/// How many bytes a member unpacks to, an error if they are more than `limit`; and these bytes if they
/// are all there and no more than `room`. A member that cannot be unpacked whole counts as far as it
/// goes: its reader will say so.
fn unpacked(
    archive: &mut Archive<'_>,
    index: usize,
    (limit, room): (u64, u64),
    buffer: &mut [u8],
) -> Result<(u64, Option<Vec<u8>>)> {
    let Ok(member) = archive.by_index(index) else { return Ok((0, None)) };
    let told = member.size().min(room).min(USUAL_PART);
    let mut member = member.take(limit + 1);
    let mut part = Vec::with_capacity(usize::try_from(told).unwrap_or_default());
    let mut unbroken = room == 0 || member.by_ref().take(room + 1).read_to_end(&mut part).is_ok();
    let mut total = part.len() as u64;
    // What is not kept is counted.
    while unbroken {
        match member.read(buffer) {
            Ok(0) => break,
            Ok(count) => total += count as u64,
            Err(_) => unbroken = false,
        }
    }
    ensure!(total <= limit, "unpacks to more than {limit} bytes, which is more than is read");
    let kept = unbroken && room > 0 && total <= room;
    Ok((total, kept.then_some(part)))
}

/// Whether the archive has a member of this name.
pub(crate) fn has(archive: &Archive<'_>, name: &str) -> bool {
    archive.index_for_name(name).is_some()
}
