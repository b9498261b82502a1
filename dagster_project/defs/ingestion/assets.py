"""The catalogue, the inbox and the landed datasets as assets; the verdict on each load as a check."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import dagster as dg

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.tables import TABLES
from dagster_project.defs.resources import RunSettings
from dagster_project.landing.intake import TakeInResult, take_in
from dagster_project.landing.manifest import CheckResult, LoadRecord, Manifest
from dagster_project.landing.standing import standing
from dagster_project.landing.tables import OF_REGISTERS, SMALL_TABLES
from dagster_project.progress import step
from dagster_project.run_facts import LAST_LOAD, add_facts, last_load_told_of
from dagster_project.settings import Settings, repository
from dagster_project.terminal import counted
from dagster_project.warehouse.prepare import load_catalogue, write_catalogue_tables

SEEDS = Catalogue.load(repository() / "seeds")
CHECK = "load"
#: Outcomes for which a run ends with exit code 1.
HELD_BACK = ("quarantined", "refused")
#: What the record of a run says of each load: rows read (in) and what became of them (out).
LOAD_FACTS = ("load_id", "dataset", "status", "rows_read", "rows_accepted", "rows_unreadable", "rows_quarantined")
#: What ingestion says of its own work, and the records of all datasets in one view.
LANDING_TABLES = (*SMALL_TABLES, "records")

inbox_folders = [
    dg.AssetSpec(["inbox", source.source], group_name="1_inbox", description=f"Files as they arrive: {source.title}.")
    for source in SEEDS.sources
]


@dg.multi_asset(
    name="catalogue",
    specs=[
        dg.AssetSpec(["catalogue", table.name], group_name="1_catalogue", description=f"Rows of {table.name}, layered.")
        for table in TABLES
    ],
)
def catalogue_tables(run_settings: RunSettings) -> Iterator[Any]:
    """Layer the council's configuration over the seeds and write every table for SQL."""
    settings = run_settings.settings()
    catalogue = load_catalogue(settings)
    with step("Catalogue") as say:
        count = write_catalogue_tables(settings, catalogue)
        say(f"{count} tables, {len(catalogue.overrides)} rows of the council's own")
    for table in TABLES:
        rows = len(catalogue.table(table))
        yield dg.MaterializeResult(asset_key=["catalogue", table.name], metadata={"rows": rows})


@dg.multi_asset(
    name="landing",
    specs=[
        *(
            dg.AssetSpec(
                [dataset.source, dataset.dataset],
                deps=[["inbox", dataset.source], ["catalogue", "fields"]],
                group_name="2_landing",
                description=dataset.description,
                metadata={"owner": dataset.owner, "delivery": dataset.delivery},
            )
            for dataset in SEEDS.datasets
        ),
        *(
            dg.AssetSpec(
                ["landing", name],
                deps=[] if name in OF_REGISTERS else [["inbox", source.source] for source in SEEDS.sources],
                group_name="2_landing",
                description=f"{name.replace('_', ' ').capitalize()}, from the register."
                if name in OF_REGISTERS
                else f"{name.replace('_', ' ').capitalize()} of all sources.",
            )
            for name in LANDING_TABLES
        ),
    ],
    check_specs=[
        dg.AssetCheckSpec(CHECK, asset=[dataset.source, dataset.dataset], description="The last load passed its suite.")
        for dataset in SEEDS.datasets
    ],
)
def landed_datasets(run_settings: RunSettings) -> Iterator[Any]:
    """Read what is new in the inbox once, type it, judge it and keep it."""
    settings = run_settings.settings()
    with step("Inbox") as say:
        told = last_load_told_of(settings)
        result = take_in(settings, load_catalogue(settings), as_at=run_settings.day(), told=told)
        say(f"{counted(result.loads_new, 'new load')}, {len(result.held_back)} held back, as at {result.as_at}")
    add_facts(settings, **_facts(result), standing=vars(standing(Manifest.read(settings.landing), result.as_at)))
    yield from _results(settings, result)


def _facts(result: TakeInResult) -> dict[str, Any]:
    """Facts of the run; a file that must wait takes away the state, so that the next run looks again."""
    facts: dict[str, Any] = {
        "as_at": result.as_at.isoformat() if isinstance(result.as_at, date) else None,
        LAST_LOAD: result.last_sequence,
        "loads_new": result.loads_new,
        "loads_retyped": len(result.retyped),
        "loads": [{name: getattr(load, name) for name in LOAD_FACTS} for load in result.loads],
        "checks": _counted(check for load in (*result.loads, *result.retyped) for check in load.checks),
        "held_back": [vars(event) for event in result.events if event.outcome in HELD_BACK],
    }
    return facts | ({"state": ""} if result.is_waiting else {})


def _counted(checks: Iterable[CheckResult]) -> dict[str, int]:
    """Count what the checks of a run's loads said."""
    found = Counter({True: "passed", False: "failed", None: "not judged"}[check.passed] for check in checks)
    return {word: found[word] for word in ("passed", "failed", "not judged")}


def _verdict(load: LoadRecord) -> dict[str, Any]:
    """What the checks said of a load, as its asset check shows it."""
    failed = [f"{check.severity}: {check.exact}" for check in load.checks if check.has_failed]
    return {
        "file": load.file,
        "load": load.load_id,
        "reason": load.reason,
        "checks": len(load.checks),
        "checks not judged": sum(check.passed is None for check in load.checks),
        "checks failed": dg.MetadataValue.md("\n".join(f"- {line}" for line in failed) or "none"),
    }


def _results(settings: Settings, result: TakeInResult) -> Iterator[Any]:
    """Report every dataset: its new rows, and the verdict on the load that arrived last, now or earlier."""
    new = {load.dataset: load.rows_read for load in result.loads}
    last = {record.dataset: record for record in sorted(Manifest.read(settings.landing), key=lambda r: r.sequence)}
    for dataset in SEEDS.datasets:
        key, load = [dataset.source, dataset.dataset], last.get(dataset.dataset)
        yield dg.MaterializeResult(asset_key=key, metadata={"new rows": new.get(dataset.dataset, 0)})
        yield dg.AssetCheckResult(
            asset_key=key,
            check_name=CHECK,
            passed=load is None or load.is_usable,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata=_verdict(load) if load else {"file": "none yet"},
        )
    for name in LANDING_TABLES:
        yield dg.MaterializeResult(asset_key=["landing", name])
