"""A baseline keeps every number that is published, or a reason why not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dagster_project.baselines.measures import FAMILIES
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect
from tests.conftest import Built

pytestmark = pytest.mark.slow

#: Tables of the published copy whose numbers no baseline keeps, and why.
NOT_KEPT: Mapping[str, str] = {
    "datasets": "the catalogue's own numbers",
    "map_burden_field": "the entries of each field, added up in map_burden",
    "map_claim": "steps and lines of files; claims without proof are counted among the gaps",
    "map_concept_source": "the fields of a concept, once more by source",
    "map_disagreement": "the commonest values that differ; how many differ is in map_duplication_pair",
    "map_gap": "gaps are counted by kind; what one of them measures is in map_silence and rpt_concept_coverage",
    "map_gap_evidence": "the rows of map_gap about old evidence",
    "map_gap_fill": "the rows of map_gap about what is on record of few",
    "map_item_overlap": "a list of the items of returns",
    "map_item_claim": "steps and lines of files; claims without proof are counted among the gaps",
    "map_measure_claim": "lines of files; claims without proof are counted among the gaps",
    "map_path": "steps of a path, not a measure",
    "map_reach": "what becomes of each field, counted over all fields by `fields`",
    "map_shown": "the same numbers are in map_concept",
    "map_target_place": "lines of files",
    "return_items": "the catalogue's own numbers",
    "return_reckoning": "rows of the return, which is frozen whole",
    "rpt_benchmark": "figures of others",
    "rpt_load": "rows of files, in the manifest of loads",
    "rpt_rule": "failures of the return, kept week by week in the trend of the rules' reports",
}
#: Numbers that only put rows in order or name them.
NO_MEASURE = {"position", "suggestion_number", "provenance_line", "place"}
#: Limits of what chance explains, which follow from the numbers beside them.
NO_MEASURE |= {"agree_share_low", "agree_share_high", "kappa_low", "kappa_high"}
NO_MEASURE |= {"share_low_pct", "share_high_pct", "rest_share_pct"}
#: How many people only one of two records tells about: in map_silence, group by group.
NO_MEASURE |= {f"{side}_{what}_count_shown" for side in "ab" for what in ("recorded", "unreadable", "not_recorded")}


def _columns(demo: Built) -> dict[str, set[str]]:
    with connect(require_current(demo.settings).dashboards, demo.settings) as connection:
        rows = connection.execute(
            "select table_name, column_name from information_schema.columns where data_type in "
            "('BIGINT', 'HUGEINT', 'INTEGER', 'DOUBLE') or data_type like 'DECIMAL%'"
        ).fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def test_every_number_of_the_published_copy_is_kept_or_said_not_to_be(demo: Built) -> None:
    kept = {(family.table, part) for family in FAMILIES for part in family.parts}
    counted = {family.table for family in FAMILIES if family.is_count and family.table == "map_field"}
    left = {
        f"{table}.{column}"
        for table, columns in _columns(demo).items()
        for column in columns - NO_MEASURE
        if table not in NOT_KEPT and table not in counted and (table, column) not in kept
    }
    assert left == set(), "name them in dagster_project/baselines/measures.py or in NOT_KEPT here"


def test_every_measured_column_is_published(demo: Built) -> None:
    columns = _columns(demo)
    wanted = {f"{family.table}.{part}" for family in FAMILIES for part in family.parts}
    assert {name for name in wanted if name.split(".")[1] not in columns.get(name.split(".")[0], set())} == set()
