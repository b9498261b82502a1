"""Which column of a file is which field: by name, whatever its case, or by an alias of the mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dagster_project.catalogue.rows import SourceField
from dagster_project.landing.manifest import ColumnNote
from dagster_project.landing.readers import RefusalError


@dataclass(frozen=True)
class ColumnMatch:
    """The columns of a file by field, the columns that no field explains, and the fields without a column."""

    column_of: Mapping[str, str]
    unmapped: tuple[ColumnNote, ...]
    missing: tuple[str, ...]


def match_columns(columns: Sequence[str], fields: Sequence[SourceField], aliases: Mapping[str, str]) -> ColumnMatch:
    """Match columns to fields.

    Args:
        columns: Column names of the file, as sent.
        fields: Fields of the dataset.
        aliases: Other names in lower case → field.

    Raises:
        RefusalError: Two columns mean the same field.
    """
    column_of, unknown = known_columns(columns, fields, aliases)
    missing = tuple(field.field for field in fields if field.field not in column_of)
    notes = tuple(ColumnNote(column, _nearest(column, missing)) for column in unknown)
    return ColumnMatch(column_of, notes, missing)


def known_columns(
    columns: Sequence[str], fields: Sequence[SourceField], aliases: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Return the columns by field, and those that no field explains; see `match_columns`."""
    names = {**aliases, **{field.field.casefold(): field.field for field in fields}}
    column_of: dict[str, str] = {}
    unknown: list[str] = []
    for column in columns:
        field = names.get(column.strip().casefold())
        if field is None:
            unknown.append(column)
        elif field in column_of:
            advice = "keep one of them, or take the alias out of config/mapping/column_aliases.csv"
            raise RefusalError(f"has two columns for field {field}: {column_of[field]} and {column}", advice)
        else:
            column_of[field] = column
    return column_of, unknown


def require(match: ColumnMatch, fields: Iterable[SourceField], repeated: Iterable[str], owner: str) -> None:
    """Raise RefusalError when a column is missing without which no row can be used, or came twice."""
    needed = [field.field for field in fields if is_needed(field)]
    sent = {column.casefold() for column in match.column_of.values()}
    for name in repeated:
        if name.casefold() in sent:
            raise RefusalError(f"has column {name} twice", "keep one of them")
    absent = [field for field in needed if field in match.missing]
    if not absent:
        return
    meant = next((note for field in absent for note in match.unmapped if note.suggested_field == field), None)
    problem = f"lacks column {', '.join(absent)}, without which no row can be used"
    if meant is None:
        raise RefusalError(problem, f"ask {owner} to export it")
    advice = (
        f"if its column '{meant.column}' is meant, add a line to config/mapping/column_aliases.csv "
        f"({meant.suggested_field}), or ask {owner} to restore the name"
    )
    raise RefusalError(problem, advice)


def is_needed(field: SourceField) -> bool:
    """Whether a file without this column cannot be used: part of the key, or essential."""
    return field.key_position is not None or field.is_essential


def decides_fate(field: SourceField) -> bool:
    """Whether a row without a usable value here is quarantined: the key, the person key, an essential date."""
    is_anchor = field.type == "date" or field.identity_role is not None
    return field.key_position is not None or (field.is_essential and is_anchor)


def _nearest(column: str, missing: Sequence[str]) -> str | None:
    """The missing field that the column was probably meant for, by its name."""
    plain = {_plain(field): field for field in missing}
    found = get_close_matches(_plain(column), list(plain), n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
