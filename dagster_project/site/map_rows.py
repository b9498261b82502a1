"""The read contract of the map: one class per table of the schema `lineage`, and the titles of sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dagster_project.site.addresses import slug
from dagster_project.site.rows import perspective_id


@dataclass(frozen=True)
class Source:
    """`sources`: a system that sends data; where the table is absent its id stands for the title."""

    source: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class MapField:
    """`map_field`: one row per field a source sends."""

    source: str
    dataset: str
    field: str
    description: str = ""
    perspective: str = "administrative"
    sensitivity: str = ""
    concept_id: str = ""
    domain_id: str = ""
    no_concept_reason: str = ""
    fate_reason: str = ""
    decided_count: int = 0
    position: int = 0

    @property
    def perspective_id(self) -> str:
        """The perspective as one of PERSPECTIVES."""
        return perspective_id(self.perspective)

    @property
    def name(self) -> str:
        """Dataset and field, by which it is known everywhere."""
        return f"{self.dataset}.{self.field}"


@dataclass(frozen=True)
class MapClaim:
    """`map_claim`: one row per field and concept, as the catalogue says and as the SQL shows."""

    dataset: str
    field: str
    concept_id: str
    is_claimed: bool
    # False where the field always arrives empty, or its dataset may only be counted.
    is_recording: bool = True


@dataclass(frozen=True)
class MapDomain:
    """`map_domain`: how far a domain is recorded and shown on the council's own dashboards.

    It also names the domains where no person has arrived yet and `rpt_domain` is empty.
    """

    domain_id: str
    label: str
    position: int = 0
    concepts_count: int = 0
    council_concepts_count: int = 0
    is_hardly_on_council_dashboards: bool = False
    has_young_person_perspective: bool = True


@dataclass(frozen=True)
class MapPath:
    """`map_path`: one row per field and thing made from it."""

    dataset: str
    field: str
    target_kind: str
    target_id: str
    target_label: str = ""


@dataclass(frozen=True)
class MapConcept:
    """`map_concept`: one row per thing a council may want to know."""

    concept_id: str
    domain_id: str
    label: str
    definition: str = ""
    kind: str = ""
    perspective: str = "administrative"


@dataclass(frozen=True)
class MapDuplication:
    """`map_duplication`: one row per concept that more than one field records."""

    concept_id: str
    label: str
    domain_id: str = ""
    fields_count: int | None = None
    datasets_count: int | None = None
    sources_count: int | None = None
    winner: str = ""
    reason: str = ""
    is_comparable: bool = True
    comparison: str = ""

    @property
    def gap_id(self) -> str:
        """Its name in `wreath suggest`."""
        return f"duplication:{self.concept_id}"

    @property
    def anchor(self) -> str:
        """The id of its row on the page of duplications."""
        return f"gap-{slug(self.gap_id)}"


@dataclass(frozen=True)
class MapDuplicationPair:
    """`map_duplication_pair`: one row per authority and two fields that hold the same thing."""

    local_authority_code: str
    pair_id: str
    concept_id: str
    a_dataset: str
    a_field: str
    b_dataset: str
    b_field: str
    status: str
    survivor: str = ""
    survivor_reason: str = ""
    both_count_shown: int | None = None
    agree_share: float | None = None
    agree_share_low: float | None = None
    agree_share_high: float | None = None
    kappa: float | None = None
    fresher: str = ""
    fresher_days: float | None = None

    @property
    def is_measured(self) -> bool:
        """Whether enough people have both for saying how far the two agree."""
        return self.status == "shown" and self.agree_share is not None

    @property
    def says_one_thing(self) -> bool:
        """Whether the two never say anything but the same one thing, as lists of events do: they cannot differ."""
        return self.is_measured and self.kappa is None and self.agree_share == 1.0


@dataclass(frozen=True)
class MapGap:
    """`map_gap`: one row per thing that is missing."""

    gap_kind: str
    subject_id: str
    label: str = ""
    domain_id: str = ""
    # Empty where the gap does not lie with one concept.
    concept_id: str = ""
    message: str = ""
    # Empty where the gap lies in the catalogue or the code, and so in every authority.
    local_authority_code: str = ""

    @property
    def gap_id(self) -> str:
        """Its name in `wreath suggest`."""
        return f"{self.gap_kind}:{self.subject_id}"

    @property
    def anchor(self) -> str:
        """The id of its line on the page of gaps."""
        return f"gap-{slug(self.gap_id)}"


@dataclass(frozen=True)
class MapSuggestion:
    """`map_suggestion`: one row per suggestion about a gap or a duplication."""

    suggestion_number: int
    gap_kind: str
    subject_id: str
    proposal: str
    state: str
    label: str = ""
    for_group: str = ""
    decision: str = ""
    suggested_date: date | None = None
    decided_date: date | None = None

    @property
    def gap_id(self) -> str:
        """The name of the gap or duplication that it answers."""
        return f"{self.gap_kind}:{self.subject_id}"

    @property
    def anchor(self) -> str:
        """The id of its row on the map page."""
        return f"suggestion-{self.suggestion_number}"


@dataclass(frozen=True)
class CandidateMeasure:
    """`map_candidate_measure`: one row per gap of a concept and measure that could be asked to fill it."""

    gap_kind: str
    subject_id: str
    measure_id: str
    label: str = ""
    gist: str = ""
    scale: str = ""
    licence_caveat: str = ""
    local_authority_code: str = ""
