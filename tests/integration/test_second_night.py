"""A second night: meanwhile a suggestion was entered, a baseline was kept, and much that is odd lies in the inbox."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from tests.command_line import Told
from tests.command_line import wreath_here as wreath
from tests.conftest import Built

pytestmark = pytest.mark.slow

#: The concept "home judged suitable".
SUITABLE = "C17"
GAP = "concept_nobody_records:C06"


@dataclass(frozen=True)
class Night:
    """The home after the second run, what the run said, and a way to ask the command line."""

    settings: Settings
    run: Told

    def told(self, *words: str) -> str:
        """Return what a command that succeeds prints."""
        result = wreath(self.settings.home, *words)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout


@pytest.fixture(scope="module")
def night(demo: Built, tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The one run that all tests of this file look at: each takes a minute."""
    settings = Settings(tmp_path_factory.mktemp("second") / "council")
    shutil.copytree(demo.settings.home, settings.home, copy_function=shutil.copy2)
    _enter_suggestions_and_keep_a_baseline(Night(settings, Told(0, "", "")).told)
    _let_odd_input_arrive(settings.inbox)
    return Night(settings, wreath(settings.home, "run"))


def _enter_suggestions_and_keep_a_baseline(told: Callable[..., str]) -> None:
    told("suggest", "add", GAP, "Ask it at the pathway plan", "--group", "Panel")
    told("suggest", "add", "duplication:C01", "Take the activity from one system", "--group", "Data board")
    told("suggest", "decide", "1", "agreed", "--why", "Ready for June")
    told("baseline", "autumn 2026", "--why", "before the change")
    assert told("baseline", "compare", "autumn 2026").startswith("Since 'autumn 2026' (as at 2026-04-30): 0 of ")


def _let_odd_input_arrive(inbox: Path) -> None:
    """Nobody says any more whether the home is suitable; files are cut short, strange or missing; a column is new."""
    contacts = next((inbox / "lcs").glob("lcs_care_leaver_contacts_*"))
    text = contacts.read_text(encoding="utf-8-sig", errors="replace")
    _without_suitability(contacts)
    (inbox / "lcs" / "lcs_care_leaver_contacts_2026-05-01.csv").write_text(text + '1,"never closed', encoding="utf-8")
    (inbox / "lcs" / "ssd_missing_2026-05-01.xml").write_text("<ssd_missing><row><miss_table_id>1", encoding="utf-8")
    (inbox / "lcs" / "holiday photos.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (inbox / "housing" / "tenancies_2026-05-01.csv.part").write_text("tenancy_reference\n", encoding="utf-8")
    shutil.rmtree(inbox / "voice")
    _add_a_column(next((inbox / "housing").glob("tenancies_*.csv")), "heating_type", "gas")


def _without_suitability(path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "suitability": ""} for row in rows)


def _add_a_column(extract: Path, name: str, value: str) -> None:
    lines = extract.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    new = [f"{lines[0]},{name}", *(f"{line},{value}" for line in lines[1:])]
    extract.write_text("\n".join(new) + "\n", encoding="utf-8")


def test_odd_input_is_told_in_one_line_and_what_was_published_stays_useful(night: Night) -> None:
    assert night.run.returncode == 1, night.run.stdout + night.run.stderr
    for name in ("lcs_care_leaver_contacts_2026-05-01.csv", "ssd_missing_2026-05-01.xml"):
        assert sum(name in line for line in night.run.stdout.splitlines()) == 1, night.run.stdout
    assert "has a quotation mark that is never closed" in night.run.stdout
    assert "Traceback" not in night.run.stdout + night.run.stderr
    assert require_current(night.settings).facts()["as_at"] == "2026-04-30"
    assert "unmapped column: tenancies.heating_type" in night.told("status")


def test_a_gap_that_is_misspelt_is_told_with_the_nearest(night: Night) -> None:
    unknown = wreath(night.settings.home, "suggest", "add", "Job is the one they wan", "Ask it", "--group", "Panel")
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (2, 1)
    assert f'"{GAP}" (Job is the one they want)' in unknown.stderr


def test_the_change_since_the_baseline_is_told(night: Night) -> None:
    found = json.loads(night.told("baseline", "compare", "Autumn 2026", "--json"))
    by_key = {(row["family"], row["subject"], row["part"]): row for row in found["measures"]}
    unmapped = by_key["gaps", "column_unmapped", "count"]
    assert (unmapped["then"], unmapped["now"], unmapped["change"]) == (0, 1, 1)
    suitable = by_key["indicator", "has_suitable_accommodation|rolling_year|all", "value_shown"]
    assert suitable["now"] == 0 < suitable["then"]
    assert by_key["concept", SUITABLE, "fields_count"]["change"] == 0
    assert "  Column unmapped: 0 -> 1 (+1)" in night.told("baseline", "compare", "autumn 2026").splitlines()


def test_pages_show_suggestions_beside_the_gap_and_the_change(night: Night) -> None:
    site = require_current(night.settings).site
    gaps = (site / "gaps" / "employment.html").read_text(encoding="utf-8")
    beside = gaps[gaps.index(f'<code class="block small gap-id">{GAP}</code>') :]
    assert beside.index("Ask it at the pathway plan") < beside.index("</li>")
    assert "Take the activity from one system" in (site / "duplications.html").read_text(encoding="utf-8")
    page = (site / "map.html").read_text(encoding="utf-8")
    assert "Ready for June" in page
    assert "Change since autumn 2026" in page
    assert "A column that nobody knows" in page
