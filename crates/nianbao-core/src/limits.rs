//! How much of an input is read: the one place that says so.
//!
//! Input is hostile. Each limit is far above what real files have, and below what hurts a small machine;
//! going beyond one ends in a note or in an error, never in silence.

use crate::Lang;

/// A limit, to list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitInfo {
    /// Its name, as on the command line.
    pub name: &'static str,
    /// What it bounds, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// What is to be said of it besides, in Chinese and English.
    pub besides: Option<(&'static str, &'static str)>,
    /// Its unit in Chinese and English; none for a plain count.
    pub unit: Option<(&'static str, &'static str)>,
    /// The value when nobody says otherwise.
    pub default: usize,
}

impl LimitInfo {
    /// What is to be said of it besides, in brackets; nothing where there is none.
    pub fn in_brackets(&self, lang: Lang) -> String {
        match (self.besides, lang) {
            (None, _) => String::new(),
            (Some((besides, _)), Lang::Zh) => format!("（{besides}）"),
            (Some((_, besides)), Lang::En) => format!(" ({besides})"),
        }
    }
}

macro_rules! limits {
    ($($name:ident, $default:expr, $unit:expr, $zh:literal, $en:literal, $besides:expr;)*) => {
        /// The limits of reading.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Limits {
            $(#[doc = $en] pub $name: usize,)*
        }

        impl Limits {
            /// The limits when nobody says otherwise.
            pub const DEFAULT: Self = Self { $($name: $default,)* };

            /// All limits, in the order in which an input meets them.
            pub const ALL: &'static [LimitInfo] = &[$(LimitInfo {
                name: stringify!($name),
                about: ($zh, $en),
                besides: $besides,
                unit: $unit,
                default: $default,
            },)*];

            /// Sets the limit of this name; tells whether there is one.
            pub fn set(&mut self, name: &str, value: usize) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value,)*
                    _ => return false,
                }
                true
            }

            /// The limit of this name.
            pub fn get(&self, name: &str) -> Option<usize> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

const BYTES: Option<(&str, &str)> = Some(("字节", "bytes"));

limits! {
    bytes, 128 << 20, BYTES,
        "一个文件的大小", "the size of one file",
        Some(("逐行读取的数据文件不限", "data that is read line by line has no such limit"));
    members, 250_000, None,
        "一个压缩包内的文件数", "the files in one archive", None;
    member, 32 << 20, BYTES,
        "压缩包内一个文件解压后的大小", "the size of one file of an archive, unpacked", None;
    ratio, 250, None,
        "压缩包解压后与压缩前大小之比", "how many times its size an archive unpacks to",
        Some(("64 MiB 以内不计", "counted above 64 MiB"));
    unpacked, 128 << 20, BYTES,
        "一个工作簿的各 XML 部分解压后的总大小",
        "what the XML parts of one workbook unpack to, together",
        Some(("Word 文件为其八分之一", "those of a Word file have an eighth"));
    elements, 2_000_000, None,
        "一个网页的节点数", "the nodes of one page",
        Some((
            "Word 文件的元素和文本的行，一个按四个计",
            "an element of a Word file and a line of text count as four",
        ));
    depth, 1_024, None,
        "网页元素的嵌套层数", "how deep the elements of a page are nested", None;
    cells, 1_000_000, None,
        "一个表格的单元格数", "the cells of one table",
        Some(("一个工作簿各表合计为其两倍", "all sheets of a workbook together have twice as many"));
    reports, 200_000, None,
        "一个文件中的报告数", "the reports in one file", None;
    seconds, 120, Some(("秒", "seconds")),
        "读取一个文件的时间", "the time to read one file", Some(("0 为不限", "0 for any"));
}

impl Limits {
    /// How many elements are kept where one takes the room of four nodes of a page.
    pub fn large_elements(&self) -> usize {
        self.elements / 4
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_set_by_its_name_alone() {
        for info in Limits::ALL {
            let mut limits = Limits::default();
            assert_eq!(limits.get(info.name), Some(info.default));
            assert!(limits.set(info.name, info.default + 7));
            let changed =
                Limits::ALL.iter().filter(|other| limits.get(other.name) != Some(other.default));
            let changed: Vec<&str> = changed.map(|other| other.name).collect();
            assert_eq!(changed, [info.name]);
        }
        assert!(!Limits::default().set("memory", 1));
    }
}
