"""The reconciliation report: what needs explaining, in which words, in which files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from dagster_project.catalogue import Catalogue, rows, tables
from dagster_project.returns.ssda903 import statements
from dagster_project.returns.ssda903.comparison import (
    Figure,
    Line,
    Published,
    Result,
    Rule,
    compare_against,
    compare_since,
    previous_year,
)
from dagster_project.returns.ssda903.reconciliation import write_reconciliation
from dagster_project.site.check import check_site

YEAR, BEFORE = "2025-26", "2024-25"
RULE = Rule(inner=0.95, outer=0.998, least_people=5)
VOID = {"br", "hr", "img", "input", "link", "meta"}


def measure(unit: str = "percent", **values: str) -> rows.ReturnMeasure:
    given = {"polarity": "higher_is_better", "timing": "at the birthday", **values}
    return rows.ReturnMeasure.model_validate(
        {
            "return_id": "ssda903", "measure": "in_touch", "subject": "In touch", "title": "In touch", "module": "OC3",
            "unit": unit, "definition": "D.", "published_note": "P.", "provenance": "seeds", **given,
        }
    )  # fmt: skip


def share(numerator: int, denominator: int) -> Figure:
    return Figure(numerator, denominator, "percent")


@pytest.mark.parametrize(
    ("now", "before", "result"),
    [
        # Chance leaves 1 to 3 of four in 95% of cases: beyond it, but four people only, and not beyond 99.8%.
        (share(4, 4), share(0, 4), Result.UNUSUAL),
        (share(3, 4), share(0, 4), Result.WITHIN_CHANCE),
        # Five people are enough.
        (share(5, 5), share(0, 5), Result.NEEDS_EXPLAINING),
        # From 25 of 1,000, chance may make 40, but not 43.
        (share(40, 1000), share(25, 1000), Result.WITHIN_CHANCE),
        (share(43, 1000), share(25, 1000), Result.NEEDS_EXPLAINING),
        (share(29, 50), share(41, 50), Result.NEEDS_EXPLAINING),
        (share(29, 50), None, Result.NOT_COMPARED),
        (None, share(41, 50), Result.NOT_COMPARED),
        (Figure(20, None, "count"), Figure(10, None, "count"), Result.WITHIN_CHANCE),
        (Figure(21, None, "count"), Figure(9, None, "count"), Result.NEEDS_EXPLAINING),
        (Figure(6, None, "count"), Figure(0, None, "count"), Result.NEEDS_EXPLAINING),
    ],
)
def test_a_change_needs_explaining_beyond_the_outer_limits_or_beyond_the_inner_by_enough_people(
    now: Figure | None, before: Figure | None, result: Result
) -> None:
    assert compare_since(measure(), now, before, RULE).result is result


def test_fewer_people_than_the_rule_asks_for_still_need_explaining_beyond_the_outer_limits() -> None:
    # All of nine in one of two equal years happens in 1 of 512 cases at either end, all of ten in 1 of 1,024.
    strict = replace(RULE, least_people=100)
    assert compare_since(measure(), share(9, 10_000), share(0, 10_000), strict).result is Result.UNUSUAL
    assert compare_since(measure(), share(10, 10_000), share(0, 10_000), strict).result is Result.NEEDS_EXPLAINING


def test_an_average_is_not_tested() -> None:
    found = compare_since(measure("average"), Figure(900, 60, "average"), Figure(600, 60, "average"), RULE)
    assert (found.result, found.reason) == (Result.NOT_COMPARED, "an average is not tested")


@pytest.mark.parametrize(
    ("now", "england", "result"),
    [
        # Half of twenty: chance leaves 6 to 14 in 95% of cases.
        (share(14, 20), Published(2025, None, None, 50.0), Result.WITHIN_CHANCE),
        (share(15, 20), Published(2025, None, None, 50.0), Result.NEEDS_EXPLAINING),
        # The counts tell the share where the percentage is hidden: 50 of 14,300.
        (share(0, 25), Published(2024, 50, 14_300, None), Result.WITHIN_CHANCE),
        (share(3, 25), Published(2024, 50, 14_300, None), Result.NEEDS_EXPLAINING),
        (share(14, 20), Published(2024, None, None, None), Result.NOT_COMPARED),
        (share(14, 20), None, Result.NOT_COMPARED),
        (None, Published(2025, None, None, 50.0), Result.NOT_COMPARED),
    ],
)
def test_a_share_is_held_against_englands_for_as_many_people(
    now: Figure | None, england: Published | None, result: Result
) -> None:
    assert compare_against(measure(), now, england, RULE).result is result


def line(now: Figure | None, before: Figure | None, england: Published | None = None, **values: str) -> Line:
    row = measure(now.unit if now else "percent", **values)
    since, against = compare_since(row, now, before, RULE), compare_against(row, now, england, RULE)
    return Line(row, "17-18", now, before, None, england, since, against)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            line(share(29, 50), share(41, 50)),
            "needs explaining: fell by 24 points (from 41 of 50 to 29 of 50), for the worse",
        ),
        (
            line(share(29, 50), share(41, 50), polarity="neutral"),
            "needs explaining: fell by 24 points (from 41 of 50 to 29 of 50)",
        ),
        (
            line(share(41, 50), share(29, 50), polarity="higher_is_better"),
            "needs explaining: rose by 24 points (from 29 of 50 to 41 of 50), for the better",
        ),
        (
            line(Figure(21, None, "count"), Figure(9, None, "count"), polarity="neutral"),
            "needs explaining: rose by 12 (from 9 to 21)",
        ),
        (
            line(share(4, 4), share(0, 4), polarity="lower_is_better"),
            "beyond the 95% limits by fewer than 5 people: rose by 100 points (from 0 of 4 to 4 of 4), for the worse",
        ),
        (line(share(40, 50), share(41, 50)), "within what chance explains"),
        (line(share(40, 50), None), "not compared: nothing of last year"),
        (line(None, share(40, 50)), "not compared: nobody to count"),
    ],
)
def test_what_is_said_of_a_change(found: Line, said: str) -> None:
    assert statements.since_last_year(found, RULE) == said


def test_what_is_said_of_england_and_of_chance() -> None:
    england = Published(2025, None, None, 50.0)
    high, low = line(share(15, 20), None, england), line(share(10, 20), None, england)
    assert (
        statements.against_england(high, RULE)
        == "needs explaining: 25 points above England (15 of 20; England 50% in 2025), for the better"
    )
    assert statements.against_england(low, RULE) == "within what chance explains"
    assert statements.distance(low) == "as England"
    assert statements.chance(high.against, high.now) == "6 to 14 of 20"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (share(29, 50), "58% (29 of 50)"),
        (share(1, 400), "0.2% (1 of 400)"),
        (share(0, 400), "0% (0 of 400)"),
        (Figure(1234, None, "count"), "1,234"),
        (Figure(1045, 60, "average"), "17.4 (average of 60)"),
        (None, ""),
    ],
)
def test_how_a_figure_is_written(found: Figure | None, said: str) -> None:
    assert statements.figure(found) == said


def test_the_year_before_a_year_goes_back_over_the_century() -> None:
    assert [previous_year(year) for year in ("2025-26", "2000-01", "2010-11")] == ["2024-25", "1999-00", "2009-10"]


def cells(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


class _Reader(HTMLParser):
    """Holds that every element is closed in its order, and keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(path: Path) -> _Reader:
    page = _Reader()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    assert page.open == []
    page.text = " ".join(page.text.split())
    return page


def test_the_table_has_a_row_a_measure_and_age_in_the_order_of_the_catalogue(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    table, _ = write_reconciliation(figures, catalogue, YEAR, "990", tmp_path)
    content = table.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 5
    found = cells(table)
    assert [(row["measure"], row["age_group"]) for row in found] == [
        ("in_touch", "17-18"), ("in_touch", "17"), ("sdq_average", "all"), ("started", "all"),
    ]  # fmt: skip
    assert len(found[0]) == 33
    assert found[0]["since_statement"].startswith("needs explaining: fell by 24 points (from 41 of 50 to 29 of 50)")
    assert [found[0][name] for name in ("value", "previous_value", "change")] == ["58.0", "82.0", "-24.0"]
    assert [found[0][f"since_{name}"] for name in ("inner_low", "inner_high", "outer_low", "outer_high")] == [
        "31", "39", "28", "42",
    ]  # fmt: skip
    # The latest published figure that is no later than the year; the authority's is hidden.
    assert [found[0][name] for name in ("england_year_ending", "england_published", "authority_published")] == [
        "2024", "94.0", "",
    ]  # fmt: skip
    assert [found[3][name] for name in ("numerator", "denominator", "value", "previous_value", "change")] == [
        "21", "", "21", "9", "12",
    ]  # fmt: skip
    assert found[2]["since_result"] == "not compared"


def test_the_page_begins_with_what_needs_explaining_and_passes_the_checks_of_the_site(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    _, path = write_reconciliation(figures, catalogue, YEAR, "990", tmp_path)
    check_site(tmp_path)
    page = read(path)
    assert "3 figures need explaining before the return is sent" in page.text
    assert "This page stays with you." in page.text
    assert page.text.index("fell by 24 points") < page.text.index("Care leavers: in touch: 2025‑26 beside")
    assert "35 points below England (29 of 50; England 93% in 2024), for the worse" in page.text
    assert "Provisional." not in page.text
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table")
    assert tags.count("script") == 0


def test_the_cohort_is_reckoned_file_by_file_with_the_reasons(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    _, path = write_reconciliation(figures, catalogue, YEAR, "990", tmp_path)
    page = read(path)
    cohort = page.text[page.text.index("Lines of each file") :]
    # The files stand in the order of the return; numbers of one row follow each other without a space.
    assert cohort.index("Episodes41401201") < cohort.index("OC3605010030")
    assert "<b>no</b> suitability" in cohort
    assert cohort.index("In care on the birthday") < cohort.index("<b>no</b>")


def test_a_year_that_still_runs_is_said_to_and_what_it_counts_up_is_compared_with_nothing(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    table, path = write_reconciliation(figures, catalogue, "2026-27", "990", tmp_path)
    page = read(path)
    assert "Provisional. The year runs until 31 March 2027 and is known up to 30 April 2026" in page.text
    assert "2 care leavers: the birthday is to come" in page.text
    assert "1 care leaver: the window for contacts is open" in page.text
    started = next(row for row in cells(table) if row["measure"] == "started")
    assert started["since_statement"] == "not compared: the year is not finished"
    assert started["is_provisional"] == "yes"


def test_the_first_year_of_a_warehouse_has_empty_cells_for_the_year_before_and_says_so(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    table, path = write_reconciliation(figures, catalogue, BEFORE, "990", tmp_path)
    assert "The warehouse holds no figures of 2023‑24" in read(path).text
    assert {(row["previous_value"], row["change"]) for row in cells(table)} == {("", "")}


def test_the_same_warehouse_gives_the_same_bytes(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    once = [path.read_bytes() for path in write_reconciliation(figures, catalogue, YEAR, "990", tmp_path / "a")]
    again = [path.read_bytes() for path in write_reconciliation(figures, catalogue, YEAR, "990", tmp_path / "b")]
    assert once == again


def test_a_councils_own_words_are_text_and_never_a_formula_or_markup(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    changed = {
        **catalogue.layered,
        tables.RETURN_MEASURES.name: tuple(
            row.model_copy(update={"title": "=1+1", "definition": "<script>x</script>"})
            for row in catalogue.table(tables.RETURN_MEASURES)
        ),
    }
    table, path = write_reconciliation(figures, replace(catalogue, layered=changed), YEAR, "990", tmp_path)
    assert {row["title"] for row in cells(table)} == {"'=1+1"}
    page = read(path)
    assert "<script>x</script>" in page.text
    assert [tag for tag, _ in page.tags if tag == "script"] == []
