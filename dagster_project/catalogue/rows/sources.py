"""Rows that say what each source system sends: sources, datasets, fields, expectations."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from dagster_project.catalogue.rows.base import IdentityRole, Name, Row, Text

Delivery = Literal["full", "increment", "log", "yearly"]
Told = Literal["yes", "no", "not confirmed", "not applicable"]
FieldType = Literal["text", "integer", "decimal", "date", "flag", "code"]
Perspective = Literal["young person", "practitioner", "administrative", "carer", "joint"]
Sensitivity = Literal["identifier", "special category", "personal", "none"]
Capture = Literal["typed", "interfaced", "derived"]
NoConceptReason = Literal["identifier", "audit", "free text", "service record", "placeholder", "repeats the return"]


class Source(Row):
    """A system that sends data to the warehouse."""

    key_columns: ClassVar[tuple[str, ...]] = ("source",)

    source: Name = Field(description="Short name of the source system; also its inbox folder.")
    title: Text = Field(description="Name of the source system for people.")
    description: Text = Field(description="What the source system is.")


class Dataset(Row):
    """A dataset that a source sends: how it arrives, whose it is, and what may be done with it."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset",)

    source: Name = Field(description="Source system that sends the dataset.")
    dataset: Name = Field(description="Name of the dataset; its files are named after it.")
    entity: Name = Field(description="What a row is about; names the staging model.")
    title: Text = Field(description="Name of the dataset for people.")
    description: Text = Field(description="What one row of the dataset is.")
    owner: Text = Field(description="Team that answers for what the dataset holds.")
    delivery: Delivery = Field(
        description="Whether a file is the full picture, that of one collection year, an increment, or an event log."
    )
    extract_date_from: Text = Field(
        description="Where the extract date is read: the file name, the last day of the collection year, or a field."
    )
    lawful_basis: Text = Field(
        description="Why the council may hold this data; not confirmed until the council says so."
    )
    sharing_agreement: Text = Field(
        description="Agreement under which the data reaches the warehouse; not confirmed until the council says so."
    )
    is_linkable: bool = Field(description="Whether rows may be linked to persons.")
    are_young_people_told: Told = Field(
        description="Whether young people are told that this data is held and used: yes, no, not confirmed, "
        "or not applicable where no row is about a young person."
    )
    is_optional: bool = Field(description="Whether the warehouse does without the dataset unremarked.")
    covers_to_age: int | None = Field(
        None, ge=1, description="Birthday at which the remit of the source ends; blank where it has no such end."
    )
    covers_to_age_with_plan: int | None = Field(
        None,
        ge=1,
        description="The same for those with an education, health and care plan; blank where it is no other.",
    )
    status: Text = Field(description="How sure we are of the dataset's layout.")


class SourceField(Row):
    """A field as its source sends it."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "field")

    source: Name = Field(description="Source system that sends the field.")
    dataset: Name = Field(description="Dataset that the field belongs to.")
    position: int = Field(ge=1, description="Place of the field in the dataset, from 1.")
    field: Name = Field(description="Name of the field as sent.")
    column: Name = Field(description="Name of the column in the warehouse, from staging on.")
    type: FieldType = Field(description="Kind of value that the field holds.")
    code_set: str | None = Field(None, description="Code set whose codes the field takes.")
    key_position: int | None = Field(None, ge=1, description="Place in the business key; blank outside it.")
    is_essential: bool = Field(description="Whether a row without a usable value here is quarantined.")
    identity_role: IdentityRole | None = Field(None, description="Part the field plays in telling who a row is about.")
    description: Text = Field(description="What the field holds.")
    reference: str | None = Field(None, description="Item of a published specification that the field follows.")
    origin: str | None = Field(None, description="Column or expression of the source system behind the field.")
    perspective: Perspective = Field(description="Whose view the value is.")
    sensitivity: Sensitivity = Field(description="How carefully the value must be handled.")
    capture: Capture = Field(description="Whether the value was typed, passed on by a system, or worked out.")
    no_concept_reason: NoConceptReason | None = Field(None, description="Why the field speaks to no concept.")
    status: Text = Field(description="How sure we are of the field's name and content.")

    @model_validator(mode="after")
    def code_set_goes_with_code(self) -> "SourceField":
        """A field of type code names its code set, and no other field does."""
        if (self.type == "code") != (self.code_set is not None):
            raise ValueError("a field of type code needs a code_set, and no other field may have one")
        return self


#: What can be expected of two columns of one row: the day of one before that of the other, one without the other.
PAIR_EXPECTATIONS = ("max_share_before", "max_share_without")


class Expectation(Row):
    """A check of a load: what is expected of a dataset, of one of its columns or of two of them together."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "field", "other_field", "expectation")

    dataset: Text = Field(description="Dataset the check is for; * for every dataset.")
    field: str | None = Field(None, description="Field the check is for; * for every field, blank for the dataset.")
    other_field: str | None = Field(None, description="Second field of a check of two fields; blank for any other.")
    expectation: Literal[
        "min_rows",
        "unique_key",
        "row_count_change_share",
        "max_days_stale",
        "max_unreadable_share",
        "max_completeness_drop",
        "max_code_drift",
        "max_share_before",
        "max_share_without",
    ] = Field(description="Kind of check.")
    threshold: float | None = Field(None, ge=0, description="Limit that the check holds against.")
    severity: Literal["critical", "warning"] = Field(description="Whether a failure quarantines the load or warns.")
    reason: Text = Field(description="Why the check and its limit are there.")

    @model_validator(mode="after")
    def other_field_goes_with_two(self) -> "Expectation":
        """A check of two fields names both, and no other check has a second."""
        if (self.expectation in PAIR_EXPECTATIONS) != (self.other_field is not None):
            raise ValueError(f"only {' and '.join(PAIR_EXPECTATIONS)} have an other_field, and they need one")
        return self


class ErasureKey(Row):
    """A field that tells whose a row is, beside those by which its source knows a person."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "field", "number")

    dataset: Name = Field(description="Dataset that the field belongs to.")
    field: Name = Field(
        description="Name of the field as sent; several of one number make it together, in their order."
    )
    number: Name = Field(description="Kind of number that the field holds, the same in every dataset that holds it.")
    tells: bool = Field(description="Whether a row with the number of somebody who was erased is theirs.")
    is_passed_on: bool = Field(description="Whether the number of a row that is theirs makes rows of others theirs.")
    followed_by: str | None = Field(None, description="What stands after the field's text in the number.")
    reason: Text = Field(description="Why the field tells or passes on.")


class Retention(Row):
    """How long this copy keeps what a dataset holds; the records themselves are kept in the systems that sent them."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset",)

    dataset: Name = Field(description="Dataset that the periods are for.")
    superseded_months: int | None = Field(
        None,
        ge=1,
        description="Months after its extract date that a load is kept which a later one has taken the place of; "
        "blank to keep it.",
    )
    person_until_age: int | None = Field(
        None,
        ge=18,
        description="Birthday from which nothing here needs the records of a person; blank where they name nobody.",
    )
    basis: Text = Field(description="Where the periods come from.")
    status: Literal["confirmed", "assumption"] = Field(description="Whether the council has settled the periods.")


class CommonColumn(Row):
    """A column that landing adds to every dataset."""

    key_columns: ClassVar[tuple[str, ...]] = ("column",)

    position: int = Field(ge=1, description="Place of the column before the dataset's own columns.")
    column: Name = Field(description="Name of the column.")
    data_type: Text = Field(description="SQL type of the column.")
    is_staged: bool = Field(description="Whether staging keeps the column.")
    description: Text = Field(description="What the column holds.")
