"""The lives of the fictional authority as tables: the truth that every source renders in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dagster_project import files

_TEXT, _DATE, _FLAG, _WHOLE = pl.String(), pl.Date(), pl.Boolean(), pl.Int64()

#: Columns of every table after `person_id` and `local_authority_code`. End dates are exclusive; null is open.
SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "person": {
        "forename": _TEXT, "surname": _TEXT, "full_name": _TEXT, "surname_before": _TEXT, "sex": _TEXT,
        "birth_date": _DATE, "is_birth_date_estimated": _FLAG, "ethnicity": _TEXT, "upn": _TEXT,
        "upn_unknown_code": _TEXT, "nhs_number": _TEXT, "death_date": _DATE, "is_uasc": _FLAG,
        "uasc_claim_end_date": _DATE, "first_child_birth_date": _DATE, "is_disabled": _FLAG, "has_ehcp": _FLAG,
        "nationality": _TEXT, "family_id": _TEXT,
    },
    "care_period": {
        "care_period_id": _TEXT, "care_start_date": _DATE, "care_end_date": _DATE, "primary_need": _TEXT,
        "end_reason": _TEXT, "home_postcode": _TEXT, "is_short_break": _FLAG,
    },
    "placement": {
        "care_period_id": _TEXT, "placement_start_date": _DATE, "placement_end_date": _DATE, "placement_type": _TEXT,
        "provider": _TEXT, "urn": _TEXT, "postcode": _TEXT, "change_reason": _TEXT, "carer_id": _TEXT,
    },
    "legal_status": {
        "care_period_id": _TEXT, "legal_status_start_date": _DATE, "legal_status_end_date": _DATE,
        "legal_status": _TEXT,
    },
    "adoption_decision": {
        "care_period_id": _TEXT, "decision_date": _DATE, "order_date": _DATE, "matched_date": _DATE,
        "placed_date": _DATE, "reversed_date": _DATE, "reversed_reason": _TEXT, "is_adopted_by_carer": _FLAG,
        "number_of_adopters": _TEXT, "adopter_sex": _TEXT, "adopter_legal_status": _TEXT,
    },
    "previous_permanence": {
        "care_period_id": _TEXT, "previous_permanence": _TEXT, "authority": _TEXT, "order_date": _TEXT,
    },
    "contact": {
        "contact_date": _DATE, "contact_number": _WHOLE, "contact_kind": _TEXT, "in_touch": _TEXT, "activity": _TEXT,
        "accommodation": _TEXT, "suitability": _TEXT,
    },
    "activity_spell": {"start_date": _DATE, "end_date": _DATE, "activity": _TEXT},
    "home_spell": {
        "start_date": _DATE, "end_date": _DATE, "accommodation": _TEXT, "suitability": _TEXT, "postcode": _TEXT,
    },
    "missing_episode": {"start_date": _DATE, "end_date": _DATE, "kind": _TEXT},
    "homelessness_case": {
        "case_reference": _TEXT, "assessment_date": _DATE, "outcome": _TEXT, "accommodation": _TEXT,
        "loss_reason": _TEXT, "referral_body": _TEXT, "employment_status": _TEXT, "prevention_end_reason": _TEXT,
        "relief_end_reason": _TEXT, "secured": _TEXT, "main_duty_decision": _TEXT, "priority_need": _TEXT,
        "ta_type": _TEXT, "ta_start_date": _DATE, "ta_end_date": _DATE, "postcode": _TEXT, "has_child": _FLAG,
        "was_homeless_before": _FLAG, "needs_budgeting_help": _FLAG, "has_mental_health_history": _FLAG,
    },
    "tenancy": {
        "tenancy_reference": _TEXT, "start_date": _DATE, "end_date": _DATE, "postcode": _TEXT, "rent_arrears": _WHOLE,
        "notice_served_date": _DATE, "has_antisocial_behaviour_case": _FLAG, "is_let_through_core": _FLAG,
    },
    "register_application": {
        "register_reference": _TEXT, "application_date": _DATE, "band": _TEXT, "has_care_leaver_priority": _FLAG,
        "has_local_connection": _FLAG, "postcode": _TEXT,
    },
    "survey_answer": {"measure_id": _TEXT, "answer": _TEXT, "answered_date": _DATE, "outcome": _TEXT, "survey": _TEXT},
    "app_statement": {"statement_date": _DATE, "topic": _TEXT, "feeling": _TEXT, "statement": _TEXT},
    "health_check": {"check_date": _DATE, "kind": _TEXT, "status": _TEXT},
    "immunisation": {"status_date": _DATE, "is_up_to_date": _FLAG},
    "sdq": {"completed_date": _DATE, "score": _WHOLE, "reason": _TEXT},
    "health_team": {
        "health_passport_given_date": _DATE, "is_registered_with_gp": _FLAG, "is_registered_with_dentist": _FLAG,
    },
    "pep": {"pep_date": _DATE},
    "attainment": {
        "key_stage_4_result": _TEXT, "key_stage_5_result": _TEXT, "is_in_higher_education": _FLAG,
        "bursary_paid_date": _DATE,
    },
    "payment": {
        "payment_id": _TEXT, "payment_kind": _TEXT, "payment_date": _DATE, "amount": pl.Float64(),
        "allowance_left": pl.Float64(), "has_claimed_savings": _FLAG, "benefits_claimed": _TEXT,
    },
    "conviction": {"offence_date": _DATE, "offence": _TEXT},
    "substance_misuse": {"recorded_date": _DATE, "is_intervention_received": _FLAG, "offered_date": _DATE},
    "disability": {"disability": _TEXT},
    "immigration_status": {"status": _TEXT, "start_date": _DATE, "end_date": _DATE},
    "review": {"care_period_id": _TEXT, "due_date": _DATE, "review_date": _DATE, "participation": _TEXT},
    "visit": {"care_period_id": _TEXT, "visit_date": _DATE, "is_seen": _FLAG, "is_seen_alone": _FLAG},
    "liberty_order": {"start_date": _DATE, "end_date": _DATE},
    "involvement": {
        "professional_id": _TEXT, "role": _TEXT, "team": _TEXT, "start_date": _DATE, "end_date": _DATE,
        "change_reason": _TEXT,
    },
    "source_record": {"source": _TEXT, "dataset": _TEXT, "source_record_id": _TEXT},
}  # fmt: skip

#: Tables about no one person.
_OTHER_SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "professional": {
        "local_authority_code": _TEXT, "professional_id": _TEXT, "name": _TEXT, "role": _TEXT, "team": _TEXT,
        "registration_number": _TEXT, "is_agency": _FLAG,
    },
    "team": {"local_authority_code": _TEXT, "team_id": _TEXT, "name": _TEXT, "parent_id": _TEXT},
    "postcode": {
        "local_authority_code": _TEXT, "postcode": _TEXT, "district_code": _TEXT, "easting": _WHOLE,
        "northing": _WHOLE,
    },
}  # fmt: skip


def schema_of(table: str) -> dict[str, pl.DataType]:
    """Return the columns of a table with their types; KeyError when there is no such table."""
    if table in _OTHER_SCHEMAS:
        return _OTHER_SCHEMAS[table]
    return {"person_id": _TEXT, "local_authority_code": _TEXT, **SCHEMAS[table]}


TABLES = (*SCHEMAS, *_OTHER_SCHEMAS)


@dataclass(frozen=True)
class Truth:
    """The lives of one or more fictional authorities, one frame a table; see `schema_of`."""

    as_at: date
    tables: dict[str, pl.DataFrame]

    def __getitem__(self, table: str) -> pl.DataFrame:
        """Return a table."""
        return self.tables[table]

    def with_table(self, name: str, frame: pl.DataFrame) -> Truth:
        """Return the same truth with one table in place of its own."""
        return Truth(self.as_at, self.tables | {name: shaped(name, frame)})


def shaped(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with exactly the columns of a table, in order, with its types."""
    return frame.select(pl.col(name).cast(kind) for name, kind in schema_of(table).items())


def empty(table: str) -> pl.DataFrame:
    """Return a table without rows."""
    return pl.DataFrame(schema=schema_of(table))


def join_authorities(truths: list[Truth]) -> Truth:
    """Return the truth of several authorities as one."""
    return Truth(truths[0].as_at, {name: pl.concat([truth[name] for truth in truths]) for name in TABLES})


def write_truth(truth: Truth, folder: Path) -> None:
    """Write every table to `folder`/<table>.parquet; the same truth gives the same bytes."""
    for name in TABLES:
        with files.writing(folder / f"{name}.parquet") as temporary:
            truth[name].write_parquet(temporary, compression="zstd", statistics=False)
