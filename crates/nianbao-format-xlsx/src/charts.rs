//! Charts of the workbook's own cells.

use nianbao_core::{CellRun, Chart as Drawing, ChartKind, Sheet};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartMarker, ChartMarkerType, ChartRange, ChartSolidFill, ChartType, Color,
};

use crate::heads;

/// Numbers stand beside the points of a chart of no more than these.
const MOST_LABELS: u32 = 16;
const GRID: Color = Color::RGB(0x00E3_E3E3);
const TEXT: Color = Color::RGB(0x0040_4040);
const BORDER: Color = Color::RGB(0x00D0_D7E2);

/// The chart, whose cells are on the first worksheet of `sheet`.
pub(crate) fn draw(drawing: &Drawing, sheet: &Sheet) -> Chart {
    let mut chart = Chart::new(match drawing.kind {
        ChartKind::Columns => ChartType::Column,
        ChartKind::Stacked => ChartType::ColumnStacked,
        ChartKind::Bars => ChartType::Bar,
        ChartKind::ShareLine => ChartType::Line,
    });
    let (width, height) = drawing.size;
    chart.set_width(width).set_height(height).set_alt_text(&drawing.title);
    chart.title().set_name(&drawing.title).set_font(&font(14).set_bold().to_owned());
    chart.title().set_overlay(false);
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_border(ChartLine::new().set_color(BORDER)));
    if drawing.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(11));
    } else {
        chart.legend().set_hidden();
    }
    add_series(&mut chart, drawing, sheet);
    set_axes(&mut chart, drawing);
    chart
}

fn add_series(chart: &mut Chart, drawing: &Drawing, sheet: &Sheet) {
    let depth = heads::depth(sheet.kind);
    let range = |run: CellRun| {
        let CellRun { column, first, last } = run;
        ChartRange::new_from_range(&sheet.name, first + depth, column, last + depth, column)
    };
    let points = drawing.categories.last - drawing.categories.first + 1;
    for series in &drawing.series {
        let (row, column) = series.name;
        let row = row + depth;
        let colour = Color::RGB(series.colour);
        let added = chart.add_series();
        added
            .set_name(&ChartRange::new_from_range(&sheet.name, row, column, row, column))
            .set_categories(&range(drawing.categories))
            .set_values(&range(series.values));
        if drawing.kind == ChartKind::ShareLine {
            let dot = ChartFormat::new()
                .set_solid_fill(ChartSolidFill::new().set_color(colour))
                .to_owned();
            added.set_format(ChartLine::new().set_color(colour).set_width(2.25)).set_marker(
                ChartMarker::new()
                    .set_type(ChartMarkerType::Circle)
                    .set_size(6)
                    .set_format(&mut dot.clone()),
            );
        } else {
            added.set_format(ChartSolidFill::new().set_color(colour));
            added.set_gap(gap(drawing.kind, points));
        }
        if points <= MOST_LABELS && drawing.series.len() == 1 {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&font(11));
            if drawing.kind == ChartKind::ShareLine {
                // Beside its point it would lie on the line.
                label.set_position(ChartDataLabelPosition::Above);
            }
            added.set_data_label(&label);
        }
    }
}

/// The room between points, in percent of a bar: a bar that stands alone must not fill the chart.
fn gap(kind: ChartKind, points: u32) -> u16 {
    match points {
        1 => 400,
        2 => 200,
        3..=4 => 120,
        _ if kind == ChartKind::Bars => 45,
        _ => 60,
    }
}

fn set_axes(chart: &mut Chart, drawing: &Drawing) {
    let kind = drawing.kind;
    chart.x_axis().set_font(&font(11));
    chart.y_axis().set_font(&font(11));
    if kind == ChartKind::Bars {
        // The largest on top; the axis of numbers would go there with it, and the bars have labels.
        chart.y_axis().set_reverse().set_major_gridlines(false);
        chart.x_axis().set_hidden(true).set_major_gridlines(false);
        return;
    }
    chart.x_axis().set_major_gridlines(false);
    let line = ChartLine::new().set_color(GRID).to_owned();
    let values = chart.y_axis();
    values.set_major_gridlines(true).set_major_gridlines_line(&line).set_min(0);
    if kind == ChartKind::ShareLine {
        values.set_max(1).set_num_format("0%");
    } else {
        values.set_num_format("#,##0");
        if drawing.one_by_one {
            values.set_major_unit(1);
        }
    }
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(TEXT).unset_bold();
    font
}
