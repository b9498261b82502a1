"""What a baseline measures: which columns of the person-free copy, of what, and the rows that are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

#: What a count of rows is called among the parts of a family.
COUNT = "count"
#: Status of what has no number in a row that otherwise may be shown: too few people, or nothing to reckon it from.
NOT_SHOWN = "not_shown"
_AUTHORITY = "local_authority_code"


@dataclass(frozen=True)
class Family:
    """Measures of one kind.

    Args:
        name: Its name in baselines; stays when the table is renamed.
        title: What it measures, for people.
        table: Table of dashboards.duckdb.
        subject: Columns that say what is measured.
        parts: Columns that are measured; none where the rows of each subject are counted.
        period: Day column of which only the latest counts; may be empty.
        where: Condition on the rows; may be empty.
    """

    name: str
    title: str
    table: str
    subject: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    period: str = ""
    where: str = ""

    @property
    def is_count(self) -> bool:
        """Whether rows are counted: a subject without a row then measures 0."""
        return not self.parts


#: Family, authority, subject and part: what a number measures.
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Measurement:
    """One number of the published copy.

    Args:
        family: Name of its family.
        authority: Whose it is; empty where it is of the whole map.
        subject: What is measured, by its ids, with a bar between several.
        part: Column that is measured, or `count`.
        label: What is measured, in words.
        value: The number; None where it is hidden or nothing was there to measure.
        status: Why there is none: c hidden, x nothing recorded, nobody_records, not_shown; empty where there is one.
        unit: For instance `percent`; may be empty.
        period: Last day of the time it is of, as YYYY-MM-DD; may be empty.
    """

    family: str
    authority: str
    subject: str
    part: str
    label: str
    value: float | None
    status: str = ""
    unit: str = ""
    period: str = ""

    @property
    def key(self) -> Key:
        """What it measures, the same in every baseline."""
        return self.family, self.authority, self.subject, self.part


FAMILIES: tuple[Family, ...] = (
    Family(
        "indicator",
        "Measures of young people's lives",
        "rpt_indicator_series",
        ("indicator_id", "period_kind", "age_band"),
        ("value_shown", "numerator_shown", "denominator_shown"),
        period="period_end_date",
    ),
    Family(
        "indicator_breakdown",
        "Measures of young people's lives, by group",
        "rpt_indicator_breakdown",
        ("indicator_id", "breakdown", "group_id"),
        ("value_shown", "numerator_shown", "denominator_shown"),
        period="period_end_date",
    ),
    Family(
        "coverage",
        "What is on record about people",
        "rpt_concept_coverage",
        ("concept_id",),
        ("recorded_count_shown", "unreadable_count_shown", "not_recorded_count_shown", "median_age_days"),
    ),
    Family(
        "domain_coverage",
        "Areas of life, as recorded",
        "rpt_domain",
        ("domain_id",),
        (
            *("concepts_count", "fielded_concepts_count", "recorded_concepts_count"),
            *("young_person_concepts_count", "council_dashboard_measures_count"),
        ),
    ),
    Family(
        "domain",
        "Areas of life on the map",
        "map_domain",
        ("domain_id",),
        (
            *("concepts_count", "recorded_concepts_count", "council_concepts_count", "wreath_concepts_count"),
            *("young_person_concepts_count", "indicators_count", "council_share"),
        ),
    ),
    Family(
        "concept",
        "Things worth knowing",
        "map_concept",
        ("concept_id",),
        (
            *("fields_count", "datasets_count", "sources_count", "proved_fields_count"),
            *("young_person_fields_count", "council_measures_count", "indicators_count"),
        ),
    ),
    Family(
        "duplication",
        "Things recorded more than once, one by one",
        "map_duplication",
        ("concept_id",),
        (
            *("fields_count", "datasets_count", "sources_count", "pairs_count", "measured_pairs_count"),
            *("least_agree_share", "least_kappa"),
        ),
    ),
    Family(
        "agreement",
        "How far two records of one thing agree",
        "map_duplication_pair",
        ("pair_id",),
        ("both_count_shown", "agree_count_shown", "agree_share", "kappa", "fresher_days"),
    ),
    Family(
        "burden",
        "Entries typed in a year",
        "map_burden",
        ("collection_year", "concept_id"),
        ("datasets_count", "entries_count_shown", "repeated_count_shown", "repeated_share"),
    ),
    Family(
        "silence",
        "What is on record, group by group",
        "map_silence",
        ("concept_id", "breakdown", "group_id"),
        (
            *("cohort_count_shown", "out_of_scope_count_shown", "asked_count_shown", "recorded_count_shown"),
            *("unreadable_count_shown", "not_recorded_count_shown", "share_pct"),
        ),
    ),
    Family("duplications", "Things recorded more than once", "map_duplication"),
    Family("gaps", "Gaps, by kind", "map_gap", ("gap_kind",)),
    Family("fields", "Fields, by what becomes of them", "map_field", ("fate",)),
    Family("lettings", "Social lettings", "rpt_social_letting",
           ("form_year", "client_group_code", "previous_tenure_code"), ("lettings_count_shown",)),
    Family("checks", "Checks of the loads that failed", "rpt_check", ("severity",), where="not is_passed"),
    Family("suggestions", "Suggestions, by state", "map_suggestion", ("state",)),
)  # fmt: skip
#: Where the words for an id stand, and its unit where it has one.
_WORDS: Mapping[str, tuple[str, str]] = {
    "indicator_id": ("rpt_indicator", "unit"),
    "concept_id": ("map_concept", "''"),
    "domain_id": ("map_domain", "''"),
}


@dataclass(frozen=True)
class Measured:
    """Every measurement of one copy, and which parts each family had in it."""

    families: Mapping[str, tuple[str, ...]]
    measurements: tuple[Measurement, ...]


def measure(dashboards: Path) -> Measured:
    """Measure a person-free copy; a table or column that it does not have is left out of `families`."""
    with duckdb.connect(str(dashboards), read_only=True) as connection:
        columns: dict[str, set[str]] = {}
        for table, column in connection.execute(
            "select table_name, column_name from information_schema.columns"
        ).fetchall():
            columns.setdefault(table, set()).add(column)
        words = {
            column: _words(connection, table, unit) for column, (table, unit) in _WORDS.items() if table in columns
        }
        families: dict[str, tuple[str, ...]] = {}
        found: list[Measurement] = []
        for family in FAMILIES:
            present = columns.get(family.table, set())
            parts = (COUNT,) if family.is_count else tuple(part for part in family.parts if part in present)
            if not present or not parts or not set(family.subject) <= present:
                continue
            families[family.name] = parts
            found += _measurements(connection, family, parts, present, words)
    return Measured(families, tuple(sorted(found, key=lambda one: one.key)))


def in_words(code: str) -> str:
    """Return a code such as `concept_nobody_records` as "Concept nobody records"."""
    text = code.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def _words(connection: duckdb.DuckDBPyConnection, table: str, unit: str) -> dict[str, tuple[str, str]]:
    key = next(column for column, (named, _) in _WORDS.items() if named == table)
    rows = connection.execute(f"select {key}, label, {unit} from {table}").fetchall()
    return {key: (label or key, unit or "") for key, label, unit in rows}


def _measurements(
    connection: duckdb.DuckDBPyConnection,
    family: Family,
    parts: tuple[str, ...],
    present: set[str],
    words: Mapping[str, Mapping[str, tuple[str, str]]],
) -> list[Measurement]:
    found = []
    for authority, status, period, *cells in connection.execute(_query(family, parts, present)).fetchall():
        ids = [str(cell) for cell in cells[: len(family.subject)]]
        told = [words.get(column, {}).get(one) for column, one in zip(family.subject, ids, strict=True)]
        label = ", ".join(known[0] if known else in_words(one) for known, one in zip(told, ids, strict=True))
        unit = next((known[1] for known in told if known), "")
        for part, value in zip(parts, cells[len(family.subject) :], strict=True):
            number = _number(value)
            found.append(
                Measurement(
                    family=family.name,
                    authority=authority,
                    subject="|".join(ids),
                    part=part,
                    label=label or family.title,
                    value=number,
                    status="" if number is not None else (NOT_SHOWN if status in ("", "shown") else status),
                    unit=unit if part == "value_shown" else "",
                    period=period,
                )
            )
    return found


def _query(family: Family, parts: tuple[str, ...], present: set[str]) -> str:
    authority = _AUTHORITY if _AUTHORITY in present else "''"
    status = "coalesce(status, '')" if "status" in present and not family.is_count else "''"
    period = f"cast({family.period} as varchar)" if family.period in present else "''"
    where = f" where {family.where}" if family.where else ""
    subject = "".join(f", {column}" for column in family.subject)
    if family.is_count:
        return f"select {authority}, '', ''{subject}, count(*) from {family.table}{where} group by all"
    query = f"select {authority}, {status}, {period}{subject}, {', '.join(parts)} from {family.table}{where}"
    if family.period in present:
        query += f" qualify row_number() over (partition by {authority}{subject} order by {family.period} desc) = 1"
    return query


def _number(value: Any) -> float | None:
    if value is None:
        return None
    number = float(value) if isinstance(value, (Decimal, float)) else value
    return int(number) if float(number).is_integer() else round(float(number), 6)
