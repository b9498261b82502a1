"""A search of published files for anything that names a person of the fictional truth."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from dagster_project.search import Phrase, hits, words

#: Columns of the truth that name somebody by themselves, by their ends.
_NAMING = ("person_id", "upn", "nhs_number", "full_name", "source_record_id", "professional_id", "carer_id", "postcode")
_REFERENCES = ("payment_id", "tenancy_reference", "register_reference", "case_reference", "registration_number")
#: What is shorter may be anything: a number of a page, a code.
_SHORTEST = 5
_LONGEST_PHRASE = 3


def phrases_of_people(truth: Path) -> dict[Phrase, str]:
    """Return what names somebody, as words in a row, with where the truth has it."""
    found: dict[Phrase, str] = {}
    for path in sorted(truth.glob("*.parquet")):
        frame = pl.read_parquet(path)
        for column in frame.columns:
            named = column.endswith(_NAMING) or column in _REFERENCES or (path.stem, column) == ("professional", "name")
            if named or column.endswith("birth_date"):
                for value in frame[column].drop_nulls().unique().to_list():
                    for text in _written(value):
                        phrase = words(text)[:_LONGEST_PHRASE]
                        if sum(map(len, phrase)) >= _SHORTEST:
                            found.setdefault(phrase, f"{path.stem}.{column}")
    return found


def _written(value: object) -> tuple[str, ...]:
    """A date in the ways in which pages and files write one; a postcode with and without its space."""
    if isinstance(value, date):
        return value.isoformat(), f"{value.day} {value:%B} {value.year}", f"{value:%d/%m/%Y}", f"{value:%Y%m%d}"
    text = str(value)
    return (text, text.replace(" ", "")) if len(text.split()) == 2 and any(map(str.isdigit, text)) else (text,)


def leaks(folder: Path, people: dict[Phrase, str], *, skip: tuple[Path, ...] = ()) -> list[str]:
    """Return each thing that names somebody, with the file that holds it and where the truth has it."""
    found = hits(folder, lambda phrases: phrases & people.keys(), _LONGEST_PHRASE, skip=skip)
    return [f"{hit} ({people[hit.phrase]})" for hit in found]
