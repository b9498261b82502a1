"""A suggestion and a baseline on their way through a run: entered, published, shown beside the gap and the change."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from dagster_project.baselines.measures import FAMILIES
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect
from tests.command_line import wreath_here as wreath
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
#: The concept "home judged suitable".
SUITABLE = "C17"


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


def _without_suitability(path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "suitability": ""} for row in rows)


def test_the_next_run_shows_suggestions_and_the_change_since_the_baseline(demo: Built, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "council")
    shutil.copytree(demo.settings.home, settings.home, copy_function=shutil.copy2)

    def told(*words: str) -> str:
        result = wreath(settings.home, *words)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    unknown = wreath(settings.home, "suggest", "add", "Job is the one they wan", "Ask it", "--group", "Panel")
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (2, 1)
    gap = "concept_nobody_records:C06"
    assert f'"{gap}" (Job is the one they want)' in unknown.stderr
    told("suggest", "add", gap, "Ask it at the pathway plan", "--group", "Panel")
    told("suggest", "add", "duplication:C01", "Take the activity from one system", "--group", "Data board")
    told("suggest", "decide", "1", "agreed", "--why", "Ready for June")
    told("baseline", "autumn 2026", "--why", "before the change")
    assert told("baseline", "compare", "autumn 2026").startswith("Since 'autumn 2026' (as at 2026-04-30): 0 of ")

    # Nobody says any more whether the home is suitable, and housing sends a column that nobody knows.
    _without_suitability(next((settings.inbox / "lcs").glob("lcs_care_leaver_contacts_*.csv")))
    tenancies = next((settings.inbox / "housing").glob("tenancies_*.csv"))
    lines = tenancies.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    tenancies.write_text("\n".join([f"{lines[0]},heating_type", *(f"{line},gas" for line in lines[1:])]) + "\n")
    told("run")

    found = json.loads(told("baseline", "compare", "Autumn 2026", "--json"))
    by_key = {(row["family"], row["subject"], row["part"]): row for row in found["measures"]}
    unmapped = by_key["gaps", "column_unmapped", "count"]
    assert (unmapped["then"], unmapped["now"], unmapped["change"]) == (0, 1, 1)
    suitable = by_key["indicator", "has_suitable_accommodation|rolling_year|all", "value_shown"]
    assert suitable["now"] == 0 < suitable["then"]
    assert by_key["concept", SUITABLE, "fields_count"]["change"] == 0
    lines = told("baseline", "compare", "autumn 2026").splitlines()
    assert "  Column unmapped: 0 -> 1 (+1)" in lines

    site = require_current(settings).site
    gaps = (site / "gaps" / "employment.html").read_text(encoding="utf-8")
    beside = gaps[gaps.index(f'<code class="block small gap-id">{gap}</code>') :]
    assert beside.index("Ask it at the pathway plan") < beside.index("</li>")
    assert "Take the activity from one system" in (site / "duplications.html").read_text(encoding="utf-8")
    page = (site / "map.html").read_text(encoding="utf-8")
    assert "Ready for June" in page
    assert "Change since autumn 2026" in page
    assert "A column that nobody knows" in page

    told("suggest", "decide", "1", "done", "--why", "It is in the plan")
    (done,) = json.loads(told("suggest", "list", "--state", "done", "--json"))
    assert (done["number"], done["decision"]) == (1, "It is in the plan")

    # Whatever happens to the file of a baseline is told and stops nothing.
    (file,) = settings.baselines.iterdir()
    file.chmod(0o644)
    file.write_text("{}", encoding="utf-8")
    assert "the baseline 'autumn 2026' is not what was kept" in told("status")
    assert wreath(settings.home, "baseline", "compare", "autumn 2026").returncode == 3
