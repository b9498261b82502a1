"""Rows that describe national returns: items, modules, years, parameters."""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from dagster_project.catalogue.rows.base import IdentityRole, Name, Row, Text, Year

_ELEMENT = r"[A-Za-z_][A-Za-z0-9_.-]*"
#: Name of an XML element, without a namespace; other text would make a file that nobody can read.
ElementName = Annotated[str, StringConstraints(pattern=rf"^{_ELEMENT}$")]
ElementPath = Annotated[str, StringConstraints(pattern=rf"^{_ELEMENT}(/{_ELEMENT})*$")]


class ReturnItem(Row):
    """An item of a national return, with the collection years that ask for it."""

    key_columns: ClassVar[tuple[str, ...]] = ("return_id", "module", "item", "valid_from_year")

    return_id: Name = Field(description="Return that asks for the item.")
    module: Text = Field(description="File of the return that the item is in.")
    item: Text = Field(description="Name of the item in the return.")
    position: int = Field(ge=1, description="Place of the item in its file.")
    type: Text = Field(description="Kind of value that the item takes.")
    max_length: int | None = Field(None, description="Greatest number of characters.")
    required: Text = Field(description="When the item must be filled.")
    code_set: str | None = Field(None, description="Code set of the item.")
    identity_role: IdentityRole | None = Field(
        None, description="Part that the item plays in telling who a line is about; a field of that part may feed it."
    )
    description: str | None = Field(
        None, description="What the item holds; blank where it is one field word for word, whose description holds."
    )
    valid_from_year: Year | None = Field(None, description="First collection year that asks for it; blank for always.")
    valid_to_year: Year | None = Field(None, description="Last collection year that asks for it; blank for still.")


class FieldReturnItem(Row):
    """A field that an item of a return is made from: the catalogue's claim."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "field", "return_id", "module", "item")

    dataset: Name = Field(description="Dataset of the field.")
    field: Name = Field(description="Field that the item is made from.")
    return_id: Name = Field(description="Return that asks for the item.")
    module: Text = Field(description="File of the return that the item is in.")
    item: Text = Field(description="Item made from the field.")


class ReturnModule(Row):
    """A file of a national return: what a row of it is and who is in it."""

    key_columns: ClassVar[tuple[str, ...]] = ("return_id", "module", "valid_from_year")

    return_id: Name = Field(description="Return that the file belongs to.")
    module: Text = Field(description="Name of the file.")
    grain: Text = Field(description="What one row of the file is.")
    valid_from_year: Year | None = Field(None, description="First collection year of the file; blank for always.")
    valid_to_year: Year | None = Field(None, description="Last collection year of the file; blank for still.")
    population: Text = Field(description="Who is in the file.")
    year_rule: Literal[
        "everyone in another file",
        "overlaps the year",
        "dated in the year",
        "throughout the year",
        "birthday in the year",
    ] = Field(description="Which records belong to a collection year.")
    year_rule_status: Literal["given", "assumption"] = Field(
        description="Whether a source states that rule, or it is our assumption."
    )

    @model_validator(mode="after")
    def _assumed_rule_can_be_read(self) -> Self:
        """A rule that is ours is one that SQL reads from here: of a record with a start and an end, or of one day."""
        read = ("overlaps the year", "dated in the year")
        if self.year_rule_status == "assumption" and self.year_rule not in read:
            wanted = " or ".join(read)
            raise ValueError(f"no SQL reads the year rule {self.year_rule!r} of {self.module}: write {wanted}")
        return self


class XmlElement(Row):
    """The element that an item of a return is in the XML."""

    key_columns: ClassVar[tuple[str, ...]] = ("return_id", "module", "item")

    return_id: Name = Field(description="Return that the element belongs to.")
    module: Text = Field(description="File of the return that the item is in.")
    item: str | None = Field(
        None, description="The item; blank for a flag that is 1 where the child has a row in the file, else 0."
    )
    parent: ElementPath = Field(description="Elements around it, from the child's own inwards, parted by a slash.")
    element: ElementName = Field(description="Name of the element.")
    position: int = Field(ge=1, description="Place of the element among all those of a child; the order is inferred.")
    is_repeated: bool = Field(description="Whether the innermost element around it stands once a row, not a child.")
    status: Literal["confirmed", "inferred", "provisional"] = Field(
        description="How sure we are of the name; provisional where no source gives one and it is our proposal."
    )


class CollectionYear(Row):
    """A year of the SSDA903 collection, from 1 April to 31 March."""

    key_columns: ClassVar[tuple[str, ...]] = ("collection_year",)

    collection_year: Year = Field(description="Name of the collection year.")
    start_date: date = Field(description="First day of the collection year.")
    end_date: date = Field(description="Last day of the collection year.")
    opens_date: date = Field(description="Day the collection opens.")
    deadline_date: date = Field(description="Day the return is due.")
    status: Text = Field(description="How sure we are of the opening day and the deadline.")


class Parameter(Row):
    """A number or choice that a rule of the warehouse depends on."""

    key_columns: ClassVar[tuple[str, ...]] = ("parameter",)

    parameter: Name = Field(description="Name of the parameter.")
    value: Text = Field(description="Its value.")
    unit: Literal[
        "months",
        "days",
        "years",
        "people",
        "rows",
        "loads",
        "cells",
        "flag",
        "date",
        "share",
        "standard errors",
        "megabytes",
        "code",
        "pounds",
    ] = Field(description="Unit of the value.")
    description: Text = Field(description="What the parameter decides.")
    source: Text = Field(description="Where the value comes from.")
    status: Literal["confirmed", "inferred", "unconfirmed", "own choice"] = Field(description="How sure we are of it.")


class ReturnMeasure(Row):
    """A figure that is counted from a return, as the department publishes it or close to that."""

    key_columns: ClassVar[tuple[str, ...]] = ("return_id", "measure")

    return_id: Name = Field(description="Return that the figure is counted from.")
    measure: Name = Field(description="Name of the measure.")
    subject: Text = Field(description="Heading that the measure stands under.")
    title: Text = Field(description="What the measure is called on pages.")
    module: Text = Field(description="File of the return that the measure is counted from.")
    unit: Literal["percent", "count", "average"] = Field(description="What the figure is.")
    polarity: Literal["higher_is_better", "lower_is_better", "neutral"] = Field(description="Which way is good.")
    timing: Literal["at the birthday", "on the last day", "over the year"] = Field(
        description="When the measure is taken; one taken over the year says nothing of a year that still runs."
    )
    definition: Text = Field(description="What is counted, and out of whom.")
    published_note: Text = Field(description="Published measure that it corresponds to, and how they differ.")


class MeasureBenchmark(Row):
    """The published figure that a measure of a return is compared with, for one age group."""

    key_columns: ClassVar[tuple[str, ...]] = ("return_id", "measure", "age_group")

    return_id: Name = Field(description="Return that the measure is counted from.")
    measure: Name = Field(description="Measure that is compared.")
    age_group: Text = Field(description="Age or ages in our own words; all where ages are not told apart.")
    benchmark_measure: Text = Field(description="Published measure to compare with.")
    benchmark_group: Text = Field(description="Age or group as published.")
    benchmark_breakdown: Text = Field(description="Category of the published measure to compare with.")
    benchmark_total: Text = Field(description="Category that holds everybody whom the share is of.")


class NewEpisodeReason(Row):
    """A reason for a new episode of care, given by what changed on the day: of those that fit, the first one holds."""

    key_columns: ClassVar[tuple[str, ...]] = ("precedence",)

    precedence: int = Field(ge=1, description="Place in the order in which the reasons are tried, from 1.")
    care_began: bool | None = Field(None, description="Whether a period of care begins on the day; blank for either.")
    legal_status_changed: bool | None = Field(None, description="Whether the legal status is new; blank for either.")
    placement_changed: bool | None = Field(None, description="Whether the placement is new; blank for either.")
    same_carer: bool | None = Field(
        None,
        description="Whether the carers stay the same, and neither placement is a temporary one; blank for either.",
    )
    code: Text = Field(description="Reason for the new episode, code set RNE.")
    description: Text = Field(description="What happened, in words.")


class UninspectedPlacement(Row):
    """A type of placement that Ofsted does not inspect as a provider, so that the return asks for no URN."""

    key_columns: ClassVar[tuple[str, ...]] = ("code",)

    code: Text = Field(description="Type of placement, code set PLACE.")
    valid_from_year: Year | None = Field(None, description="First collection year without a URN; blank for the first.")
    valid_to_year: Year | None = Field(None, description="Last collection year without a URN; blank while it holds.")
