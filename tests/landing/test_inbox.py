"""What names of files say."""

from __future__ import annotations

from dagster_project.landing.inbox import dataset_in_name, date_in_name


def test_names_of_files() -> None:
    datasets = ["ssd_cla_health", "ssd_contacts", "ssd_person"]
    assert dataset_in_name("ssd_person_2026-04-30.csv", datasets) == "ssd_person"
    assert dataset_in_name("SSD_PERSON 20260430 (2).CSV", datasets) == "ssd_person"
    assert dataset_in_name("ssd_person.csv", datasets) == "ssd_person"
    assert dataset_in_name("ssd_contacts_extra_2026-04-30.csv", datasets) is None
    assert dataset_in_name("person.csv", datasets) is None
    assert str(date_in_name("ssd_person_20260430.csv")) == "2026-04-30"
    assert date_in_name("ssd_person_123456789.csv") is None
