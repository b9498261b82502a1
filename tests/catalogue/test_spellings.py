"""What sources write where a code belongs is read as the code, without doubt."""

from __future__ import annotations

from collections import Counter

import pytest

from dagster_project.catalogue import Catalogue, spelling_key, tables


@pytest.mark.parametrize(
    ("source", "code_set", "text", "code"),
    [
        ("lcs", "ACTIV", "Young person in higher education, full time", "F1"),
        ("lcs", "ACTIV", "NEET", "G5"),
        ("lcs", "ACCOM_LETTER", "  B  &  B ", None),
        ("lcs", "ACCOM_LETTER", "b&b", "W"),
        ("lcs", "ACCOM_LETTER", "Z2", "Z"),
        ("lcs", "ACCOM_LETTER", "STAYING PUT", "Z"),
        ("lcs", "ACCOM_SUFFIX", "Suitable", "1"),
        ("lcs", "LCS_ELIGIBILITY", "No Current Eligibility", "NONE"),
        ("lcs", "ETHNIC", "CNHE", "CHNE"),
        ("lcs", "SEX", "Male", "M"),
        ("lcs", "LCS_PROFESSIONAL_ROLE", "16PLUS", "PA"),
        ("lcs", "REC", "E17", "E17"),
        ("ccis", "CCIS_GENDER", "1", "M"),
        ("ccis", "LCS_PROFESSIONAL_ROLE", "16PLUS", None),
        ("lcs", "ACCOM_LETTER", "somewhere else", None),
    ],
)
def test_a_text_means_its_code(catalogue: Catalogue, source: str, code_set: str, text: str, code: str | None) -> None:
    assert catalogue.spellings(source, code_set).get(spelling_key(text)) == code


def test_spelling_key_ignores_case_spaces_and_typographers_marks() -> None:
    assert spelling_key(" Mum\u2019s  HOUSE \u2013 old ") == "mum's house - old"


def test_no_spelling_means_two_codes(catalogue: Catalogue) -> None:
    rows = catalogue.table(tables.CODE_SPELLINGS)
    counts = Counter((row.source, row.code_set, spelling_key(row.source_value)) for row in rows)
    assert [key for key, count in counts.items() if count > 1] == []
    by_any = {(row.code_set, spelling_key(row.source_value)): row.code for row in rows if row.source is None}
    for row in rows:
        assert by_any.get((row.code_set, spelling_key(row.source_value)), row.code) == row.code, row.source_value


def test_no_spelling_contradicts_a_code(catalogue: Catalogue) -> None:
    codes = {(code.code_set, spelling_key(code.code)): code.code for code in catalogue.table(tables.CODES)}
    for row in catalogue.table(tables.CODE_SPELLINGS):
        assert codes.get((row.code_set, spelling_key(row.source_value)), row.code) == row.code, row.source_value


def test_each_kind_of_home_has_five_to_forty_free_spellings(catalogue: Catalogue) -> None:
    letters = {code.code for code in catalogue.codes("ACCOM_LETTER")}
    rows = [r for r in catalogue.table(tables.CODE_SPELLINGS) if r.code_set == "ACCOM_LETTER" and r.source is None]
    free = Counter(row.code for row in rows if row.source_value not in {f"{row.code}1", f"{row.code}2"})
    assert set(free) == letters
    assert all(5 <= count <= 40 for count in free.values())


def test_texts_for_nothing_are_no_spellings(catalogue: Catalogue) -> None:
    nothing = catalogue.null_values("lcs_care_leaver_contacts", "accommodation")
    assert nothing.isdisjoint(catalogue.spellings("lcs", "ACCOM_LETTER"))


@pytest.mark.parametrize(
    ("dataset", "field", "text"),
    [
        ("ssd_care_leavers", "clea_pathway_plan_review_date", "1900-01-01"),
        ("ssd_sdq_scores", "csdq_sdq_reason", "ssd_ph"),
        ("tenancies", "tenancy_end_date", "9999-12-31"),
        ("hclic_cases", "ta_type", "null"),
    ],
)
def test_a_stand_in_means_nothing_was_recorded(catalogue: Catalogue, dataset: str, field: str, text: str) -> None:
    assert text in catalogue.null_values(dataset, field)
    assert "1900-01-01" not in catalogue.null_values("ssd_person", "pers_dob")


def test_every_activity_and_home_of_another_code_set_has_a_recode(catalogue: Catalogue) -> None:
    known = {(row.from_code_set, row.to_code_set, row.from_code) for row in catalogue.table(tables.RECODES)}
    for from_set, to_set in [
        ("CCIS_ACTIVITY", "ACTIV"),
        ("CCIS_ETHNIC", "ETHNIC"),
        ("CCIS_GENDER", "SEX"),
        ("HCLIC_ACCOMMODATION", "ACCOM_LETTER"),
        ("HCLIC_TA_TYPE", "ACCOM_LETTER"),
        ("HCLIC_EMPLOYMENT_STATUS", "ACTIV"),
        ("CORE_PREVTEN", "ACCOM_LETTER"),
        ("PLACE", "ACCOM_LETTER"),
    ]:
        missing = [c.code for c in catalogue.codes(from_set) if (from_set, to_set, c.code) not in known]
        assert missing == [], from_set


def test_recodes_of_activities_are_marked_as_ours(catalogue: Catalogue) -> None:
    rows = [row for row in catalogue.table(tables.RECODES) if row.from_code_set == "CCIS_ACTIVITY"]
    assert {row.basis.startswith("Wreath's own proposal") for row in rows} == {True}
    assert {row.from_code: row.to_code for row in rows}["640"] == "G4"
    assert {row.from_code: row.to_code for row in rows}["820"] is None
