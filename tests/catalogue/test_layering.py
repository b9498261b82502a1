"""A council's own rows over the seeds: what they change, where that shows, and what a bad file says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue, CatalogueError, override_rows
from dagster_project.settings import repository

Write = Callable[[str, str], Path]
SEEDS = repository() / "seeds"


def test_a_known_key_changes_only_the_columns_that_the_file_has(config: Path, write: Write) -> None:
    write("catalogue/datasets.csv", "dataset,owner\nssd_person,Data team\n")
    before, after = Catalogue.load(SEEDS).dataset("ssd_person"), Catalogue.load(SEEDS, config).dataset("ssd_person")
    assert after.owner == "Data team"
    assert after.provenance == "config/catalogue/datasets.csv"
    assert after.model_copy(update={"owner": before.owner, "provenance": before.provenance}) == before


def test_a_new_key_adds_a_row_and_comments_are_skipped(config: Path, write: Write) -> None:
    write(
        "mapping/code_spellings.csv",
        '# ours\nsource,code_set,source_value,code\n"# more, of ours"\nlcs,ACTIV,Zoo keeper,F5\n',
    )
    catalogue = Catalogue.load(SEEDS, config)
    assert catalogue.spellings("lcs", "ACTIV")["zoo keeper"] == "F5"
    assert override_rows(catalogue) == [
        {
            "table": "code_spellings",
            "key": "lcs|ACTIV|Zoo keeper",
            "action": "added",
            "file": "config/mapping/code_spellings.csv",
            "line": 4,
        }
    ]


def test_a_row_can_be_taken_away(config: Path, write: Write) -> None:
    write("dashboards/dashboard_measures.csv", "dashboard_id,measure_id,remove\ncouncil_neet_tracker,neet,true\n")
    catalogue = Catalogue.load(SEEDS, config)
    assert ("council_neet_tracker", "neet") not in {row.key() for row in catalogue.layered["dashboard_measures"]}
    assert override_rows(catalogue)[0]["action"] == "removed"


def test_a_council_adds_a_code_of_its_own_in_any_file_of_the_folder(config: Path, write: Write) -> None:
    write("codes/northmoor.csv", "code_set,code,label,status\nHOUSING_BAND,F,Band F,local\n")
    assert "F" in {code.code for code in Catalogue.load(SEEDS, config).codes("HOUSING_BAND")}


def test_no_folder_and_an_empty_folder_change_nothing(config: Path) -> None:
    plain = Catalogue.load(SEEDS)
    assert Catalogue.load(SEEDS, config).layered == plain.layered
    assert Catalogue.load(SEEDS, config / "missing").layered == plain.layered
    assert plain.overrides == ()


def test_the_digest_of_reading_follows_spellings_and_not_indicators(config: Path, write: Write) -> None:
    plain = Catalogue.load(SEEDS)
    path = write("catalogue/indicators.csv", "indicator_id,owner\nis_neet,Somebody\n")
    changed = Catalogue.load(SEEDS, config)
    assert changed.layered != plain.layered
    assert changed.reading_digest() == plain.reading_digest()
    path.unlink()
    path = write("catalogue/fields.csv", "dataset,field,description\nssd_person,pers_dob,Birthday.\n")
    assert Catalogue.load(SEEDS, config).reading_digest() == plain.reading_digest()
    path.unlink()
    path = write("catalogue/expectations.csv", "dataset,field,expectation,reason\n*,,min_rows,Other words.\n")
    assert Catalogue.load(SEEDS, config).reading_digest() == plain.reading_digest()
    path.unlink()
    write("returns/parameters.csv", "parameter,value\nfewest_people_shown,10\n")
    assert Catalogue.load(SEEDS, config).reading_digest() == plain.reading_digest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mapping/null_values.csv", "dataset,field,value,reason\n*,*,tbc,ours\n"),
        ("catalogue/fields.csv", "dataset,field,column\nssd_person,pers_dob,born_row_id\n"),
        ("catalogue/expectations.csv", "dataset,field,expectation,threshold\n*,,min_rows,2\n"),
        ("returns/parameters.csv", "parameter,value\ncheck_least_rows,40\n"),
    ],
)
def test_the_digest_of_reading_follows_what_reads_and_judges(
    config: Path, write: Write, name: str, content: str
) -> None:
    write(name, content)
    assert Catalogue.load(SEEDS, config).reading_digest() != Catalogue.load(SEEDS).reading_digest()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("mapping/spellings.csv", "a\n1\n", "is not a file of the catalogue; use one of catalogue/sources.csv"),
        ("mapping/recodes.csv", "from_code_set,from_code,to_code_set,code\n", "line 1: unknown column 'code'"),
        ("mapping/recodes.csv", "from_code_set,from_code\n", "line 1: column 'to_code_set' is missing"),
        ("mapping/recodes.csv", "from_code_set,from_code,to_code_set,from_code\n", "column 'from_code' appears twice"),
        (
            "mapping/code_spellings.csv",
            "source,code_set,source_value,code\nlcs,ACTIV,Zoo,F5\nlcs,ACTIV,Zoo,F5\n",
            "line 3: source lcs, code_set ACTIV, source_value Zoo is already in config/mapping/code_spellings.csv",
        ),
        (
            "mapping/code_spellings.csv",
            "source,code_set,source_value,code\nlcs,ACTIV,Zoo,F9\n",
            "line 2, column code: 'F9' is not a code of ACTIV; use one of F1, P1",
        ),
        (
            "mapping/code_spellings.csv",
            "source,code_set,source_value,code\nsap,ACTIV,Zoo,F5\n",
            "line 2, column source: 'sap' is not in sources",
        ),
        (
            "mapping/code_spellings.csv",
            "source,code_set,source_value\nlcs,ACTIV,Zoo\n",
            "line 2, column code: is blank",
        ),
        ("mapping/code_spellings.csv", "source,code_set,source_value,code\nlcs,ACTIV\n", "line 2: has 2 cells where"),
        (
            "codes/own.csv",
            "code_set,code,label,valid_from_year,status\nACTIV,Q1,Other,2024,local\n",
            "line 2, column valid_from_year: '2024' is not allowed: write a collection year such as 2024-25",
        ),
        (
            "codes/own.csv",
            "code_set,code,label,valid_from_year,status\nACTIV,Q1,Other,2024-26,local\n",
            "write a collection year such as 2024-25",
        ),
        (
            "codes/own.csv",
            "code_set,code,label,valid_from_year,valid_to_year,status\nACTIV,Q1,Other,2024-25,2022-23,local\n",
            "line 2: valid_from_year is after valid_to_year; swap them",
        ),
        ("catalogue/datasets.csv", "dataset,delivery\nssd_person,weekly\n", "line 2, column delivery: 'weekly' is not"),
        (
            "catalogue/datasets.csv",
            "dataset,is_linkable\nssd_person,perhaps\n",
            "line 2, column is_linkable: 'perhaps'",
        ),
        ("catalogue/fields.csv", "dataset,field,column\nssd_person,pers_dob,forename\n", "'forename' is used twice"),
        (
            "mapping/column_aliases.csv",
            "dataset,alias,field\nssd_person,d,pers_d\n",
            "'pers_d' is not a field of ssd_person",
        ),
        (
            "dashboards/dashboards.csv",
            "dashboard_id,remove\nnothing_like_it,true\n",
            "line 2: removes a row that the seeds do not have",
        ),
    ],
)
def test_a_bad_file_gives_one_line_that_says_what_and_where(
    config: Path, write: Write, name: str, content: str, told: str
) -> None:
    write(name, content)
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(SEEDS, config)
    message = str(caught.value)
    assert message.startswith(f"config/{name}")
    assert told in message
    assert "\n" not in message


def test_another_encoding_is_named_with_its_line(config: Path, write: Write) -> None:
    path = write("mapping/code_spellings.csv", "")
    path.write_bytes("source,code_set,source_value,code\nlcs,ACTIV,Caf\u00e9,F5\n".encode("cp1252"))
    with pytest.raises(CatalogueError, match="line 2: is not UTF-8; save it as CSV UTF-8"):
        Catalogue.load(SEEDS, config)


def test_a_byte_order_mark_is_no_fault(config: Path, write: Write) -> None:
    path = write("mapping/null_values.csv", "")
    path.write_bytes(b"\xef\xbb\xbfdataset,field,value,reason\r\n*,*,tbc,ours\r\n")
    assert "tbc" in Catalogue.load(SEEDS, config).null_values("ssd_person", "pers_dob")


def test_a_missing_seed_file_says_where_to_get_it(seeds: Path) -> None:
    (seeds / "mapping" / "recodes.csv").unlink()
    with pytest.raises(CatalogueError, match=r"recodes\.csv: is missing; restore it from the clone"):
        Catalogue.load(seeds)


def test_a_seed_without_a_column_is_an_error(seeds: Path) -> None:
    path = seeds / "catalogue" / "sources.csv"
    path.write_text("source,title\nlcs,LCS\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="column 'description' is missing"):
        Catalogue.load(seeds)


def test_written_tables_carry_their_provenance_and_types(config: Path, write: Write, tmp_path: Path) -> None:
    write("returns/parameters.csv", "parameter,value\ncontact_window_months_after,2\n")
    catalogue = Catalogue.load(SEEDS, config)
    paths = catalogue.write_tables(tmp_path / "out")
    assert {path.stem for path in paths} == set(catalogue.layered)
    found = pl.read_parquet(tmp_path / "out" / "parameters.parquet")
    changed = found.filter(pl.col("parameter") == "contact_window_months_after").row(0, named=True)
    assert (changed["value"], changed["provenance"]) == ("2", "config/returns/parameters.csv")
    datasets = pl.read_parquet(tmp_path / "out" / "datasets.parquet")
    assert datasets.schema["is_linkable"] == pl.Boolean()
    assert pl.read_parquet(tmp_path / "out" / "collection_years.parquet").schema["start_date"] == pl.Date()


def test_writing_tables_twice_gives_the_same_bytes(catalogue: Catalogue, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in catalogue.write_tables(tmp_path / "a")]
    assert [path.read_bytes() for path in catalogue.write_tables(tmp_path / "b")] == first


def test_the_digest_follows_any_row_and_not_where_the_clone_lies(seeds: Path, config: Path, write: Write) -> None:
    before = Catalogue.load(SEEDS).digest()
    assert Catalogue.load(seeds).digest() == before
    write("returns/parameters.csv", "parameter,value\ncontact_window_months_before,4\n")
    assert Catalogue.load(SEEDS, config).digest() != before
