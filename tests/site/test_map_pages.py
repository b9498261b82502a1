"""The map explorer: pages per field, thing and item, the list of all, gaps, and what to stop, merge and start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.site import build_site
from dagster_project.site.addresses import slug
from tests.site import northmoor_pages
from tests.site.reading import FIELD, ITEM, RUN, execute, graph, text_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(northmoor_pages.database(folder / "d.duckdb"), folder / "out", dbt_docs=None, run=RUN, graph=graph())
    return folder / "out"


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def test_from_the_figure_to_the_source_field_in_three_clicks(site: Path) -> None:
    assert 'href="domain/housing.html"' in read(site, "index.html")
    assert 'href="../field/local_contacts.suitability.html"' in read(site, "domain/housing.html")
    assert "What lcs records as suitability." in text_of(site / "field" / "local_contacts.suitability.html")


def test_from_an_item_to_its_rule_failures_in_two_clicks(site: Path) -> None:
    assert f'href="item/{ITEM}.html"' in read(site, "find.html")
    item = text_of(site / "item" / f"{ITEM}.html")
    assert "SSDA903 OC3 ACCOM: made from 1 field; 2 of its 2 rules fail" in item
    assert "103 What rule 103 finds wrong Failed 6 101 What rule 101 finds wrong Failed 1 to 5" in item
    assert 'href="../rule/103.html"' in read(site, f"item/{ITEM}.html")
    rule = text_of(site / "rule" / "103.html")
    assert "2025-26 Failed 6" in rule.replace("\u2011", "-")
    assert f'href="../item/{ITEM}.html"' in read(site, "rule/103.html")


def test_an_item_of_a_return_that_is_not_made_here_runs_no_rule(site: Path) -> None:
    page = text_of(site / "item" / "ANNEX_A.List9.home.html")
    assert "Annex A List9 home: no field is known to feed it" in page
    assert "does not make this return" in page
    assert "OC3 ACCOM" in page, "the other return that asks for the same thing"


def test_the_path_is_drawn_and_stands_in_a_table_as_the_value_goes(site: Path) -> None:
    for name in (f"field/{FIELD.partition('.')[2]}", f"item/{ITEM}"):
        page = read(site, f"{name}.html")
        assert re.search(
            r'<svg class="path" role="img" aria-label="Path of [^"]+ The table below says the same."', page
        )
        assert "local_contacts.accommodation stg_lcs__contact.home Tidied put into the standard code" in text_of(
            site / f"{name}.html"
        )
    field = read(site, "field/local_contacts.accommodation.html")
    assert field.count("path-end") == 3, "the field and both that it feeds"


def test_a_source_that_records_nothing_worth_knowing_has_no_column(site: Path, tmp_path: Path) -> None:
    assert '<th scope="col" class="mid">Housing</th>' in read(site, "map.html")
    nothing = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "delete from map_claim where dataset in (select dataset from map_field where source = 'housing')",
    )
    build_site(nothing, tmp_path / "out", dbt_docs=None, run=RUN)
    assert '<th scope="col" class="mid">Housing</th>' not in read(tmp_path / "out", "map.html")


def test_a_field_that_only_has_a_say_is_named_apart_and_not_drawn(site: Path) -> None:
    page = read(site, f"item/{ITEM}.html")
    assert "1 more field has a say in which rows count" in page
    assert "../field/housing_tenancy.tenancy_type.html" in page
    assert "tenancy_type" not in page[page.index('<svg class="path"') : page.index("</svg>", page.index('"path"'))]
    assert "There is no path to draw" in text_of(site / "field" / "housing_tenancy.tenancy_type.html")


def test_a_field_says_which_of_the_councils_figures_it_is_said_to_feed(site: Path) -> None:
    page = text_of(site / "field" / "housing_tenancy.tenancy_type.html")
    assert "“tenancy_\u200btype” goes into 1 dashboard figure" in page
    assert "Homes by kind" in page


def test_the_list_of_all_has_every_kind_and_leads_to_each(site: Path) -> None:
    page = text_of(site / "find.html")
    indicators = len(northmoor_pages.INDICATORS)
    counts = f"6 things worth knowing, {indicators} measures, 1 dashboard figure, 3 return items and 7 fields"
    assert counts in page
    assert read(site, "find.html").count("data-entry") == 6 + indicators + 1 + 3 + 7


def test_a_thing_recorded_twice_says_how_far_it_agrees_in_this_authority(site: Path) -> None:
    assert "75% of people" in text_of(site / "duplications.html")
    page = text_of(site / "thing" / "C20.html")
    assert "75% of 120 people by chance 67% to 82%" in page
    assert "50%" not in page
    assert "Hidden: few people have both, or of few they agree or differ." in page
    assert "Independent living (U) yes 17" in page
    assert "29" not in page, "the disagreement of another authority"
    assert "“Homes by kind” (Housing board) and “Suitable home” (Housing, here): made from different fields." in page
    assert "2 returns ask for it: Annex A and SSDA903." in page
    assert "They cannot be compared. Months against birthdays." in text_of(site / "thing" / "C01.html")


def test_the_burden_is_of_the_last_year_that_is_over_and_hidden_where_it_is_small(site: Path) -> None:
    page = text_of(site / "thing" / "C20.html").replace("\u2011", "-")
    told = "In 2025-26 staff made 900 entries about it; 220 of them were about something that was also entered"
    assert f"{told} elsewhere that year." in page
    assert "in 2025-26 is hidden [c]" in text_of(site / "thing" / "C01.html").replace("\u2011", "-")


def test_what_to_stop_merge_and_start_fits_one_page(site: Path) -> None:
    page = text_of(site / "decisions.html").replace("\u2011", "-")
    assert "We could stop 1 field, merge 2 things and start 2" in page
    assert "Of all entries in 2025-26, 20% were about something that was also entered elsewhere that year." in page
    stop, merge, start = (page.index(f"{word}: ") for word in ("Stop", "Merge", "Start"))
    assert "activity What lcs records as activity. Main activity 815 2025-26" in page[stop:merge]
    assert "pers_person_id" not in page, "a number is kept for its own sake"
    assert page.index("Kind of home", merge) < page.index("Main activity", merge) < start, "most repeated first"
    assert "Hope (V05) Ask the owner of the scale first." in page[start:]


def test_a_gap_says_whose_voice_is_silent_and_what_could_be_asked(site: Path) -> None:
    assert "Whose voice is silent: 1" in text_of(site / "gaps.html"), "of this authority, not of the other"
    housing, wellbeing = (text_of(site / "gaps" / f"{area}.html") for area in ("housing", "wellbeing"))
    assert "Kind of home: female" in housing
    assert "Kind of home: male" not in housing
    assert "Could be asked: Hope (V05). Ask the owner of the scale first." in wellbeing
    assert "Feels settled (V15)" not in housing, "the question is asked there already"


@pytest.mark.parametrize(
    ("name", "gap", "proposal", "end"),
    [
        ("gaps/wellbeing.html", "concept_nobody_records:C40", "Ask it once a year.", "</li>"),
        ("duplications.html", "duplication:C20", "Take it from housing.", "</tr>"),
    ],
)
def test_a_suggestion_stands_beside_its_gap_and_in_the_list(
    site: Path, name: str, gap: str, proposal: str, end: str
) -> None:
    anchor = f"gap-{slug(gap)}"
    page = read(site, name)
    beside = page[page.index(f'id="{anchor}"') :]
    assert beside.index(proposal) < beside.index(end)
    assert f'href="{name}#{anchor}"' in read(site, "map.html")
    assert "The map shows no such gap." in text_of(site / "map.html")
    assert "Agreed , 9 March 2026 The panel agreed." in text_of(site / "map.html")


def test_without_a_graph_the_pages_say_that_there_is_no_path(tmp_path: Path) -> None:
    path = execute(northmoor_pages.database(tmp_path / "d.duckdb"), "delete from map_burden", "delete from codes")
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert "There is no path to draw" in text_of(tmp_path / "out" / "item" / f"{ITEM}.html")
    assert "not known" in text_of(tmp_path / "out" / "decisions.html")
