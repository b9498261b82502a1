"""Reading the files of a table and layering a council's own rows over the seeds, by key."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from dagster_project.catalogue.errors import CatalogueError
from dagster_project.catalogue.rows import PLACE_COLUMNS, Row
from dagster_project.catalogue.tables import TABLES, Table

R = TypeVar("R", bound=Row)

#: Extra column of a council's file: `true` drops the row with that key from the seeds.
REMOVE = "remove"


@dataclass(frozen=True)
class Cells:
    """One line of a file as text by column; a blank cell is None."""

    file: str
    line: int
    values: dict[str, str | None]
    remove: bool = False


@dataclass(frozen=True)
class Override:
    """What one row of a council's configuration does to the catalogue."""

    table: str
    key: tuple[str, ...]
    action: str
    file: str
    line: int


def files_of(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a table below `folder`, sorted by name; empty when there are none."""
    parent, name = (folder / pattern).parent, Path(pattern).name
    return sorted(parent.glob(name)) if parent.is_dir() else []


def decode(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without byte order mark; CatalogueError for another encoding."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CatalogueError(path, "is not UTF-8; save it as CSV UTF-8", line) from error


def without_comments(text: str) -> str:
    """Blank the lines that begin with #, so that line numbers stay those of the file."""
    return "\n".join("" if line.lstrip('"').startswith("#") else line for line in text.splitlines())


def read_cells(path: Path, label: str, table: Table[R], is_own: bool) -> Iterator[Cells]:
    """Yield the lines of a file of `table`; CatalogueError for a header that does not fit.

    The seeds must have every column; a council's file may leave out columns that it does not change.
    """
    lines = csv.reader(io.StringIO(without_comments(decode(path))))
    columns = [name for name in table.row.model_fields if name not in PLACE_COLUMNS]
    header: list[str] | None = None
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            check_header(header, columns, label, table, is_own)
            continue
        if len(cells) != len(header):
            problem = f"has {len(cells)} cells where the header has {len(header)}; check commas and quotes"
            raise CatalogueError(label, problem, lines.line_num)
        values = {name: cell.strip() or None for name, cell in zip(header, cells, strict=True)}
        remove = (values.pop(REMOVE, None) or "false").lower() in {"true", "yes", "1"}
        yield Cells(label, lines.line_num, values, remove)


def check_header(header: list[str], columns: list[str], label: str, table: Table[R], is_own: bool) -> None:
    """Raise CatalogueError for an unknown, repeated or missing column."""
    allowed = [*columns, REMOVE] if is_own else columns
    for name in header:
        if name not in allowed:
            raise CatalogueError(label, f"unknown column '{name}'; use one of {', '.join(allowed)}", 1)
        if header.count(name) > 1:
            raise CatalogueError(label, f"column '{name}' appears twice; keep one", 1)
    keys = [name for name in table.row.key_columns if table.row.model_fields[name].is_required()]
    needed = keys if is_own else columns
    missing = [name for name in needed if name not in header]
    if missing:
        raise CatalogueError(label, f"column '{missing[0]}' is missing; add it to the header", 1)


def key_of(cells: Cells, table: Table[R]) -> tuple[str, ...]:
    """Return the key of a line, a blank as an empty string."""
    return tuple(cells.values.get(name) or "" for name in table.row.key_columns)


def make_row(cells: Cells, table: Table[R]) -> R:
    """Return the typed row of a line; CatalogueError names the first column that does not fit."""
    given: dict[str, Any] = {name: value for name, value in cells.values.items() if value is not None}
    try:
        return table.row(provenance=cells.file, provenance_line=cells.line, **given)
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][0]) if first["loc"] else None
        value = given.get(column) if column else None
        message = first["msg"].removeprefix("Value error, ")
        problem = "is blank; fill it in" if first["type"] == "missing" else message
        problem = problem if value is None else f"'{value}' is not allowed: {problem}"
        raise CatalogueError(cells.file, problem, cells.line, column) from error


def by_key(cells: Iterator[Cells], table: Table[R]) -> dict[tuple[str, ...], Cells]:
    """Return lines by key; CatalogueError when a key appears twice."""
    found: dict[tuple[str, ...], Cells] = {}
    for line in cells:
        key = key_of(line, table)
        if key in found:
            first = found[key]
            parts = zip(table.row.key_columns, key, strict=True)
            named = ", ".join(f"{name} {value or 'blank'}" for name, value in parts)
            problem = f"{named} is already in {first.file}, line {first.line}; keep one"
            raise CatalogueError(line.file, problem, line.line)
        found[key] = line
    return found


def lines_of(folder: Path, pattern: str, table: Table[R], is_own: bool) -> Iterator[Cells]:
    """Yield the lines of every file of a table below `folder`."""
    for path in files_of(folder, pattern):
        label = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        yield from read_cells(path, label, table, is_own)


def layer(table: Table[R], seeds: Path, config: Path | None) -> tuple[tuple[R, ...], tuple[Override, ...]]:
    """Return the rows of a table, the council's own layered over the seeds by key, and what they changed.

    A row with a known key changes the columns that its file has; a row with a new key is added at the end.
    """
    if not files_of(seeds, table.file):
        raise CatalogueError(seeds / table.file, "is missing; restore it from the clone")
    merged = by_key(lines_of(seeds, table.file, table, is_own=False), table)
    overrides: list[Override] = []
    own = {} if config is None else by_key(lines_of(config, table.own_file, table, is_own=True), table)
    for key, line in own.items():
        action = "removed" if line.remove else "changed" if key in merged else "added"
        if line.remove:
            if merged.pop(key, None) is None:
                raise CatalogueError(line.file, "removes a row that the seeds do not have; delete the line", line.line)
        else:
            before = merged[key].values if key in merged else {}
            merged[key] = replace(line, values={**before, **line.values})
        overrides.append(Override(table.name, key, action, line.file, line.line))
    return tuple(make_row(line, table) for line in merged.values()), tuple(overrides)


def check_config_files(config: Path) -> None:
    """Raise CatalogueError for a CSV file below `config` that belongs to no table."""
    known = {path for table in TABLES for path in files_of(config, table.own_file)}
    for path in sorted(config.rglob("*.csv")):
        if path not in known:
            names = ", ".join(table.own_file for table in TABLES)
            label = f"{config.name}/{path.relative_to(config).as_posix()}"
            raise CatalogueError(label, f"is not a file of the catalogue; use one of {names}")
