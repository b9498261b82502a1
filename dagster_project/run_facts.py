"""What a run says of itself, gathered step by step in one small file and published with it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project import files
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import current

if TYPE_CHECKING:
    from dagster_project.site import RunFacts


#: Name of the fact that is the sequence of the last load that a run knew.
LAST_LOAD = "last_load"


def _path(settings: Settings) -> Path:
    return settings.build / "run_facts.json"


def start_facts(settings: Settings, *, state: str, run_id: str) -> None:
    """Begin a run's facts with the digest of what it depends on and the id of its record: when it began."""
    files.write_json(_path(settings), {"state": state, "run_id": run_id})


def read_facts(settings: Settings) -> dict[str, Any]:
    """Return the facts gathered so far; empty before the first run."""
    try:
        facts: dict[str, Any] = json.loads(_path(settings).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return facts


def add_facts(settings: Settings, **facts: Any) -> None:
    """Add facts of a step."""
    files.write_json(_path(settings), {**read_facts(settings), **facts})


def last_load_told_of(settings: Settings) -> int:
    """Return the sequence of the last load that the published copy tells of: 0 before the first copy."""
    from dagster_project.warehouse.publish import connect

    published = current(settings)
    if published is None:
        return 0
    facts = published.facts()
    if LAST_LOAD in facts:
        return int(facts[LAST_LOAD])
    # An earlier release made the copy and did not say so: its warehouse lists the loads.
    with connect(published.identified, settings) as connection:
        (told,) = connection.execute("select coalesce(max(sequence), 0) from landing.loads").fetchall()[0]
    return int(told)


def run_facts(settings: Settings) -> RunFacts:
    """Return what the pages show of a run; the time of building is the only clock time in them."""
    from dagster_project.site import RunFacts
    from dagster_project.warehouse.publish import next_name

    facts = read_facts(settings)
    authority, names = _authority(settings)
    return RunFacts(
        run_id=next_name(settings),
        as_at=date.fromisoformat(facts["as_at"]) if facts.get("as_at") else None,
        local_authority_code=authority,
        built_at=datetime.now(UTC),
        version=version("wreath"),
        authority_names=names,
        is_fictional=settings.truth.exists(),
    )


def _authority(settings: Settings) -> tuple[str, dict[str, str]]:
    """Return the council's number and names, as its configuration gives them; the demo has none."""
    from dagster_project.landing.authority import home_authority

    own = home_authority(settings)
    return own.code, {own.code: own.name} if own.name else {}
