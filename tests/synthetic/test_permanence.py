"""Plans for adoption and earlier permanence follow DfE's rules; numbers are those of the rules."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic import Truth, simulate

ADOPTIVE = ["A3", "A4", "A5", "A6"]
#: Legal statuses that each sex of adopters allows: rules 514, 517 to 520 and 524.
ALLOWED = {
    "F1": {"L0"}, "M1": {"L0"}, "MF": {"L11", "L2", "L3"}, "MM": {"L12", "L2", "L4"}, "FF": {"L12", "L2", "L4"},
}  # fmt: skip


def assert_steps_are_in_order(truth: Truth) -> None:
    """Care, decision, order, match, placement and adoption follow each other: 331, 333, 334, 552, 554, 582."""
    steps = truth["adoption_decision"].join(truth["care_period"], on="care_period_id")
    for earlier, later in (
        ("care_start_date", "decision_date"),
        ("decision_date", "order_date"),
        ("decision_date", "matched_date"),
        ("decision_date", "reversed_date"),
    ):
        assert steps.filter(pl.col(earlier) > pl.col(later)).is_empty(), (earlier, later)
    for earlier, later in (
        ("order_date", "placed_date"),
        ("matched_date", "placed_date"),
        ("placed_date", "care_end_date"),
        ("matched_date", "care_end_date"),
    ):
        assert steps.filter(pl.col(earlier) >= pl.col(later)).is_empty(), (earlier, later)
    assert steps.filter(pl.col("placed_date").is_not_null() & pl.col("matched_date").is_null()).is_empty()


def assert_orders_have_a_decision(truth: Truth) -> None:
    """Every placement order has a decision of its period, open as long as the order is: 553, 554, 557."""
    orders = truth["legal_status"].filter(pl.col("legal_status") == "E1")
    told = orders.join(truth["adoption_decision"], on="care_period_id", how="left")
    assert told.filter(pl.col("decision_date").is_null()).is_empty()
    assert told.filter(pl.col("order_date").ne_missing(pl.col("legal_status_start_date"))).is_empty()
    dropped = told.filter(pl.col("reversed_date").is_not_null())
    assert dropped.filter(pl.col("reversed_date").ne_missing(pl.col("legal_status_end_date"))).is_empty()
    ended = told.filter(pl.col("legal_status_end_date").is_not_null() & pl.col("reversed_date").is_null())
    adopted = truth["care_period"].filter(pl.col("end_reason").is_in(["E11", "E12"]))
    assert ended.join(adopted, on="care_period_id", how="anti").is_empty()


def assert_dropped_plans_go_on_under_a_care_order(truth: Truth) -> None:
    """After a plan is dropped the child is under a full care order, and was not placed for adoption."""
    dropped = truth["adoption_decision"].filter(pl.col("reversed_date").is_not_null())
    after = dropped.join(truth["legal_status"], on="care_period_id").filter(
        pl.col("legal_status_start_date") == pl.col("reversed_date")
    )
    assert after["legal_status"].to_list() == ["C2"] * len(dropped)
    assert dropped["reversed_reason"].is_in(["RD1", "RD2", "RD3", "RD4"]).all()
    assert dropped["placed_date"].is_null().all()
    kept = truth["adoption_decision"].filter(pl.col("reversed_date").is_null())
    assert kept["reversed_reason"].is_null().all()


def assert_adoptive_placements_follow_the_plan(truth: Truth) -> None:
    """A3 and A4 without an order, A5 and A6 under one (408); none without a decision (551); A3 and A5 by the carer."""
    placed = truth["placement"].filter(pl.col("placement_type").is_in(ADOPTIVE))
    told = placed.join(truth["adoption_decision"], on="care_period_id", how="left")
    assert told.filter(pl.col("placement_start_date").ne_missing(pl.col("placed_date"))).is_empty()
    by_consent = pl.col("placement_type").is_in(["A3", "A4"])
    assert told.filter(by_consent != pl.col("order_date").is_null()).is_empty()
    by_carer = pl.col("placement_type").is_in(["A3", "A5"])
    assert told.filter(by_carer != pl.col("is_adopted_by_carer")).is_empty()
    before = truth["placement"].sort("care_period_id", "placement_start_date")
    before = before.with_columns(
        pl.col("placement_type", "carer_id").shift(1).over("care_period_id").name.prefix("before_")
    )
    to_carer = before.filter(pl.col("placement_type").is_in(["A3", "A5"]))
    assert to_carer["before_placement_type"].str.starts_with("U").all()
    assert (to_carer["before_carer_id"] == to_carer["carer_id"]).all()
    adopted = truth["care_period"].filter(pl.col("end_reason").is_in(["E11", "E12"]))
    assert adopted.join(placed, on="care_period_id", how="anti").is_empty()


def assert_adopters_fit_each_other(truth: Truth) -> None:
    """Adopters are known from the match on, and their number, sex and legal status agree."""
    decisions = truth["adoption_decision"]
    for name in ("number_of_adopters", "adopter_sex", "adopter_legal_status"):
        assert (decisions[name].is_null() == decisions["matched_date"].is_null()).all()
    known = decisions.filter(pl.col("matched_date").is_not_null())
    for number, sex, status in known.select("number_of_adopters", "adopter_sex", "adopter_legal_status").iter_rows():
        assert status in ALLOWED[sex]
        assert number == ("1" if sex in {"F1", "M1"} else "2")


def assert_plans_hold_together(truth: Truth) -> None:
    """Every rule about plans for adoption."""
    assert_steps_are_in_order(truth)
    assert_orders_have_a_decision(truth)
    assert_dropped_plans_go_on_under_a_care_order(truth)
    assert_adoptive_placements_follow_the_plan(truth)
    assert_adopters_fit_each_other(truth)
    assert truth["adoption_decision"]["care_period_id"].is_unique().all()


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**31), as_at=st.dates(date(2018, 1, 1), date(2027, 12, 31)))
def test_plans_hold_together_whatever_the_seed(seed: int, as_at: date) -> None:
    assert_plans_hold_together(simulate(people=150, seed=seed, as_at=as_at))


def test_default_plans_hold_together(truth: Truth) -> None:
    assert_plans_hold_together(truth)


def test_there_are_adopted_waiting_and_dropped_plans(truth: Truth) -> None:
    decisions = truth["adoption_decision"]
    recent = decisions.filter(pl.col("decision_date") >= date(2016, 4, 1))
    dropped = recent["reversed_date"].is_not_null().mean()
    assert 0.08 < dropped < 0.3  # type: ignore[operator]
    in_care = truth["care_period"].filter(pl.col("care_end_date").is_null())
    running = decisions.join(in_care, on="care_period_id").filter(pl.col("reversed_date").is_null())
    assert running["placed_date"].is_null().sum() >= 5
    assert running["placed_date"].is_not_null().sum() >= 5
    assert decisions["order_date"].is_null().sum() >= 5
    assert decisions["is_adopted_by_carer"].sum() >= 10
    assert set(decisions["adopter_sex"].drop_nulls()) == set(ALLOWED)
    assert set(decisions["reversed_reason"].drop_nulls()) >= {"RD1", "RD3", "RD4"}


def test_no_placement_order_before_the_law_of_2002_was_in_force(truth: Truth) -> None:
    assert truth["adoption_decision"]["order_date"].min() >= date(2005, 12, 1)  # type: ignore[operator]


def test_earlier_permanence_lies_before_the_first_care(truth: Truth, catalogue: Catalogue) -> None:
    told = truth["previous_permanence"]
    assert told["person_id"].is_unique().all()
    asked = truth["care_period"].filter(pl.col("care_start_date") >= date(2016, 4, 1))
    assert asked["is_short_break"].any()
    assert set(told["person_id"]) == set(asked["person_id"])
    none = pl.col("previous_permanence") == "Z1"
    for name in ("authority", "order_date"):
        assert told.filter(none != pl.col(name).is_null()).is_empty()
    assert set(told["authority"].drop_nulls()) <= {code.code for code in catalogue.codes("LA_PERM")}
    start = truth["care_period"].group_by("person_id").agg(pl.col("care_start_date").min().alias("first"))
    dated = told.join(start, on="person_id").filter(pl.col("order_date").is_not_null())
    assert dated["order_date"].str.contains(r"^(\d\d/\d\d/\d{4}|zz/\d\d/\d{4}|zz/zz/\d{4}|zz/zz/zzzz)$").all()
    # The last day that a partial date can mean: rule 632.
    year = pl.col("order_date").str.slice(6).str.to_integer(strict=False)
    assert dated.filter(year.fill_null(0) > pl.col("first").dt.year()).is_empty()
    whole = dated.with_columns(pl.col("order_date").str.to_date("%d/%m/%Y", strict=False).alias("on")).drop_nulls("on")
    born = whole.join(truth["person"], on="person_id")
    assert born.filter((pl.col("on") >= pl.col("first")) | (pl.col("on") <= pl.col("birth_date"))).is_empty()


@pytest.mark.parametrize("form", [r"^\d\d/", r"^zz/\d\d/", r"^zz/zz/\d", r"zzzz$"])
def test_days_of_earlier_orders_are_known_in_every_degree(truth: Truth, form: str) -> None:
    told = truth["previous_permanence"]["order_date"].drop_nulls()
    assert told.str.contains(form).sum() >= 3


def test_most_children_had_no_earlier_permanence(truth: Truth) -> None:
    told = truth["previous_permanence"]["previous_permanence"]
    assert 0.85 < (told == "Z1").mean() < 0.97  # type: ignore[operator]
    assert set(told) == {"P1", "P2", "P3", "P4", "Z1"}
