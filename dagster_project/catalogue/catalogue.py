"""The catalogue in memory: typed, layered rows and the questions that the rest of Wreath asks of them."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar

from dagster_project.catalogue import rows, tables
from dagster_project.catalogue.errors import CatalogueError
from dagster_project.catalogue.item_descriptions import described
from dagster_project.catalogue.layering import Override, check_config_files, layer
from dagster_project.catalogue.references import check_references

R = TypeVar("R", bound=rows.Row)


def spelling_key(text: str) -> str:
    """Return the form in which spellings are compared: lower case, single spaces, plain dashes and apostrophes."""
    plain = text.replace("\u2013", "-").replace("\u2014", "-").replace("\u2019", "'")
    return " ".join(plain.casefold().split())


@dataclass(frozen=True)
class Catalogue:
    """Every table of the catalogue as typed rows, in the order of the files."""

    layered: dict[str, tuple[rows.Row, ...]]
    overrides: tuple[Override, ...]

    @classmethod
    def load(cls, seeds: Path, config: Path | None = None) -> Self:
        """Read the seeds, layer the council's configuration folder over them where there is one, and check both.

        Raises CatalogueError with one line that names file, line, column and remedy.
        """
        own = config if config is not None and config.is_dir() else None
        if own is not None:
            check_config_files(own)
        found: dict[str, tuple[rows.Row, ...]] = {}
        overrides: list[Override] = []
        for table in tables.TABLES:
            found[table.name], changes = layer(table, seeds, own)
            overrides.extend(changes)
        catalogue = cls(found, tuple(overrides))
        check_references(catalogue)
        items = described(catalogue.return_items, catalogue.table(tables.FIELD_RETURN_ITEMS), catalogue.fields)
        return cls({**found, tables.RETURN_ITEMS.name: items}, catalogue.overrides)

    def table(self, table: tables.Table[R]) -> tuple[R, ...]:
        """Return the rows of a table."""
        return self.layered[table.name]  # type: ignore[return-value]

    @property
    def sources(self) -> tuple[rows.Source, ...]:
        """Source systems."""
        return self.table(tables.SOURCES)

    @property
    def datasets(self) -> tuple[rows.Dataset, ...]:
        """Datasets of every source."""
        return self.table(tables.DATASETS)

    @property
    def fields(self) -> tuple[rows.SourceField, ...]:
        """Fields of every dataset."""
        return self.table(tables.FIELDS)

    @property
    def common_columns(self) -> tuple[rows.CommonColumn, ...]:
        """Columns that landing adds to every dataset."""
        return self.table(tables.COMMON_COLUMNS)

    @property
    def expectations(self) -> tuple[rows.Expectation, ...]:
        """Checks of loads."""
        return self.table(tables.EXPECTATIONS)

    @property
    def domains(self) -> tuple[rows.Domain, ...]:
        """The eight domains."""
        return self.table(tables.DOMAINS)

    @property
    def concepts(self) -> tuple[rows.Concept, ...]:
        """Concepts of every domain."""
        return self.table(tables.CONCEPTS)

    @property
    def indicators(self) -> tuple[rows.Indicator, ...]:
        """Measures of Wreath's dashboards."""
        return self.table(tables.INDICATORS)

    @property
    def return_items(self) -> tuple[rows.ReturnItem, ...]:
        """Items of national returns."""
        return self.table(tables.RETURN_ITEMS)

    @cached_property
    def _dataset_by_name(self) -> dict[str, rows.Dataset]:
        return {dataset.dataset: dataset for dataset in self.datasets}

    @cached_property
    def _fields_by_dataset(self) -> dict[str, tuple[rows.SourceField, ...]]:
        found: dict[str, list[rows.SourceField]] = defaultdict(list)
        for field in self.fields:
            found[field.dataset].append(field)
        return {name: tuple(sorted(own, key=lambda field: field.position)) for name, own in found.items()}

    @cached_property
    def _codes_by_set(self) -> dict[str, tuple[rows.Code, ...]]:
        found: dict[str, list[rows.Code]] = defaultdict(list)
        for code in self.table(tables.CODES):
            found[code.code_set].append(code)
        return {name: tuple(codes) for name, codes in found.items()}

    def dataset(self, name: str) -> rows.Dataset:
        """Return a dataset; KeyError when the catalogue has none of that name."""
        return self._dataset_by_name[name]

    def fields_of(self, dataset: str) -> tuple[rows.SourceField, ...]:
        """Return the fields of a dataset by position."""
        return self._fields_by_dataset.get(dataset, ())

    @cached_property
    def yearly_sources(self) -> frozenset[str]:
        """Names of the sources whose datasets are each one picture a collection year."""
        return frozenset(dataset.source for dataset in self.datasets if dataset.delivery == "yearly")

    def key_fields(self, dataset: str) -> tuple[rows.SourceField, ...]:
        """Return the fields of a dataset's business key, in the order of the key."""
        keyed = [(field.key_position, field) for field in self.fields_of(dataset) if field.key_position is not None]
        return tuple(field for _, field in sorted(keyed, key=lambda pair: pair[0]))

    def codes(self, code_set: str) -> tuple[rows.Code, ...]:
        """Return the codes of a code set, of all years; empty when the set is unknown."""
        return self._codes_by_set.get(code_set, ())

    def spellings(self, source: str, code_set: str) -> dict[str, str]:
        """Return every text that means a code: its spelling_key → the code.

        The code itself and its label count as spellings; a spelling of this source wins over one of any source.
        """
        # A withdrawn code may share its label with the code that took its place: the one still in use is meant.
        by_end = sorted(self.codes(code_set), key=lambda code: code.valid_to_year or "9999-00")
        found = {spelling_key(code.label): code.code for code in by_end}
        listed = [row for row in self.table(tables.CODE_SPELLINGS) if row.code_set == code_set]
        found.update({spelling_key(row.source_value): row.code for row in listed if row.source is None})
        found.update({spelling_key(row.source_value): row.code for row in listed if row.source == source})
        found.update({spelling_key(code.code): code.code for code in self.codes(code_set)})
        return found

    def aliases(self, dataset: str) -> dict[str, str]:
        """Return other names of a dataset's fields, in lower case → the field's name in the catalogue."""
        listed = self.table(tables.COLUMN_ALIASES)
        return {row.alias.casefold(): row.field for row in listed if row.dataset == dataset}

    def null_values(self, dataset: str, field: str) -> frozenset[str]:
        """Return the texts, in lower case, that mean "not recorded" in a field."""
        listed = self.table(tables.NULL_VALUES)
        return frozenset(
            row.value.casefold() for row in listed if row.dataset in {"*", dataset} and row.field in {"*", field}
        )

    def parameter(self, name: str) -> str:
        """Return the value of a parameter as text; KeyError when there is none of that name."""
        return {row.parameter: row.value for row in self.table(tables.PARAMETERS)}[name]

    def digest(self) -> str:
        """Return 64 hexadecimal digits that change with any row, wherever it comes from."""
        content = hashlib.sha256()
        for name, found in self.layered.items():
            listed = (row.model_dump_json(exclude={"provenance"}) for row in found)
            content.update("\n".join([name, *listed]).encode())
        return content.hexdigest()

    def reading_digest(self) -> str:
        """Return 16 hexadecimal digits that change with what decides how files are read and judged.

        Loads are then typed and judged again.
        """
        content = hashlib.sha256()
        for name, wanted in tables.READING_COLUMNS.items():
            found = (row.model_dump_json(include=wanted) for row in self.layered[name] if _decides_reading(row))
            content.update("\n".join([name, *sorted(found)]).encode())
        return content.hexdigest()[:16]

    def write_tables(self, folder: Path) -> list[Path]:
        """Write each table to `folder`/<table>.parquet with its provenance; returns the paths."""
        from dagster_project.catalogue.parquet import write_table

        return [write_table(table, self.layered[table.name], folder) for table in tables.TABLES]


def _decides_reading(row: rows.Row) -> bool:
    return not isinstance(row, rows.Parameter) or row.parameter.startswith(tables.CHECK_PARAMETERS)


def override_rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return one record a row of the council's configuration: table, key, action, file, line."""
    return [
        {
            "table": change.table,
            "key": "|".join(change.key),
            "action": change.action,
            "file": change.file,
            "line": change.line,
        }
        for change in catalogue.overrides
    ]


__all__ = ["Catalogue", "CatalogueError", "override_rows", "spelling_key"]
