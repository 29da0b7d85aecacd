//! What is measured against what, and how good it has to be.

/// A figure that we want to reach.
pub(super) struct Goal {
    pub(super) what: &'static str,
    pub(super) peer: Peer,
    pub(super) must: f64,
    pub(super) wanted: f64,
    /// Behind the figure.
    pub(super) unit: &'static str,
    /// Whether more is better.
    more: bool,
}

impl Goal {
    /// Whether a figure is as good as `bound`.
    pub(super) fn is_met(&self, value: f64, bound: f64) -> bool {
        if self.more { value >= bound } else { value <= bound }
    }
}

/// How a goal is measured.
pub(super) enum Peer {
    /// CPU time of one task to that of another.
    Task(&'static str, &'static str),
    /// CPU time of pandas to that of our export.
    Pandas,
    /// Wall time of two workers to that of one.
    Workers,
    /// Peak memory.
    Memory,
    /// Wall time from the start to the end.
    Start,
}

const fn ratio(what: &'static str, peer: Peer, must: f64, wanted: f64) -> Goal {
    Goal { what, peer, must, wanted, unit: "", more: false }
}

pub(super) const GOALS: [Goal; 10] = [
    ratio(
        "HTML to recognised, checked facts / html5ever's parse into RcDom",
        Peer::Task("facts", "rcdom"),
        1.25,
        0.5,
    ),
    Goal {
        what: "pandas.read_html and to_excel / our export of the same pages",
        peer: Peer::Pandas,
        must: 20.0,
        wanted: 45.0,
        unit: "×",
        more: true,
    },
    ratio("a page in GBK / the same page in UTF-8", Peer::Task("facts-gbk", "facts"), 1.5, 1.3),
    ratio(
        "export / rust_xlsxwriter in constant memory writing the same cells",
        Peer::Task("export", "raw-xlsx"),
        1.25,
        1.05,
    ),
    ratio(
        "XLSX form to facts / calamine's ranges and merged cells",
        Peer::Task("xlsx-facts", "calamine"),
        1.5,
        1.2,
    ),
    ratio("facts as XML / quick-xml copying the same bytes", Peer::Task("xml", "copy"), 2.0, 1.2),
    ratio("facts as JSON / quick-xml copying them as XML", Peer::Task("json", "copy"), 2.0, 1.2),
    ratio("wall time with 2 workers / with 1", Peer::Workers, 0.65, 0.55),
    Goal {
        what: "peak memory of an export",
        peer: Peer::Memory,
        must: 256.0,
        wanted: 64.0,
        unit: " MiB",
        more: false,
    },
    Goal {
        what: "from the start to the end of one page as JSON",
        peer: Peer::Start,
        must: 20.0,
        wanted: 10.0,
        unit: " ms",
        more: false,
    },
];
