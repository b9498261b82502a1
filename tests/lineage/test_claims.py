"""What the catalogue claims against what the SQL proves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from projects import Project

from lineage import LineageError, build

Frames = dict[str, pl.DataFrame]
ACTIV = {"return_id": "ssda903", "module": "OC3", "item": "ACTIV"}
CHILD = {"return_id": "ssda903", "module": "OC3", "item": "CHILD"}
CLAIMS = (
    {"dataset": "activity", "field": "code", **ACTIV},
    {"dataset": "ssd_care_leavers", "field": "clea_activity", **ACTIV},
    {"dataset": "activity", "field": "client", **CHILD},
    {"dataset": "ssd_care_leavers", "field": "clea_id", **CHILD},
)


def _with_claims(frames: Frames, claims: list[dict[str, str]], roles: dict[str, str] | None = None) -> Frames:
    """The catalogue with claims, and with the part that a field of a name and an item of a name play."""
    found = roles or {}

    def role(column: str) -> pl.Expr:
        return pl.col(column).replace_strict(found, default=None, return_dtype=pl.String).alias("identity_role")

    return {
        **frames,
        "fields": frames["fields"].with_columns(role("field")),
        "return_items": frames["return_items"].with_columns(role("item")),
        "field_return_items": pl.DataFrame(claims, schema={**dict.fromkeys(("dataset", "field"), pl.String()),
                                                           **dict.fromkeys(ACTIV, pl.String())}),
    }  # fmt: skip


def test_claims_for_everything_that_feeds_an_item_let_the_build_through(
    project: Project, frames: Frames, tmp_path: Path
) -> None:
    claimed = _with_claims(frames, list(CLAIMS))
    assert build(project.write(tmp_path), project.schema, claimed, tmp_path / "out").unresolved == 0


@pytest.mark.parametrize("left_out", range(len(CLAIMS)))
def test_a_way_that_nobody_claimed_stops_the_build_with_its_place(
    project: Project, frames: Frames, tmp_path: Path, left_out: int
) -> None:
    claims = [claim for number, claim in enumerate(CLAIMS) if number != left_out]
    with pytest.raises(LineageError) as error:
        build(project.write(tmp_path), project.schema, _with_claims(frames, claims), tmp_path / "out")
    (problem,) = error.value.problems
    assert (problem.kind, problem.line) == ("claim", 1)
    assert problem.path.endswith("ssda903__oc3.sql")
    missing = CLAIMS[left_out]
    assert f"{missing['dataset']}.{missing['field']} → " in problem.message
    assert f"→ ssda903__oc3.{missing['item']} → SSDA903.OC3.{missing['item']}" in problem.message
    assert "seeds/catalogue/field_return_items.csv" in problem.message
    assert not (tmp_path / "out").exists()


def test_a_field_that_plays_the_part_of_the_item_needs_no_claim(
    project: Project, frames: Frames, tmp_path: Path
) -> None:
    parts = {"client": "lcs_person_id", "clea_id": "lcs_person_id", "CHILD": "lcs_person_id"}
    claimed = _with_claims(frames, list(CLAIMS[:2]), parts)
    assert build(project.write(tmp_path), project.schema, claimed, tmp_path / "out").unresolved == 0
