//! A zip archive, looked at before anything in it is parsed.

use std::io::{Cursor, Read};

use anyhow::{Context, Result, bail, ensure};
use nianbao_core::Limits;
use zip::ZipArchive;

/// Real workbooks have some dozen members.
const MOST_MEMBERS: usize = 10_000;
/// The most that one part may unpack to that is neither a sheet nor its texts.
const MOST_OTHER: u64 = 8 * 1024 * 1024;

/// An archive whose members are within the limits.
pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens an archive and unpacks its XML once, for its true size: the sizes that the archive states
/// may be invented, and parsers believe them.
pub(crate) fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>> {
    let most = limits.unpacked as u64;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).context("the zip archive is damaged or cut off")?;
    ensure!(
        archive.len() <= MOST_MEMBERS,
        "the archive has {} members; no workbook has so many",
        archive.len()
    );
    let mut total = 0;
    for index in 0..archive.len() {
        let Ok(member) = archive.by_index_raw(index) else { continue };
        let name = member.name().map_or_else(|_| String::new(), |name| name.to_ascii_lowercase());
        if member.encrypted() {
            bail!("the file is protected by a password");
        }
        drop(member);
        if !is_xml(&name) {
            continue;
        }
        let limit = if is_content(&name) { most } else { MOST_OTHER };
        let limit = limit.min(most - total);
        total += unpacked(&mut archive, index, limit)
            .with_context(|| format!("part {name} of the archive"))?;
    }
    Ok(archive)
}

fn is_xml(name: &str) -> bool {
    [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end))
}

/// Whether a member holds cells or their texts, which may be long.
fn is_content(name: &str) -> bool {
    name.contains("worksheets/") || name.ends_with("sharedstrings.xml") || name == "content.xml"
}

/// How many bytes a member unpacks to; an error if they are more than `limit`. A member that
/// cannot be unpacked whole counts as far as it goes: its reader will say so.
fn unpacked(archive: &mut Archive<'_>, index: usize, limit: u64) -> Result<u64> {
    let Ok(member) = archive.by_index(index) else { return Ok(0) };
    let mut member = member.take(limit + 1);
    let mut buffer = [0; 8 * 1024];
    let mut total = 0;
    while let Ok(count @ 1..) = member.read(&mut buffer) {
        total += count as u64;
    }
    ensure!(total <= limit, "unpacks to more than {limit} bytes, which is more than is read");
    Ok(total)
}

/// Whether the archive has a member of this name.
pub(crate) fn has(archive: &Archive<'_>, name: &str) -> bool {
    archive.index_for_name(name).is_some()
}
