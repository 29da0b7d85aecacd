//! One task of a goal, in a process of its own.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, Result, bail};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use nianbao::{Registry, Report};

mod export;
mod written;

/// As many pages at least are read, each as often as the others: what is done once weighs nothing.
const READINGS: usize = 400;
/// After so many ms of CPU no other round is begun: a page of 10 MB is read a few times only.
const PATIENCE: f64 = 3_000.0;

/// Does a task for the pages of a folder; gives its CPU time in ms a page.
pub fn run(task: &str, folder: &Path) -> Result<f64> {
    let pages = pages(folder)?;
    match task {
        "rcdom" => time(&pages, |page| rcdom(page)),
        "facts" => {
            let registry = Registry::new()?;
            time(&pages, |page| facts(&registry, "page.html", page))
        }
        "facts-gbk" => {
            let registry = Registry::new()?;
            let pages: Vec<_> = pages.iter().map(|page| in_gbk(page)).collect();
            time(&pages, |page| facts(&registry, "page.html", page))
        }
        "export" => export::ours(&pages),
        "raw-xlsx" => export::raw(&pages),
        "xlsx-facts" => {
            let registry = Registry::new()?;
            time(&written::forms(&pages)?, |form| facts(&registry, "form.xlsx", form))
        }
        "calamine" => time(&written::forms(&pages)?, |form| written::ranges(form)),
        "xml" | "json" => written::as_data(task, &pages),
        "copy" => written::copied(&pages),
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

/// The CPU time of doing something with each item, in ms an item.
fn time<T>(items: &[T], mut each: impl FnMut(&T) -> Result<()>) -> Result<f64> {
    let start = cpu_time()?;
    let mut rounds = 0;
    while rounds * items.len() < READINGS {
        for item in items {
            each(item)?;
        }
        rounds += 1;
        if cpu_time()? - start > PATIENCE {
            break;
        }
    }
    let readings = u32::try_from(rounds * items.len())?;
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

/// Reads a file and checks what it says.
fn facts(registry: &Registry, name: &str, bytes: &[u8]) -> Result<()> {
    nianbao::read(registry, name, bytes, None, &mut |report| {
        black_box(nianbao::check::check(&report));
        Ok(())
    })
}

/// The reports of the pages.
fn reports(pages: &[Vec<u8>]) -> Result<Vec<Report>> {
    let registry = Registry::new()?;
    let mut reports = Vec::new();
    for page in pages {
        reports.extend(nianbao::read_all(&registry, "page.html", page, None)?);
    }
    Ok(reports)
}

/// The page in GBK, as it then declares.
fn in_gbk(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let text = text.replacen("utf-8", "gbk", 1).replacen("UTF-8", "gbk", 1);
    encoding_rs::GBK.encode(&text).0.into_owned()
}
