"""The records that a return's loads hold, used by it or not, while landing has those loads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.landing.manifest import Manifest
from dagster_project.landing.storage import TYPED, load_folder
from dagster_project.returns.ssda903.manifest import Input, ReturnManifest
from dagster_project.returns.ssda903.reasons import PLACE, RECORD, LookUp
from dagster_project.settings import Settings

_SCHEMA = {name: pl.Int64 if name == "row_number" else pl.String for name in (*RECORD, *PLACE)}


def by_day(loads: Iterable[Input]) -> list[Input]:
    """Return loads with the latest last; one without a day counts as the earliest, and equal days stay in order."""
    return sorted(loads, key=lambda load: load.extract_date or date.min)


def sent_records(settings: Settings, catalogue: Catalogue) -> LookUp:
    """Return what looks records up in the loads kept below WREATH_HOME.

    A dataset of which a load of the return is not there (another machine made the return) is not looked up.
    """
    manifest = Manifest.read(settings.landing)

    def look_up(made_from: ReturnManifest, wanted: pl.DataFrame) -> pl.DataFrame:
        found = [pl.DataFrame(schema=_SCHEMA)]
        for (source, dataset), records in wanted.group_by("source", "dataset"):
            loads = [load for load in made_from.inputs if (load.source, load.dataset) == (source, dataset)]
            kept = [manifest.get(load.load_id) for load in by_day(loads)]
            paths = [load_folder(settings, record) / TYPED for record in kept if record is not None]
            if len(paths) < len(loads) or not all(path.exists() for path in paths):
                continue
            if catalogue.dataset(str(dataset)).delivery == "full":
                # A full picture says of each record what it is, or that it is gone.
                paths = paths[-1:]
            for path in paths:
                rows = pl.scan_parquet(path, hive_partitioning=False).select("record_key", *PLACE)
                found.append(records.lazy().join(rows, on="record_key").select(*_SCHEMA).collect())
        # The load that came last says what a record is now.
        return pl.concat(found).unique(subset=list(RECORD), keep="last", maintain_order=True)

    return look_up
