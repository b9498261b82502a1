"""Charts as inline SVG made here, so that they need no script, no font and no library to be seen.

Widths are percentages and text keeps its size, so a chart stays readable from 280 to 1,200 pixels. Colours are classes
of the style sheet (Analysis Function colours, with a set for dark mode). Nothing is told by colour alone.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dagster_project.site import words
from dagster_project.site.rows import SeriesPoint

_HEIGHT = 210
_TOP, _BOTTOM = 34, 168
#: The line starts right of the scale's labels, which keep their width in pixels; the rest is in per cent.
_SCALE_WIDTH = 42
_LEFT_PCT, _RIGHT_PCT = 1.0, 81.0
_NORMAL_95 = 1.96
#: The label of a bar: letters to a line at the narrowest, and pixels to a line and to a bar with the gap below it.
_LINE_LENGTH, _LINE_HEIGHT, _BAR_HEIGHT = 31, 18, 38
#: The gap below a label that has no bar.
_NO_BAR_HEIGHT = 8
#: Height of a letter in pixels.
_LETTER = 13
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Bar:
    """One bar of a bar chart: a label, a value or the reason it is hidden, and a published figure beside it."""

    label: str
    value: float | None
    status: str
    published: float | None = None
    published_label: str = ""


#: A published figure with what it is called, by age band.
Published = Mapping[str, tuple[float | None, str]]


def trend(
    points: Sequence[SeriesPoint], unit: str, finding: str, published: tuple[float | None, str] = (None, "")
) -> Markup:
    """Draw one series over time, oldest first; hidden points break the line and carry their letter.

    A thin upright line at a point is the 95% interval of a share: how far chance alone moves so small a number. A
    broken line right across is the published figure.

    Returns an empty Markup when fewer than two points are shown: a table says it better.
    """
    shown = [(i, p.value_shown) for i, p in enumerate(points) if p.value_shown is not None]
    if len(shown) < 2:
        return Markup("")
    top = _axis_top([value for value in (*(v for _, v in shown), published[0]) if value is not None], unit)
    xs = [_LEFT_PCT + (_RIGHT_PCT - _LEFT_PCT) * i / (len(points) - 1) for i in range(len(points))]
    by_position = dict(shown)
    drawn: list[Markup] = []
    for i in range(1, len(points)):
        if i in by_position and i - 1 in by_position:
            drawn.append(_segment(xs[i - 1], _y(by_position[i - 1], top), xs[i], _y(by_position[i], top)))
    drawn += [_point(points[i], value, xs[i], top, unit) for i, value in shown]
    line, taken = _published_line(published, [value for _, value in shown], top, unit)
    drawn += line
    drawn += [
        _text(xs[i], _BOTTOM - 6, f"[{p.status}]", "chart-hidden") for i, p in enumerate(points) if i not in by_position
    ]
    drawn += _direct_labels(points, shown, xs, top, unit, taken)
    drawn += _period_labels(points, xs)
    shifted = Markup('<g transform="translate({} 0)">{}</g>').format(_SCALE_WIDTH, Markup("").join(drawn))
    return _figure([_gridlines(top, unit), shifted], _HEIGHT, finding)


def _axis_top(values: Sequence[float], unit: str) -> float:
    """Every scale begins at 0; a percentage ends at 20, 50 or 100, so that small changes do not look large."""
    if unit == "percent":
        return next(top for top in (20.0, 50.0, 100.0) if max(values) <= 0.8 * top or top == 100.0)
    if "10" in unit:
        return 10.0
    largest = max(*values, 1.0)
    step = 10.0 ** (len(str(int(largest))) - 1)
    return step * (int(largest / step) + 1)


def _y(value: float, top: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * min(max(value, 0.0), top) / top


def _gridlines(top: float, unit: str) -> Markup:
    sign = "%" if unit == "percent" else ""
    drawn = Markup("")
    for share in (0.0, 0.5, 1.0):
        y = _y(top * share, top)
        name = "chart-axis" if share == 0 else "chart-grid"
        drawn += Markup('<line class="{}" x1="0" x2="100%" y1="{:.1f}" y2="{:.1f}"/>').format(name, y, y)
        label = f"{words.number(top * share)}{sign}"
        drawn += Markup('<text class="chart-scale" x="0" y="{:.1f}">{}</text>').format(y - 5, label)
    return drawn


def _segment(x1: float, y1: float, x2: float, y2: float) -> Markup:
    shape = '<line class="chart-line" x1="{:.2f}%" y1="{:.1f}" x2="{:.2f}%" y2="{:.1f}"/>'
    return Markup(shape).format(x1, y1, x2, y2)


def _point(point: SeriesPoint, value: float, x: float, top: float, unit: str) -> Markup:
    """A dot with its interval; pointed at, it says its figure, without a script. The table says it to everybody."""
    ends, y = _interval(point, unit), _y(value, top)
    said = f"{words.short_month(point.period_end_date)}: {words.figure(value, unit)}"
    if ends:
        said += f", by chance {words.figure(ends[0], unit)} to {words.figure(ends[1], unit)}"
    shape = (
        '<g><title>{}</title>{}<circle class="chart-dot" cx="{:.2f}%" cy="{:.1f}" r="3.5"/>'
        '<circle class="chart-reach" cx="{:.2f}%" cy="{:.1f}" r="12"/></g>'
    )
    return Markup(shape).format(said, _range(x, *ends, top) if ends else "", x, y, x, y)


def _interval(point: SeriesPoint, unit: str) -> tuple[float, float] | None:
    """The 95% interval of a share in percent (Wilson, Journal of the American Statistical Association 22, 1927)."""
    if unit != "percent" or point.numerator_shown is None or not point.denominator_shown:
        return None
    n, share = point.denominator_shown, point.numerator_shown / point.denominator_shown
    square = _NORMAL_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _NORMAL_95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return 100 * (middle - half), 100 * (middle + half)


def _reach(point: SeriesPoint, value: float, unit: str) -> tuple[float, float]:
    """The lowest and the highest that is drawn at a point."""
    return _interval(point, unit) or (value, value)


def _range(x: float, low: float, high: float, top: float) -> Markup:
    shape = '<line class="chart-range" x1="{:.2f}%" y1="{:.1f}" x2="{:.2f}%" y2="{:.1f}"/>'
    return Markup(shape).format(x, _y(low, top), x, _y(high, top))


def _published_line(
    published: tuple[float | None, str], ours: Sequence[float], top: float, unit: str
) -> tuple[list[Markup], tuple[float, float]]:
    """Draw the published figure, its label on the side where our line is not; and say which height the two take."""
    value, label = published
    if value is None:
        return [], (0.0, 0.0)
    y = _y(value, top)
    label_y = _label_y(value, top) if 2 * sum(value >= each for each in ours) >= len(ours) else y + 18
    line = '<line class="chart-published" x1="{:.2f}%" y1="{:.1f}" x2="{:.2f}%" y2="{:.1f}"/>'
    text = f"{label} {words.figure(value, unit)}"
    drawn = [Markup(line).format(_LEFT_PCT, y, _RIGHT_PCT, y), _text(50, label_y, text, "chart-scale")]
    return drawn, (min(y, label_y - _LETTER), max(y, label_y))


def _text(x: float, y: float, text: str, name: str, anchor: str = "middle") -> Markup:
    shape = '<text class="{}" x="{:.2f}%" y="{:.1f}" text-anchor="{}">{}</text>'
    return Markup(shape).format(name, x, y, anchor, text)


def _direct_labels(
    points: Sequence[SeriesPoint],
    shown: Sequence[tuple[int, float]],
    xs: Sequence[float],
    top: float,
    unit: str,
    taken: tuple[float, float],
) -> list[Markup]:
    """Label the first and the last value: above its interval, or below it where something else is above."""
    drawn = []
    ends = ((shown[0], shown[1:3], "", "start"), (shown[-1], shown[-3:-1], " chart-last", "end"))
    for (i, value), beside, name, anchor in ends:
        low, high = _reach(points[i], value, unit)
        y, below = _label_y(high, top), _y(low, top) + _LETTER + 4
        is_taken = taken[0] - 2 < y and y - _LETTER < taken[1] + 2
        # A label is as wide as two steps of the line.
        is_crossed = any(abs(j - i) < 3 and _y(_reach(points[j], other, unit)[1], top) < y for j, other in beside)
        if (is_taken or is_crossed) and below < _BOTTOM - 4:
            y = below
        drawn.append(_text(xs[i], y, words.figure(value, unit), f"chart-label{name}", anchor))
    return drawn


def _label_y(value: float, top: float) -> float:
    """Above the point, unless the point is at the very top."""
    y = _y(value, top)
    return y - 8 if y - 8 > 12 else y + 20


def _period_labels(points: Sequence[SeriesPoint], xs: Sequence[float]) -> list[Markup]:
    last = len(points) - 1
    labels = [
        _text(_LEFT_PCT, _BOTTOM + 22, words.short_month(points[0].period_end_date), "chart-scale", "start"),
        _text(xs[last], _BOTTOM + 22, words.short_month(points[last].period_end_date), "chart-scale", "end"),
    ]
    if last >= 6:
        middle = last // 2
        labels.append(
            _text(
                xs[middle], _BOTTOM + 22, words.short_month(points[middle].period_end_date), "chart-scale chart-middle"
            )
        )
    return labels


def bars(rows: Sequence[Bar], unit: str, finding: str) -> Markup:
    """Draw one bar a row with its figure in words above it, and a mark where a published figure lies.

    Returns an empty Markup when fewer than two values are shown: a table says it better.
    """
    if sum(row.value is not None for row in rows) < 2:
        return Markup("")
    values = [v for row in rows for v in (row.value, row.published) if v is not None]
    top = 100.0 if unit == "percent" else _axis_top(values, unit)
    parts: list[Markup] = []
    height = 0
    for row in rows:
        lines = _bar_lines(row, unit)
        parts += _bar_label(row, lines, height + _LINE_HEIGHT, unit)
        height += _LINE_HEIGHT * len(lines)
        if row.value is None and row.published is None:
            # An empty bar would look like a nought.
            height += _NO_BAR_HEIGHT
            continue
        parts += _bar(row, height, top)
        height += _BAR_HEIGHT
    return _figure(parts, height, finding)


def _bar(row: Bar, y: int, top: float) -> list[Markup]:
    parts = [Markup('<rect class="chart-track" x="0" y="{}" width="100%" height="18"/>').format(y + 6)]
    if row.value is not None:
        shape = '<rect class="chart-bar" x="0" y="{}" width="{:.2f}%" height="18"/>'
        parts.append(Markup(shape).format(y + 6, 100 * min(row.value, top) / top))
    if row.published is not None:
        x = min(100 * row.published / top, 99.5)
        # The pale edge under the mark keeps it apart from the bar it may lie on.
        for name in ("chart-mark-edge", "chart-mark"):
            shape = '<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{}" y2="{}"/>'
            parts.append(Markup(shape).format(name, x, x, y + 6, y + 29))
    return parts


def _bar_lines(row: Bar, unit: str) -> list[tuple[str, str]]:
    """Return the label in lines that fit the narrowest screen, each with the value where it ends in it."""
    value = words.hidden(row.status) if row.value is None else words.figure(row.value, unit)
    whole = value.replace(" ", _NO_BREAK)
    # The published figure stands at the end of the first line.
    beside = len(_published_words(row, unit))
    lines = textwrap.wrap(f"{row.label}: {whole}", _LINE_LENGTH - beside)
    return [*((line, "") for line in lines[:-1]), (lines[-1].removesuffix(whole), value)]


def _bar_label(row: Bar, lines: Sequence[tuple[str, str]], y: int, unit: str) -> list[Markup]:
    shape = '<text class="chart-row" x="0" y="{}">{}<tspan class="chart-last">{}</tspan></text>'
    drawn = [Markup(shape).format(y + _LINE_HEIGHT * i, text, value) for i, (text, value) in enumerate(lines)]
    if text := _published_words(row, unit):
        drawn.append(Markup('<text class="chart-scale" x="100%" y="{}" text-anchor="end">{}</text>').format(y, text))
    return drawn


def _published_words(row: Bar, unit: str) -> str:
    return "" if row.published is None else f"{row.published_label} {words.figure(row.published, unit)}"


def _figure(parts: Sequence[Markup], height: int, finding: str) -> Markup:
    frame = '<svg class="chart" role="img" aria-label="{}" width="100%" height="{}">{}</svg>'
    return Markup(frame).format(escape(finding), height, Markup("").join(parts))
