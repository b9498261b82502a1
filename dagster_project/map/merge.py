"""What the numbers would be if one dataset alone recorded a concept: built again, not guessed.

The other fields that record the concept are emptied, as if nobody typed them any more, and the kept dataset wins. All
of it happens in a folder of its own below build/; the published copy and the loads are only read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.rows import SourceField
from dagster_project.catalogue.tables import FIELD_CONCEPTS
from dagster_project.digests import code_digest
from dagster_project.errors import WreathError
from dagster_project.landing.manifest import Manifest
from dagster_project.landing.storage import TYPED, parquet_bytes, partition
from dagster_project.landing.tables import SMALL_TABLES, table_path
from dagster_project.landing.views import write_views
from dagster_project.map.changes import ConceptChange, IndicatorChange, ItemChange, read_changes
from dagster_project.progress import step
from dagster_project.run import only_run
from dagster_project.settings import Settings, apply_quiet_environment
from dagster_project.warehouse import dbt
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect

#: What the comparison reads, with everything behind it.
_SELECTED = ("+int_indicator__count", "+fct_person_concept", "+ssda903__provenance")


class MergePlan(NamedTuple):
    """Which fields would go: `standing` also record the concept and stay, since rows or persons are known by them."""

    concept_id: str
    kept: str
    emptied: tuple[str, ...]
    standing: tuple[str, ...]


class MergeAnswer(NamedTuple):
    """What one source of a concept would change, by authority; only what changes is in it."""

    plan: MergePlan
    concept: tuple[ConceptChange, ...]
    indicators: tuple[IndicatorChange, ...]
    items: tuple[ItemChange, ...]


def merge_plan(catalogue: Catalogue, concept_id: str, field_id: str) -> MergePlan:
    """Return what keeping one field's dataset as the only source of a concept means.

    Raises:
        WreathError: The field does not record the concept, or no other dataset does.
    """
    recording = _recording(catalogue, concept_id)
    kept = next((field for field in recording if _id(field) == field_id), None)
    if kept is None:
        known = ", ".join(map(_id, recording)) or "no field does"
        raise WreathError(f"{field_id} does not record {concept_id}; these do: {known}", exit_code=2)
    others = [field for field in recording if field.dataset != kept.dataset]
    emptied = tuple(_id(field) for field in others if not _holds_rows(catalogue, field))
    if not emptied:
        raise WreathError(f"no other dataset records {concept_id}: there is nothing to merge", exit_code=2)
    standing = tuple(_id(field) for field in others if _holds_rows(catalogue, field))
    return MergePlan(concept_id, field_id, emptied, standing)


def merge(settings: Settings, catalogue: Catalogue, plan: MergePlan) -> MergeAnswer:
    """Build the warehouse as the plan has it, in a folder of its own, and return what differs from the published one.

    Raises:
        WreathError: Nothing is published, other code or another catalogue made it, or a run is under way.
    """
    published = require_current(settings)
    with only_run(settings), _own_home(settings) as own:
        with connect(published.identified, settings) as connection:
            _require_same_making(connection, catalogue)
            load_ids = _bring_small_tables(connection, own, plan)
        with step("Loads as they would be") as say:
            manifest = _kept_loads(settings, load_ids)
            say(f"{_bring_loads(settings, own, manifest, plan)} with emptied fields")
            write_views(own, catalogue, manifest)
            _let_win(own, plan)
        with step("Warehouse as it would be") as say:
            result = dbt.build_models(own, select=_SELECTED)
            result.raise_for_faults()
            say(f"{result.models} models")
        with connect(published.identified, settings) as connection:
            return MergeAnswer(plan, *read_changes(connection, own.warehouse, plan.concept_id))


def _id(field: SourceField) -> str:
    return f"{field.source}.{field.dataset}.{field.field}"


def _recording(catalogue: Catalogue, concept_id: str) -> list[SourceField]:
    claimed = {(row.dataset, row.field) for row in catalogue.table(FIELD_CONCEPTS) if row.concept_id == concept_id}
    return [field for field in catalogue.fields if (field.dataset, field.field) in claimed]


def _holds_rows(catalogue: Catalogue, field: SourceField) -> bool:
    """Whether a row or its person could not be known without the field."""
    is_day = catalogue.dataset(field.dataset).extract_date_from == field.field
    return field.is_essential or field.key_position is not None or field.identity_role is not None or is_day


@contextmanager
def _own_home(settings: Settings) -> Iterator[Settings]:
    own = Settings(settings.build / "merge")
    environment = dict(os.environ)
    files.remove_folder(own.home)
    files.make_folder(own.build, files.OWNER_ONLY)
    try:
        apply_quiet_environment(own)
        yield own
    finally:
        os.environ.clear()
        os.environ.update(environment)
        files.remove_folder(own.home)


def _require_same_making(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    made_by = connection.execute("select code_digest, catalogue_digest from landing.built_by").fetchall()
    if made_by != [(code_digest(), catalogue.digest())]:
        raise WreathError(
            "the published run was made by other code or another catalogue, which would change numbers too: "
            "run `wreath run` first"
        )


def _bring_small_tables(connection: duckdb.DuckDBPyConnection, own: Settings, plan: MergePlan) -> frozenset[str]:
    """Write what landing said of itself when the run was published; returns the loads of that time."""
    for name in SMALL_TABLES:
        frame = connection.sql(f"select * from landing.{name}").pl()
        if name == "landing_errors":
            field_id = pl.concat_str("source", "dataset", "field", separator=".")
            frame = frame.filter(~field_id.is_in(plan.emptied) | field_id.is_null())
        files.write_bytes(own.home / table_path(name), parquet_bytes(frame))
    found = connection.execute("select load_id from landing.loads").fetchall()
    return frozenset(load_id for (load_id,) in found)


def _kept_loads(settings: Settings, load_ids: frozenset[str]) -> Manifest:
    records = [record for record in Manifest.read(settings.landing) if record.load_id in load_ids]
    missing = load_ids - {record.load_id for record in records}
    if missing:
        raise WreathError(f"{len(missing)} loads of the published run are no longer in {settings.landing}")
    return Manifest(settings.landing / "manifest", records)


def _bring_loads(settings: Settings, own: Settings, manifest: Manifest, plan: MergePlan) -> int:
    """Copy the typed loads, the plan's fields empty in them; returns how many were changed."""
    changed = 0
    for record in manifest:
        if not record.is_usable:
            continue
        source, target = (each.landing / partition(record) / TYPED for each in (settings, own))
        of_load = f"{record.source}.{record.dataset}."
        fields = [name.removeprefix(of_load) for name in plan.emptied if name.startswith(of_load)]
        if fields:
            files.write_bytes(target, parquet_bytes(_emptied(source, fields)))
            changed += 1
        else:
            files.copy(source, target)
    return changed


def _emptied(path: Path, fields: list[str]) -> pl.DataFrame:
    """A typed load in which nobody has written the fields: neither a value nor anything that could not be read."""
    frame = pl.read_parquet(path, hive_partitioning=False)
    nothing = [pl.lit(None, dtype=frame.schema[name]).alias(name) for name in fields]
    unreadable = pl.col("unreadable_fields").list.set_difference(pl.lit(fields, dtype=pl.List(pl.String())))
    return frame.with_columns(*nothing, unreadable)


def _let_win(own: Settings, plan: MergePlan) -> None:
    """Leave only the kept dataset in the concept's survivorship; any other then ranks behind it."""
    path = own.build / "catalogue" / "survivorship.parquet"
    dataset = plan.kept.split(".")[1]
    frame = pl.read_parquet(path)
    files.write_bytes(
        path, parquet_bytes(frame.filter((pl.col("concept_id") != plan.concept_id) | (pl.col("dataset") == dataset)))
    )
