//! One task of a goal, in a process of its own.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, Result, bail};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use nianbao::Registry;

/// As many pages at least are read, each as often as the others: what is done once weighs nothing.
const READINGS: usize = 400;

/// Does a task for the pages of a folder; gives its CPU time in ms a page.
pub fn run(task: &str, folder: &Path) -> Result<f64> {
    let mut pages = pages(folder)?;
    match task {
        "rcdom" => time(&pages, rcdom),
        "facts" => time(&pages, facts()?),
        "facts-gbk" => {
            pages = pages.iter().map(|page| in_gbk(page)).collect();
            time(&pages, facts()?)
        }
        _ => bail!("no task {task}"),
    }
}

/// The pages of a folder that are in UTF-8, in the order of their names.
fn pages(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let page = fs::read(&path)?;
            pages.extend(std::str::from_utf8(&page).is_ok().then(|| (path, page.clone())));
        }
    }
    if pages.is_empty() {
        bail!("no page in UTF-8 in {}", folder.display());
    }
    pages.sort();
    Ok(pages.into_iter().map(|(_, page)| page).collect())
}

fn time(pages: &[Vec<u8>], mut read: impl FnMut(&[u8]) -> Result<()>) -> Result<f64> {
    let rounds = READINGS.div_ceil(pages.len());
    let start = cpu_time()?;
    for page in pages.iter().cycle().take(rounds * pages.len()) {
        read(page)?;
    }
    let readings = u32::try_from(rounds * pages.len())?;
    Ok((cpu_time()? - start) / f64::from(readings))
}

/// The CPU time of this process so far in ms, as Linux counts it.
fn cpu_time() -> Result<f64> {
    let times = fs::read_to_string("/proc/self/schedstat").context("no CPU times here")?;
    let nanoseconds: f64 = times.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e6)
}

fn rcdom(page: &[u8]) -> Result<()> {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
    black_box(dom.one(std::str::from_utf8(page)?));
    Ok(())
}

fn facts() -> Result<impl FnMut(&[u8]) -> Result<()>> {
    let registry = Registry::new()?;
    Ok(move |page: &[u8]| {
        nianbao::read(&registry, "page.html", page, None, &mut |report| {
            black_box(report);
            Ok(())
        })?;
        Ok(())
    })
}

/// The page in GBK, as it then declares.
fn in_gbk(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let text = text.replacen("utf-8", "gbk", 1).replacen("UTF-8", "gbk", 1);
    encoding_rs::GBK.encode(&text).0.into_owned()
}
