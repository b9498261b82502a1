"""Who is to be erased, which rows are theirs, and by which phrases a search would find them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.erasure.landed import Theirs, their_rows
from dagster_project.erasure.stop_list import StopList, shape_of
from dagster_project.erasure.tellers import Rows, normal, tellers_of
from dagster_project.erasure.unlinked import Record, likely, named
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.readers import WORKBOOK
from dagster_project.landing.storage import RAW, read_table
from dagster_project.landing.typed import Schema
from dagster_project.people import Person, find_person
from dagster_project.search import Phrase, words
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect

#: The number under which submitted returns and the case system know a person.
_CHILD = "lcs_person_id"
#: Shorter numbers would be found in every date.
_SHORTEST = 5
_RECORDS = """
select dataset, source_record_id from core.bridge_person_source_record
where local_authority_code = ? and person_id = ?
"""
_SUBMITTED = """
select child_id from intermediate.int_person__submitted_child where local_authority_code = ? and person_id = ?
"""


@dataclass(frozen=True)
class Whom:
    """Who is to be erased.

    Args:
        identifiers: A number of each of them.
        authority: Three-digit DfE number, where the warehouse holds several.
        also: Numbers of records that are theirs though the linkage gave them to nobody.
    """

    identifiers: tuple[str, ...]
    authority: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What erasing somebody touches.

    Args:
        stops: The stop-list with all their numbers.
        theirs: Their rows, by load.
        phrases: By these a search finds them and nobody else.
        shared: How many names and numbers of theirs others have too, so that a search for them would prove nothing.
        likely: Records that nobody has and that may be theirs: they have the date of birth.
    """

    stops: StopList
    theirs: tuple[Theirs, ...]
    phrases: frozenset[Phrase]
    shared: int
    likely: tuple[Record, ...]

    @property
    def rows_by_dataset(self) -> dict[str, int]:
        """How many rows of each dataset are theirs, in all loads together."""
        found = Counter[str]()
        for one in self.theirs:
            found[one.record.dataset] += one.frame.height
        return dict(sorted(found.items()))

    def content(self, why: str, before: StopList) -> dict[str, Any]:
        """Return what the register takes: hashes and counts, nothing of the person."""
        return {
            "why": why,
            "rows": self.rows_by_dataset,
            "stops": sorted(self.stops.stops - before.stops),
            "marks": sorted({self.stops.mark_of(phrase) for phrase in self.phrases}),
            "mark_shapes": [list(shape) for shape in sorted({shape_of(phrase) for phrase in self.phrases})],
        }


def make_plan(settings: Settings, catalogue: Catalogue, stops: StopList, whom: Whom) -> Plan:
    """Find out what erasing some people touches; nothing is written.

    Raises:
        WreathError: Nothing is published, or a number is of nobody or of several people.
    """
    with connect(require_current(settings).identified, settings) as connection:
        people = [find_person(connection, one, authority=whom.authority) for one in whom.identifiers]
        known = {stop for person in people for stop in _stops(connection, catalogue, person, stops)}
        codes = {person.local_authority_code for person in people}
        also = named(connection, whom.also, codes)
        known |= {_stop(catalogue, stops, code, record) for code in codes for record in also}
        may_be = tuple(record for person in people for record in likely(connection, person) if record not in also)
    records = [record for record in Manifest.read(settings.landing) if record.has_rows]
    theirs, found = their_rows(settings, catalogue, records, replace(stops, stops=stops.stops | known))
    own = {phrase for one in theirs for phrase in one.rows.numbers(one.frame) | one.rows.names(one.frame)}
    own |= {phrase for person in people for phrase in _phrases(person)}
    shared = own & {phrase for record in records for phrase in _of_others(settings, catalogue, record, found)}
    return Plan(found, tuple(theirs), frozenset(own - shared), len(shared), may_be)


def _stops(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, person: Person, stops: StopList
) -> Iterable[str]:
    """The numbers by which the identity resolution knows a person, each as its source gives it."""
    whose = [person.local_authority_code, person.person_id]
    for dataset, record in connection.execute(_RECORDS, whose).fetchall():
        yield _stop(catalogue, stops, person.local_authority_code, (dataset, record))
    for (child,) in connection.execute(_SUBMITTED, whose).fetchall():
        yield stops.hash_of(_CHILD, person.local_authority_code, normal(child))


def _stop(catalogue: Catalogue, stops: StopList, authority: str, record: Record) -> str:
    """The hash of the number by which a source knows a record."""
    dataset, value = record
    number = next(teller.number for teller in tellers_of(catalogue, dataset) if teller.tells)
    return stops.hash_of(number, authority, normal(value))


def _phrases(person: Person) -> set[Phrase]:
    """The numbers of a person as a search looks for them; the number of a case is of the whole household."""
    own = (one.value for one in person.identifiers if one.dataset != "hclic_people" or "|" in one.value)
    return {phrase for value in own if sum(map(len, phrase := words(value))) >= _SHORTEST}


def _of_others(settings: Settings, catalogue: Catalogue, record: LoadRecord, stops: StopList) -> set[Phrase]:
    """The names and numbers in the rows of a load that stay."""
    if record.dataset not in {dataset.dataset for dataset in catalogue.datasets}:
        return set()
    schema = Schema.of(catalogue, record.dataset, counts_days=record.encoding == WORKBOOK)
    raw: pl.DataFrame = read_table(settings, record, RAW)
    rows = Rows.of(catalogue, schema, raw, record.local_authority_code)
    rest = raw.filter(~rows.erased(raw, stops))
    return rows.numbers(rest) | rows.names(rest)
