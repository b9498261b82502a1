"""What the return asks for, year by year."""

from __future__ import annotations

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.specification import modules_of

TEN = ["Header", "Episodes", "UASC", "Reviews", "OC2", "OC3", "AD1", "PlacedAdoption", "PrevPerm", "Missing"]
NINE = [name for name in TEN if name != "PrevPerm"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2015-16", NINE),
        ("2016-17", TEN),
        ("2022-23", TEN),
        ("2023-24", [*TEN, "SWEpisodes"]),
        ("2025-26", [*TEN, "SWEpisodes"]),
        ("2026-27", [*TEN, "SWEpisodes", "DoLo"]),
        (None, [*TEN, "SWEpisodes", "DoLo"]),
    ],
)
def test_each_year_has_its_modules_in_order(catalogue: Catalogue, year: str | None, expected: list[str]) -> None:
    assert [module.name for module in modules_of(catalogue, year)] == expected


def test_a_module_knows_its_columns_and_its_mart(catalogue: Catalogue) -> None:
    episodes = modules_of(catalogue, "2025-26")[1]
    assert (episodes.mart, len(episodes.columns)) == ("ssda903__episodes", 13)
    assert episodes.columns[:3] == ("CHILD", "DECOM", "RNE")
    assert (episodes.items[2].code_set, episodes.items[0].max_length) == ("RNE", 20)


@pytest.mark.parametrize("year", ["2025", "2025/26", "2025-27", "2026-2025", ""])
def test_a_year_is_written_as_one(catalogue: Catalogue, year: str) -> None:
    with pytest.raises(WreathError, match="write it as 2025-26"):
        modules_of(catalogue, year)


def test_no_module_s_columns_are_all_in_another(catalogue: Catalogue) -> None:
    """Otherwise a file could not be recognised by its columns."""
    modules = modules_of(catalogue, None)
    assert [(a.name, b.name) for a in modules for b in modules if a != b and set(a.columns) <= set(b.columns)] == []
