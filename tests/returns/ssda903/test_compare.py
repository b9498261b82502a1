"""Two returns side by side: which rows differ, and the reason of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.returns.ssda903.manifest import Code, ReturnManifest
from dagster_project.returns.ssda903.matching import match_rows
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.reasons import RECORD, Origin, with_reasons
from tests.returns.ssda903.small_returns import Review, SmallReturn

BEFORE = SmallReturn((Review("1", "2024-05-01"), Review("1", "2024-11-01"), Review("2", "2024-06-01")))
OTHER_CODE = Code(version="0.2.0", digest="e" * 64)


def differences(a: SmallReturn, b: SmallReturn, **more: Any) -> list[tuple[str, ...]]:
    """Return module, child, line, change, item, old → new, reason of each difference."""
    found = with_reasons(match_rows(a.file_set(), b.file_set()), a.origin(), b.origin(), **more)
    return [
        (r["module"], r["child"], r["line"], r["change"], r["item"], f"{r['old']}→{r['new']}", r["reason"])
        for r in found.iter_rows(named=True)
    ]


def with_review(place: int, **changes: Any) -> SmallReturn:
    reviews = list(BEFORE.reviews)
    reviews[place] = replace(reviews[place], **changes)
    return replace(BEFORE, reviews=tuple(reviews))


CHANGED = ("Reviews", "1", "2024-11-01", "changed", "REVIEW_CODE", "PN1→PN2")


def test_a_return_equals_itself() -> None:
    assert differences(BEFORE, BEFORE) == []


def test_a_row_of_a_record_that_was_not_there_is_a_new_record() -> None:
    after = replace(BEFORE, reviews=(*BEFORE.reviews, Review("2", "2025-01-05")))
    row = ("Reviews", "2", "2025-01-05", "added", "all", "→DOB 01/01/2010; REVIEW_CODE PN1", "new record")
    assert differences(BEFORE, after) == [row]


def test_a_row_of_a_record_that_is_gone_is_a_record_withdrawn() -> None:
    after = replace(BEFORE, reviews=BEFORE.reviews[:2])
    assert [(d[0], d[1], d[3], d[6]) for d in differences(BEFORE, after)] == [
        ("Header", "2", "removed", "record withdrawn"),
        ("Reviews", "2", "removed", "record withdrawn"),
    ]


def test_a_record_that_says_something_else_is_a_corrected_record() -> None:
    after = with_review(1, code="PN2", content="other", load="load2")
    assert differences(BEFORE, after) == [(*CHANGED, "corrected record")]


def test_a_row_whose_key_was_corrected_is_removed_and_added() -> None:
    key = BEFORE.reviews[2].record_key
    after = with_review(2, day="2024-06-02", key=key, content="other", load="load2")
    assert [(d[2], d[3], d[6]) for d in differences(BEFORE, after)] == [
        ("2024-06-01", "removed", "corrected record"),
        ("2024-06-02", "added", "corrected record"),
    ]


@pytest.mark.parametrize(
    ("said", "rule", "reason"),
    [
        ({"parameters": {"contact_window_months_after": "2"}}, "as recorded", "rule change"),
        ({"catalogue_digest": "x" * 64}, "as recorded", "rule change"),
        ({"code": OTHER_CODE}, "worked out", "rule change"),
        ({"code": OTHER_CODE}, "as recorded", "code version"),
        ({"as_at": "2026-05-31"}, "as recorded", "later day"),
        # The same code and catalogue have the same rules, whichever of them a value came by.
        ({"as_at": "2026-05-31"}, "worked out", "later day"),
        ({}, "as recorded", "unexplained"),
    ],
)
def test_the_same_records_and_another_value(said: dict[str, Any], rule: str, reason: str) -> None:
    after = with_review(1, code="PN2", rule=rule).of(**said)
    assert differences(BEFORE, after) == [(*CHANGED, reason)]


def test_a_correction_goes_before_a_rule_change_and_that_before_a_later_day() -> None:
    everything = {"parameters": {}, "code": OTHER_CODE, "as_at": "2026-05-31"}
    corrected = with_review(1, code="PN2", content="other", load="load2").of(**everything)
    assert differences(BEFORE, corrected)[0][6] == "corrected record"
    assert differences(BEFORE, with_review(1, code="PN2").of(**everything))[0][6] == "rule change"


PEOPLE_ALONE = tuple(load for load in BEFORE.said().inputs if load.dataset == "ssd_person")


def test_a_row_of_a_dataset_that_only_one_return_was_made_from_says_so() -> None:
    without = SmallReturn((), {"1": "same", "2": "same"}).of(inputs=PEOPLE_ALONE)
    assert {d[3:4] + d[6:] for d in differences(BEFORE, without)} == {("removed", "dataset no longer sent")}
    assert {d[3:4] + d[6:] for d in differences(without, BEFORE)} == {("added", "dataset not sent before")}


def _traced_to_the_person(made: SmallReturn, child: str) -> Origin:
    """The child's reviews trace to the child's own record, as values do that rest on there being no other."""
    is_own = (pl.col("child") == child) & (pl.col("module") == "Reviews")
    own = {"dataset": "ssd_person", "load_id": "people1", "record_key": child, "row_hash": "same"}
    columns = [pl.when(is_own).then(pl.lit(value)).otherwise(name).alias(name) for name, value in own.items()]
    row = pl.when(is_own).then(int(child) - 1).otherwise("row_number").alias("row_number")
    return replace(made.origin(), provenance=made.provenance().with_columns(*columns, row).lazy())


@pytest.mark.parametrize(
    ("said", "of_all", "of_one"),
    [
        ({}, "dataset no longer sent", "dataset no longer sent"),
        ({"as_at": "2026-05-31"}, "dataset no longer sent", "dataset no longer sent"),
        # A parameter may be behind an item that nothing shows to have rested on the dataset.
        ({"parameters": {}}, "rule change", "dataset no longer sent"),
    ],
)
def test_a_value_that_rests_on_no_record_of_a_lost_dataset(said: dict[str, Any], of_all: str, of_one: str) -> None:
    """The item of another child rested on the dataset, or the item of nobody did."""
    one = SmallReturn((Review("1", "2024-05-01"),))
    after = SmallReturn((replace(one.reviews[0], code=None),)).of(inputs=PEOPLE_ALONE, **said)
    both = replace(one, reviews=(*one.reviews, Review("2", "2024-06-01")))
    kept = replace(after, reviews=(*after.reviews, Review("2", "2024-06-01"))).of(inputs=PEOPLE_ALONE, **said)
    for a, b, reason in ((one, after, of_all), (both, kept, of_one)):
        before = _traced_to_the_person(a.of(inputs=BEFORE.said().inputs), "1")
        found = with_reasons(match_rows(a.file_set(), b.file_set()), before, _traced_to_the_person(b, "1"))
        assert found.filter(pl.col("child") == "1")["reason"].to_list() == [reason]


def test_a_load_read_anew_is_no_correction() -> None:
    """The same line of the same load hashes differently once the catalogue knows another spelling."""
    after = with_review(1, code="PN2", content="read otherwise").of(catalogue_digest="x" * 64)
    assert differences(BEFORE, after) == [(*CHANGED, "rule change")]


def test_a_value_may_rest_on_another_record_of_the_child() -> None:
    after = replace(with_review(1, code="PN2"), people={"1": "other"}).of(
        inputs=tuple(load.model_copy(update={"load_id": "load2"}) for load in BEFORE.said().inputs)
    )
    moved = after.provenance().with_columns(
        pl.when(pl.col("dataset") == "ssd_person").then(pl.lit("load2")).otherwise("load_id").alias("load_id")
    )
    found = with_reasons(
        match_rows(BEFORE.file_set(), after.file_set()),
        BEFORE.origin(),
        replace(after.origin(), provenance=moved.lazy()),
    )
    assert found["reason"].to_list() == ["corrected record"]
    assert "lcs.ssd_person 1 in " in found["evidence"][0]


def test_records_that_a_return_did_not_use_are_looked_up() -> None:
    """A review that moved out of the year is no more behind any value, but it is still sent."""
    after = replace(BEFORE, reviews=BEFORE.reviews[:2], people={"2": "same"})

    def look_up(made_from: ReturnManifest, wanted: pl.DataFrame) -> pl.DataFrame:
        return wanted.select(*RECORD, row_hash=pl.lit("other"), load_id=pl.lit("load2"), row_number=pl.lit(7, pl.Int64))

    assert differences(BEFORE, after)[0][6] == "record withdrawn"
    assert differences(BEFORE, after, look_up=look_up)[0][6] == "corrected record"


def test_returns_of_two_years_have_one_reason() -> None:
    after = with_review(1, code="PN2").of(collection_year="2025-26")
    assert differences(BEFORE, after) == [(*CHANGED, "another year or authority")]


def test_without_provenance_the_reason_is_not_known() -> None:
    found = match_rows(BEFORE.file_set(), with_review(1, code="PN2").file_set())
    for origins in ((None, BEFORE.origin()), (BEFORE.origin(), None), (None, None)):
        assert with_reasons(found, *origins)["reason"].to_list() == ["not known: no provenance"]


def _reviews(*rows: tuple[str, str, str | None]) -> FileSet:
    return FileSet(
        {"Reviews": pl.DataFrame(rows, dict.fromkeys(("CHILD", "REVIEW", "REVIEW_CODE"), pl.String), orient="row")}
    )


def test_of_rows_with_one_key_equal_ones_go_together_first() -> None:
    a = _reviews(("1", "01/05/2024", "PN1"), ("1", "01/05/2024", "PN5"))
    b = _reviews(("1", "01/05/2024", "PN5"))
    found = match_rows(a, b)
    assert found.select("change", "old").rows() == [("removed", "REVIEW_CODE PN1")]


def test_rows_with_one_key_that_differ_are_paired_in_order() -> None:
    a = _reviews(("1", "01/05/2024", "PN1"), ("1", "01/05/2024", "PN2"))
    b = _reviews(("1", "01/05/2024", "PN3"), ("1", "01/05/2024", None), ("1", "01/05/2024", "PN4"))
    assert match_rows(a, b).select("row", "change", "old", "new").rows() == [
        (1, "added", "", "REVIEW_CODE PN4"),
        (2, "changed", "PN1", ""),
        (3, "changed", "PN2", "PN3"),
    ]


def test_a_module_that_one_return_lacks_is_all_added() -> None:
    found = match_rows(FileSet({}), _reviews(("1", "01/05/2024", "PN1")))
    assert found.select("module", "change").rows() == [("Reviews", "added")]


def test_an_item_that_one_return_lacks_is_not_compared() -> None:
    a = _reviews(("1", "01/05/2024", "PN1"))
    b = FileSet({"Reviews": a["Reviews"].with_columns(DOB=pl.lit("01/01/2010"))})
    assert match_rows(a, b).is_empty()


ROW = st.tuples(
    st.sampled_from("12"), st.sampled_from(["01/05/2024", "02/05/2024"]), st.sampled_from(["PN1", "PN2", None])
)


@given(st.lists(ROW, max_size=8), st.lists(ROW, max_size=8))
def test_differences_turned_round_are_the_differences_the_other_way(a: list[Any], b: list[Any]) -> None:
    there, back = match_rows(_reviews(*a), _reviews(*b)), match_rows(_reviews(*b), _reviews(*a))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(
        (c, turned[x], new, old) for c, x, old, new in there.select("child", "change", "old", "new").rows()
    ) == (sorted(back.select("child", "change", "old", "new").rows()))
    changes = there.unique("row")["change"].to_list()
    assert len(a) - changes.count("removed") + changes.count("added") == len(b)
    assert match_rows(_reviews(*a), _reviews(*a[::-1])).is_empty()
