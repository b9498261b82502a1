"""At level 0 the extracts are the truth; at level 1 every planted fault is there."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic import Rendered, Truth, generate, render
from dagster_project.synthetic.render.faults import UNREADABLE_CODES, UNREADABLE_DATES

PLACEHOLDERS = {
    "ssd_ehcp_active_plans",
    "ssd_linked_identifiers",
    "ssd_s251_finance",
    "ssd_sen_need",
    "ssd_send",
    "ssd_voice_of_child",
}


def test_every_dataset_is_sent_but_placeholders(catalogue: Catalogue, exact: Rendered) -> None:
    sent = {extract.dataset for extract in exact.extracts}
    # Returns submitted before are the council's own; the fictional authority has sent none.
    of_systems = {dataset.dataset for dataset in catalogue.datasets if dataset.source != "ssda903_submitted"}
    assert sent == of_systems - PLACEHOLDERS
    assert all(len(extract.frame) > 0 for extract in exact.extracts)


def test_fields_are_the_catalogues(catalogue: Catalogue, faulty: Rendered) -> None:
    for extract in faulty.extracts:
        assert extract.frame.columns == [field.field for field in catalogue.fields_of(extract.dataset)]


def test_business_keys_are_unique_and_filled(catalogue: Catalogue, faulty: Rendered) -> None:
    for extract in faulty.extracts:
        keys = [field.field for field in catalogue.key_fields(extract.dataset)]
        assert extract.frame.select(keys).is_unique().all(), extract.dataset
        assert extract.frame.select(pl.any_horizontal(pl.col(keys).is_null()).any()).item() is False, extract.dataset


def test_without_faults_every_code_is_a_code(catalogue: Catalogue, exact: Rendered) -> None:
    for extract in exact.extracts:
        for field in catalogue.fields_of(extract.dataset):
            if field.code_set is not None:
                codes = {code.code for code in catalogue.codes(field.code_set)}
                values = set(extract.frame[field.field].drop_nulls().cast(pl.String))
                assert values <= codes, (extract.dataset, field.field, sorted(values - codes)[:5])


def test_without_faults_people_are_the_people(truth: Truth, exact: Rendered) -> None:
    people = exact.frame("ssd_person")
    assert len(people) == len(truth["person"])
    assert people["pers_dob"].to_list() == truth["person"]["birth_date"].to_list()
    assert people["pers_expected_dob"].is_null().all()
    assert people["pers_common_child_id"].to_list() == truth["person"]["nhs_number"].to_list()
    counts = Counter(exact.source_records.filter(pl.col("source") == "lcs")["person_id"])
    assert set(counts.values()) == {1}
    assert set(exact.source_records["person_id"]) <= set(truth["person"]["person_id"])


def test_without_faults_contacts_are_the_contacts(truth: Truth, exact: Rendered) -> None:
    sent, true = exact.frame("lcs_care_leaver_contacts"), truth["contact"]
    for column in ("contact_date", "contact_kind", "in_touch", "activity", "accommodation", "suitability"):
        assert sent[column].to_list() == true[column].to_list()


def test_without_faults_care_is_the_care(truth: Truth, exact: Rendered) -> None:
    placements = exact.frame("ssd_cla_placement")
    for sent, true in (
        ("clap_cla_placement_start_date", "placement_start_date"),
        ("clap_cla_placement_end_date", "placement_end_date"),
        ("clap_cla_placement_type", "placement_type"),
        ("clap_cla_placement_provider", "provider"),
    ):
        assert placements[sent].to_list() == truth["placement"][true].to_list()
    for table, dataset in (("legal_status", "ssd_legal_status"), ("missing_episode", "ssd_missing")):
        assert len(truth[table]) == len(exact.frame(dataset))


def test_episodes_are_the_refinement_of_placements_and_legal_statuses(truth: Truth, exact: Rendered) -> None:
    episodes = exact.frame("ssd_cla_episodes").sort("clae_cla_id", "clae_cla_episode_start_date")
    starts = {
        (row[0], row[1])
        for table, column in (("placement", "placement_start_date"), ("legal_status", "legal_status_start_date"))
        for row in truth[table].select("care_period_id", column).iter_rows()
    }
    assert len(episodes) == len(starts)
    by_period = episodes.group_by("clae_cla_id", maintain_order=True).agg(
        pl.col("clae_cla_episode_start_reason").first().alias("first"),
        pl.col("clae_cla_episode_start_reason").slice(1).alias("later"),
        pl.col("clae_cla_episode_ceased_reason").slice(0, pl.len() - 1).alias("inner"),
        pl.col("clae_cla_episode_ceased_reason").last().alias("last"),
    )
    assert set(by_period["first"]) == {"S"}
    assert set(by_period["later"].explode().drop_nulls()) == {"L", "P", "T", "B", "U"}
    assert set(by_period["inner"].explode().drop_nulls()) == {"X1"}
    assert "X1" not in set(by_period["last"])
    assert len(by_period) == len(truth["care_period"])


def test_usual_faults_are_there(truth: Truth, exact: Rendered, faulty: Rendered) -> None:
    people, contacts = faulty.frame("ssd_person"), faulty.frame("lcs_care_leaver_contacts")
    lcs = faulty.source_records.filter(pl.col("source") == "lcs")
    assert sum(count > 1 for count in Counter(lcs["person_id"]).values()) >= 6  # recorded twice
    assert len(lcs.filter(pl.col("person_id").str.starts_with("XL"))) >= 5  # never in care
    estimated = int(truth["person"]["is_birth_date_estimated"].sum())
    assert people["pers_expected_dob"].is_not_null().sum() >= estimated > 20
    new_year = people.filter(
        (pl.col("pers_expected_dob").dt.month() == 1) & (pl.col("pers_expected_dob").dt.day() == 1)
    )
    assert len(new_year) == people["pers_expected_dob"].is_not_null().sum()
    lost = 1 - len(contacts) / len(truth["contact"])
    assert 0.005 < lost < 0.06
    twice = faulty.source_records.filter(pl.col("source_record_id").str.starts_with("9"))["source_record_id"]
    assert set(contacts["person_id"]) & set(twice)


@pytest.mark.parametrize(
    ("dataset", "field", "texts"),
    [
        ("lcs_care_leaver_contacts", "contact_date", UNREADABLE_DATES),
        ("lcs_care_leaver_contacts", "in_touch", UNREADABLE_CODES),
        ("lcs_care_leaver_contacts", "activity", UNREADABLE_CODES),
        ("lcs_care_leaver_contacts", "accommodation", UNREADABLE_CODES),
        ("ssd_care_leavers", "clea_care_leaver_accommodation", UNREADABLE_CODES),
        ("ssd_cla_episodes", "clae_cla_episode_ceased_date", UNREADABLE_DATES),
        ("ssd_cla_placement", "clap_cla_placement_type", UNREADABLE_CODES),
        ("ssd_sdq_scores", "csdq_sdq_completed_date", UNREADABLE_DATES),
        ("current_activity", "current_activity_code", UNREADABLE_CODES),
        ("young_person", "date_of_birth", UNREADABLE_DATES),
        ("hclic_cases", "employment_status", UNREADABLE_CODES),
        ("tenancies", "notice_served_date", UNREADABLE_DATES),
        ("cla_health", "dental_check_date", UNREADABLE_DATES),
        ("pupils", "pep_date", UNREADABLE_DATES),
    ],
)
def test_a_few_cells_cannot_be_read(faulty: Rendered, dataset: str, field: str, texts: tuple[str, ...]) -> None:
    sent = faulty.frame(dataset)[field].cast(pl.String)
    unreadable = sent.is_in(texts).sum()
    assert 1 <= unreadable < 0.03 * len(sent)


def test_only_unreadable_cells_are_unknown_codes(catalogue: Catalogue, faulty: Rendered) -> None:
    rubbish = {text.strip().casefold() for text in UNREADABLE_CODES} | {"wb", "not asked yet"}
    for extract in faulty.extracts:
        for field in catalogue.fields_of(extract.dataset):
            if field.code_set is not None:
                known = set(catalogue.spellings(extract.source, field.code_set))
                values = extract.frame[field.field].drop_nulls().cast(pl.String).unique()
                read = {" ".join(value.casefold().split()) for value in values}
                nulls = catalogue.null_values(extract.dataset, field.field)
                assert read - known - nulls <= rubbish, (extract.dataset, field.field)


def test_accommodation_is_spelt_in_many_ways(faulty: Rendered) -> None:
    latest = faulty.frame("ssd_care_leavers")["clea_care_leaver_accommodation"].drop_nulls().unique()
    assert len(latest) >= 40
    assert faulty.frame("ssd_care_leavers")["clea_pathway_plan_review_date"].dt.year().min() == 1900


def test_systems_disagree_and_ccis_falls_silent_after_18(truth: Truth, exact: Rendered, faulty: Rendered) -> None:
    true = exact.frame("current_activity").select("client_id", true="current_activity_code")
    joined = faulty.frame("current_activity").join(true, on="client_id")
    differ = joined.filter(pl.col("current_activity_code") != pl.col("true"))
    assert 0.05 < len(differ) / len(joined) < 0.5
    clients = exact.source_records.filter(pl.col("source") == "ccis").join(truth["person"], on="person_id")
    sent = exact.frame("current_activity").join(clients, left_on="client_id", right_on="source_record_id", how="left")
    grown = sent.filter(pl.col("birth_date").dt.offset_by("18y") <= pl.lit(truth.as_at))
    assert grown["has_ehcp"].all()


def named_as_before(truth: Truth, rendered: Rendered, dataset: str, key: str, name: str) -> int:
    """Count the records of a dataset under the surname that their person had before."""
    whose = rendered.source_records.filter(pl.col("dataset") == dataset).select("person_id", "source_record_id")
    known = rendered.frame(dataset).select(pl.col(key).cast(pl.String).alias("source_record_id"), name)
    joined = known.join(whose, on="source_record_id").join(truth["person"], on="person_id")
    changed = joined.filter(pl.col("surname_before").is_not_null())
    return len(
        changed.filter(pl.col(name).str.to_lowercase().str.ends_with(pl.col("surname_before").str.to_lowercase()))
    )


@pytest.mark.parametrize(
    ("dataset", "key", "name"),
    [("young_person", "client_id", "family_name"), ("tenancies", "tenancy_reference", "full_name")],
)
def test_other_systems_still_hold_some_surnames_of_before(
    truth: Truth, exact: Rendered, faulty: Rendered, dataset: str, key: str, name: str
) -> None:
    assert named_as_before(truth, exact, dataset, key, name) == 0
    assert named_as_before(truth, faulty, dataset, key, name) >= 1


def test_case_system_holds_the_surname_of_today_but_for_second_records(truth: Truth, faulty: Rendered) -> None:
    assert named_as_before(truth, faulty, "ssd_person", "pers_person_id", "pers_surname") < 10
    whose = faulty.source_records.filter(pl.col("dataset") == "ssd_person")
    first = whose.filter(~pl.col("source_record_id").str.starts_with("9"))
    people = faulty.frame("ssd_person").join(first, left_on="pers_person_id", right_on="source_record_id")
    joined = people.join(truth["person"], on="person_id")
    assert joined.filter(pl.col("pers_surname") != pl.col("surname")).is_empty()


def test_some_contacts_are_recorded_weeks_late(truth: Truth, exact: Rendered, faulty: Rendered) -> None:
    days = (pl.col("recorded_date") - pl.col("contact_date").cast(pl.String).str.to_date(strict=False)).dt.total_days()
    lags = {name: frame.frame("lcs_care_leaver_contacts").select(days.alias("days"))["days"].drop_nulls()
            for name, frame in (("exact", exact), ("faulty", faulty))}  # fmt: skip
    assert lags["exact"].is_between(0, 6).all()
    late = lags["faulty"] >= 20
    assert 0.02 < late.sum() / len(late) < 0.1
    assert (faulty.frame("lcs_care_leaver_contacts")["recorded_date"] <= truth.as_at).all()


def test_some_latest_states_are_stale(truth: Truth, exact: Rendered, faulty: Rendered) -> None:
    latest = "clea_care_leaver_latest_contact"
    in_touch = truth["contact"].filter(pl.col("in_touch") == "YES")
    assert exact.frame("ssd_care_leavers")[latest].max() == in_touch["contact_date"].max()
    columns = ("clea_person_id", latest)
    pairs = exact.frame("ssd_care_leavers").select(columns).join(
        faulty.frame("ssd_care_leavers").select(columns), on="clea_person_id", suffix="_faulty"
    )  # fmt: skip
    behind = pairs.filter(pl.col(f"{latest}_faulty") < pl.col(latest))
    assert 0.005 < len(behind) / len(pairs) < 0.06
    assert pairs.filter(pl.col(f"{latest}_faulty") > pl.col(latest)).is_empty()


def birth_dates(truth: Truth, rendered: Rendered) -> pl.DataFrame:
    """Return the birth dates that other systems hold beside those of the same people in the case system."""
    found = []
    for dataset, key in (
        ("young_person", "client_id"),
        ("housing_register", "register_reference"),
        ("tenancies", "tenancy_reference"),
    ):
        whose = rendered.source_records.filter(pl.col("dataset") == dataset).select("person_id", "source_record_id")
        told = pl.col("date_of_birth").cast(pl.String).str.to_date(strict=False).alias("told")
        held = rendered.frame(dataset).select(pl.col(key).alias("source_record_id"), told).drop_nulls()
        found.append(held.join(whose, on="source_record_id"))
    return pl.concat(found).join(truth["person"], on="person_id")


def test_systems_disagree_about_some_birth_dates(truth: Truth, exact: Rendered, faulty: Rendered) -> None:
    differs = pl.col("told") != pl.col("birth_date")
    assert birth_dates(truth, exact).filter(differs).is_empty()
    conflicting = birth_dates(truth, faulty).filter(differs)
    assert 1 <= len(conflicting) < 0.03 * len(birth_dates(truth, faulty))
    day_and_month = [pl.col(name).dt.strftime(form) for name, form in (("told", "%d%m"), ("birth_date", "%m%d"))]
    assert conflicting.filter(day_and_month[0] != day_and_month[1]).is_empty()


def test_some_people_are_in_one_system_only(exact: Rendered, faulty: Rendered) -> None:
    strangers = faulty.source_records.filter(pl.col("person_id").str.starts_with("X"))
    assert set(strangers["source"]) == {"lcs", "ccis", "housing", "health", "virtual_school"}
    systems = strangers.group_by("person_id").agg(pl.col("source").n_unique())
    assert set(systems["source"]) == {1}
    assert exact.source_records.filter(pl.col("person_id").str.starts_with("X")).is_empty()


def test_faults_scale_with_their_level(truth: Truth, catalogue: Catalogue, faulty: Rendered) -> None:
    worse = render(truth, catalogue=catalogue, faults=3.0)
    for dataset in ("lcs_care_leaver_contacts", "ssd_cla_visits", "ssd_address"):
        assert len(worse.frame(dataset)) < len(faulty.frame(dataset))
    assert len(worse.frame("ssd_person")) > len(faulty.frame("ssd_person"))


def test_files_come_in_several_kinds(tmp_path: Path, catalogue: Catalogue) -> None:
    summary = generate(tmp_path, people=60, catalogue=catalogue)
    names = {path.name: path for path in summary.files}
    assert (tmp_path / "inbox/ccis/individual_characteristic_2026-04-30.xml").is_file()
    assert names["current_activity_2026-04-30.csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    raw = b"".join(path.read_bytes() for path in summary.files if path.name.startswith("tenancies"))
    raw.decode("cp1252")
    assert len([name for name in names if name.startswith("current_activity_")]) == 12
    assert summary.rows["ssd_person"] > 0
    assert set(summary.authorities) == {"990"}


def test_files_of_exact_extracts_are_plain(tmp_path: Path, catalogue: Catalogue) -> None:
    summary = generate(tmp_path, people=30, faults=0, catalogue=catalogue)
    assert {path.suffix for path in summary.files} == {".csv"}
    assert not any(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in summary.files)
