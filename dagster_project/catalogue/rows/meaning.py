"""Rows that say what the data means: domains, concepts, measures, indicators, dashboards, links."""

from typing import ClassVar, Literal

from pydantic import Field

from dagster_project.catalogue.rows.base import Name, Row, Text
from dagster_project.catalogue.rows.sources import Perspective

AskedOf = Literal[
    "everybody",
    "aged 10 or over",
    "aged 16 or over",
    "children in care",
    "children in care from 4 to 16",
    "care leavers",
    "entitled to an adviser",
    "followed by CCIS",
]


class Domain(Row):
    """One of the eight outcome domains."""

    key_columns: ClassVar[tuple[str, ...]] = ("domain_id",)

    domain_id: Name = Field(description="Short name of the domain.")
    label: Text = Field(description="Name of the domain for people.")
    position: int = Field(ge=1, description="Order in which domains are shown.")
    description: Text = Field(description="What the domain is about.")


class Concept(Row):
    """Something a council may want to know about a care leaver."""

    key_columns: ClassVar[tuple[str, ...]] = ("concept_id",)

    concept_id: Text = Field(description="Number of the concept.")
    domain_id: Name = Field(description="Domain that the concept belongs to.")
    label: Text = Field(description="Name of the concept for people.")
    definition: Text = Field(description="What the concept covers.")
    perspective: Perspective = Field(description="Whose view the concept is, where somebody records it.")
    kind: Literal["duplicated", "single", "voice only", "gap"] = Field(
        description="Whether several sources, one, only surveys or nobody was found to record it."
    )
    asked_of: AskedOf | None = Field(None, description="Of whom it is asked; blank where nobody asks it.")
    note: str | None = Field(None, description="What an analyst should know about the concept.")


class FieldConcept(Row):
    """A field that speaks to a concept: the catalogue's claim."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "field", "concept_id")

    dataset: Name = Field(description="Dataset of the field.")
    field: Name = Field(description="Field that speaks to the concept.")
    concept_id: Text = Field(description="Concept that the field speaks to.")
    is_primary: bool = Field(description="Whether this is the field's main concept.")


class VoiceMeasure(Row):
    """A question that a survey may put to a young person, or a measure taken with them."""

    key_columns: ClassVar[tuple[str, ...]] = ("measure_id",)

    measure_id: Text = Field(description="Number of the measure.")
    label: Text = Field(description="Name of the measure for people.")
    gist: Text = Field(description="What the question asks, in our words; never a survey's own wording.")
    scale: Text = Field(description="Answers that the measure takes.")
    answer_type: Literal["integer", "flag", "text"] = Field(description="How an answer is read.")
    lowest_answer: int | None = Field(None, description="Lowest number that a numeric answer may take.")
    highest_answer: int | None = Field(None, description="Highest number that a numeric answer may take.")
    good_from: int | None = Field(None, description="Numeric answers from here to good_to count as good.")
    good_to: int | None = Field(None, description="Numeric answers from good_from to here count as good.")
    domain_id: Name | None = Field(None, description="Domain that the measure speaks to; blank for any.")
    perspective: Perspective = Field(description="Whose view the answer is.")
    origin: Text = Field(description="Survey or tool that the measure comes from.")
    licence_caveat: Text = Field(description="What may be done with the measure.")
    status: Text = Field(description="How sure we are of the measure.")


class VoiceMeasureConcept(Row):
    """A concept that answers to a measure speak to."""

    key_columns: ClassVar[tuple[str, ...]] = ("measure_id", "concept_id")

    measure_id: Text = Field(description="Measure that was asked.")
    concept_id: Text = Field(description="Concept that answers speak to.")


class Indicator(Row):
    """A measure of Wreath's own dashboards."""

    key_columns: ClassVar[tuple[str, ...]] = ("indicator_id",)

    indicator_id: Name = Field(description="Short name of the indicator; also its column.")
    domain_id: Name = Field(description="Domain that the indicator belongs to.")
    concept_id: Text = Field(description="Concept that the indicator measures.")
    label: Text = Field(description="Name of the indicator for people.")
    definition: Text = Field(description="What the indicator says, in plain words.")
    numerator: Text = Field(description="Who is counted.")
    denominator: Text = Field(description="Out of whom.")
    unit: Literal["percent", "count", "mean", "days"] = Field(description="Unit of the value.")
    polarity: Literal["higher_is_better", "lower_is_better", "neutral"] = Field(description="Which way is good.")
    perspective: Perspective = Field(description="Whose view the indicator gives.")
    basis: Literal["dfe", "wreath"] = Field(description="Whether the definition is the DfE's or Wreath's own.")
    benchmark_measure: str | None = Field(None, description="Published measure to compare with.")
    benchmark_breakdown: str | None = Field(None, description="Breakdown of the published measure to compare with.")
    owner: Text = Field(description="Who answers for the indicator.")
    caveat: str | None = Field(None, description="What a reader must know before using it.")


class IndicatorPopulation(Row):
    """Out of whom an indicator is counted, where that is the same for several or adds up over the quarters of a year.

    What readers can work out from several numbers depends on it, and so what has to be hidden.
    """

    key_columns: ClassVar[tuple[str, ...]] = ("indicator_id",)

    indicator_id: Name = Field(description="Indicator that is counted.")
    population: Name = Field(description="Out of whom; indicators of one population have the same denominator.")
    is_counted_once_a_year: bool = Field(
        description="Whether everybody counts in one quarter of a year only, so that four quarters add up to the year."
    )


class IndicatorRelation(Row):
    """What everybody knows of two indicators who knows what they mean."""

    key_columns: ClassVar[tuple[str, ...]] = ("indicator_id", "other_indicator_id")

    indicator_id: Name = Field(description="First of the two indicators.")
    relation: Literal["adds_to", "part_of", "excludes", "among"] = Field(
        description="adds_to: all that do so add up to the other; part_of: all of them count in the other too; "
        "excludes: none of them does; among: whoever the one is asked of, the other is asked of too."
    )
    other_indicator_id: Name = Field(description="Second of the two indicators.")


class Dashboard(Row):
    """A dashboard: one of the council's own, or one of Wreath's."""

    key_columns: ClassVar[tuple[str, ...]] = ("dashboard_id",)

    dashboard_id: Name = Field(description="Short name of the dashboard.")
    title: Text = Field(description="Name of the dashboard for people.")
    built_by: Literal["council", "wreath"] = Field(description="Who made the dashboard.")
    owner: Text = Field(description="Who answers for the dashboard.")
    url: str | None = Field(None, description="Where the dashboard is opened.")
    maturity: Literal["high", "medium", "low"] = Field(description="How far the dashboard can be relied on.")


class DashboardMeasure(Row):
    """A measure on a dashboard, and the field it is said to be made from."""

    key_columns: ClassVar[tuple[str, ...]] = ("dashboard_id", "measure_id")

    dashboard_id: Name = Field(description="Dashboard that shows the measure.")
    measure_id: Name = Field(description="Short name of the measure within the dashboard.")
    label: Text = Field(description="Name of the measure for people.")
    concept_id: Text = Field(description="Concept that the measure shows.")
    dataset: str | None = Field(None, description="Dataset of the claimed field; blank where an indicator is shown.")
    field: str | None = Field(None, description="Field that the measure is said to be made from.")
    indicator_id: str | None = Field(None, description="Indicator that the measure shows.")
    basis: Literal["confirmed", "assumed"] = Field(description="Whether somebody has checked the claim.")


class Survivorship(Row):
    """Which dataset wins when several record a concept of one person."""

    key_columns: ClassVar[tuple[str, ...]] = ("concept_id", "dataset")

    concept_id: Text = Field(description="Concept that several datasets record.")
    rank: int = Field(ge=1, description="Order of preference; 1 wins.")
    source: Name = Field(description="Source system of the dataset.")
    dataset: Name = Field(description="Dataset that records the concept.")
    reason: Text = Field(description="Why the dataset stands at this rank.")


class ConceptComparison(Row):
    """Whether what several fields hold of a concept can be compared value by value, and why."""

    key_columns: ClassVar[tuple[str, ...]] = ("concept_id",)

    concept_id: Text = Field(description="Concept that several fields record.")
    is_comparable: bool = Field(description="Whether the fields hold the same thing once they are recoded.")
    are_values_shown: bool = Field(description="Whether values themselves may be shown beside numbers of people.")
    reason: Text = Field(description="What is compared, or why nothing can be.")


class PlainWords(Row):
    """What a concept, a value of it or a source is called where a young person reads about themselves."""

    key_columns: ClassVar[tuple[str, ...]] = ("subject", "value")

    subject: Text = Field(description="Concept or source that is called so.")
    value: str | None = Field(None, description="Value of the concept that is called so, * for any other; or blank.")
    words: Text = Field(description="The words, said to the young person; {} stands for the value.")


class LinkRule(Row):
    """A rule that may link records of two sources to one person, for one pair of sources."""

    key_columns: ClassVar[tuple[str, ...]] = ("rule_id", "source_a", "source_b")

    rule_order: int = Field(ge=1, description="Order in which rules are tried; the first that holds is kept.")
    rule_id: Name = Field(description="Short name of the rule.")
    source_a: Name = Field(description="First source of the pair.")
    source_b: Name = Field(description="Second source of the pair; the same source looks for duplicates.")
    description: Text = Field(description="What must agree for the rule to hold.")
    is_enabled: bool = Field(description="Whether the rule is used for this pair.")


class Benchmark(Row):
    """A published figure to compare with."""

    key_columns: ClassVar[tuple[str, ...]] = ("measure", "year", "area", "age_or_group", "breakdown")

    measure: Text = Field(description="What was measured.")
    year: Text = Field(description="Year ending 31 March of the figure.")
    area: Text = Field(description="Area the figure is for.")
    la_code: str | None = Field(None, description="DfE number of the authority; blank for larger areas.")
    age_or_group: Text = Field(description="Age band or group the figure is for, as published.")
    age_band: Literal["17-18", "19-21", "22-25", "all"] | None = Field(
        None, description="The same age band in our own words; blank where our bands do not match."
    )
    breakdown: Text = Field(description="Category of the measure.")
    count: str | None = Field(None, description="Published count as text; c, k, x or z where the source hides it.")
    percent: str | None = Field(None, description="Published percentage as text; c, k, x or z where hidden.")
    origin: Text = Field(description="Where the figure was read.")
