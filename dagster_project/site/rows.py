"""The read contract: one class per table of the person-free database.

Fields without a default are needed; fields with one may be missing or empty. Codes stay codes here; words are
made in `words` and in the templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dagster_project.site import words

PERSPECTIVES = ("administrative", "practitioner", "young_person")
AGE_BANDS = ("all", "17-18", "19-21", "22-25")
#: Ways in which people are told apart, one at a time, in the order in which pages offer them.
BREAKDOWNS = ("age", "sex", "home", "formerly_unaccompanied", "in_touch", "district")


def perspective_id(text: str) -> str:
    """Return the perspective as one of PERSPECTIVES; "young person" and "young_person" are the same."""
    found = text.strip().lower().replace(" ", "_")
    return found if found in PERSPECTIVES else "administrative"


@dataclass(frozen=True)
class Parameter:
    """`parameters`: a threshold of the catalogue."""

    parameter: str
    value: str


@dataclass(frozen=True)
class Domain:
    """`rpt_domain`: one row per authority and domain."""

    local_authority_code: str
    domain_id: str
    label: str
    position: int = 0
    description: str = ""
    concepts_count: int = 0
    #: Things that have a field, and things of which somebody has a value.
    fielded_concepts_count: int = 0
    recorded_concepts_count: int = 0
    leading_indicator_id: str = ""


@dataclass(frozen=True)
class Indicator:
    """`rpt_indicator`: one row per indicator; texts for readers."""

    indicator_id: str
    domain_id: str
    label: str
    position: int = 0
    concept_id: str = ""
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    unit: str = "percent"
    polarity: str = "neutral"
    perspective: str = "administrative"
    basis: str = "wreath"
    owner: str = ""
    caveat: str = ""


@dataclass(frozen=True)
class SeriesPoint:
    """`rpt_indicator_series`: a value, or the reason for not showing one.

    `status` is shown, c (hidden: small numbers), z (does not apply) or x (not available).
    """

    local_authority_code: str
    indicator_id: str
    period_kind: str
    period_end_date: date
    age_band: str
    status: str
    numerator_shown: float | None = None
    denominator_shown: float | None = None
    value_shown: float | None = None


@dataclass(frozen=True)
class GroupPoint:
    """`rpt_indicator_breakdown`: a value of one group over the latest rolling year, or why there is none."""

    local_authority_code: str
    indicator_id: str
    breakdown: str
    group_id: str
    status: str
    position: int = 0
    group_label: str = ""
    period_end_date: date | None = None
    numerator_shown: float | None = None
    denominator_shown: float | None = None
    value_shown: float | None = None

    @property
    def label(self) -> str:
        """The group's name for people."""
        return self.group_label or self.group_id


@dataclass(frozen=True)
class Benchmark:
    """`rpt_benchmark`: a published figure to compare with."""

    indicator_id: str
    year: str
    area: str
    age_band: str = "all"
    value_shown: float | None = None


@dataclass(frozen=True)
class ConceptCoverage:
    """`rpt_concept_coverage`: how far one concept is recorded, small numbers hidden."""

    local_authority_code: str
    concept_id: str
    domain_id: str
    label: str
    perspective: str = "administrative"
    status: str = ""
    recorded_count_shown: int | None = None
    unreadable_count_shown: int | None = None
    not_recorded_count_shown: int | None = None
    freshest_date: date | None = None
    median_age_days: float | None = None

    @property
    def perspective_id(self) -> str:
        """The perspective as one of PERSPECTIVES."""
        return perspective_id(self.perspective)

    @property
    def is_recorded_by_nobody(self) -> bool:
        """Whether no source has a field for the concept."""
        return self.status == "nobody_records"


@dataclass(frozen=True)
class Load:
    """`rpt_load`: one file that arrived."""

    local_authority_code: str
    # Empty for a file that nothing recognised.
    dataset: str = ""
    source: str = ""
    file_name: str = ""
    extract_date: date | None = None
    rows_read: int | None = None
    # None for a few rows, and for a file that was not read.
    rows_unreadable_shown: int | None = None
    rows_quarantined_shown: int | None = None
    outcome: str = ""
    reason: str = ""
    owner: str = ""
    load_id: str = ""
    # False for a file that a later one has taken the place of.
    is_in_force: bool = True

    @property
    def is_read(self) -> bool:
        """Whether its rows were counted."""
        return self.rows_read is not None

    @property
    def has_unreadable(self) -> bool:
        """Whether rows have cells that could not be read."""
        return self.is_read and self.rows_unreadable_shown != 0

    @property
    def has_quarantined(self) -> bool:
        """Whether rows were left out."""
        return self.is_read and self.rows_quarantined_shown != 0


@dataclass(frozen=True)
class Check:
    """`rpt_check`: one expectation of one load."""

    load_id: str
    dataset: str
    expectation: str
    # None where there was nothing to judge by; the message says why.
    is_passed: bool | None = None
    column_name: str = ""
    severity: str = ""
    message: str = ""


@dataclass(frozen=True)
class RuleResult:
    """`rpt_rule`: one row per authority, collection year and validation rule of the return."""

    local_authority_code: str
    collection_year: str
    rule: str
    module: str
    title: str
    outcome: str
    origin: str = ""
    explanation: str = ""
    remedy: str = ""
    valid_from_year: str = ""
    reason: str = ""
    is_small: bool = False
    failing_children_shown: int = 0

    def standing(self, fewest: int) -> str:
        """Return "Fails for 14 children in 2025-26", or what else came of it."""
        year = words.year(self.collection_year)
        if self.outcome != "failed":
            return f"{words.sentence_code(self.outcome)} in {year}"
        if self.is_small:
            return f"Fails for {words.few(fewest)} children in {year}"
        return f"Fails for {words.counted(self.failing_children_shown, 'child', 'children')} in {year}"


@dataclass(frozen=True)
class RuleField:
    """`rule_fields`: an item that a rule is about."""

    rule: str
    module: str
    item: str


@dataclass(frozen=True)
class RuleChoice:
    """`rule_choices`: what the sector's open validator does that is not in the words of a rule, and what we do."""

    rule: str
    open_validator: str
    wreath: str
    why: str
