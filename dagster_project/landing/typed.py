"""A raw table made into typed rows: three fates, and an error row for every cell that could not be used.

A row is (a) accepted, (b) accepted with unreadable cells, or (c) quarantined, and a + b + c = rows read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.rows import Dataset, SourceField
from dagster_project.landing.cells import POLARS_TYPES, CellReader
from dagster_project.landing.columns import ColumnMatch, decides_fate
from dagster_project.landing.readers import ROW_NUMBER
from dagster_project.landing.reading import Ragged, ReadColumn, read_column
from dagster_project.landing.strays import strays

#: Columns that every load has before its dataset's own fields.
COMMON_SCHEMA: dict[str, pl.DataType] = {
    "local_authority_code": pl.String(),
    "load_id": pl.String(),
    "row_number": pl.Int64(),
    "extract_date": pl.Date(),
    "record_key": pl.String(),
    "row_hash": pl.String(),
    "unreadable_fields": pl.List(pl.String()),
}
ERROR_SCHEMA: dict[str, pl.DataType] = {
    "load_id": pl.String(),
    "source": pl.String(),
    "dataset": pl.String(),
    "local_authority_code": pl.String(),
    "row_number": pl.Int64(),
    "field": pl.String(),
    "value": pl.String(),
    "rule": pl.String(),
    "message": pl.String(),
    "owner": pl.String(),
}
_HASHED_AT_ONCE = 100_000
_UNIT = "\x1f"
_NULL = "\x00"


@dataclass(frozen=True)
class Pair:
    """Two fields of one row that can contradict each other: `kind` is one of PAIR_EXPECTATIONS."""

    kind: str
    field: str
    other_field: str

    def contradictions(self, rows: pl.DataFrame) -> int:
        """Return in how many rows the day of the one is before the other's, or the one is there without the other."""
        one, other = rows[self.field], rows[self.other_field]
        if self.kind == "max_share_before":
            return int((one < other).sum())
        # A cell that could not be read is there all the same.
        is_unreadable = rows["unreadable_fields"].list.contains(self.other_field)
        return int((one.is_not_null() & other.is_null() & ~is_unreadable).sum())


@dataclass(frozen=True)
class Schema:
    """How one dataset is read: its fields in order, each with the reader of its cells, and pairs that are compared."""

    dataset: Dataset
    readers: tuple[CellReader, ...]
    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, catalogue: Catalogue, dataset: str, *, counts_days: bool = False) -> Schema:
        """Gather what the layered catalogue says about a dataset (`counts_days`: see `CellReader`)."""
        found = catalogue.dataset(dataset)
        readers = (_reader(catalogue, found, field) for field in catalogue.fields_of(dataset))
        pairs = tuple(
            Pair(check.expectation, check.field or "", check.other_field)
            for check in catalogue.expectations
            if check.dataset == dataset and check.other_field is not None
        )
        return cls(found, tuple(replace(reader, counts_days=counts_days) for reader in readers), pairs)

    @property
    def fields(self) -> tuple[SourceField, ...]:
        """The fields of the dataset, in order."""
        return tuple(reader.field for reader in self.readers)

    @property
    def keys(self) -> list[SourceField]:
        """The fields of the business key, in its order."""
        keys = [field for field in self.fields if field.key_position is not None]
        return sorted(keys, key=lambda field: field.key_position or 0)

    @property
    def columns(self) -> dict[str, pl.DataType]:
        """Names and Polars types of a typed load."""
        return {**COMMON_SCHEMA, **{field.field: POLARS_TYPES[field.type] for field in self.fields}}


@dataclass(frozen=True)
class Identity:
    """What is stamped on every row of a load."""

    load_id: str
    local_authority_code: str


@dataclass(frozen=True)
class TypedLoad:
    """A load after typing.

    `rows` are the accepted rows (`Schema.columns`; `extract_date` still null), `errors` one row a cell that could not
    be used (ERROR_SCHEMA), `quarantined` the raw rows left out with `reason`, `unreadable_count` the number of rows
    read whose cell could not be read, by field.
    """

    rows: pl.DataFrame
    errors: pl.DataFrame
    quarantined: pl.DataFrame
    unreadable_count: dict[str, int]
    rows_read: int
    rows_unreadable: int

    @property
    def rows_quarantined(self) -> int:
        """Rows left out."""
        return self.quarantined.height

    @property
    def rows_accepted(self) -> int:
        """Rows without any fault."""
        return self.rows.height - self.rows_unreadable


def type_rows(
    raw: pl.DataFrame, match: ColumnMatch, schema: Schema, identity: Identity, *, is_last: bool = True
) -> TypedLoad:
    """Type a raw table, or a piece of one.

    Args:
        raw: Raw table: every column as sent, and `row_number` (see `RawTable`).
        match: Which column is which field.
        schema: How the dataset is read.
        identity: What is stamped on the rows.
        is_last: Whether the table ends with these rows, so that a total may stand below them.
    """
    no_records = strays(raw, match, schema.keys[0].field, has_foot=is_last)
    records = raw.join(no_records, on=ROW_NUMBER, how="anti", maintain_order="left")
    ragged = Ragged(records, match)
    columns = [read_column(records, match, reader, ragged) for reader in schema.readers]
    unusable = _union((column.is_unusable for column in columns), records.height)
    frame = pl.DataFrame([records[ROW_NUMBER], *(column.values.alias(column.field.field) for column in columns)])
    rows = frame.with_columns(
        pl.lit(identity.local_authority_code).alias("local_authority_code"),
        pl.lit(identity.load_id).alias("load_id"),
        pl.lit(None, dtype=pl.Date).alias("extract_date"),
        _record_key(schema.keys),
        _row_hash(columns, records.height),
        _unreadable_fields(columns).alias("unreadable_fields"),
    ).filter(~unusable)
    errors = _errors(columns, no_records.with_columns(field=pl.lit(schema.keys[0].field)), schema.dataset, identity)
    left_out = pl.concat([records[ROW_NUMBER].filter(unusable), no_records[ROW_NUMBER]])
    return TypedLoad(
        rows=rows.select(pl.col(name).cast(kind) for name, kind in schema.columns.items()),
        errors=errors,
        quarantined=_quarantined(raw, left_out, errors, columns),
        unreadable_count={c.field.field: 0 if c.is_unreadable is None else int(c.is_unreadable.sum()) for c in columns},
        rows_read=raw.height,
        rows_unreadable=rows.filter(pl.col("unreadable_fields").list.len() > 0).height,
    )


def stamp(rows: pl.DataFrame, extract_date: date) -> pl.DataFrame:
    """Return accepted rows with their extract date."""
    return rows.with_columns(pl.lit(extract_date, dtype=pl.Date).alias("extract_date"))


def _reader(catalogue: Catalogue, dataset: Dataset, field: SourceField) -> CellReader:
    null_values = catalogue.null_values(dataset.dataset, field.field)
    if field.code_set is None:
        return CellReader(field, null_values, (), {})
    codes = frozenset(code.code for code in catalogue.codes(field.code_set))
    spellings = {**_without_zeros(codes), **catalogue.spellings(dataset.source, field.code_set)}
    return CellReader(field, null_values, codes, spellings)


def _without_zeros(codes: Collection[str]) -> dict[str, str]:
    """Return what a spreadsheet makes of codes that begin with zeros → the code, where no other code is meant."""
    found: dict[str, list[str]] = {}
    for code in codes:
        if code.isdigit() and len(code) > 1 and code.startswith("0"):
            found.setdefault(code.lstrip("0") or "0", []).append(code)
    return {short: full[0] for short, full in found.items() if len(full) == 1 and short not in codes}


def _union(masks: Iterable[pl.Series | None], height: int) -> pl.Series:
    """Where any of the masks is true."""
    found = pl.repeat(False, height, dtype=pl.Boolean, eager=True)
    for mask in masks:
        found = found if mask is None else found | mask
    return found


def _unreadable_fields(columns: Sequence[ReadColumn]) -> pl.Expr:
    named = [
        pl.when(column.is_unreadable).then(pl.lit(column.field.field))
        for column in columns
        if column.is_unreadable is not None
    ]
    return pl.concat_list(named).list.drop_nulls() if named else pl.lit([], dtype=pl.List(pl.String))


def _record_key(keys: Sequence[SourceField]) -> pl.Expr:
    parts = [pl.col(field.field).cast(pl.String) for field in keys]
    return pl.concat_str(parts, separator="|").alias("record_key")


def _row_hash(columns: Sequence[ReadColumn], height: int) -> pl.Series:
    """Hash what a row says. A row key that the system makes anew at every export says nothing and is left out."""
    parts = [
        column.values.cast(pl.String).fill_null(column.text).fill_null(_NULL).alias(f"c{place}")
        for place, column in enumerate(columns)
        if not is_record_number(column.field)
    ]
    if not parts:
        return pl.Series("row_hash", [""] * height, dtype=pl.String)
    hashes = pl.Series("row_hash", [], dtype=pl.String)
    # Slice by slice: the lines of a large load, all at once as Python text, would take as much memory as the load.
    for piece in pl.DataFrame(parts).iter_slices(_HASHED_AT_ONCE):
        lines = piece.select(pl.concat_str(pl.all(), separator=_UNIT)).to_series()
        found = [hashlib.blake2b(line.encode(), digest_size=8).hexdigest() for line in lines]
        hashes.append(pl.Series("row_hash", found, dtype=pl.String))
    return hashes


def is_record_number(field: SourceField) -> bool:
    """Whether a field only numbers the row, which a system may do anew at every export, and is not the business key."""
    return field.column.endswith("_row_id") and field.key_position is None


def _errors(
    columns: Sequence[ReadColumn], no_records: pl.DataFrame, dataset: Dataset, identity: Identity
) -> pl.DataFrame:
    found = [
        faults.with_columns(pl.lit(column.field.field).alias("field")) for column in columns for faults in column.faults
    ]
    frame = pl.concat([no_records, *found]).with_columns(
        pl.lit(identity.load_id).alias("load_id"),
        pl.lit(dataset.source).alias("source"),
        pl.lit(dataset.dataset).alias("dataset"),
        pl.lit(identity.local_authority_code).alias("local_authority_code"),
        pl.lit(dataset.owner).alias("owner"),
    )
    typed = frame.select(pl.col(name).cast(kind) for name, kind in ERROR_SCHEMA.items())
    return typed.sort("row_number", "field", maintain_order=True)


def _quarantined(
    raw: pl.DataFrame, left_out: pl.Series, errors: pl.DataFrame, columns: Sequence[ReadColumn]
) -> pl.DataFrame:
    """Return the raw rows left out, each with the reason: what is wrong with the cells that decide its fate."""
    if left_out.is_empty():
        return raw.clear().with_columns(pl.lit(None, dtype=pl.String).alias("reason"))
    deciding = [column.field.field for column in columns if decides_fate(column.field)]
    reasons = (
        errors.filter(pl.col("field").is_in(deciding))
        .group_by("row_number", maintain_order=True)
        .agg(pl.col("message").str.join("; ").alias("reason"))
    )
    return raw.filter(pl.col(ROW_NUMBER).is_in(left_out.implode())).join(
        reasons, on=ROW_NUMBER, how="left", maintain_order="left"
    )
