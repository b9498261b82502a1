"""What the health team, the virtual school and finance know, and how they send it."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic import Rendered, Truth, render, simulate
from dagster_project.synthetic.days import age_on, birthday, day

ALLOWANCE = {False: 2000.0, True: 3000.0}


def assert_payments_add_up(truth: Truth) -> None:
    """What is left of the allowance is what has not been spent, and savings stay claimed from the day on."""
    payments = truth["payment"].with_row_index("row")
    setting_up = pl.col("payment_kind") == "SETTING_UP_HOME"
    assert payments.filter(setting_up != pl.col("allowance_left").is_not_null()).is_empty()
    spent = payments.filter(setting_up).sort("person_id", "payment_date", "row")
    following = spent.with_columns(pl.col("allowance_left").shift(1).over("person_id").alias("before"))
    later = following.filter(pl.col("before").is_not_null())
    assert later.filter((pl.col("before") - pl.col("amount") - pl.col("allowance_left")).abs() > 0.01).is_empty()
    first = spent.unique("person_id", keep="first", maintain_order=True)
    assert first.filter(pl.col("amount") + pl.col("allowance_left") > ALLOWANCE[True]).is_empty()
    assert spent.filter(pl.col("allowance_left") < 0).is_empty()
    drawn = payments.filter(pl.col("payment_kind") == "SAVINGS").group_by("person_id").agg(pl.col("payment_date").min())
    told = payments.join(drawn, on="person_id", how="inner", suffix="_drawn")
    assert told.filter(
        (pl.col("payment_date_drawn") <= pl.col("payment_date")) != pl.col("has_claimed_savings")
    ).is_empty()
    assert (payments["amount"] > 0).all()
    assert payments["payment_id"].is_unique().all()


def assert_payments_are_to_care_leavers(truth: Truth) -> None:
    """Nobody is paid for after death, and only those who stay with their carers have staying-put payments."""
    dead = truth["person"].select("person_id", "death_date").filter(pl.col("death_date").is_not_null())
    payments = truth["payment"].join(dead, on="person_id", how="left")
    assert payments.filter(pl.col("payment_date") >= pl.col("death_date")).is_empty()
    stays = truth["home_spell"].filter(pl.col("accommodation") == "Z")
    paid = truth["payment"].filter(pl.col("payment_kind") == "STAYING_PUT")
    covered = paid.join(stays, on="person_id").filter(
        (pl.col("start_date") <= pl.col("payment_date"))
        & (pl.col("end_date").is_null() | (pl.col("payment_date") < pl.col("end_date")))
    )
    assert len(covered) == len(paid)


def assert_schooling_fits_the_age(truth: Truth) -> None:
    """Results at 16 and 18 come in the August of the school year, plans belong to school age, bursaries to students."""
    people = truth["person"].select("person_id", "birth_date")
    roll = truth["attainment"].join(people, on="person_id")
    birth = roll["birth_date"].to_physical().to_numpy()
    aged = roll.with_columns(pl.Series("age", age_on(birth, day(truth.as_at))))
    assert aged.filter(pl.col("key_stage_4_result").is_not_null() & (pl.col("age") < 15)).is_empty()
    assert aged.filter(pl.col("key_stage_5_result").is_not_null() & (pl.col("age") < 17)).is_empty()
    assert aged.filter(pl.col("key_stage_4_result").is_null() & (pl.col("age") >= 17)).is_empty()
    assert truth["attainment"]["person_id"].is_unique().all()
    met = truth["pep"].join(people, on="person_id")
    age = age_on(met["birth_date"].to_physical().to_numpy(), met["pep_date"].to_physical().to_numpy())
    assert ((age >= 4) & (age < 18)).all()
    studied = truth["activity_spell"].filter(pl.col("activity").is_in(["F1", "P1"]))["person_id"].unique()
    helped = truth["attainment"].filter(pl.col("is_in_higher_education") | pl.col("bursary_paid_date").is_not_null())
    assert helped["person_id"].is_in(studied.implode()).all()


def assert_partners_hold_together(truth: Truth) -> None:
    """Every rule about what other services know."""
    assert_payments_add_up(truth)
    assert_payments_are_to_care_leavers(truth)
    assert_schooling_fits_the_age(truth)
    assert truth["health_team"]["person_id"].is_unique().all()


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**31), as_at=st.dates(date(2018, 1, 1), date(2027, 12, 31)))
def test_partners_hold_together_whatever_the_seed(seed: int, as_at: date) -> None:
    assert_partners_hold_together(simulate(people=100, seed=seed, as_at=as_at))


def test_default_partners_hold_together(truth: Truth) -> None:
    assert_partners_hold_together(truth)


def test_everybody_in_care_is_known_to_the_health_team(truth: Truth) -> None:
    open_care = truth["care_period"].filter(pl.col("care_end_date").is_null() & ~pl.col("is_short_break"))
    assert set(open_care["person_id"]) <= set(truth["health_team"]["person_id"])
    registered = truth["health_team"]["is_registered_with_gp"].mean()
    assert 0.88 < registered < 1.0  # type: ignore[operator]
    people = truth["person"].select("person_id", "birth_date")
    given = truth["health_team"].drop_nulls("health_passport_given_date").join(people, on="person_id")
    seventeen = pl.Series(birthday(given["birth_date"].to_physical().to_numpy(), 17)).cast(pl.Date)
    assert len(given) > 100
    assert (given["health_passport_given_date"] >= seventeen).all()


def test_pupils_in_care_mostly_have_a_plan_of_the_last_term(truth: Truth) -> None:
    people = truth["person"].select("person_id", "birth_date")
    open_care = truth["care_period"].filter(pl.col("care_end_date").is_null() & ~pl.col("is_short_break"))
    pupils = open_care.filter(pl.col("care_start_date") < truth.as_at - timedelta(days=150)).join(
        people, on="person_id"
    )
    age = age_on(pupils["birth_date"].to_physical().to_numpy(), day(truth.as_at))
    pupils = pupils.filter(pl.Series((age >= 5) & (age < 17)))
    latest = truth["pep"].group_by("person_id").agg(pl.col("pep_date").max())
    recent = pupils.join(latest, on="person_id", how="left")["pep_date"] >= truth.as_at - timedelta(days=180)
    assert recent.fill_null(value=False).mean() > 0.85  # type: ignore[operator]


@pytest.mark.parametrize("kind", ["SETTING_UP_HOME", "STAYING_PUT", "SAVINGS", "HE_BURSARY", "RENT", "BIRTHDAY"])
def test_finance_pays_for_what_care_leavers_are_owed(truth: Truth, kind: str) -> None:
    recent = truth["payment"].filter(pl.col("payment_date") > truth.as_at - timedelta(days=365))
    assert (recent["payment_kind"] == kind).sum() >= 3


def whose(rendered: Rendered, dataset: str, key: str) -> pl.DataFrame:
    """Return the records of a dataset with the person each is about."""
    records = rendered.source_records.filter(pl.col("dataset") == dataset).select("person_id", "source_record_id")
    return rendered.frame(dataset).join(records, left_on=key, right_on="source_record_id", how="left")


def test_without_faults_the_health_team_sends_the_truth(truth: Truth, exact: Rendered) -> None:
    sent = whose(exact, "cla_health", "nhs_number")
    assert set(sent["person_id"]) == set(truth["health_team"]["person_id"])
    told = sent.join(truth["person"], on="person_id", suffix="_true", validate="1:1")
    for name, true in (("forename", "forename"), ("surname", "surname"), ("date_of_birth", "birth_date")):
        column = f"{true}_true" if name == true else true
        assert told[name].to_list() == told[column].to_list()
    done = truth["health_check"].filter(pl.col("status") == "COMPLETED")
    for kind, name in (("HEALTH_ASSESSMENT", "health_assessment_date"), ("DENTAL", "dental_check_date")):
        latest = done.filter(pl.col("kind") == kind).group_by("person_id").agg(pl.col("check_date").max())
        joined = sent.join(latest, on="person_id", how="left", maintain_order="left")
        assert joined[name].to_list() == joined["check_date"].to_list()
    status = sent.join(truth["immunisation"], on="person_id", how="left", maintain_order="left")
    assert status["immunisations_up_to_date"].to_list() == status["is_up_to_date"].to_list()


def test_without_faults_the_virtual_school_sends_the_truth(truth: Truth, exact: Rendered) -> None:
    sent = whose(exact, "pupils", "upn")
    numbered = truth["person"].filter(pl.col("upn").is_not_null())["person_id"]
    assert set(sent["person_id"]) == set(truth["attainment"]["person_id"]) & set(numbered)
    told = sent.join(truth["attainment"], on="person_id", suffix="_true", maintain_order="left")
    for name in ("key_stage_4_result", "key_stage_5_result"):
        assert told[name].to_list() == told[f"{name}_true"].to_list()
    assert told["in_higher_education"].to_list() == told["is_in_higher_education"].to_list()


def test_without_faults_finance_sends_the_truth(truth: Truth, exact: Rendered) -> None:
    sent, true = exact.frame("leaving_care_payments"), truth["payment"]
    for name in ("payment_id", "payment_kind", "payment_date", "allowance_left", "benefits_claimed"):
        assert sent[name].to_list() == true[name].to_list()
    assert sent["amount"].cast(pl.Float64).to_list() == true["amount"].to_list()


@pytest.mark.parametrize(
    ("dataset", "key", "column"), [("cla_health", "nhs_number", "nhs_number"), ("pupils", "upn", "upn")]
)
def test_usual_faults_misspell_names_and_know_strangers(
    truth: Truth, exact: Rendered, faulty: Rendered, dataset: str, key: str, column: str
) -> None:
    sent = whose(faulty, dataset, key)
    strange = sent.filter(pl.col("person_id").str.starts_with("X"))
    assert 0.02 < len(strange) / len(sent) < 0.12
    assert not set(strange[key]) & set(truth["person"][column].drop_nulls())
    assert len(sent) - len(strange) < len(exact.frame(dataset))
    told = sent.join(truth["person"], on="person_id", suffix="_true")
    for name in ("forename", "surname"):
        assert 0.005 < (told[name] != told[f"{name}_true"]).mean() < 0.12  # type: ignore[operator]


@pytest.mark.parametrize(
    ("dataset", "field"),
    [("cla_health", "gp_registered"), ("pupils", "in_higher_education"), ("leaving_care_payments", "savings_claimed")],
)
def test_usual_faults_write_yes_and_no_in_many_ways(faulty: Rendered, dataset: str, field: str) -> None:
    assert len(set(faulty.frame(dataset)[field].drop_nulls())) >= 5


def test_usual_faults_write_sums_with_a_pound_sign_and_a_few_not_at_all(faulty: Rendered) -> None:
    amounts = faulty.frame("leaving_care_payments")["amount"]
    assert 0.1 < amounts.str.starts_with("£").mean() < 0.3  # type: ignore[operator]
    unreadable = amounts.str.strip_prefix("£").cast(pl.Float64, strict=False).is_null().sum()
    assert 1 <= unreadable < 0.01 * len(amounts)


def test_reviews_that_fell_through_are_sent_under_faults_only(truth: Truth, exact: Rendered, faulty: Rendered) -> None:
    assert exact.frame("ssd_cla_reviews")["clar_cla_review_date"].to_list() == truth["review"]["review_date"].to_list()
    assert not exact.frame("ssd_cla_reviews")["clar_cla_review_cancelled"].any()
    cancelled = faulty.frame("ssd_cla_reviews").filter("clar_cla_review_cancelled")
    assert 0.02 < len(cancelled) / len(truth["review"]) < 0.07


def test_without_faults_permanence_is_the_truth(truth: Truth, exact: Rendered) -> None:
    sent, true = exact.frame("ssd_permanence"), truth["adoption_decision"]
    for name, column in (
        ("perm_adm_decision_date", "decision_date"),
        ("perm_placement_order_date", "order_date"),
        ("perm_matched_date", "matched_date"),
        ("perm_placed_for_adoption_date", "placed_date"),
        ("perm_decision_reversed_date", "reversed_date"),
        ("perm_decision_reversed_reason", "reversed_reason"),
        ("perm_adopted_by_carer_flag", "is_adopted_by_carer"),
        ("perm_number_of_adopters", "number_of_adopters"),
        ("perm_adopter_sex", "adopter_sex"),
        ("perm_adopter_legal_status", "adopter_legal_status"),
    ):
        assert sent[name].to_list() == true[column].to_list(), name
    sent, true = exact.frame("ssd_cla_previous_permanence"), truth["previous_permanence"]
    for name, column in (
        ("lapp_previous_permanence_option", "previous_permanence"),
        ("lapp_previous_permanence_order_date", "order_date"),
        ("lapp_previous_permanence_la", "authority"),
    ):
        assert sent[name].to_list() == true[column].to_list(), name
    assert exact.frame("ssd_sdq_scores")["csdq_sdq_reason"].to_list() == truth["sdq"]["reason"].to_list()


def test_a_truth_without_people_known_to_partners_is_rendered_all_the_same(truth: Truth, catalogue: Catalogue) -> None:
    bare = truth
    for table in ("health_team", "attainment", "pep", "payment", "adoption_decision", "previous_permanence"):
        bare = bare.with_table(table, truth[table].clear())
    sent = render(bare, catalogue=catalogue)
    for dataset in ("cla_health", "pupils", "leaving_care_payments", "ssd_permanence", "ssd_cla_previous_permanence"):
        assert sent.frame(dataset).is_empty()
