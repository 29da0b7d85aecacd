//! Traditional and mixed script.

use crate::damage::{Damage, any, html};
use crate::dice::Dice;
use crate::page::Page;
use crate::style::Encoding;

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "script.traditional",
        seen: "Traditional script (複議, 規範性文件, 總計)",
        fits: any,
        act: traditional,
    },
    Damage { name: "script.mixed", seen: "mixed script", fits: any, act: mixed },
    Damage { name: "script.big5", seen: "Big5", fits: html, act: big5 },
];

/// Pairs of a simplified and a traditional character: those of the form and of these pages.
const PAIRS: &str = "专專个個为爲举舉义義于於从從众眾传傳体體办辦务務动動区區单單卷卷历歷参參发發号號后後员員团團围圍国國处處复複备備对對导導将將尔爾届屆层層属屬岁歲师師应應库庫废廢开開张張当當录錄态態总總护護报報拟擬据據接接数數无無时時显顯条條来來构構标標机機权權样樣检檢业業汇匯决決没沒沟溝法法济濟涉涉热熱犯犯状狀现現环環电電监監盖蓋秘祕稳穩窗窗种種类類纠糾约約级級纳納纪紀纯純组組织織终終经經结結给給络絡统統继繼续續维維编編缴繳网網罚罰职職联聯获獲补補规規见見观觀视視计計认認议議让讓训訓记記讲講许許论論设設访訪证證评評诉訴词詞译譯试試话話询詢该該详詳语語说說请請诸諸读讀课課调調谈談负負财財责責败敗账賬货貨质質购購贯貫费費资資转轉轮輪软軟轻輕载載较較辑輯输輸辖轄达達过過运運还還这這进進远遠连連违違选選递遞适適针針钟鐘钱錢键鍵长長门門问問间間闻聞阅閱队隊阶階际際陈陳险險随隨隐隱难難页頁项項须須预預领領频頻题題额額风風驳駁验驗齐齊总總县縣镇鎮乡鄉临臨教教环環厅廳";

fn converted(text: &str, mut chance: impl FnMut() -> bool) -> String {
    let convert = |c: char| {
        let mut pairs = PAIRS.chars();
        while let (Some(simple), Some(traditional)) = (pairs.next(), pairs.next()) {
            if simple == c {
                return traditional;
            }
        }
        c
    };
    text.chars().map(|c| if chance() { convert(c) } else { c }).collect()
}

/// A text in Traditional script, so that it can be compared whatever script it is in.
pub(super) fn in_traditional(text: &str) -> String {
    converted(text, || true)
}

fn convert(page: &mut Page, mut chance: impl FnMut() -> bool) {
    let organ = page.organ.clone();
    // The organ's name stays as it is, so that it can be compared, over lines too.
    let mut convert = |text: &str| {
        let parts: Vec<String> =
            text.split(&organ).map(|part| converted(part, &mut chance)).collect();
        parts.join(&organ)
    };
    rewrite(page, &mut convert);
    for cell in page.values() {
        cell.text = converted(&cell.text, &mut chance);
    }
}

/// Changes the words of a page, those of the title over its lines. No character is lost.
fn rewrite(page: &mut Page, change: &mut dyn FnMut(&str) -> String) {
    let title = change(&page.title.concat());
    for text in page.words() {
        *text = change(text);
    }
    let mut rest = title.chars();
    for line in &mut page.title {
        *line = rest.by_ref().take(line.chars().count()).collect();
    }
}

fn traditional(page: &mut Page, _: &mut Dice) {
    convert(page, || true);
}

fn mixed(page: &mut Page, dice: &mut Dice) {
    convert(page, || dice.percent(40));
}

fn big5(page: &mut Page, _: &mut Dice) {
    convert(page, || true);
    let organ = page.organ.clone();
    let written = converted(&organ, || true);
    rewrite(page, &mut |text| text.replace(&organ, &written));
    page.organ = written;
    page.style.encoding = Encoding::Big5;
    page.style.declared = Some("big5");
}
