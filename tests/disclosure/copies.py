"""Small published tables, as disclosure control gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from dagster_project.disclosure.control import Controlled, control

TABLES = """
attach ':memory:' as warehouse;
create schema warehouse.catalogue;
create table warehouse.catalogue.parameters as select 'fewest_people_shown' as parameter, '6' as value;
insert into warehouse.catalogue.parameters values ('denominator_differences_hidden', 'false');
create table warehouse.catalogue.indicator_populations
    (indicator_id varchar, population varchar, is_counted_once_a_year boolean);
create table warehouse.catalogue.indicator_relations
    (indicator_id varchar, relation varchar, other_indicator_id varchar);
create table rpt_indicator_series (local_authority_code varchar, indicator_id varchar, period_kind varchar,
    period_end_date date, age_band varchar, numerator_shown bigint, denominator_shown bigint, value_shown double,
    status varchar);
create table rpt_indicator_breakdown (local_authority_code varchar, indicator_id varchar, period_end_date date,
    breakdown varchar, group_id varchar, numerator_shown bigint, denominator_shown bigint, value_shown double,
    status varchar);
create table rpt_concept_coverage (local_authority_code varchar, concept_id varchar, recorded_count_shown bigint,
    unreadable_count_shown bigint, not_recorded_count_shown bigint, status varchar, freshest_date date);
create table map_silence (local_authority_code varchar, concept_id varchar, breakdown varchar, group_id varchar,
    cohort_count_shown bigint, out_of_scope_count_shown bigint, asked_count_shown bigint, recorded_count_shown bigint,
    unreadable_count_shown bigint, not_recorded_count_shown bigint, share_pct double, share_low_pct double,
    share_high_pct double, rest_share_pct double, is_recorded_for_few boolean, is_silent boolean, status varchar);
create table map_burden (local_authority_code varchar, collection_year varchar, concept_id varchar,
    entries_count_shown bigint, repeated_count_shown bigint, repeated_share double, status varchar);
create table map_gap_fill (local_authority_code varchar, gap_kind varchar, subject_id varchar, message varchar,
    numerator_shown bigint, denominator_shown bigint, value_shown double, value_low_shown double,
    value_high_shown double);
create table map_gap as from map_gap_fill;
create table map_candidate_measure (local_authority_code varchar, gap_kind varchar, subject_id varchar,
    measure_id varchar);
create table map_gap_evidence (local_authority_code varchar, gap_kind varchar, subject_id varchar, concept_id varchar,
    message varchar, numerator_shown bigint, denominator_shown bigint, value_shown double);
create table map_duplication_pair (local_authority_code varchar, pair_id varchar, concept_id varchar,
    a_dataset varchar, a_field varchar, b_dataset varchar, b_field varchar, a_recorded_count_shown bigint,
    a_unreadable_count_shown bigint, a_not_recorded_count_shown bigint, b_recorded_count_shown bigint,
    b_unreadable_count_shown bigint, b_not_recorded_count_shown bigint, status varchar, both_count_shown bigint,
    agree_count_shown bigint, agree_share double, agree_share_low double, agree_share_high double, kappa double,
    kappa_low double, kappa_high double, fresher_days double);
create table map_duplication (concept_id varchar, measured_pairs_count bigint, least_agree_share double,
    least_kappa double);
create table map_disagreement (local_authority_code varchar, pair_id varchar, place bigint, a_value varchar,
    b_value varchar, people_count_shown bigint);
create table map_burden_field (local_authority_code varchar, collection_year varchar, dataset varchar,
    entries_count_shown bigint);
create table map_claim (concept_id varchar, dataset varchar, field varchar, is_recording boolean);
create table map_field (dataset varchar, field varchar, capture varchar);
create table rpt_social_letting (local_authority_code varchar, form_year varchar, client_group_code varchar,
    previous_tenure_code varchar, lettings_count_shown bigint, status varchar);
create table return_reckoning (local_authority_code varchar, collection_year varchar, module varchar,
    returned_count_shown bigint, left_out_count_shown bigint, repaired_count_shown bigint,
    incomplete_count_shown bigint, to_check_count_shown bigint);
create table collection_years (collection_year varchar, end_date date);
create table rpt_load (load_id varchar, rows_unreadable_shown bigint, rows_quarantined_shown bigint);
create table rpt_domain (leading_indicator_id varchar);
create table rpt_rule (rule varchar, is_small boolean, failing_children_shown bigint);
create schema warehouse.intermediate;
create table warehouse.intermediate.int_map__remit (concept_id varchar, covers_to_age bigint);
create schema warehouse.staging;
create table warehouse.staging.stg_housing__social_letting (local_authority_code varchar);
"""
DAY = "2026-03-31"


class Copy:
    """The copy without persons, in memory, before it is written."""

    def __init__(self, folder: Path) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(TABLES)
        self.cache = folder / "disclosure.json"

    def rate(self, group: str, met: int | None, people: int | None, indicator: str = "i") -> None:
        """Show the rate of a group by sex, or of everybody; None for one that the mart hides."""
        value = None if met is None or people is None else 100 * met / people
        rest = [met, people, value, "c" if met is None else "shown"]
        if group == "all":
            self.insert("rpt_indicator_series", ["990", indicator, "rolling_year", DAY, "all", *rest])
        else:
            self.insert("rpt_indicator_breakdown", ["990", indicator, DAY, "sex", group, *rest])

    def quarter(self, day: str, met: int | None, people: int | None) -> None:
        """Show the rate of a quarter."""
        self.insert(
            "rpt_indicator_series",
            ["990", "i", "quarter", day, "all", met, people, None, "c" if met is None else "shown"],
        )

    def silence(self, breakdown: str, group: str, people: int, recorded: int | None, asked: int) -> None:
        """Show of how many people of a group a thing is recorded; None for a number that the mart hides."""
        shown = [None] * 5 if recorded is None else [people - asked, asked, recorded, 0, asked - recorded]
        share, status = (None, "c") if recorded is None else (100 * recorded / asked, "shown")
        row = ["990", "C01", breakdown, group, people, *shown, share, share, share, share, False, True, status]
        self.insert("map_silence", row)

    def gap(self, kind: str, subject: str) -> None:
        """Say in words what `silence` shows in numbers, and what could be asked."""
        for table in ("map_gap", "map_gap_fill"):
            self.insert(table, ["990", kind, subject, "Recorded of 7 of 20 people.", 7, 20, 35, 20, 50])
        self.insert("map_candidate_measure", ["990", kind, subject, "V01"])

    def set(self, parameter: str, value: str) -> None:
        """Change a parameter, as a council does."""
        self.connection.execute(
            "update warehouse.catalogue.parameters set value = ? where parameter = ?", [value, parameter]
        )

    def control(self, last_edition: Path | None = None) -> Controlled:
        """Control what was shown."""
        return control(self.connection, last_edition, self.cache)

    def rows(self, query: str) -> list[Any]:
        """Return what a query finds."""
        return self.connection.execute(query).fetchall()

    def insert(self, table: str, values: list[Any]) -> None:
        """Add a row to a table."""
        marks = ", ".join("?" * len(values))
        self.connection.execute(f"insert into {table} values ({marks})", values)
