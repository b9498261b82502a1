"""The pages as files: links, outside requests, hidden numbers, hostile text, empty tables, several authorities."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dagster_project.baselines.compare import compare
from dagster_project.baselines.keep import Baseline
from dagster_project.baselines.measures import measure
from dagster_project.site import SiteCheckError, SiteDataError, build_site
from dagster_project.site.addresses import relative, slug
from dagster_project.site.check import check_site
from tests.site import northmoor_pages
from tests.site.reading import HOSTILE, RUN, execute, text_of


class Attributes(HTMLParser):
    """The names of every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.update(name for name, _ in attrs)


def attribute_names(path: Path) -> set[str]:
    parser = Attributes()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.names


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    docs = folder / "static_index.html"
    docs.write_text("<html><script src='https://cdn.example/x.js'></script></html>", encoding="utf-8")
    build_site(northmoor_pages.database(folder / "d.duckdb"), folder / "out", dbt_docs=docs, run=RUN)
    return folder / "out"


def test_every_page_of_the_first_part_is_there(site: Path) -> None:
    top = ("index", "map", "find", "gaps", "duplications", "decisions", "quality", "return", "rules", "about")
    expected = {f"{n}.html" for n in top}
    assert {p.name for p in site.glob("*.html")} == expected
    assert {p.stem for p in (site / "domain").glob("*.html")} == {d[0] for d in northmoor_pages.DOMAINS}
    assert (site / "docs" / "index.html").is_file()
    assert len(list((site / "csv").glob("*.csv"))) == len(northmoor_pages.INDICATORS)


def test_no_address_leads_outside_but_in_the_dbt_docs(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in {".html", ".css", ".js"} and "docs" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", text), path
            assert "http" not in text, path


def test_the_same_data_makes_the_same_bytes_but_for_the_stamp(site: Path, tmp_path: Path) -> None:
    later = replace(RUN, built_at=datetime(2027, 1, 1), run_id="another")
    again = tmp_path / "again"
    build_site(northmoor_pages.database(tmp_path / "d.duckdb"), again, dbt_docs=site / "docs", run=later)
    stamp = re.compile(r"<p data-build-stamp>.*?</p>")
    for path in again.rglob("*"):
        if path.is_dir():
            continue
        first, second = (p.read_text(encoding="utf-8") for p in (site / path.relative_to(again), path))
        assert stamp.sub("", first) == stamp.sub("", second), path.name


def test_suitable_and_feels_safe_stand_side_by_side_and_custody_apart(site: Path) -> None:
    page = (site / "domain" / "housing.html").read_text(encoding="utf-8")
    practitioner, young = (page.index(f'id="column-{p}"') for p in ("practitioner", "young_person"))
    apart = page.index('id="apart"')
    assert practitioner < page.index('id="suitable_home"') < young < page.index('id="feels_safe_at_home"') < apart
    assert page.index('id="in_custody"') > apart
    assert "never added up or averaged" in page


def test_a_hidden_point_shows_its_letter_and_no_number_even_if_the_mart_left_one(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "update rpt_indicator_series set status = 'c', numerator_shown = 73773, denominator_shown = 73774, "
        "value_shown = 73775 where indicator_id = 'suitable_home'",
    )
    files = build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert not any("7377" in f.read_text(encoding="utf-8") or "73,77" in f.read_text(encoding="utf-8") for f in files)
    housing = text_of(tmp_path / "out" / "domain" / "housing.html")
    assert "hidden [c]" in housing
    csv_text = (tmp_path / "out" / "csv" / "suitable_home.csv").read_text(encoding="utf-8")
    series = [line for line in csv_text.splitlines()[1:] if ",all,all," in line or ",age," in line]
    assert series
    assert all(line.endswith(",,,,c") for line in series)


@pytest.mark.parametrize(("numerator", "denominator"), [(5, 100), (1, 100), (95, 100), (99, 100)])
def test_a_small_number_that_came_through_stops_the_build(tmp_path: Path, numerator: int, denominator: int) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        f"update rpt_indicator_series set numerator_shown = {numerator}, denominator_shown = {denominator}, "
        "status = 'shown', value_shown = 50 where indicator_id = 'in_touch' and age_band = '17-18'",
    )
    with pytest.raises(SiteDataError, match="shows a count of 1 to 5 for in_touch"):
        build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("numerator", [0, 6, 94, 100])
def test_nought_and_six_may_be_shown(tmp_path: Path, numerator: int) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        f"update rpt_indicator_series set numerator_shown = {numerator}, denominator_shown = 100, "
        "status = 'shown', value_shown = 50 where indicator_id = 'in_touch' and age_band = '17-18'",
    )
    assert build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)


def test_a_group_that_is_hidden_says_so_in_words_and_keeps_no_number(site: Path, tmp_path: Path) -> None:
    housing = text_of(site / "domain" / "housing.html")
    assert "In custody Hidden [c]" in housing
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "update rpt_indicator_breakdown set numerator_shown = 73773, denominator_shown = 73774, value_shown = 73775 "
        "where status = 'c'",
    )
    files = build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert not any("7377" in f.read_text(encoding="utf-8") or "73,77" in f.read_text(encoding="utf-8") for f in files)


def test_a_small_group_that_came_through_stops_the_build(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "update rpt_indicator_breakdown set numerator_shown = 3, denominator_shown = 20, value_shown = 15, "
        "status = 'shown' where group_id = 'CUSTODY'",
    )
    with pytest.raises(SiteDataError, match="shows a count of 1 to 5 for feels_safe_at_home of home CUSTODY"):
        build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)


def test_every_chart_has_its_table_and_its_csv_with_all_groups(site: Path) -> None:
    page = (site / "domain" / "housing.html").read_text(encoding="utf-8")
    measure = page[page.index('id="suitable_home"') : page.index("</article>", page.index('id="suitable_home"'))]
    assert measure.count('class="chart"') == measure.count("<table>") == 5
    assert measure.count('csv/suitable_home.csv" download') == 5
    rows = (site / "csv" / "suitable_home.csv").read_text(encoding="utf-8").splitlines()
    assert any(row.endswith("2026-03-31,home,OWN,In a home of their own,300,320,93.75,shown") for row in rows)


def test_the_pages_lead_to_the_figures_for_other_tools_where_there_are_any(site: Path, tmp_path: Path) -> None:
    path, feeds = northmoor_pages.database(tmp_path / "d.duckdb"), northmoor_pages.feeds(tmp_path / "made")
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN, feeds=feeds)
    assert '"../feeds/excel/housing.xlsx"' in (tmp_path / "out" / "domain" / "housing.html").read_text(encoding="utf-8")
    assert '"about.html#feeds"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    about = (tmp_path / "out" / "about.html").read_text(encoding="utf-8")
    assert '"feeds/parquet/rpt_indicator_series.parquet"' in about and '"feeds/csv/data_dictionary.csv"' in about
    assert (tmp_path / "out" / "feeds" / "csv" / "rpt_indicator.csv").is_file()
    assert not any("feeds" in (site / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "about"))


def test_hostile_text_is_shown_and_never_run(tmp_path: Path) -> None:
    quoted = HOSTILE.replace("'", "''")
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        f"update rpt_indicator set label = '{quoted}', definition = '{quoted}', caveat = '{quoted}'",
        f"update rpt_domain set label = '{quoted}', description = '{quoted}'",
        f"update rpt_load set file_name = '{quoted}', reason = '{quoted}', outcome = '{quoted}'",
        f"update rpt_check set message = '{quoted}', is_passed = false",
        f"update map_field set field = field || '{quoted}', description = '{quoted}'",
        f"update map_gap set message = '{quoted}', subject_id = subject_id || '{quoted}'",
        f"update sources set title = '{quoted}'",
        f"update rpt_indicator_series set indicator_id = '../../{quoted}' where indicator_id = 'in_eet'",
        f"update rpt_indicator set indicator_id = '../../{quoted}' where indicator_id = 'in_eet'",
    )
    files = build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert all(tmp_path / "out" in f.resolve().parents for f in files)
    for page in (tmp_path / "out").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert not any(name.startswith("on") for name in attribute_names(page)), page
    assert "{{ 7*7 }}" in text_of(tmp_path / "out" / "domain" / "housing.html")
    table = next((tmp_path / "out" / "csv").glob("suitable_home.csv")).read_text(encoding="utf-8")
    assert not re.search(r"(^|,)[=+@]", table, re.MULTILINE)


def test_a_label_that_looks_like_a_formula_is_inert_in_the_csv(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "update rpt_indicator set label = '=1+1' where indicator_id = 'in_touch'",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert ",'=1+1," in (tmp_path / "out" / "csv" / "in_touch.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("with_domains", [True, False])
def test_empty_tables_say_so_in_words(tmp_path: Path, with_domains: bool) -> None:
    path = northmoor_pages.empty_database(tmp_path / "d.duckdb")
    if with_domains:
        execute(path, "insert into map_domain values ('housing', 'Housing', 1, 13, 0, true)")
    build_site(path, tmp_path / "out", dbt_docs=None, run=replace(RUN, as_at=None))
    for name in ("map", "duplications", "quality"):
        assert "No data yet" in text_of(tmp_path / "out" / f"{name}.html"), name
    expected = "No measure of this area has a figure" if with_domains else "There is no data yet"
    assert expected in text_of(tmp_path / "out" / "index.html")


def test_a_measure_that_was_never_recorded_has_no_data_yet_instead_of_empty_charts(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "update rpt_indicator_series set status = 'x', value_shown = null, numerator_shown = null, "
        "denominator_shown = null where indicator_id = 'own_tenancy'",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    page = (tmp_path / "out" / "domain" / "housing.html").read_text(encoding="utf-8")
    block = page[page.index('id="own_tenancy"') : page.index("</article>", page.index('id="own_tenancy"'))]
    assert "No data yet" in block
    assert "<svg" not in block
    assert "[x]" not in block


def test_districts_are_compared_only_where_the_counts_of_two_may_be_shown(site: Path) -> None:
    housing = (site / "domain" / "housing.html").read_text(encoding="utf-8")
    suitable, safe = (
        housing.split(f'id="{name}"')[1].split("</article>")[0] for name in ("suitable_home", "feels_safe_at_home")
    )
    assert "Highest: Lowside (80%), lowest: Hillside (75%)" in suitable
    assert "Hillside" not in safe
    assert "E1" in (site / "csv" / "feels_safe_at_home.csv").read_text(encoding="utf-8")


def test_absent_tables_are_like_empty_ones(tmp_path: Path) -> None:
    path = execute(tmp_path / "d.duckdb", "create schema dashboards")
    with pytest.raises(SiteDataError, match="parameters has no row fewest_people_shown; publish"):
        build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    execute(path, "create table parameters as select 'fewest_people_shown' as parameter, '6' as value")
    assert build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)


def test_a_missing_column_names_the_table_and_leaves_the_old_site(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_site(northmoor_pages.database(tmp_path / "d.duckdb"), out, dbt_docs=None, run=RUN)
    before = (out / "index.html").read_bytes()
    broken = execute(
        northmoor_pages.database(tmp_path / "e.duckdb"),
        "alter table rpt_indicator_series drop column status",
    )
    with pytest.raises(SiteDataError, match=r"rpt_indicator_series has no column status"):
        build_site(broken, out, dbt_docs=None, run=replace(RUN, run_id="new"))
    assert (out / "index.html").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.duckdb", "e.duckdb", "out"]


def test_a_second_authority_has_its_own_pages(tmp_path: Path) -> None:
    path = northmoor_pages.database(tmp_path / "d.duckdb", ("990", "991"))
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    other = tmp_path / "out" / "authority" / "991"
    assert "Southmoor" in text_of(other / "index.html")
    assert (other / "domain" / "housing.html").is_file()
    assert 'href="authority/991/index.html"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_rows_about_people_are_banded_when_few(site: Path) -> None:
    quality = text_of(site / "quality.html")
    assert "1 to 5" in quality
    assert "8,950" not in quality, "accepted rows would give the banded number away"


def test_a_weak_domain_says_so_and_links_to_its_gaps(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "Nothing is on record for 6 of the 10 things worth knowing; nobody records 4 of them at all." in page
    assert 'href="gaps.html#domain-wellbeing"' in page
    assert "Nobody records this" in text_of(site / "domain" / "housing.html")


def test_no_suggestion_is_said_so(tmp_path: Path) -> None:
    path = execute(northmoor_pages.database(tmp_path / "d.duckdb"), "delete from map_suggestion")
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert "Nobody has made a suggestion about a gap yet." in text_of(tmp_path / "out" / "map.html")


def test_the_change_since_the_baseline_is_on_the_map_page(site: Path, tmp_path: Path) -> None:
    assert "Change since" not in text_of(site / "map.html")
    before = northmoor_pages.database(tmp_path / "before.duckdb")
    now = execute(
        northmoor_pages.database(tmp_path / "now.duckdb"),
        "delete from map_gap where gap_kind = 'field_unused'",
        "update map_domain set council_concepts_count = 6 where domain_id = 'housing'",
        "update rpt_indicator_series set value_shown = 12, numerator_shown = 12, denominator_shown = 100, "
        "status = 'shown' where indicator_id = 'in_touch' and age_band = 'all' and period_kind = 'rolling_year'",
    )
    baseline = Baseline("autumn", "", "2025-10-31", "000001", 1, "f", "s", date(2025, 11, 1), "analyst")
    since = compare(baseline, measure(before), measure(now))
    build_site(now, tmp_path / "out", dbt_docs=None, run=RUN, since=since)
    page = text_of(tmp_path / "out" / "map.html")
    assert "Change since autumn" in page
    assert "kept every measure as at 31 October 2025. 2 numbers of the map have changed since." in page
    assert "A field that nothing uses 1 0 -1" in page
    assert "Housing: things on the council's dashboards 8 6 -2" in page
    assert re.search(r"changed: 1 of \d+ Measure", page)


PAGE = '<!DOCTYPE html><title>t</title><body><main><h1 id="a">{}</h1>{}</main>'
WORDS = "plain words " * 30


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<a href="nowhere.html">x</a>', "leads nowhere"),
        ('<a href="#nothing">x</a>', "no such anchor"),
        ('<img src="https://evil.example/x.png">', "leads outside"),
        ('<img src="//evil.example/x.png">', "leads outside"),
        ('<a href="javascript:x()">x</a>', "leads outside"),
        ('<p style="background:url(x.png)">x</p>', "asks for another file"),
        ("<style>@import 'x.css'</style>", "asks for another file"),
        ('<p id="a">x</p>', "occurs twice"),
        ("<h1>second</h1>", "no single heading"),
    ],
)
def test_the_check_finds_what_is_wrong(tmp_path: Path, body: str, problem: str) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("title", WORDS + body), encoding="utf-8")
    with pytest.raises(SiteCheckError, match=problem):
        check_site(tmp_path)


def test_the_check_finds_an_empty_page_and_passes_a_full_one(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("title", ""), encoding="utf-8")
    with pytest.raises(SiteCheckError, match="empty"):
        check_site(tmp_path)
    (tmp_path / "index.html").write_text(PAGE.format("title", WORDS), encoding="utf-8")
    check_site(tmp_path)


def test_names_of_files_never_meet_and_links_are_relative() -> None:
    assert slug("suitable_home") == "suitable_home"
    assert len({slug("a b"), slug("a-b"), slug("a/b"), slug(".."), slug(".")}) == 5
    assert relative("domain/housing.html", "map.html", "x y") == "../map.html#x%20y"
    assert relative("index.html", "domain/housing.html") == "domain/housing.html"
