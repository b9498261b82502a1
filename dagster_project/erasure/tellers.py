"""How a row tells whose it is: by the numbers under which its source knows a person, or by name and date of birth."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.tables import ERASURE_KEYS
from dagster_project.erasure.stop_list import StopList
from dagster_project.landing.columns import is_needed
from dagster_project.landing.readers import RESERVED
from dagster_project.landing.typed import Schema
from dagster_project.search import Phrase, words

#: Roles of fields that hold a number of a person or of a record of one.
_NUMBERS = ("lcs_person_id", "ccis_client_id", "upn", "nhs_number", "register_reference", "tenancy_reference")
_OF_PERSONS = frozenset(_NUMBERS[:4])
#: Columns with a number of a person by which no source knows them first.
_MORE_NUMBERS = ("uln", "legacy_id", "identifier_value")
_NAMES = ("full_name", "forename", "surname")
_NAME_AND_BIRTH_DATE = "name_and_birth_date"
#: Shorter numbers would be found in every date.
_SHORTEST_MARK = 5


@dataclass(frozen=True)
class Teller:
    """A number that some fields of a row make together.

    `tells` says whether a row with an erased number is to go, `is_passed_on` whether the number of a row that goes is
    erased too.
    """

    number: str
    fields: tuple[str, ...]
    tells: bool = True
    is_passed_on: bool = False
    followed_by: str = ""


def tellers_of(catalogue: Catalogue, dataset: str) -> tuple[Teller, ...]:
    """Return the numbers of a dataset's rows, the one by which its source knows a person first."""
    own = catalogue.fields_of(dataset)
    listed = [row for row in catalogue.table(ERASURE_KEYS) if row.dataset == dataset]
    listed.sort(key=lambda row: row.number)
    found = [
        Teller(number, tuple(row.field for row in rows), rows[0].tells, rows[0].is_passed_on, rows[0].followed_by or "")
        for number, group in groupby(listed, key=lambda row: row.number)
        for rows in [list(group)]
    ]
    by_field = {teller.fields for teller in found}
    roles = [field for field in own if field.identity_role in _NUMBERS and is_needed(field)]
    by_role = [Teller(str(field.identity_role), (field.field,)) for field in roles if (field.field,) not in by_field]
    return (*by_role, *sorted(found, key=lambda teller: not teller.tells))


def normal(text: str) -> str:
    """Return a number as it is compared: see `_normal`."""
    return str(pl.select(_normal(pl.lit(text))).item())


@dataclass(frozen=True)
class Rows:
    """Finds the rows of one dataset and authority that are of somebody who was erased.

    Args:
        schema: How the dataset is read.
        tellers: Its numbers.
        column_of: Columns of the raw table by field.
        authority: Whose rows they are.
        not_a_birthday: Month and day that systems fill in (`MM-DD`), which tells nobody.
    """

    schema: Schema
    tellers: tuple[Teller, ...]
    column_of: Mapping[str, str]
    authority: str
    not_a_birthday: str

    @classmethod
    def of(cls, catalogue: Catalogue, schema: Schema, raw: pl.DataFrame, authority: str) -> Rows:
        """Gather what the catalogue says of a raw table; of two columns for one field the first counts."""
        dataset = schema.dataset.dataset
        names = {**catalogue.aliases(dataset), **{field.field.casefold(): field.field for field in schema.fields}}
        column_of: dict[str, str] = {}
        for column in raw.columns:
            if column not in RESERVED and (field := names.get(column.strip().casefold())) is not None:
                column_of.setdefault(field, column)
        return cls(
            schema, tellers_of(catalogue, dataset), column_of, authority, catalogue.parameter("default_birth_day")
        )

    def erased(self, raw: pl.DataFrame, stops: StopList) -> pl.Series:
        """Return which rows are of somebody who was erased.

        Name and date of birth decide only where a row has no number of a person: two people may share both.
        """
        found = pl.repeat(False, raw.height, dtype=pl.Boolean, eager=True)
        for teller in self.tellers:
            if teller.tells:
                found = found | self._is_stopped(self._values(raw, teller), teller.number, stops)
        without_number = (~self._has_number(raw)).arg_true()
        named = self._names_and_birth_dates(raw[without_number])
        if named is not None:
            is_theirs = self._is_stopped(named, _NAME_AND_BIRTH_DATE, stops)
            found = found.scatter(without_number.filter(is_theirs), True)
        return found

    def passed_on(self, raw: pl.DataFrame, stops: StopList) -> set[str]:
        """Return the hashes of what rows that are theirs make theirs elsewhere, of a table of such rows only."""
        pairs = [(teller.number, self._values(raw, teller)) for teller in self.tellers if teller.is_passed_on]
        named = self._names_and_birth_dates(raw)
        if named is not None:
            pairs.append((_NAME_AND_BIRTH_DATE, named))
        return {
            stops.hash_of(number, self.authority, value)
            for number, values in pairs
            for value in values.drop_nulls().unique().to_list()
        }

    def numbers(self, raw: pl.DataFrame) -> set[Phrase]:
        """Return the numbers in rows as phrases that a search can look for, as written and without spaces."""
        alone = {t.fields[0] for t in self.tellers if len(t.fields) == 1 and not t.followed_by}
        alone |= {f.field for f in self.schema.fields if f.identity_role in _NUMBERS or f.column in _MORE_NUMBERS}
        texts = {
            text
            for name in alone & self.column_of.keys()
            for text in self._recorded(raw, name).drop_nulls().unique().to_list()
        }
        written = {words(form) for text in texts for form in (text, text.replace(" ", ""))}
        return {phrase for phrase in written if sum(map(len, phrase)) >= _SHORTEST_MARK}

    def names(self, raw: pl.DataFrame) -> set[Phrase]:
        """Return the full names in rows as phrases that a search can look for."""
        roles = self._by_role(_NAMES)
        if "full_name" in roles:
            texts = self._recorded(raw, roles["full_name"]).drop_nulls().unique().to_list()
            return {phrase for text in texts if len(phrase := words(text)) > 1}
        if len(roles) < len(("forename", "surname")):
            return set()
        pairs = zip(*(self._recorded(raw, roles[role]).to_list() for role in ("forename", "surname")), strict=True)
        return {words(f"{a} {b}") for first, last in pairs if first and last for a, b in ((first, last), (last, first))}

    def _by_role(self, roles: Collection[str]) -> dict[str, str]:
        fields = (field for field in self.schema.fields if field.identity_role in roles)
        return {str(field.identity_role): field.field for field in fields if field.field in self.column_of}

    def _recorded(self, raw: pl.DataFrame, name: str) -> pl.Series:
        reader = next(reader for reader in self.schema.readers if reader.field.field == name)
        text = reader.recorded(raw[self.column_of[name]])
        return reader.read(text).cast(pl.String) if reader.field.type == "date" else text

    def _values(self, raw: pl.DataFrame, teller: Teller) -> pl.Series:
        """Return a number of each row, null where a part of it is not recorded."""
        if not set(teller.fields) <= self.column_of.keys():
            return pl.repeat(None, raw.height, dtype=pl.String, eager=True)
        parts = [self._recorded(raw, name).alias(name) for name in teller.fields]
        frame = pl.DataFrame(parts).select(_normal(pl.all()))
        after = [pl.lit(teller.followed_by)] if teller.followed_by else []
        return frame.select(pl.concat_str([pl.all(), *after], separator="|")).to_series()

    def _names_and_birth_dates(self, raw: pl.DataFrame) -> pl.Series | None:
        roles = self._by_role(_NAMES)
        born = self._by_role(["birth_date"])
        parts = ["full_name"] if "full_name" in roles else ["forename", "surname"]
        if not born or not set(parts) <= roles.keys():
            return None
        frame = pl.DataFrame([self._recorded(raw, roles[role]).alias(role) for role in parts])
        name = frame.select(pl.concat_str([_normal(pl.all())]).alias("name"))
        days = self._recorded(raw, born["birth_date"])
        days = days.set(days.str.ends_with(self.not_a_birthday).fill_null(False), None)
        return name.with_columns(days.alias("born")).select(pl.concat_str(pl.all(), separator="|")).to_series()

    def _has_number(self, raw: pl.DataFrame) -> pl.Series:
        found = pl.repeat(False, raw.height, dtype=pl.Boolean, eager=True)
        for name in self._by_role(_OF_PERSONS).values():
            found = found | self._recorded(raw, name).is_not_null()
        return found

    def _is_stopped(self, values: pl.Series, number: str, stops: StopList) -> pl.Series:
        hits = stops.held(number, self.authority, values.drop_nulls().unique().to_list())
        if not hits:
            return pl.repeat(False, values.len(), dtype=pl.Boolean, eager=True)
        return values.is_in(hits).fill_null(False)


def _normal(text: pl.Expr) -> pl.Expr:
    """Letters and digits in capitals, without accents: spaces, strokes and case tell no two people apart."""
    plain = text.str.normalize("NFKD").str.to_uppercase().str.replace_all("[^0-9A-Z|]", "")
    return pl.when(plain != "").then(plain)
