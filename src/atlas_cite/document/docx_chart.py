"""DOCX chart: stacked bars as Word's own drawing, each layer with a colour and a pattern.

Source: ECMA-376 part 1, 21.2 (DrawingML charts) and 20.4.2.8 (inline drawings).  The numbers stand in the chart itself;
there is no workbook behind it to edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_description
from atlas_cite.document.languages import language_tag
from atlas_cite.document.tree import Chart, Series

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU = 12_700
"""English metric units to a point."""
_HEIGHT = 190.0
_LOOKS = (
    ("1B6E5F", "pct90"),
    ("C2571A", "wdUpDiag"),
    ("5A55A3", "wdDnDiag"),
    ("7A7F87", "dkHorz"),
    ("9A1F57", "dkVert"),
    ("8A6D00", "diagCross"),
    ("2C6FB3", "cross"),
    ("3D4148", "narHorz"),
)
"""Each layer's colour and the pattern it is mixed with white in: those of the SVG drawing, in Word's words."""
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def drawn_chart(part: DocumentPart, chart: Chart, number: int, language: str, width: float) -> str:
    """Add the chart to a document as its `number`-th, and give the run that shows it, `width` points wide."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    name = PackURI(f"/word/charts/chart{number}.xml")
    drawing = Part(name, _CONTENT_TYPE, _chart_xml(chart, language_tag(language) or "en"), part.package)
    return _drawing_xml(chart, part.relate_to(drawing, RELATIONSHIP_TYPE.CHART), number, width)


def _chart_xml(chart: Chart, language: str) -> bytes:
    """The chart part: bars, axes, and a legend below; its title stands in the text as a caption."""
    layers = "".join(_layer(chart, each, at) for at, each in enumerate(chart.series))
    bars = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{layers}<c:gapWidth val="40"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )
    text = (
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><c:chartSpace {_NAMESPACES}>"
        f'<c:lang val={quoteattr(language)}/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{bars}{_axes(chart)}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/></c:chart>'
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800"/></a:pPr><a:endParaRPr/></a:p></c:txPr></c:chartSpace>'
    )
    return text.encode()


def _drawing_xml(chart: Chart, relation: str, number: int, width: float) -> str:
    """The run that shows the chart part `relation`, `width` points wide; `number` is its own in the document."""
    size = f'cx="{round(width * _EMU)}" cy="{round(_HEIGHT * _EMU)}"'
    name, told = quoteattr(one_line(chart.title)), quoteattr(one_line(chart_description(chart))[:8000])
    return (
        "<w:r><w:drawing><wp:inline "
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name={name} descr={told}/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _layer(chart: Chart, series: Series, at: int) -> str:
    colour, pattern = _LOOKS[at % len(_LOOKS)]
    look = (
        f'<c:spPr><a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
    )
    categories, counts = _points(chart.categories), _points([str(each) for each in series.counts])
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:v>{escape(one_line(series.name))}</c:v></c:tx>{look}'
        f'<c:invertIfNegative val="0"/><c:cat><c:strLit>{categories}</c:strLit></c:cat>'
        f"<c:val><c:numLit><c:formatCode>0</c:formatCode>{counts}</c:numLit></c:val></c:ser>"
    )


def _points(values: tuple[str, ...] | list[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(one_line(value))}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _axes(chart: Chart) -> str:
    """The categories below, the counts at the left, in whole numbers."""
    title = (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr sz="800" b="0"/>'
        f'<a:t>{escape(one_line(chart.value_name))}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
    # Word would print halves of studies.
    unit = '<c:majorUnit val="1"/>' if max(chart.totals, default=0) < 6 else ""
    return (
        f'<c:catAx>{_axis(1, "b")}{_TICKS}<c:crossAx val="2"/></c:catAx>'
        f'<c:valAx>{_axis(2, "l")}{_GRID}{title}{_TICKS}<c:crossAx val="1"/>{unit}</c:valAx>'
    )


def _axis(number: int, place: str) -> str:
    return (
        f'<c:axId val="{number}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>'
    )


_GRID = (
    '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
    "</c:majorGridlines>"
)
_TICKS = (
    '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    '<c:tickLblPos val="nextTo"/>'
)
