"""What the map must find in a fictional authority, and all that it may find: `truth/map_expected.parquet`.

Planted: duplications that are made to disagree, silences and a gap that are made by leaving out. The map must find
each, and the share that the rendered records have must lie in the interval that it gives. Inherent: what follows from
the catalogue and from whom the sources know (`known_by`). Whatever else the map measures is a false report. What only
the SQL can be asked (unproved claims, unused fields, items without a path) lies in no authority's records: it is held
by the tests of the lineage, not by this list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue, spelling_key, tables
from dagster_project.synthetic.days import age_on, day
from dagster_project.synthetic.known_by import inherent_fill_gaps, recording_fields
from dagster_project.synthetic.render.extract import Extract
from dagster_project.synthetic.render.standing import standing
from dagster_project.synthetic.truth import Truth

#: Columns of the list. `finding` is a kind of gap or `duplication`, `subject_id` is named as the map names it, and
#: `rate` is the share of people that agrees or is recorded, null for what is inherent. What holds in every authority
#: has an empty code.
SCHEMA = {
    "local_authority_code": pl.String(), "finding": pl.String(), "subject_id": pl.String(),
    "is_planted": pl.Boolean(), "rate": pl.Float64(),
}  # fmt: skip
_YES = ("y", "yes", "true", "1")
#: Dataset that the case system's numbers are explained in, and the column of each dataset that says whose a row is.
_OWNERS = {
    "ssd_cla_health": ("ssd_person", "clah_person_id"),
    "ssd_cla_immunisations": ("ssd_person", "clai_person_id"),
    "cla_health": ("cla_health", "nhs_number"),
    "pupils": ("pupils", "upn"),
    "survey_answers": ("survey_answers", "person_reference"),
    "leaving_care_payments": ("leaving_care_payments", "person_reference"),
}


@dataclass(frozen=True)
class _Records:
    """What the sources of one authority hold that something planted is counted in."""

    truth: Truth
    catalogue: Catalogue
    frames: dict[str, pl.DataFrame]
    owners: pl.DataFrame

    def of(self, dataset: str) -> pl.DataFrame:
        """Return the rows of a dataset with the person_id that they truly belong to."""
        explained_in, column = _OWNERS[dataset]
        owners = self.owners.filter(pl.col("dataset") == explained_in)
        whose = owners.select("person_id", pl.col("source_record_id").alias(column))
        return self.frames[dataset].join(whose, on=column, how="inner", maintain_order="left")

    def codes(self, frame: pl.DataFrame, column: str, code_set: str) -> pl.Series:
        """Return the codes that the texts of a column of the case system stand for."""
        known = self.catalogue.spellings("lcs", code_set)
        meant = {text: known.get(spelling_key(text)) for text in frame[column].drop_nulls().unique()}
        return frame[column].replace_strict(meant, default=None, return_dtype=pl.String)


def map_expected(truth: Truth, extracts: list[Extract], catalogue: Catalogue, *, faults: float) -> pl.DataFrame:
    """Return the list of one authority.

    Args:
        truth: The lives.
        extracts: All that was rendered of them, at least of `COUNTED`.
        catalogue: Whose fields and concepts are used.
        faults: Level at which they were rendered; at 0 nothing is planted.
    """
    frames = {extract.dataset: extract.frame for extract in extracts}
    owners = pl.concat([extract.records for extract in extracts if extract.records is not None])
    records = _Records(truth, catalogue, frames, owners)
    authority = str(truth["person"]["local_authority_code"][0])
    found = _planted(records) if faults > 0 else ()
    planted = [(authority, *finding, True, rate) for finding, rate in found]
    follows = [(authority, *finding, False, None) for finding in _follows(catalogue)] if faults > 0 else []
    fixed = [("", *finding, False, None) for finding in _of_the_catalogue(catalogue)]
    inherent = [(authority, *finding, False, None) for finding in _of_the_authority(catalogue)]
    rows = pl.DataFrame([*planted, *follows, *fixed, *inherent], schema=SCHEMA, orient="row")
    return rows.unique(["local_authority_code", "finding", "subject_id"], keep="first", maintain_order=True)


#: Datasets that something planted is counted in.
COUNTED = frozenset(_OWNERS) | {"ssd_person"}


def write_expected(parts: list[pl.DataFrame], folder: Path) -> None:
    """Write the lists of all authorities as `folder`/map_expected.parquet."""
    whole = pl.concat(parts).unique(maintain_order=True)
    with files.writing(folder / "map_expected.parquet") as temporary:
        whole.write_parquet(temporary, compression="zstd", statistics=False)


def _planted(records: _Records) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield everything that was planted, with the share that the records have."""
    yield ("duplication", _pair("C50", _IMMUNISATIONS)), _immunisations_agree(records)
    yield ("duplication", _pair("C48", _ASSESSMENTS)), _assessments_agree(records)
    boys = _in_care(records.truth).filter(pl.col("sex") == "M")
    meetings = records.of("pupils").filter(_date("pep_date").is_not_null())
    yield ("silent_group", "C11 sex M"), _share(boys, meetings)
    grown = _asked_from_16(records.truth)
    entitled = pl.col("eligibility").is_in(["ELIGIBLE", "RELEVANT", "FORMER_RELEVANT", "QUALIFYING"])
    answers = records.of("survey_answers").filter(pl.col("answer").is_not_null())
    asked_of = {concept.concept_id: concept.asked_of for concept in records.catalogue.concepts}
    for concept, measures in _survey_concepts(records.catalogue).items():
        asked = grown.filter(entitled) if asked_of[concept] == "entitled to an adviser" else grown
        told = answers.filter(pl.col("measure_id").is_in(measures))
        yield ("silent_group", f"{concept} sex M"), _share(asked.filter(pl.col("sex") == "M"), told)
    noted = records.of("leaving_care_payments").filter(pl.col("savings_claimed").is_not_null())
    yield ("recorded_for_few", "C60"), _share(grown, noted)


_IMMUNISATIONS = (
    ("cla_health", "immunisations_up_to_date"),
    ("ssd_cla_immunisations", "clai_immunisations_status"),
)
_ASSESSMENTS = (("cla_health", "health_assessment_date"), ("ssd_cla_health", "clah_health_check_date"))


def _pair(concept: str, fields: tuple[tuple[str, str], tuple[str, str]]) -> str:
    """Return a pair's name on the map: the concept and both fields in the order of their names."""
    return " ".join([concept, *sorted(f"{dataset}.{field}" for dataset, field in fields)])


def _immunisations_agree(records: _Records) -> float:
    """Return in which share of those with both answers they are the same."""
    (health, told), (lcs, noted) = _IMMUNISATIONS
    theirs = records.of(health).select("person_id", _flag(told).alias("a"))
    ours = records.of(lcs).select("person_id", _flag(noted).alias("b"))
    return _agreement(theirs, ours)


def _assessments_agree(records: _Records) -> float:
    """Return in which share of those with both days of the latest health assessment they are the same."""
    (health, told), (lcs, noted) = _ASSESSMENTS
    theirs = records.of(health).select("person_id", _date(told).alias("a"))
    checks = records.of(lcs)
    kind = records.codes(checks, "clah_health_check_type", "LCS_HEALTH_CHECK_TYPE")
    status = records.codes(checks, "clah_health_check_status", "LCS_HEALTH_CHECK_STATUS")
    made = checks.filter((kind == "HEALTH_ASSESSMENT") & (status == "COMPLETED"))
    return _agreement(theirs, made.group_by("person_id").agg(_date(noted).max().alias("b")))


def _agreement(a: pl.DataFrame, b: pl.DataFrame) -> float:
    """Return the share that agrees among the people of whom both have a value."""
    both = a.drop_nulls().join(b.drop_nulls(), on="person_id")
    return float(both.select((pl.col("a") == pl.col("b")).sum()).item()) / max(len(both), 1)


def _share(asked: pl.DataFrame, recorded: pl.DataFrame) -> float:
    """Return the share of the people asked who have a record."""
    return len(asked.join(recorded, on="person_id", how="semi")) / max(len(asked), 1)


def _flag(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String).str.to_lowercase()
    return pl.when(text.is_not_null()).then(text.is_in(_YES))


def _date(column: str) -> pl.Expr:
    """Return a column as dates; null where it cannot be read, as some are made to be."""
    return pl.col(column).cast(pl.String).str.to_date("%Y-%m-%d", strict=False)


def _in_care(truth: Truth) -> pl.DataFrame:
    """Return person_id, sex and age of the children in care, short breaks left out."""
    open_now = truth["care_period"].filter(pl.col("care_end_date").is_null() & ~pl.col("is_short_break"))
    return _alive(truth).join(open_now, on="person_id", how="semi", maintain_order="left")


def _asked_from_16(truth: Truth) -> pl.DataFrame:
    """Return person_id, sex and eligibility of those of 16 or over in care, and of the care leavers of 17 to 25."""
    known = _alive(truth).join(standing(truth), on="person_id", how="left", maintain_order="left")
    in_care = pl.col("person_id").is_in(_in_care(truth)["person_id"].implode())
    owed = pl.col("eligibility").is_in(["RELEVANT", "FORMER_RELEVANT", "QUALIFYING"])
    left = ~in_care & owed & pl.col("age").is_between(17, 25)
    return known.filter((in_care & (pl.col("age") >= 16)) | left)


def _alive(truth: Truth) -> pl.DataFrame:
    age = age_on(truth["person"]["birth_date"].to_physical().to_numpy(), day(truth.as_at))
    people = truth["person"].select("person_id", "sex", "death_date", pl.Series("age", age))
    return people.filter(pl.col("death_date").is_null()).drop("death_date")


def _follows(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield silences that may follow from a planted one: of men, where the survey is one source among several."""
    for concept, fields in recording_fields(catalogue).items():
        datasets = {dataset for dataset, _ in fields}
        if "survey_answers" in datasets and len(datasets) > 1:
            yield "silent_group", f"{concept} sex M"


def _survey_concepts(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the measures of each concept that nothing but the survey records."""
    only = {
        concept
        for concept, fields in recording_fields(catalogue).items()
        if {dataset for dataset, _ in fields} == {"survey_answers"}
    }
    found: dict[str, list[str]] = {}
    for row in catalogue.table(tables.VOICE_MEASURE_CONCEPTS):
        if row.concept_id in only:
            found.setdefault(row.concept_id, []).append(row.measure_id)
    return found


def _of_the_authority(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what the map may measure in any authority: gaps, and every two fields that can be compared."""
    yield from inherent_fill_gaps(catalogue)
    comparable = {row.concept_id for row in catalogue.table(tables.CONCEPT_COMPARISONS) if row.is_comparable}
    for concept, fields in recording_fields(catalogue).items():
        if concept in comparable:
            for a, b in combinations(fields, 2):
                yield "duplication", _pair(concept, (a, b))


def _of_the_catalogue(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the gaps that the catalogue alone has: what nobody records, shows or asks young people."""
    recorded = recording_fields(catalogue)
    council = {row.dashboard_id for row in catalogue.table(tables.DASHBOARDS) if row.built_by == "council"}
    measures = catalogue.table(tables.DASHBOARD_MEASURES)
    shown = {row.concept_id for row in measures if row.dashboard_id in council}
    own_view = {(field.dataset, field.field) for field in catalogue.fields if field.perspective == "young person"}
    for concept in catalogue.concepts:
        if concept.concept_id not in recorded:
            yield "concept_nobody_records", concept.concept_id
        if concept.concept_id not in shown:
            yield "concept_not_on_council_dashboards", concept.concept_id
    for domain in catalogue.domains:
        concepts = {row.concept_id for row in catalogue.concepts if row.domain_id == domain.domain_id}
        if len(concepts & shown) * 4 < len(concepts):
            yield "domain_hardly_on_council_dashboards", domain.domain_id
        if not any(own_view.intersection(recorded.get(concept, ())) for concept in concepts):
            yield "domain_without_young_person", domain.domain_id
