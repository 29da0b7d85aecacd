//! What a comparison has to say before its changes.

use nianbao_core::Lang;

use super::{Diff, Relation};

impl Diff {
    /// What a reader ought to know before the changes: that they are of different organs, told from
    /// the later year to the earlier, or of different forms.
    pub fn remarks(&self, lang: Lang) -> Vec<String> {
        let zh = lang == Lang::Zh;
        let mut remarks = Vec::new();
        match (&self.a.organ, &self.b.organ) {
            (Some(a), Some(b)) if self.relation == Relation::Others => remarks.push(if zh {
                format!("两份报告的机关不同（{a}、{b}），差别不是增减")
            } else {
                format!("the organs are different ({a}, {b}): what differs is no change")
            }),
            (Some(_), Some(_)) => {}
            _ => remarks.push(
                lang.pick("有报告的机关不明", "the organ of a report cannot be told").to_owned(),
            ),
        }
        if let (Some(a), Some(b)) = (self.a.year, self.b.year)
            && a > b
        {
            remarks.push(if zh {
                format!("前一份是 {a} 年度的，后一份是 {b} 年度的：增减由后一年算到前一年")
            } else {
                format!("the first report is on {a}, the second on {b}: changes go back in time")
            });
        }
        if let Some(forms) = self.frame.iter().find(|change| change.key == "form")
            && let (Some(a), Some(b)) = (&forms.a, &forms.b)
        {
            remarks.push(if zh {
                format!("表式不同（{a}、{b}），只有两版都有的项目可以比较")
            } else {
                format!("the forms are of {a} and {b}: only cells that both have can be compared")
            });
        }
        remarks
    }
}
