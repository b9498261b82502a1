"""A small person-free database of the fictional authority, written by hand so that the pages can be tested alone."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from dagster_project.site import Feeds

AUTHORITY = "990"
DOMAINS = [
    ("employment", "Employment", 8, 7, 3, 6),
    ("education", "Education", 7, 6, 2, 5),
    ("housing", "Housing", 13, 12, 4, 8),
    ("relationships", "Relationships", 12, 8, 5, 4),
    ("wellbeing", "Wellbeing", 10, 4, 6, 1),
    ("physical_health", "Physical health", 8, 3, 0, 0),
    ("life_management", "Life management", 8, 3, 2, 1),
    ("risk", "Risk", 6, 3, 0, 1),
]
_FOLDER = Path(__file__).parent / "fixture"
INDICATORS = list(csv.DictReader((_FOLDER / "indicators.csv").read_text(encoding="utf-8").splitlines()))
COVERAGE = [
    ("C20", "housing", "Kind of home", "administrative", "shown", 391, 6, 18),
    ("C21", "housing", "Home judged suitable", "practitioner", "shown", 388, 0, 27),
    ("C22", "housing", "Feels safe at home", "young_person", "c", None, None, 319),
    ("C23", "housing", "Would choose this home", "young_person", "nobody_records", None, None, None),
    ("C40", "wellbeing", "Hope for the future", "young_person", "nobody_records", None, None, None),
    ("C01", "employment", "Main activity", "administrative", "shown", 402, 0, 13),
]
FIELDS = [
    ("lcs", "local_contacts", "accommodation", "practitioner", "C20", "housing"),
    ("lcs", "local_contacts", "suitability", "practitioner", "C21", "housing"),
    ("housing", "housing_tenancy", "tenancy_type", "administrative", "C20", "housing"),
    ("voice", "voice_answers", "answer", "young_person", "C22", "housing"),
    ("ccis", "ccis_activity", "activity_code", "administrative", "C01", "employment"),
    ("lcs", "local_contacts", "activity", "administrative", "C01", "employment"),
    ("lcs", "ssd_person", "pers_person_id", "administrative", None, None),
]
SCHEMA = """
create schema dashboards; create schema lineage; create schema catalogue;
create table rpt_domain (local_authority_code varchar, domain_id varchar, label varchar, position bigint,
  description varchar, concepts_count bigint, fielded_concepts_count bigint,
  recorded_concepts_count bigint, young_person_concepts_count bigint);
create table rpt_indicator (indicator_id varchar, domain_id varchar, label varchar, definition varchar,
  numerator varchar, denominator varchar, unit varchar, polarity varchar, perspective varchar, basis varchar,
  owner varchar, caveat varchar, position bigint);
create table rpt_indicator_series (local_authority_code varchar, indicator_id varchar, period_kind varchar,
  period_end_date date, age_band varchar, numerator_shown bigint, denominator_shown bigint, value_shown double,
  status varchar);
create table rpt_indicator_breakdown (local_authority_code varchar, indicator_id varchar, period_end_date date,
  breakdown varchar, group_id varchar, group_label varchar, position bigint, numerator_shown bigint,
  denominator_shown bigint, value_shown double, status varchar);
create table rpt_benchmark (indicator_id varchar, year varchar, area varchar, age_band varchar,
  value_shown double);
create table rpt_concept_coverage (local_authority_code varchar, concept_id varchar, domain_id varchar,
  label varchar, perspective varchar, status varchar, recorded_count_shown bigint, unreadable_count_shown bigint,
  not_recorded_count_shown bigint, freshest_date date, median_age_days double);
create table rpt_load (dataset varchar, source varchar, local_authority_code varchar, file_name varchar,
  extract_date date, rows_read bigint, rows_unreadable_shown bigint, rows_quarantined_shown bigint,
  outcome varchar, reason varchar, owner varchar, load_id varchar);
create table rpt_check (load_id varchar, dataset varchar, expectation varchar, column_name varchar,
  severity varchar, is_passed boolean, threshold varchar, message varchar);
create table map_field (source varchar, dataset varchar, field varchar, description varchar,
  perspective varchar, concept_id varchar, domain_id varchar, no_concept_reason varchar);
create table map_path (dataset varchar, field varchar, target_kind varchar, target_id varchar,
  target_label varchar);
create table map_claim (dataset varchar, field varchar, concept_id varchar, is_claimed boolean);
create table map_domain (domain_id varchar, label varchar, position bigint, concepts_count bigint,
  council_concepts_count bigint, is_hardly_on_council_dashboards boolean);
create table map_concept (concept_id varchar, domain_id varchar, label varchar, kind varchar);
create table map_duplication (concept_id varchar, label varchar, domain_id varchar, fields_count bigint,
  sources_count bigint, winner varchar, reason varchar, is_comparable boolean, comparison varchar);
create table map_duplication_pair (local_authority_code varchar, pair_id varchar, concept_id varchar,
  a_dataset varchar, a_field varchar, b_dataset varchar, b_field varchar, status varchar, both_count_shown bigint,
  agree_share double, agree_share_low double, agree_share_high double);
create table map_gap (gap_kind varchar, subject_id varchar, label varchar, domain_id varchar, message varchar,
  local_authority_code varchar, concept_id varchar);
create table map_candidate_measure (gap_kind varchar, subject_id varchar, measure_id varchar, label varchar,
  licence_caveat varchar, local_authority_code varchar);
create table map_suggestion (suggestion_number bigint, gap_kind varchar, subject_id varchar, label varchar,
  proposal varchar, for_group varchar, state varchar, decision varchar, suggested_date date, decided_date date);
create table sources (source varchar, title varchar, description varchar);
create table rpt_rule (local_authority_code varchar, collection_year varchar, rule varchar, module varchar,
  origin varchar, title varchar, explanation varchar, remedy varchar, valid_from_year varchar, outcome varchar,
  reason varchar, is_small boolean, failing_children_shown bigint);
create table rule_fields (rule varchar, module varchar, item varchar);
create table return_items (return_id varchar, module varchar, item varchar, position bigint, code_set varchar,
  description varchar);
create table map_item_claim (dataset varchar, field varchar, return_item_id varchar, state varchar);
create table map_item_overlap (concept_id varchar, return_id varchar, return_item_id varchar, description varchar,
  is_made_here boolean, returns_count bigint);
create table dashboards (dashboard_id varchar, title varchar, built_by varchar);
create table dashboard_measures (dashboard_id varchar, measure_id varchar, label varchar, concept_id varchar,
  dataset varchar, field varchar, basis varchar);
create table map_measure_definition (a_dashboard_id varchar, a_measure_id varchar, b_dashboard_id varchar,
  b_measure_id varchar, concept_id varchar, a_label varchar, b_label varchar, difference varchar);
create table map_burden (local_authority_code varchar, collection_year varchar, concept_id varchar,
  entries_count_shown bigint, repeated_count_shown bigint, repeated_share double);
create table map_burden_field (local_authority_code varchar, collection_year varchar, source varchar, dataset varchar,
  field varchar, fate_reason varchar, entries_count_shown bigint);
create table map_disagreement (local_authority_code varchar, pair_id varchar, place bigint, a_value varchar,
  b_value varchar, people_count_shown bigint);
create table collection_years (collection_year varchar, start_date date, end_date date, opens_date date,
  deadline_date date, status varchar);
create table return_reckoning (local_authority_code varchar, collection_year varchar, module varchar, grain varchar,
  population varchar, returned_count_shown bigint, left_out_count_shown bigint, repaired_count_shown bigint,
  incomplete_count_shown bigint, to_check_count_shown bigint);
create table return_figure (local_authority_code varchar, collection_year varchar, subject varchar, label varchar,
  since varchar, against varchar);
create table codes (code_set varchar, code varchar, label varchar);
create table parameters (parameter varchar, value varchar);
insert into parameters values ('fewest_people_shown', '6');
create table rule_choices (rule varchar, open_validator varchar, wreath varchar, why varchar, cases varchar);
"""
#: Rule, its outcome in the latest year, how many children it fails for, and why it was not run.
RULES = [
    ("101", "failed", 1, ""),
    ("102", "failed", 5, ""),
    ("103", "failed", 6, ""),
    ("105", "passed", 0, ""),
    ("141", "failed", 1200, ""),
    ("227", "not run", None, "reference data providers is not given"),
    ("EPI", "error", None, "no such column"),
    ("1016", "passed", 0, ""),
]


def feeds(folder: Path) -> Feeds:
    """Empty files where the feeds of the fixture would be."""
    titles = {"rpt_indicator": "Measures", "rpt_indicator_series": "Over time"}
    names = [f"{kind}/{name}.{kind}" for kind in ("csv", "parquet") for name in ("data_dictionary", *titles)]
    for name in (*names, *(f"excel/{domain_id}.xlsx" for domain_id, *_ in DOMAINS)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return Feeds(folder, titles)


def empty_database(path: Path) -> Path:
    """Every table, no row."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA)
    return path


def database(path: Path, authorities: tuple[str, ...] = (AUTHORITY,)) -> Path:
    """The fixture with figures for each authority; made once a session and copied, so that a test may change it."""
    path.write_bytes(_made(authorities))
    return path


@cache
def _made(authorities: tuple[str, ...]) -> bytes:
    with TemporaryDirectory() as folder:
        return _make(Path(folder) / "made.duckdb", authorities).read_bytes()


def _make(path: Path, authorities: tuple[str, ...]) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA)
        for code in authorities:
            _insert(connection, "rpt_domain", _domains(code))
            _insert(connection, "rpt_indicator_series", _series(code))
            _insert(connection, "rpt_indicator_breakdown", _groups(code))
            _insert(connection, "rpt_concept_coverage", _coverage(code))
            _insert(connection, "rpt_load", _loads(code))
            _insert(connection, "rpt_check", _checks(code))
            _insert(connection, "rpt_rule", [*_rules(code, "2025-26"), *_rules(code, "2024-25")[:2]])
        _insert(connection, "rpt_indicator", _indicators())
        _insert(connection, "rpt_benchmark", _benchmarks())
        _insert(connection, "rule_fields", [("101", "Header", "SEX"), ("102", "Header", "DOB")])
        _insert(connection, "rule_choices", [("1016", "Fails the day itself.", "Passes it.", "It says after.", "")])
        _insert_map(connection)
    return path


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"insert into {table} values ({marks})", rows)


def _rules(code: str, year: str) -> list[tuple[Any, ...]]:
    """Rows as `rpt_rule` has them: from one to five children are not told apart."""
    return [
        (
            code,
            year,
            rule,
            "Header",
            {"105": "tool", "EPI": "portal"}.get(rule, "DfE"),
            f"What rule {rule} finds wrong",
            f"What rule {rule} holds and why, in plain words that a reader of the page can follow.",
            f"What puts right a row that fails rule {rule}: correct it in the record and send the extract again.",
            "2024-25" if rule == "101" else "",
            outcome,
            reason,
            rows is not None and 1 <= rows <= 5,
            rows if rows is None or not 1 <= rows <= 5 else None,
        )
        for rule, outcome, rows, reason in RULES
    ]


def _domains(code: str) -> list[tuple[Any, ...]]:
    return [
        (
            code,
            d,
            label,
            i,
            f"What is known about {label.lower()}.",
            concepts,
            min(concepts, recorded + 2),
            recorded,
            voice,
        )
        for i, (d, label, concepts, recorded, voice, _) in enumerate(DOMAINS, start=1)
    ]


def _indicators() -> list[tuple[Any, ...]]:
    return [
        (row["indicator_id"], row["domain_id"], row["label"], f"{row['label']}, among those the council keeps up with.",
         f"{row['label']}: yes", "Everyone counted", row["unit"], row["polarity"], row["perspective"], row["basis"],
         "Leaving care team", "Counted at the latest contact.", position)
        for position, row in enumerate(INDICATORS, start=1)
    ]  # fmt: skip


def _quarters() -> list[date]:
    ends = [(3, 31), (6, 30), (9, 30), (12, 31)]
    days = [date(year, month, day) for year in range(2023, 2027) for month, day in ends]
    return [day for day in days if date(2023, 3, 31) <= day <= date(2026, 3, 31)]


def _series(code: str) -> list[tuple[Any, ...]]:
    return [row for n, spec in enumerate(INDICATORS) for row in _indicator_series(code, n, spec)]


def _indicator_series(code: str, n: int, spec: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    indicator, unit = spec["indicator_id"], spec["unit"]
    level, change, size = float(spec["level"]), float(spec["change"]), int(spec["size"])
    for i, day in enumerate(_quarters()):
        value = level + change * i / 4 + (2 if unit == "percent" else 0.2) * math.sin(i + n)
        yield _point(code, indicator, "quarter", day, "all", value, size, unit)
        for band, share in (("all", 1.0), ("17-18", 0.3), ("19-21", 0.5), ("22-25", 0.2)):
            shift = {"all": 0, "17-18": 4, "19-21": 0, "22-25": -5}[band] if unit == "percent" else 0
            if i in (8, 12):
                yield _point(code, indicator, "rolling_year", day, band, max(value + shift, 0), int(size * share), unit)


def _point(
    code: str, indicator: str, kind: str, day: date, band: str, value: float, size: int, unit: str
) -> tuple[Any, ...]:
    if unit != "percent":
        return (code, indicator, kind, day, band, None, size, round(value, 1), "shown")
    count = round(min(value, 100) * size / 100)
    if 0 < count < 6 or 0 < size - count < 6:
        return (code, indicator, kind, day, band, None, None, None, "c")
    return (code, indicator, kind, day, band, count, size, 100 * count / size, "shown")


def _groups(code: str) -> list[tuple[Any, ...]]:
    """Two measures by sex, home and district; of the homes two are hidden, so that neither can be worked out.

    Of the districts two may be shown of one measure, and one of the other.
    """
    day = date(2026, 3, 31)
    hidden = (None, None, None, "c")
    by_sex = [
        ("sex", "F", "Female", 8, 150, 180, 100 * 150 / 180, "shown"),
        ("sex", "M", "Male", 9, 160, 200, 80.0, "shown"),
    ]
    by_home = [
        ("home", "OWN", "In a home of their own", 16, 300, 320, 93.75, "shown"),
        ("home", "FAMILY", "With family", 17, 60, 80, 75.0, "shown"),
        ("home", "CUSTODY", "In custody", 18, *hidden),
        ("home", "OTHER", "Homeless or in emergency accommodation", 19, *hidden),
    ]
    shown = [
        ("district", "E1", "Hillside", None, 90, 120, 75.0, "shown"),
        ("district", "E2", "Lowside", None, 80, 100, 80.0, "shown"),
    ]
    of_few = [
        shown[0],
        ("district", "E2", "Lowside", None, *hidden),
        ("district", "NOT_KNOWN", "District not known", 30, 70, 90, 700 / 9, "shown"),
    ]
    return [
        (code, indicator, day, *group)
        for indicator, by_district in (("suitable_home", shown), ("feels_safe_at_home", of_few))
        for group in (*by_sex, *by_home, *by_district)
    ]


def _benchmarks() -> list[tuple[Any, ...]]:
    return [
        ("suitable_home", "2024-25", "England", "17-18", 91.0),
        ("suitable_home", "2024-25", "England", "19-21", 88.0),
        ("suitable_home", "2023-24", "England", "19-21", 87.0),
        ("in_eet", "2024-25", "England", "17-18", 66.0),
        ("in_eet", "2024-25", "England", "19-21", 56.0),
        ("in_touch", "2024-25", "England", "19-21", 92.0),
    ]


def _coverage(code: str) -> list[tuple[Any, ...]]:
    return [
        (code, c, d, label, view, status, yes, bad, no, None if yes is None else date(2026, 4, 12), 90.0)
        for c, d, label, view, status, yes, bad, no in COVERAGE
    ]


def _loads(code: str) -> list[tuple[Any, ...]]:
    team = "Children's social care systems team"
    return [
        ("ssd_person", "lcs", code, "ssd_person_2026-04-30.csv", date(2026, 4, 30), 2510, 0, 0, "accepted",
         None, team, f"{code}-1"),
        ("local_contacts", "lcs", code, "local_contacts_2026-04-30.csv", date(2026, 4, 30), 9011, 58, None, "warned",
         "Some cells could not be read.", team, f"{code}-2"),
        ("housing_tenancy", "housing", code, "housing_tenancy_2026-04-30.csv", date(2026, 4, 30), 0, 0, 0, "refused",
         "The file is empty; send it again.", "Housing options team", f"{code}-3"),
    ]  # fmt: skip


def _checks(code: str) -> list[tuple[Any, ...]]:
    return [
        (f"{code}-1", "ssd_person", "keys_are_unique", None, "critical", True, "0", None),
        (f"{code}-2", "local_contacts", "share_of_unreadable_cells", "accommodation", "warning", False, "1%",
         "more than 1% of accommodation cannot be read"),
        (f"{code}-1", "ssd_person", "max_code_drift", "sex", "warning", None, "25%",
         "shares of codes against the last loads: not judged: first load"),
    ]  # fmt: skip


def _insert_map(connection: duckdb.DuckDBPyConnection) -> None:
    reason = "identifier"
    fields = [
        (s, d, f, f"What {s} records as {f}.", view, c, dom, None if c else reason) for s, d, f, view, c, dom in FIELDS
    ]
    _insert(connection, "map_field", fields)
    paths = [
        ("local_contacts", "suitability", "indicator", "suitable_home", "Suitable home"),
        ("local_contacts", "accommodation", "indicator", "suitable_home", "Suitable home"),
        ("local_contacts", "accommodation", "return_item", "SSDA903.OC3.ACCOM", "SSDA903.OC3.ACCOM"),
        ("voice_answers", "answer", "indicator", "feels_safe_at_home", "Feels safe at home"),
        ("ccis_activity", "activity_code", "indicator", "in_eet", "In education, training or work"),
    ]
    _insert(connection, "map_path", paths)
    kinds = {"C20": "duplicated", "C01": "duplicated", "C23": "nobody records", "C40": "nobody records"}
    concepts = [(c, d, label, kinds.get(c, "single")) for c, d, label, *_ in COVERAGE]
    _insert(connection, "map_concept", concepts)
    _insert(connection, "map_claim", [(d, f, c, True) for _, d, f, _, c, _ in FIELDS if c])
    domains = [(d, label, i, n, shown, 4 * shown < n) for i, (d, label, n, _, _, shown) in enumerate(DOMAINS, start=1)]
    _insert(connection, "map_domain", domains)
    duplications = [
        ("C20", "Kind of home", "housing", 2, 2, "lcs local_contacts.accommodation", "It is dated and has a history.",
         True, "The kind of home."),
        ("C01", "Main activity", "employment", 2, 2, "lcs local_contacts.activity", "It goes on after the age of 18.",
         False, "Months against birthdays."),
    ]  # fmt: skip
    _insert(connection, "map_duplication", duplications)
    pair = ("C20", "local_contacts", "accommodation", "lettings", "home")
    pairs = [
        ("990", "C20 a", *pair, "shown", 120, 0.75, 0.666, 0.819),
        ("990", "C20 b", *pair, "c", None, None, None, None),
        ("991", "C20 a", *pair, "shown", 80, 0.5, 0.393, 0.607),
    ]
    _insert(connection, "map_duplication_pair", pairs)
    gaps = [
        ("concept_nobody_records", "C23", "Would choose this home", "housing", "No source asks this.", "", "C23"),
        ("concept_nobody_records", "C40", "Hope for the future", "wellbeing", "No source asks this.", "", "C40"),
        ("field_unused", "ssd_person.pers_person_id", "pers_person_id", None, "Nothing is made from it.", "", None),
        ("silent_group", "C20 sex F", "Kind of home: female", "housing", "Recorded of 10 of 40 people.", "990", "C20"),
        ("silent_group", "C20 sex M", "Kind of home: male", "housing", "Recorded of 12 of 40 people.", "991", "C20"),
    ]
    _insert(connection, "map_gap", gaps)
    suggestions = [
        (1, "concept_nobody_records", "C40", "Hope for the future", "Ask it once a year.", "Panel", "agreed",
         "The panel agreed.", date(2026, 3, 2), date(2026, 3, 9)),
        (2, "duplication", "C20", "Kind of home", "Take it from housing.", "Housing", "open", None,
         date(2026, 3, 3), None),
        (3, "concept_nobody_records", "C99", "Sleep", "Ask it.", "Health", "done", "Asked since April.",
         date(2026, 3, 4), date(2026, 4, 1)),
    ]  # fmt: skip
    _insert(connection, "map_suggestion", suggestions)
    candidates = [
        ("concept_nobody_records", "C40", "V05", "Hope", "Ask the owner of the scale first.", ""),
        ("silent_group", "C20 sex F", "V15", "Feels settled", "Own wording, no licence needed.", "990"),
    ]
    _insert(connection, "map_candidate_measure", candidates)
    _insert_returns(connection)
    titles = [("lcs", "Leaving-care case system"), ("ccis", "NEET"), ("housing", "Housing"), ("voice", "Voice")]
    _insert(connection, "sources", [(source, title, None) for source, title in titles])


def _insert_returns(connection: duckdb.DuckDBPyConnection) -> None:
    items = [
        ("ssda903", "OC3", "ACCOM", 5, "ACCOM", "Kind of home."),
        ("ssda903", "Header", "DOB", 3, None, "Date of birth."),
        ("annex_a", "List9", "home", 1, None, "Kind of home."),
    ]
    _insert(connection, "return_items", items)
    _insert(connection, "rule_fields", [("103", "OC3", "ACCOM"), ("101", "OC3", "ACCOM")])
    claim = ("local_contacts", "accommodation", "SSDA903.OC3.ACCOM", "claimed and proved")
    _insert(connection, "map_item_claim", [claim])
    overlaps = [
        ("C20", "ssda903", "SSDA903.OC3.ACCOM", "Kind of home.", True, 2),
        ("C20", "annex_a", "ANNEX_A.List9.home", "Kind of home.", False, 2),
    ]
    _insert(connection, "map_item_overlap", overlaps)
    _insert(connection, "dashboards", [("board", "Housing board", "council"), ("housing", "Housing", "wreath")])
    measures = [
        ("board", "homes", "Homes by kind", "C20", "housing_tenancy", "tenancy_type", "assumed"),
        ("housing", "suitable_home", "Suitable home", "C21", None, None, "confirmed"),
    ]
    _insert(connection, "dashboard_measures", measures)
    definition = ("board", "homes", "housing", "suitable_home", "C20", "Homes by kind", "Suitable home")
    _insert(connection, "map_measure_definition", [(*definition, "made from different fields")])
    burdens = [
        ("990", "2025-26", "C20", 900, 220, 0.244),
        ("990", "2026-27", "C20", 10, 7, 0.7),
        ("990", "2025-26", "C01", 800, None, None),
        ("990", "2025-26", "all", 1700, 340, 0.2),
        ("991", "2025-26", "C20", 500, 444, 0.888),
    ]
    _insert(connection, "map_burden", burdens)
    vain = [
        ("990", "2025-26", "lcs", "local_contacts", "activity", "nothing is made from it", 815),
        ("990", "2026-27", "lcs", "local_contacts", "activity", "nothing is made from it", 31),
        ("990", "2025-26", "lcs", "ssd_person", "pers_person_id", "identifier", 2510),
    ]
    _insert(connection, "map_burden_field", vain)
    _insert(connection, "map_disagreement", [("990", "C20 a", 1, "U", "true", 17), ("991", "C20 a", 1, "U", "V", 29)])
    _insert(connection, "codes", [("ACCOM", "U", "Independent living")])
    years = [
        ("2025-26", date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 31), "deadline unconfirmed"),
        ("2026-27", date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1), date(2027, 5, 31), "deadline unconfirmed"),
    ]
    _insert(connection, "collection_years", years)
    reckoning = ("OC3", "one person", "Care leavers who turned 17 to 25.", 529, None, 0, 14, 0)
    _insert(
        connection, "return_reckoning", [("990", "2025-26", *reckoning), ("991", "2025-26", *reckoning[:3], *[77] * 5)]
    )
    chance, out, not_compared = "within what chance explains", "needs explaining", "not compared"
    figures = [
        ("990", "2025-26", "Care leavers", "In touch, aged 17 to 18", chance, out),
        ("990", "2025-26", "Care leavers", "Suitable home, aged 17 to 18", out, out),
        ("990", "2025-26", "Care leavers", "Suitable home, aged 19 to 21", chance, chance),
        ("990", "2025-26", "Care leavers", "Immunised", not_compared, not_compared),
        ("991", "2025-26", "Care leavers", "Refused contact", out, chance),
    ]
    _insert(connection, "return_figure", figures)
